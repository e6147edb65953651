import type { Chat } from '@signet/chat'
import { useChat } from '@signet/chat/react'
import { useCallback, useEffect, useSyncExternalStore } from 'react'

const MOST_A_CALL = 100

/** Names of users who are only mentioned by their UserID, asked for once. */
class Nicks {
  readonly #chat: Chat
  readonly #known = new Map<string, string>()
  readonly #asked = new Set<string>()
  readonly #listeners = new Set<() => void>()
  /** Changes with every answer, so that whoever shows names draws them. */
  version = 0

  constructor(chat: Chat) {
    this.#chat = chat
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  of(userID: string): string {
    return this.#known.get(userID) || userID
  }

  ask(userIDs: readonly string[]): void {
    const unknown = userIDs.filter((id) => id !== '' && !this.#asked.has(id)).slice(0, MOST_A_CALL)
    if (unknown.length === 0 || !this.#chat.isReady()) return
    for (const id of unknown) this.#asked.add(id)
    this.#chat.getUserProfile({ userIDList: unknown }).then(
      ({ data }) => {
        for (const { userID, nick } of data) this.#known.set(userID, nick)
        this.version++
        for (const listener of [...this.#listeners]) listener()
      },
      () => {
        for (const id of unknown) this.#asked.delete(id)
      },
    )
  }
}

const known = new WeakMap<Chat, Nicks>()

function nicksOf(chat: Chat): Nicks {
  const nicks = known.get(chat) ?? new Nicks(chat)
  known.set(chat, nicks)
  return nicks
}

/** What these users are called; until that is known, their UserIDs. */
export function useNicks(userIDs: readonly string[]): (userID: string) => string {
  const nicks = nicksOf(useChat())
  const version = useSyncExternalStore(nicks.subscribe, () => nicks.version)
  const wanted = userIDs.join(' ')
  useEffect(() => nicks.ask(wanted.split(' ')), [nicks, wanted])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another function once names are known.
  return useCallback((userID: string) => nicks.of(userID), [nicks, version])
}
