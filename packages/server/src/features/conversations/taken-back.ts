import type { ConversationParts } from './parts.ts'
import { deleteMentions, insertUncounted } from './store.ts'

/** A message was taken back: it is unread for nobody any more (CNV3), and names nobody. The same again changes nothing. */
export async function rememberTakenBack(
  parts: Pick<ConversationParts, 'db'>,
  { sdkAppId, timeline }: { readonly sdkAppId: number; readonly timeline: string },
  seq: number,
): Promise<void> {
  const q = parts.db.read
  await parts.db.write([insertUncounted(q, sdkAppId, timeline, seq), deleteMentions(q, sdkAppId, timeline, seq)])
}
