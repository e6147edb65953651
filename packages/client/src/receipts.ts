import type { Core } from './core.ts'
import type { Message } from './message.ts'
import { TYPES } from './type-constants.ts'

/** Messages of one request. */
const PAGE = 30

/** Asks how many have read own group messages; of private ones it is known already. @returns those that others have read since */
export async function countReaders(core: Core, messages: readonly Message[]): Promise<Message[]> {
  const changed: Message[] = []
  const asked = messages.filter(
    ({ conversationType, needReadReceipt, flow, sequence }) =>
      conversationType === TYPES.CONV_GROUP && needReadReceipt && flow === 'out' && sequence > 0,
  )
  for (const conversation of new Set(asked.map(({ conversationID }) => conversationID))) {
    const inIt = asked.filter(({ conversationID }) => conversationID === conversation)
    for (let from = 0; from < inIt.length; from += PAGE) {
      const page = new Map(inIt.slice(from, from + PAGE).map((message) => [message.sequence, message]))
      const { receipts } = await core.ask('receipt.counts', { conversation, seqs: [...page.keys()] })
      for (const { seq, read: readCount, unread: unreadCount } of receipts) {
        const message = page.get(seq)
        if (!message) continue
        const { readReceiptInfo: before } = message
        message.readReceiptInfo = { readCount, unreadCount }
        if (before.readCount !== readCount || before.unreadCount !== unreadCount) changed.push(message)
      }
    }
  }
  return changed
}
