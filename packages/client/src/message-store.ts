import { dropOldest } from './bounded.ts'
import type { Message } from './message.ts'

/** The messages in memory by ID, so that an app meets one instance of each. The oldest known go first when there are too many. */
export class MessageStore {
  readonly #messages = new Map<string, Message>()
  readonly #most: number

  /** @param most how many are kept */
  constructor(most = 20_000) {
    this.#most = most
  }

  find(id: string): Message | undefined {
    return this.#messages.get(id)
  }

  /** @returns the instance that is known already, else `message`, which is known from now on */
  keep(message: Message): Message {
    const known = this.#messages.get(message.ID)
    if (known) return known
    this.#messages.set(message.ID, message)
    dropOldest(this.#messages, this.#most)
    return message
  }
}
