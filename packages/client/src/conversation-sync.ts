import { CONVERSATION_LIMITS } from '@signet/protocol/conversation'
import { type ChangedEntries, REVISED } from '@signet/protocol/revisions'
import type { NewsPacket } from './connection.ts'
import type { Core } from './core.ts'
import type { Part } from './part.ts'

/** Fetches conversations that were changed from anywhere. */
export class ConversationSync implements Part {
  readonly #core: Core

  constructor(core: Core) {
    this.#core = core
    core.attach(this)
  }

  push(packet: NewsPacket): void {
    if (packet.type !== 'changed' || packet.what !== REVISED.conversations || !this.#core.isReady) return
    const { conversations } = (packet.data ?? {}) as ChangedEntries
    if (conversations) this.#core.background(() => this.refresh(conversations))
    // Too many to name.
    else this.#core.account?.mailbox.resync()
  }

  /** Reads conversations again: those that are gone leave the list. */
  async refresh(conversationIDs: readonly string[]): Promise<void> {
    const { account } = this.#core
    let rest = [...conversationIDs]
    while (rest.length > 0) {
      const asked = rest.slice(0, CONVERSATION_LIMITS.named)
      const { conversations, left } = await this.#core.ask('conversation.get', { conversations: asked })
      if (account !== this.#core.account || !account) return
      rest = [...left, ...rest.slice(asked.length)]
      const found = new Set(conversations.map(({ conversation }) => conversation))
      for (const item of conversations) account.mailbox.learn(item)
      const later = new Set(left)
      for (const name of asked) if (!found.has(name) && !later.has(name)) account.mailbox.conversations.drop(name)
    }
    this.#core.listChanged()
  }
}
