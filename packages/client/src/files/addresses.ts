import { FILE_LIMITS } from '@signet/protocol/file'
import type { Core } from '../core.ts'
import type { Message } from '../message.ts'
import { rawOf } from '../raw.ts'
import { fileIdsOf, fill } from './media.ts'

/** How long before its end an address is asked for again, ms. */
const MARGIN = 60_000

/** Gives messages the addresses under which their files can be read: each is for this user, and for a time. */
export class Addresses {
  readonly #core: Core
  /** Until when the addresses in a message are good, ms on the server's clock. */
  readonly #until = new WeakMap<Message, number>()

  constructor(core: Core) {
    this.#core = core
  }

  /** Whether some of them show files whose addresses are not known, or are old. */
  isNeeded(messages: readonly Message[]): boolean {
    return messages.some((message) => this.#isNeeded(message))
  }

  /** Asks for what is missing. A file that cannot be had stays without an address; that is no error of the message. */
  async resolve(messages: readonly Message[]): Promise<void> {
    const needed = messages.filter((message) => this.#isNeeded(message))
    for (const conversation of new Set(needed.map(({ conversationID }) => conversationID))) {
      const inIt = needed.filter(({ conversationID }) => conversationID === conversation)
      const fileIds = [...new Set(inIt.flatMap(fileIdsOf))]
      for (let from = 0; from < fileIds.length; from += FILE_LIMITS.asked) {
        const asked = fileIds.slice(from, from + FILE_LIMITS.asked)
        const { files } = await this.#core.connection.request('file.url', { fileIds: asked, conversation })
        for (const { fileId, info } of files) {
          for (const message of inIt) if (info && fileIdsOf(message).includes(fileId)) this.#fill(message, info)
        }
      }
    }
  }

  #fill(message: Message, info: Parameters<typeof fill>[1]): void {
    fill(message, info, this.#core.downloadBase)
    this.#until.set(rawOf(message), info.expiresAt)
  }

  #isNeeded(message: Message): boolean {
    if (message.isRevoked || fileIdsOf(message).length === 0) return false
    return (this.#until.get(rawOf(message)) ?? 0) < this.#core.serverTime + MARGIN
  }
}
