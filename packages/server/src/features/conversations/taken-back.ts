import type { ConversationParts } from './parts.ts'
import { insertUncounted } from './store.ts'

/** A message was taken back: it is unread for nobody any more (CNV3). The same again changes nothing. */
export async function rememberTakenBack(
  parts: Pick<ConversationParts, 'db'>,
  { sdkAppId, timeline }: { readonly sdkAppId: number; readonly timeline: string },
  seq: number,
): Promise<void> {
  await parts.db.write([insertUncounted(parts.db.read, sdkAppId, timeline, seq)])
}
