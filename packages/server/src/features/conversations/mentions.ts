import type { Draft } from '../messages/route.ts'
import type { ConversationParts } from './parts.ts'
import { type Mention, putMentions } from './store.ts'

/** Mentions further back than so many messages are forgotten: who has as much unread looks for none of them. */
const KEPT = 20_000

/**
 * Remembers whom a group message names, so that a list of conversations finds it without reading messages. Called after the message is
 * stored and before it is acked; a retry of the message calls it again, which changes nothing.
 */
export async function rememberMentions(
  parts: Pick<ConversationParts, 'db'>,
  { sdkAppId, timeline }: { readonly sdkAppId: number; readonly timeline: string },
  seq: number,
  draft: Pick<Draft, 'from' | 'mentions' | 'mentionsAll' | 'targets'>,
): Promise<void> {
  // A message for some members is not to be known of by the others.
  if (draft.targets !== undefined) return
  const named = [...new Set(draft.mentions ?? []), ...(draft.mentionsAll === true ? [''] : [])]
  if (named.length === 0) return
  const mentions = named.map((userId): Mention => ({ timeline, seq, userId, from: draft.from }))
  await parts.db.write(putMentions(parts.db.read, sdkAppId, mentions, KEPT))
}
