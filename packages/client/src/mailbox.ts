import { c2cConversationId } from '@signet/protocol/ids'
import type { WireChange } from '@signet/protocol/realtime/changes'
import type { WireMessage } from '@signet/protocol/realtime/frames'
import type { Connection, NewsPacket, Session } from './connection.ts'
import { type ConversationItem, Conversations, type Lookups } from './conversations.ts'
import { fromWire } from './elements.ts'
import type { Environment } from './environment.ts'
import type { ChatError } from './errors.ts'
import { EVENT } from './event-names.ts'
import type { Events } from './events.ts'
import { adopt } from './facts.ts'
import { type AnyWireMessage, idOf, isPast, isShown, messageFromWire, shownTime } from './inbound.ts'
import type { Message } from './message.ts'
import { MessageStore } from './message-store.ts'
import { groupOfMessage, nameMessage, peopleOf } from './names.ts'
import { News } from './news.ts'
import { Outbox, type Placed } from './outbox.ts'
import type { Profile } from './people/profile.ts'
import { type Head, type NumberedChange, Receiver } from './receiver.ts'
import type { SendOptions } from './send-options.ts'
import type { Shelf } from './shelf.ts'
import type { Delivery } from './timeline.ts'
import { TYPES } from './type-constants.ts'

export interface MailboxEvents {
  /** A sync is complete. */
  synced(): void
  /** All that was missed has been told. */
  caughtUp(): void
  /** The server was put back to an earlier state. */
  rolledBack(): void
  received(messages: readonly Message[]): void
  /** More users have read these own group messages; how many is to be asked for. */
  readMore(messages: readonly Message[]): void
  emit: Events['emit']
  conversationsChanged(): void
  /** Other own messages are on their way than before. */
  unsentChanged(): void
  error(error: ChatError): void
}

export interface MailboxParts {
  readonly env: Environment
  readonly connection: Connection
  /** ms */
  readonly sendTimeout: number
  readonly shelf: Shelf | undefined
  readonly lookups: Lookups
  /** Whether the conversation is a live room, whose numbers have gaps. */
  isLive(conversationID: string): boolean
}

/** Everything that is remembered for one logged-in user, over all of the user's connections. */
export class Mailbox {
  readonly userId: string
  readonly tinyId: string
  readonly conversations: Conversations
  readonly messages = new MessageStore()
  readonly #parts: MailboxParts
  readonly #events: MailboxEvents
  readonly #outbox: Outbox
  readonly #receiver: Receiver
  /** What this client sends is no news to it. */
  readonly #own = new WeakSet<Message>()

  constructor(parts: MailboxParts, session: Session, events: MailboxEvents) {
    const { env, connection, sendTimeout, shelf, lookups } = parts
    this.userId = session.userId
    this.tinyId = session.tinyId
    this.conversations = new Conversations(session.userId, lookups)
    this.#parts = parts
    this.#events = events
    this.#outbox = new Outbox(env, {
      timeout: sendTimeout,
      maxMessageBytes: session.maxMessageBytes,
      shelf,
      isLive: (conversationID) => parts.isLive(conversationID),
      call: (op, input, done) => connection.call(op, input, done),
      placed: (message, place) => this.#placed(message, place),
      late: (message) => events.emit(EVENT.MESSAGE_MODIFIED, [message]),
      failed: (message, error) => {
        events.emit(EVENT.MESSAGE_MODIFIED, [message])
        events.error(error)
      },
      changed: () => events.unsentChanged(),
    })
    this.#receiver = new Receiver(env, {
      request: (op, input) => connection.request(op, input),
      heads: (heads) => this.#heads(heads),
      synced: () => events.synced(),
      caughtUp: () => events.caughtUp(),
      rolledBack: () => events.rolledBack(),
      deliver: (delivery) => this.#deliver(delivery),
      changed: (delivery) => this.#changed(delivery),
      error: (error) => events.error(error),
    })
  }

  connected(): void {
    this.#outbox.start((message) => this.#keepOwn(message))
    this.#outbox.connected()
    this.#receiver.connected()
  }

  disconnected(): void {
    this.#outbox.disconnected()
    this.#receiver.disconnected()
  }

  /** The login is over; what was received stays for a next login of the same user, and what waits to be sent unless it is wiped. */
  ended(error: ChatError, isWiped = false): void {
    this.#outbox.abandon(error, isWiped)
    this.#receiver.disconnected()
  }

  push(packet: NewsPacket): void {
    if (packet.type === 'message') this.#receiver.pushed(packet.conversation, packet.message)
    else if (packet.type === 'change') this.#receiver.changed(packet.conversation, packet.change)
    else if (packet.type === 'dirty') this.#receiver.dirty()
    else if (packet.type === 'read') this.#readElsewhere(packet.conversation, packet.upTo)
    else if (packet.type === 'signal') this.#signalled(packet.conversation, packet.message)
  }

  send(message: Message, options: SendOptions): Promise<Message> {
    this.#keepOwn(message)
    return this.#outbox.send(message, options)
  }

  #keepOwn(message: Message): Message {
    const kept = this.messages.keep(message)
    this.#own.add(kept)
    return kept
  }

  /** All own messages that are on their way, in the order in which they were sent. */
  unsent(): Message[] {
    return this.#outbox.unsent()
  }

  /** As `Outbox.cancel`. */
  cancel(message: Message): boolean | undefined {
    return this.#outbox.cancel(message)
  }

  /** Up to where the app has the conversation; what follows comes to it as an event. */
  high(conversation: string): number {
    return this.#receiver.high(conversation)
  }

  /** How much has happened to messages of the conversation, as far as it was told. */
  changes(conversation: string): number {
    return this.#receiver.changes(conversation)
  }

  /** Resolves when it is known from where on the conversation is news. */
  begun(conversation: string): Promise<void> {
    return this.#receiver.begun(conversation)
  }

  /** The conversation reaches up to `head`. */
  seen(conversation: string, head: number): void {
    this.#receiver.seen(conversation, head)
  }

  /** The app's instance of a message, as new as it was read. */
  intern(conversation: string, wire: WireMessage): Message {
    const known = this.messages.find(idOf(wire))
    if (!known) return this.#meet(messageFromWire(conversation, wire, this.userId))
    // Of an own message the server may have more than it was heard to say.
    if (known.status !== 'success' && this.#outbox.recognise(known.ID, wire)) this.messages.placed(known)
    if (adopt(known, wire, this.userId)) this.#refresh(known)
    return known
  }

  /** Profiles were read: their names stand beside messages too. @returns whether the list of conversations shows one of them */
  named(profiles: readonly Profile[]): boolean {
    if (profiles.length === 0) return false
    const userIds = new Set(profiles.map(({ userID }) => userID))
    const isListed = profiles.some(({ userID }) => this.conversations.find(c2cConversationId(userID)))
    return this.#renamed((message) => peopleOf(message).some((userId) => userIds.has(userId))) || isListed
  }

  /** Members of a group have other names in it. @returns whether the list of conversations shows one of them */
  carded(groupId: string, userIds: readonly string[]): boolean {
    return this.#renamed((message) => userIds.includes(message.from) && groupOfMessage(message) === groupId)
  }

  #renamed(isAbout: (message: Message) => boolean): boolean {
    let isShown = false
    for (const message of this.messages.all()) {
      if (isAbout(message) && nameMessage(message, this.#parts.lookups))
        isShown = this.conversations.refresh(message) || isShown
    }
    return isShown
  }

  #meet(message: Message): Message {
    const { peerRead } = this.conversations.positions(message.conversationID)
    if (message.conversationType === TYPES.CONV_C2C && message.flow === 'out' && message.sequence > 0)
      message.isPeerRead = message.sequence <= peerRead
    nameMessage(message, this.#parts.lookups)
    return this.messages.keep(message)
  }

  #placed(message: Message, { seq, time, stored }: Placed): void {
    if (seq === 0) return
    this.messages.placed(message)
    if (!this.#parts.isLive(message.conversationID)) this.#receiver.placed(message.conversationID, seq)
    this.#showLast(message.conversationID, seq, time, message)
    if (this.conversations.arrived(message)) this.#events.conversationsChanged()
    if (stored) this.#rewritten(message, stored)
  }

  /** A filter or the application made something else of an own message. */
  #rewritten(message: Message, { body, cloudCustomData }: NonNullable<Placed['stored']>): void {
    Object.assign(message, fromWire(body[0]), { cloudCustomData, isModified: true })
    this.#refresh(message)
    this.#events.emit(EVENT.MESSAGE_MODIFIED, [message])
  }

  /** Messages of a live room, which has no log: what is missed is missed. */
  live(conversation: string, wires: readonly WireMessage[]): void {
    const news: Message[] = []
    for (const wire of wires) {
      if (!isShown(wire) || this.messages.find(idOf(wire))) continue
      const message = this.#meet(messageFromWire(conversation, wire, this.userId))
      news.push(message)
      this.#showLast(conversation, wire.seq, wire.time, message)
    }
    if (news.length > 0) this.#events.received(news)
  }

  /** What the server told may not be all. */
  resync(): void {
    this.#receiver.dirty()
  }

  #signalled(conversation: string, wire: AnyWireMessage): void {
    if (this.messages.find(idOf(wire))) return
    this.#events.received([this.#meet(messageFromWire(conversation, wire, this.userId))])
  }

  #deliver({ conversation, messages }: Delivery<WireMessage>): void {
    const news: Message[] = []
    for (const wire of messages) {
      if (!isShown(wire)) continue
      const isAwaited = wire.tinyId === this.tinyId && this.#outbox.recognise(idOf(wire), wire)
      const message = this.intern(conversation, wire)
      const isOwn = isAwaited || this.#own.has(message)
      if (isOwn) this.messages.placed(message)
      else if (!isPast(wire)) news.push(message)
      this.#showLast(conversation, wire.seq, shownTime(wire), message)
      if (this.conversations.arrived(message)) this.#events.conversationsChanged()
    }
    if (news.length > 0) this.#events.received(news)
  }

  #changed({ conversation, messages }: Delivery<NumberedChange>): void {
    const news = new News(this.userId, this.#parts.lookups)
    for (const { change } of messages) {
      if (change.kind === 'read' && change.by === this.userId) this.#readElsewhere(conversation, change.upTo)
      else if (change.kind === 'read') this.#peerReads(conversation, change.upTo, news)
      else
        for (const seq of placesOf(change)) {
          const message = this.messages.at(conversation, seq)
          if (!message || !news.happened(message, change)) continue
          if (change.kind === 'recall') this.conversations.revoked(message, change.changeSeq)
          this.#refresh(message)
        }
    }
    news.tell(this.#events.emit)
    if (news.toCount.size > 0) this.#events.readMore([...news.toCount])
  }

  #readElsewhere(conversation: string, upTo: number): void {
    const now = this.#parts.env.clock.now()
    if (this.conversations.readUpTo(conversation, 'read', upTo, now)) this.#events.conversationsChanged()
  }

  #peerReads(conversation: string, upTo: number, news: News): void {
    if (!this.conversations.readUpTo(conversation, 'peerRead', upTo, this.#parts.env.clock.now())) return
    this.#events.conversationsChanged()
    for (const message of this.messages.in(conversation)) {
      const isRead = message.flow === 'out' && message.sequence > 0 && message.sequence <= upTo
      if (!isRead || message.isPeerRead) continue
      news.peerRead(message)
      this.#refresh(message)
    }
  }

  #heads(heads: readonly Head[]): void {
    for (const head of heads) this.learn(head)
  }

  /** A conversation as the server has it. */
  learn(item: ConversationItem): void {
    const wire = (item.shown ?? item.last) as WireMessage | undefined
    const message = wire && isShown(wire) ? this.intern(item.conversation, wire) : undefined
    // Told as an event too when it happened while this client was away.
    const news = new News(this.userId, this.#parts.lookups)
    this.#peerReads(item.conversation, item.peerRead, news)
    this.conversations.learn(item, message)
    this.#events.conversationsChanged()
    news.tell(this.#events.emit)
  }

  /** A message changed: so does the line that shows it. */
  #refresh(message: Message): void {
    if (this.conversations.refresh(message)) this.#events.conversationsChanged()
  }

  #showLast(conversation: string, seq: number, time: number, message: Message | undefined): void {
    if (this.conversations.update(conversation, seq, time, message)) this.#events.conversationsChanged()
  }
}

/** Which messages an event is about. */
function placesOf(change: WireChange): readonly number[] {
  if (change.kind === 'read' || change.kind === 'hidden') return []
  return change.kind === 'receipt' ? change.seqs : [change.seq]
}
