import { type Chat, EVENT, type ReactionInfo } from '@signet/chat'
import { type MessageView, useChat } from '@signet/chat/react'
import { useCallback, useEffect, useSyncExternalStore } from 'react'

/** What the page offers; other clients may use others. */
export const REACTIONS = ['👍', '❤️', '😂', '🎉', '😮', '😢'] as const

const NONE: readonly ReactionInfo[] = []

/** Reactions to the messages that the page shows. */
class Reactions {
  readonly #chat: Chat
  readonly #byMessage = new Map<string, readonly ReactionInfo[]>()
  readonly #listeners = new Set<() => void>()

  constructor(chat: Chat) {
    this.#chat = chat
    chat.on(EVENT.MESSAGE_REACTIONS_UPDATED, ({ data }) => {
      for (const { messageID, reactionList } of data) this.#merge(messageID, reactionList)
      this.#tell()
    })
    chat.on(EVENT.SDK_NOT_READY, () => this.#byMessage.clear())
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  of(messageID: string): readonly ReactionInfo[] {
    return this.#byMessage.get(messageID) ?? NONE
  }

  /** Reads what messages had when they were loaded; later news comes by events. */
  async load(messages: readonly MessageView[]): Promise<void> {
    const unknown = messages.filter(({ ID, sequence }) => sequence > 0 && !this.#byMessage.has(ID))
    if (unknown.length === 0) return
    for (const { ID } of unknown) this.#byMessage.set(ID, NONE)
    const { data } = await this.#chat.getMessageReactions({ messageList: unknown.map(({ original }) => original) })
    for (const { messageID, reactionList } of data.resultList) this.#merge(messageID, reactionList)
    this.#tell()
  }

  /** Events tell only the kinds that changed, and one that nobody has any more with a count of 0. */
  #merge(messageID: string, changed: readonly ReactionInfo[]): void {
    const kinds = new Map(this.of(messageID).map((info) => [info.reactionID, info]))
    for (const info of changed) {
      if (info.totalUserCount > 0) kinds.set(info.reactionID, info)
      else kinds.delete(info.reactionID)
    }
    this.#byMessage.set(messageID, [...kinds.values()])
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}

const known = new WeakMap<Chat, Reactions>()

function reactionsOf(chat: Chat): Reactions {
  const reactions = known.get(chat) ?? new Reactions(chat)
  known.set(chat, reactions)
  return reactions
}

/** The reactions to one message. */
export function useReactions(messageID: string): readonly ReactionInfo[] {
  const reactions = reactionsOf(useChat())
  return useSyncExternalStore(
    reactions.subscribe,
    useCallback(() => reactions.of(messageID), [reactions, messageID]),
  )
}

/** Reads the reactions of a list of messages, once for each. */
export function useReactionsLoaded(messages: readonly MessageView[]): void {
  const reactions = reactionsOf(useChat())
  useEffect(() => {
    // Without an answer there are no reactions to see; what comes later is told by events.
    reactions.load(messages).catch(() => {})
  }, [reactions, messages])
}

/** Reacts, or takes the own reaction back. */
export async function toggleReaction(
  chat: Chat,
  message: MessageView,
  info: { id: string; isMine: boolean },
): Promise<void> {
  if (info.isMine) await chat.removeMessageReaction(message.original, info.id)
  else await chat.addMessageReaction(message.original, info.id)
}
