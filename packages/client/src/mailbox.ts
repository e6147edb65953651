import { messageId } from '@signet/protocol/ids'
import type { WireMessage } from '@signet/protocol/realtime/frames'
import type { Connection, Session } from './connection.ts'
import { Conversations } from './conversations.ts'
import type { Environment } from './environment.ts'
import type { ChatError } from './errors.ts'
import type { Message } from './message.ts'
import { messageFromWire } from './message.ts'
import { MessageStore } from './message-store.ts'
import { Outbox, type Placed } from './outbox.ts'
import { type Head, Receiver } from './receiver.ts'
import type { Delivery } from './timeline.ts'

export interface MailboxEvents {
  /** A sync is complete. */
  synced(): void
  received(messages: readonly Message[]): void
  modified(messages: readonly Message[]): void
  conversationsChanged(): void
  error(error: ChatError): void
}

/** Everything that is remembered for one logged-in user, over all of the user's connections. */
export class Mailbox {
  readonly userId: string
  readonly tinyId: string
  readonly conversations = new Conversations()
  readonly messages = new MessageStore()
  readonly #events: MailboxEvents
  readonly #outbox: Outbox
  readonly #receiver: Receiver

  constructor(env: Environment, session: Session, connection: Connection, sendTimeout: number, events: MailboxEvents) {
    this.userId = session.userId
    this.tinyId = session.tinyId
    this.#events = events
    this.#outbox = new Outbox(env, {
      timeout: sendTimeout,
      maxMessageBytes: session.maxMessageBytes,
      call: (op, input, done) => connection.call(op, input, done),
      placed: (message, place) => this.#placed(message, place),
      late: (message) => events.modified([message]),
    })
    this.#receiver = new Receiver(env, {
      request: (op, input) => connection.request(op, input),
      heads: (heads) => this.#heads(heads),
      synced: () => events.synced(),
      deliver: (delivery) => this.#deliver(delivery),
      error: (error) => events.error(error),
    })
  }

  connected(): void {
    this.#outbox.connected()
    this.#receiver.connected()
  }

  disconnected(): void {
    this.#outbox.disconnected()
    this.#receiver.disconnected()
  }

  /** The login is over; what was received stays for a next login of the same user. */
  ended(error: ChatError): void {
    this.#outbox.abandon(error)
    this.#receiver.disconnected()
  }

  pushed(conversation: string, message: WireMessage): void {
    this.#receiver.pushed(conversation, message)
  }

  dirty(): void {
    this.#receiver.dirty()
  }

  send(message: Message): Promise<Message> {
    this.messages.keep(message)
    return this.#outbox.send(message)
  }

  /** Up to where the app has the conversation; what follows comes to it as an event. */
  high(conversation: string): number {
    return this.#receiver.high(conversation)
  }

  /** The conversation reaches up to `head`. */
  seen(conversation: string, head: number): void {
    this.#receiver.seen(conversation, head)
  }

  /** The app's instance of a message. */
  intern(conversation: string, wire: WireMessage): Message {
    const id = messageId(wire.tinyId, wire.clientTime, wire.random)
    return this.messages.find(id) ?? this.messages.keep(messageFromWire(id, conversation, wire, this.userId))
  }

  #placed(message: Message, { seq, time }: Placed): void {
    this.#receiver.placed(message.conversationID, seq)
    this.#showLast(message.conversationID, seq, time, message)
  }

  #deliver({ conversation, messages }: Delivery<WireMessage>): void {
    const news: Message[] = []
    for (const wire of messages) {
      const id = messageId(wire.tinyId, wire.clientTime, wire.random)
      const isOwn = wire.tinyId === this.tinyId && this.#outbox.recognise(id, wire)
      const message = this.intern(conversation, wire)
      if (!isOwn) news.push(message)
      this.#showLast(conversation, wire.seq, wire.time, message)
    }
    if (news.length > 0) this.#events.received(news)
  }

  #heads(heads: readonly Head[]): void {
    for (const { conversation, head, time, last } of heads) {
      this.#showLast(conversation, head, time, last && this.intern(conversation, last))
    }
  }

  #showLast(conversation: string, seq: number, time: number, message: Message | undefined): void {
    if (this.conversations.update(conversation, seq, time, message)) this.#events.conversationsChanged()
  }
}
