import { fail } from '../../engine/failure.ts'
import type { Entry } from '../../engine/timeline/timeline.ts'
import { type ChangeParts, commit, readMessage, type Site, untilAgreed } from './change.ts'
import { messageOf, stateDraft, stateOf } from './state.ts'
import type { Receipts } from './view.ts'

/** Receipts of a private conversation: beside each message, for there is one reader. */
export function c2cReceipts(parts: ChangeParts, site: Site, self: string, peer: string): Receipts {
  const readersOf = async (seq: number) => {
    const entry = await readMessage(parts.timeline, { ...site, seq }, 'MESSAGE_NOT_FOUND')
    const message = messageOf(entry)
    if (message.needReceipt !== true) throw fail('BAD_PARAMETER', `The message ${seq} asks for no receipt.`)
    if (message.from !== self) throw fail('FORBIDDEN', 'Only its sender asks who has read a message.')
    return message.changed?.readBy ?? []
  }
  return {
    report: (seqs) => sendReceipts(parts, site, self, seqs),
    counts: (seqs) =>
      Promise.all(
        [...new Set(seqs)].map(async (seq) => {
          const { length: read } = await readersOf(seq)
          return { seq, read, unread: 1 - read }
        }),
      ),
    async readers(seq, isRead) {
      const readers = await readersOf(seq)
      return { userIds: isRead ? readers : readers.length === 0 ? [peer] : [], cursor: undefined }
    },
  }
}

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
