import { type Chat, EVENT, TYPES } from '@signet/chat'
import { useChat } from '@signet/chat/react'
import { useCallback, useSyncExternalStore } from 'react'

/** As many as the server tells one client of. */
const MOST = 500
const MOST_A_CALL = 100

/** Who is online, of those whom the page shows. */
class Presence {
  readonly #chat: Chat
  readonly #online = new Map<string, boolean>()
  readonly #listeners = new Set<() => void>()
  readonly #wanted = new Set<string>()
  #asked = new Set<string>()
  #isAsking = false

  constructor(chat: Chat) {
    this.#chat = chat
    chat.on(EVENT.USER_STATUS_UPDATED, ({ data }) => {
      for (const { userID, statusType } of data) this.#online.set(userID, statusType === TYPES.USER_STATUS_ONLINE)
      this.#tell()
    })
    chat.on(EVENT.SDK_READY, () => {
      this.#asked = new Set()
      this.#ask()
    })
  }

  isOnline(userID: string): boolean | undefined {
    return this.#online.get(userID)
  }

  watch(userID: string, listener: () => void): () => void {
    this.#listeners.add(listener)
    if (userID !== '') this.#wanted.add(userID)
    this.#ask()
    return () => this.#listeners.delete(listener)
  }

  /** At the end of the turn, so that a list of rows asks once. */
  #ask(): void {
    if (this.#isAsking) return
    this.#isAsking = true
    queueMicrotask(async () => {
      this.#isAsking = false
      const userIDList = [...this.#wanted].filter((id) => !this.#asked.has(id)).slice(0, MOST_A_CALL)
      if (userIDList.length === 0 || !this.#chat.isReady() || this.#asked.size + userIDList.length > MOST) return
      for (const id of userIDList) this.#asked.add(id)
      try {
        const { failureUserList } = (await this.#chat.subscribeUserStatus({ userIDList })).data
        // Who has no account yet may have one when somebody looks again.
        for (const { userID } of failureUserList) this.#asked.delete(userID)
        const { data } = await this.#chat.getUserStatus({ userIDList })
        for (const { userID, statusType } of data.successUserList)
          this.#online.set(userID, statusType === TYPES.USER_STATUS_ONLINE)
        this.#tell()
      } catch {
        // An application may not tell who is online; then nobody has a dot. After a lost connection it is asked again.
        for (const id of userIDList) this.#asked.delete(id)
      }
    })
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}

const known = new WeakMap<Chat, Presence>()

function presenceOf(chat: Chat): Presence {
  const presence = known.get(chat) ?? new Presence(chat)
  known.set(chat, presence)
  return presence
}

/** Whether somebody is online, as far as that is known. '' is nobody. */
export function usePresence(userID: string): boolean | undefined {
  const presence = presenceOf(useChat())
  const subscribe = useCallback((listener: () => void) => presence.watch(userID, listener), [presence, userID])
  return useSyncExternalStore(subscribe, () => presence.isOnline(userID))
}
