import type { WireChange } from '@signet/protocol/realtime/changes'
import type { Lookups } from './conversations.ts'
import { EVENT } from './event-names.ts'
import type { EventMap, Events } from './events.ts'
import { apply, factsOf } from './facts.ts'
import type { Message } from './message.ts'
import { nameMessage } from './names.ts'
import { type ReactionInfo, reactionInfo } from './reactions.ts'
import { TYPES } from './type-constants.ts'

type Receipt = EventMap[EVENT.MESSAGE_READ_RECEIPT_RECEIVED][number]

/** What happened to messages in one delivery, sorted into the events that tell of it. */
export class News {
  /** Own group messages that more users have read now. */
  readonly toCount = new Set<Message>()
  readonly #me: string
  readonly #lookups: Pick<Lookups, 'profileOf' | 'cardOf'>
  readonly #revoked: Message[] = []
  readonly #modified = new Set<Message>()
  readonly #read: Message[] = []
  readonly #receipts: Receipt[] = []
  readonly #reactions = new Map<Message, Set<string>>()
  readonly #extensions: (EventMap[EVENT.MESSAGE_EXTENSIONS_UPDATED] & { isGone: boolean })[] = []

  constructor(me: string, lookups: Pick<Lookups, 'profileOf' | 'cardOf'>) {
    this.#me = me
    this.#lookups = lookups
  }

  /** @returns whether the message is another one now */
  happened(message: Message, change: WireChange): boolean {
    if (change.kind === 'receipt' && message.flow === 'in') return false
    if (!apply(message, change, this.#me)) return false
    if (change.kind === 'recall') {
      nameMessage(message, this.#lookups)
      this.#revoked.push(message)
    } else if (change.kind === 'modify') this.#modified.add(message)
    else if (change.kind === 'receipt') this.#receipt(message, change.by)
    else if (change.kind === 'reaction') this.#reaction(message, change.id)
    else if (change.kind === 'extension') {
      const extensions = change.extensions.map(({ key, value }) => ({ key, value }))
      this.#extensions.push({ messageID: message.ID, extensions, isGone: change.do !== 'set' })
    }
    return change.kind === 'recall' || change.kind === 'modify'
  }

  peerRead(message: Message): void {
    message.isPeerRead = true
    this.#read.push(message)
  }

  tell(emit: Events['emit']): void {
    if (this.#revoked.length > 0) emit(EVENT.MESSAGE_REVOKED, this.#revoked)
    if (this.#modified.size > 0) emit(EVENT.MESSAGE_MODIFIED, [...this.#modified])
    if (this.#read.length > 0) emit(EVENT.MESSAGE_READ_BY_PEER, this.#read)
    if (this.#receipts.length > 0) emit(EVENT.MESSAGE_READ_RECEIPT_RECEIVED, this.#receipts)
    if (this.#reactions.size > 0) emit(EVENT.MESSAGE_REACTIONS_UPDATED, this.#changedReactions())
    for (const { messageID, extensions, isGone } of this.#extensions) {
      if (isGone) emit(EVENT.MESSAGE_EXTENSIONS_DELETED, { messageID, keyList: extensions.map(({ key }) => key) })
      else emit(EVENT.MESSAGE_EXTENSIONS_UPDATED, { messageID, extensions })
    }
  }

  #receipt(message: Message, userID: string): void {
    const { ID: messageID, conversationType } = message
    if (conversationType === TYPES.CONV_GROUP) this.toCount.add(message)
    else this.#receipts.push({ messageID, userID, isPeerRead: true, readCount: 1, unreadCount: 0 })
  }

  #reaction(message: Message, id: string): void {
    this.#reactions.set(message, (this.#reactions.get(message) ?? new Set()).add(id))
  }

  #changedReactions(): { messageID: string; reactionList: ReactionInfo[] }[] {
    return [...this.#reactions].map(([message, ids]) => {
      const { reactions } = factsOf(message)
      return {
        messageID: message.ID,
        reactionList: [...ids].map((id) =>
          reactionInfo(id, reactions.get(id), (userId) => this.#lookups.profileOf(userId)),
        ),
      }
    })
  }
}
