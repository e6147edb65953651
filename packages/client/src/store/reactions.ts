import type { Message } from '../message.ts'
import type { ReactionInfo } from '../reactions.ts'
import type { ChatParts } from './chat-parts.ts'
import { Kept } from './kept.ts'
import { Observed } from './observed.ts'
import { isSame, snapshot } from './snapshot.ts'

/** Messages whose reactions stay in memory after they were shown. */
const MOST_IDLE = 200
const NONE: readonly ReactionInfo[] = []

/** The reactions to one message, while they are shown. */
export class ReactionList extends Observed<readonly ReactionInfo[]> {
  /** @internal */
  message: Message | undefined
  readonly #ask: () => void
  #isKnown = false

  /** @internal */
  constructor(ask: (list: ReactionList) => void, idle: () => void) {
    super(NONE, idle)
    this.#ask = () => ask(this)
  }

  resume(): void {
    if (this.isObserved && !this.#isKnown) this.#ask()
  }

  reset(): void {
    this.#isKnown = false
    this.state.set(NONE)
  }

  /** Somebody reacted. */
  stale(): void {
    this.#isKnown = false
    this.resume()
  }

  /** They were read. */
  learn(reactions: readonly ReactionInfo[]): void {
    this.#isKnown = true
    if (!isSame(this.get(), reactions)) this.state.set(reactions.map((reaction) => snapshot(reaction)))
  }
}

/** The reactions to the messages that are shown: asked for together, at the end of a turn. */
export class Reactions {
  readonly #chat: ChatParts
  readonly #lists: Kept<ReactionList>
  readonly #wanted = new Set<ReactionList>()

  constructor(chat: ChatParts) {
    this.#chat = chat
    this.#lists = new Kept((_messageID, idle) => new ReactionList((list) => this.#want(list), idle), MOST_IDLE)
  }

  of(message: Message): ReactionList {
    const list = this.#lists.of(message.ID)
    list.message = message
    return list
  }

  changed(messageID: string): void {
    this.#lists.find(messageID)?.stale()
  }

  /** Adds a reaction of the own user, or takes it back. @throws {ChatError} as `addMessageReaction` */
  async toggle(message: Message, reactionID: string): Promise<void> {
    const { data } = await this.#chat.getMessageReactions({ messageList: [message] })
    const own = data.resultList[0]?.reactionList.find((reaction) => reaction.reactionID === reactionID)
    if (own?.reactedByMyself) await this.#chat.removeMessageReaction(message, reactionID)
    else await this.#chat.addMessageReaction(message, reactionID)
  }

  resume(): void {
    for (const list of this.#lists.all()) list.resume()
  }

  reset(): void {
    for (const list of this.#lists.all()) list.reset()
  }

  #want(list: ReactionList): void {
    this.#wanted.add(list)
    if (this.#wanted.size === 1) queueMicrotask(() => void this.#read())
  }

  async #read(): Promise<void> {
    const lists = new Map<string, ReactionList>()
    const messageList: Message[] = []
    for (const list of this.#wanted) {
      // What is on its way has none.
      if (!list.message?.sequence || !list.isObserved) continue
      lists.set(list.message.ID, list)
      messageList.push(list.message)
    }
    this.#wanted.clear()
    if (messageList.length === 0 || !this.#chat.isReady()) return
    // What fails for want of a network is asked for when it is back.
    const answer = await this.#chat.getMessageReactions({ messageList }).catch(() => undefined)
    if (!this.#chat.isReady()) return
    for (const { messageID, reactionList } of answer?.data.resultList ?? []) lists.get(messageID)?.learn(reactionList)
  }
}
