import { CONVERSATION_LIMITS } from '@signet/protocol/conversation'
import { fail } from '../../engine/failure.ts'
import { floorOf, linesOf } from './line.ts'
import { placesNamed } from './named.ts'
import type { ConversationParts } from './parts.ts'
import { joinSpans, type Span } from './rules.ts'
import { writeSettings } from './settings.ts'
import { deletedSpans, type Owner, putSpans } from './store.ts'

/**
 * Deletes messages from the user's own view of a conversation (CNV5). They keep their numbers; nobody else is told.
 * @throws Failure CONVERSATION_NOT_FOUND, MESSAGE_NOT_FOUND for a seq that there is not, CONVERSATION_TOO_MANY, CONVERSATION_INVALID when
 * what was deleted lies in too many pieces
 */
export async function deleteMessages(
  parts: ConversationParts,
  self: Owner,
  conversation: string,
  seqs: readonly number[],
): Promise<void> {
  if (seqs.length === 0 || seqs.length > CONVERSATION_LIMITS.deletedMessages)
    throw fail('CONVERSATION_TOO_MANY', `Name 1 to ${CONVERSATION_LIMITS.deletedMessages} messages at once.`)
  const place = (await placesNamed(parts, self, [conversation])).get(conversation)
  if (place === undefined) throw fail('CONVERSATION_NOT_FOUND')
  const [line] = await linesOf(parts, self, [place])
  const head = line!.head.seq
  if (seqs.some((seq) => seq > head)) throw fail('MESSAGE_NOT_FOUND')
  const floor = floorOf(line!)
  const fresh = seqs.filter((seq) => seq > floor).map((seq): Span => ({ from: seq, to: seq }))
  if (fresh.length === 0) return
  await writeSettings(parts, self, [conversation], async (setting, name, trx) => {
    const before = await deletedSpans(trx, self, name, setting.clearedSeq)
    const after = joinSpans([...before, ...fresh])
    if (after.length > CONVERSATION_LIMITS.deletedPieces)
      throw fail('CONVERSATION_INVALID', 'What you deleted lies in too many pieces: clear the history instead.')
    await putSpans(trx, self, name, after)
    return { deletedSeq: after.at(-1)!.to }
  })
}
