import { dropOldest } from './bounded.ts'
import type { Message } from './message.ts'

/** The messages in memory by ID, so that an app meets one instance of each. The oldest known go first when there are too many. */
export class MessageStore {
  readonly #messages = new Map<string, Message>()
  /** IDs by conversation and place in it. */
  readonly #places = new Map<string, string>()
  readonly #most: number

  /** @param most how many are kept */
  constructor(most = 20_000) {
    this.#most = most
  }

  find(id: string): Message | undefined {
    return this.#messages.get(id)
  }

  /** The message with this place in a conversation, if it is in memory. */
  at(conversation: string, seq: number): Message | undefined {
    const id = this.#places.get(place(conversation, seq))
    return id === undefined ? undefined : this.#messages.get(id)
  }

  all(): Iterable<Message> {
    return this.#messages.values()
  }

  /** Those of one conversation, in the order in which they came into memory. */
  in(conversation: string): Message[] {
    return [...this.#messages.values()].filter(({ conversationID }) => conversationID === conversation)
  }

  /** @returns the instance that is known already, else `message`, which is known from now on */
  keep(message: Message): Message {
    const known = this.#messages.get(message.ID)
    if (known) return known
    this.#messages.set(message.ID, message)
    dropOldest(this.#messages, this.#most)
    this.placed(message)
    return message
  }

  /** The message has its place now. */
  placed({ ID, conversationID, sequence }: Message): void {
    if (sequence === 0) return
    this.#places.set(place(conversationID, sequence), ID)
    dropOldest(this.#places, this.#most)
  }
}

const place = (conversation: string, seq: number): string => `${seq} ${conversation}`
