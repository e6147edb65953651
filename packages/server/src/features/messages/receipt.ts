import { fail } from '../../engine/failure.ts'
import type { Entry } from '../../engine/timeline/timeline.ts'
import { type ChangeParts, commit, readMessage, type Site, untilAgreed } from './change.ts'
import { messageOf, stateDraft, stateOf } from './state.ts'

/**
 * Tells the senders of messages that the caller has read them (CHG8). What was told before is not told again.
 * @returns nothing of an event when there was nothing new
 * @throws Failure MESSAGE_NOT_FOUND; BAD_PARAMETER for a message that asks for no receipt, or is the caller's own
 */
export function sendReceipts(
  parts: ChangeParts,
  site: Site,
  by: string,
  seqs: readonly number[],
): Promise<{ changeSeq?: number }> {
  return untilAgreed(async () => {
    const reads = [...new Set(seqs)].map((seq) => readMessage(parts.timeline, { ...site, seq }, 'MESSAGE_NOT_FOUND'))
    const unread = (await Promise.all(reads)).filter((entry) => !isReadBy(entry, by))
    if (unread.length === 0) return {}
    const states = unread.map((entry) => {
      const state = stateOf(entry)
      return stateDraft(entry, { ...state, readBy: [...(state.readBy ?? []), by] })
    })
    const event = { kind: 'receipt', by, seqs: unread.map((entry) => entry.seq) } as const
    const { changeSeq } = await commit(parts, site.channel, event, { states })
    return { changeSeq }
  })
}

function isReadBy(entry: Entry, reader: string): boolean {
  const message = messageOf(entry)
  if (message.needReceipt !== true || message.from === reader) {
    throw fail('BAD_PARAMETER', `The message ${entry.seq} asks you for no receipt.`)
  }
  return message.changed?.readBy?.includes(reader) ?? false
}
