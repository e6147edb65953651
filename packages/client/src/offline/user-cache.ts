import type { Timer } from '../clock.ts'
import type { NewsPacket } from '../connection.ts'
import type { Conversation } from '../conversations.ts'
import type { Core } from '../core.ts'
import { toChatError } from '../errors.ts'
import { EVENT } from '../event-names.ts'
import { EXTRA_EVENT } from '../extra-event-names.ts'
import type { Message } from '../message.ts'
import type { Part } from '../part.ts'
import { type CachedConversation, cachedConversation, messagesOf } from './cached-conversation.ts'
import { type OfflineStorage, prefixOf } from './storage.ts'

export interface UserCacheOptions {
  readonly storage: OfflineStorage
  readonly conversations: number
  readonly messages: number
  readonly isKeptAfterLogout: boolean
}

/** How long changes are gathered before they are written, ms. */
const GATHERED = 1_000

/** What a user saw last, kept for the next start: told while the server has not answered yet, and written as it changes. */
export class UserCache implements Part {
  readonly #core: Core
  readonly #options: UserCacheOptions
  readonly #everybody: string
  /** What is in the storage, by conversation. */
  #kept = new Map<string, CachedConversation>()
  readonly #written = new Map<string, string>()
  /** Conversations with other messages than are kept. */
  readonly #touched = new Set<string>()
  #user = ''
  #timer: Timer
  /** What is under way in the storage at a login or a logout: one after the other. */
  #reading: Promise<void> = Promise.resolve()

  constructor(core: Core, options: UserCacheOptions) {
    this.#core = core
    this.#options = options
    this.#everybody = prefixOf('cache', core.scope.sdkAppId, core.scope.server)
    core.attach(this)
    const touched = ({ data }: { data: readonly Message[] }): void => {
      for (const { conversationID } of data) this.#touched.add(conversationID)
      this.#later()
    }
    for (const name of [
      EVENT.MESSAGE_RECEIVED,
      EVENT.MESSAGE_MODIFIED,
      EVENT.MESSAGE_REVOKED,
      EVENT.MESSAGE_READ_BY_PEER,
    ] as const)
      core.events.add(name, touched, this, false)
    core.events.add(EVENT.CONVERSATION_LIST_UPDATED, () => this.#later(), this, false)
  }

  entering(userId: string, login: Promise<unknown>): void {
    this.#user = userId
    this.#reading = this.#reading.then(() => this.#read(userId)).catch(this.#failed)
    login.catch((thrown: unknown) => {
      // Whoever may not log in sees nothing of what is kept.
      if (!toChatError(thrown).retryable && this.#user === userId && !this.#core.account) this.#tell([])
    })
  }

  /** Something happened to a message that may be kept and not in memory: no event tells of that. */
  push(packet: NewsPacket): void {
    if (packet.type !== 'change') return
    this.#touched.add(packet.conversation)
    this.#later()
  }

  loggedOut(isWiped: boolean): void {
    this.#core.env.clock.cancel(this.#timer)
    this.#timer = undefined
    if (isWiped && !this.#options.isKeptAfterLogout) {
      const prefix = this.#prefix
      this.#reading = this.#reading.then(() => this.#wipe(prefix)).catch(this.#failed)
    } else if (this.#core.isReady) this.#write()
    this.#user = ''
    this.#kept = new Map()
    this.#written.clear()
    this.#touched.clear()
  }

  get #prefix(): string {
    return `${this.#everybody}${prefixOf(this.#user)}`
  }

  async #read(userId: string): Promise<void> {
    const prefix = this.#prefix
    const entries = await this.#options.storage.read(this.#everybody)
    const others = entries.filter(([key]) => !key.startsWith(prefix)).map(([key]) => key)
    if (others.length > 0) await this.#options.storage.write({ drop: others })
    if (this.#user !== userId) return
    for (const [key, value] of entries) {
      if (!key.startsWith(prefix)) continue
      const kept = value as CachedConversation
      this.#kept.set(kept.conversation.conversationID, kept)
      this.#written.set(key, JSON.stringify(kept))
    }
    // The server's answer is never followed by what is older.
    if (this.#kept.size > 0 && !this.#core.account) this.#tell([...this.#kept.values()])
  }

  async #wipe(prefix: string): Promise<void> {
    const entries = await this.#options.storage.read(prefix)
    await this.#options.storage.write({ drop: entries.map(([key]) => key) })
  }

  #tell(kept: readonly CachedConversation[]): void {
    const sorted = [...kept].sort(({ conversation: a }, { conversation: b }) => compare(a, b))
    const conversationList = sorted.map(({ conversation }) => conversation)
    const messageLists = new Map(sorted.map((one) => [one.conversation.conversationID, messagesOf(one)]))
    this.#core.events.emit(EXTRA_EVENT.CACHE_READ, { conversationList, messageLists })
    this.#core.events.emit(EVENT.CONVERSATION_LIST_UPDATED, conversationList)
  }

  #later(): void {
    if (this.#timer !== undefined || !this.#core.isReady) return
    this.#timer = this.#core.env.clock.after(GATHERED, () => {
      this.#timer = undefined
      void this.#reading.then(() => this.#write())
    })
  }

  #write(): void {
    const mailbox = this.#core.account?.mailbox
    if (!mailbox || !this.#user) return
    const list = mailbox.conversations.list().slice(0, this.#options.conversations)
    const put: [string, CachedConversation][] = []
    const messages = this.#messagesOf(list)
    for (const conversation of list) {
      const { conversationID } = conversation
      const before = this.#kept.get(conversationID)
      const changes = mailbox.changes(conversationID)
      const isSame = before?.changes === changes && !messages.has(conversationID)
      const kept = isSame
        ? { ...before, conversation: { ...conversation, draftText: '' } }
        : cachedConversation(conversation, messages.get(conversationID) ?? [], changes, before, this.#options.messages)
      const key = `${this.#prefix}${conversationID}`
      const text = JSON.stringify(kept)
      if (this.#written.get(key) === text) continue
      this.#written.set(key, text)
      const copy = JSON.parse(text) as CachedConversation
      this.#kept.set(conversationID, copy)
      put.push([key, copy])
    }
    const names = new Set(list.map(({ conversationID }) => `${this.#prefix}${conversationID}`))
    const drop = [...this.#written.keys()].filter((key) => !names.has(key))
    for (const key of drop) {
      this.#written.delete(key)
      this.#kept.delete(key.slice(this.#prefix.length))
    }
    this.#touched.clear()
    if (put.length > 0 || drop.length > 0) void this.#options.storage.write({ put, drop }).catch(this.#failed)
  }

  /** Messages in memory of the conversations in which something was said or done. */
  #messagesOf(list: readonly Conversation[]): Map<string, Message[]> {
    const mailbox = this.#core.account?.mailbox
    const wanted = new Map<string, Message[]>()
    for (const { conversationID, lastMessage } of list) {
      const newest = this.#kept.get(conversationID)?.messages.at(-1)?.['sequence'] ?? 0
      const isBehind = (newest as number) < lastMessage.lastSequence
      const isOther = this.#kept.get(conversationID)?.changes !== mailbox?.changes(conversationID)
      if (isBehind || isOther || this.#touched.has(conversationID)) wanted.set(conversationID, [])
    }
    for (const message of mailbox?.messages.all() ?? []) wanted.get(message.conversationID)?.push(message)
    return wanted
  }

  readonly #failed = (error: unknown): void => this.#core.env.log.warn(`The cache cannot be kept: ${error}`)
}

/** As the list of conversations is sorted. */
const compare = (a: Conversation, b: Conversation): number =>
  Number(b.isPinned) - Number(a.isPinned) || b.lastMessage.lastTime - a.lastMessage.lastTime
