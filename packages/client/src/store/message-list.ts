import type { ChatError } from '../errors.ts'
import { toChatError } from '../errors.ts'
import type { MessageList as Page } from '../history.ts'
import type { Message } from '../message.ts'
import type { SendOptions } from '../send-options.ts'
import type { ChatParts } from './chat-parts.ts'
import { Observed } from './observed.ts'
import { compareEntries, type Entry } from './order.ts'
import { isOutdated, type MessageView, messageView } from './views.ts'

/** The messages of one conversation, as far as they were read. */
export interface MessagesState {
  /** Oldest first; deleted ones are not among them. */
  readonly messages: readonly MessageView[]
  /** A page is on its way. */
  readonly isLoading: boolean
  /** The conversation begins with the first of `messages`. */
  readonly isComplete: boolean
  /** Why the last page did not come. It is asked for again when the network is back, or by `loadOlder`. */
  readonly error: ChatError | undefined
}

/** Messages that a list keeps beside the pages that were asked for. */
const MOST_ARRIVED = 1_000
const MOST_CATCHING_UP = 10

/** A conversation while it is shown: its history page by page, what comes in, and what is on its way out. */
export class MessageList extends Observed<MessagesState> {
  /** Whose messages these are. */
  readonly conversationID: string
  readonly #chat: ChatParts
  readonly #entries = new Map<string, Entry>()
  /** The same, in order unless `#isMixed`. */
  #order: Entry[] = []
  #isMixed = false
  /** Whether other views are to be shown than are. */
  #isOther = false
  #turn = 0
  #newest = 0
  #next = ''
  #most = MOST_ARRIVED
  #hasBegun = false
  #isComplete = false
  #isLoading = false
  #error: ChatError | undefined
  #soughtUpTo = 0
  /** Answers to what an earlier user asked are nobody's. */
  #login = 0
  #isPublishing = false
  /** Shown until the first page is there. */
  #preview: readonly MessageView[] = []

  constructor(chat: ChatParts, conversationID: string, idle?: () => void) {
    super({ messages: [], isLoading: false, isComplete: false, error: undefined }, idle)
    this.#chat = chat
    this.conversationID = conversationID
  }

  /** Reads the page before the oldest message. Never rejects: `error` says why nothing came. */
  readonly loadOlder = async (): Promise<void> => {
    if (this.#isLoading || this.#isComplete || !this.#chat.isReady()) return
    const login = this.#login
    this.#hasBegun = true
    this.#isLoading = true
    this.#publish()
    try {
      const page = await this.#page(this.#next)
      if (login !== this.#login) return
      this.#most += page.messageList.length
      if (this.#next === '') this.add(this.#chat.getUnsentMessages(this.conversationID))
      this.#preview = []
      this.add(page.messageList)
      this.#next = page.nextReqMessageID
      this.#isComplete = page.isCompleted
      this.#error = undefined
    } catch (thrown) {
      if (login !== this.#login) return
      this.#error = toChatError(thrown)
    }
    this.#isLoading = false
    this.#publish()
  }

  /** Shows a message at once, and sends it. @throws {ChatError} as `sendMessage`; who does not wait misses nothing but the reason */
  send<M extends Message>(message: M, options?: SendOptions): Promise<M> {
    const login = this.#login
    this.add([message])
    const sending = this.#chat.sendMessage(message, options)
    const sent = sending
      .then(({ data }) => data.message)
      .finally(() => {
        if (login === this.#login) this.changed([message])
      })
    // An app that leaves the promise alone sees the failure in the list.
    sent.catch(() => {})
    return sent
  }

  /** Messages came in. */
  add(messages: readonly Message[]): void {
    for (const message of messages) {
      const { ID, sequence } = message
      if (!this.#entries.has(ID)) {
        this.#append({ message, after: this.#newest, turn: this.#turn++, view: messageView(message) })
      }
      this.#newest = Math.max(this.#newest, sequence)
    }
    this.#publish()
  }

  /** Messages of any conversation are other ones than they were. */
  changed(messages: readonly Message[]): void {
    for (const message of messages) {
      const entry = this.#entries.get(message.ID)
      if (!entry) continue
      entry.view = messageView(message)
      this.#newest = Math.max(this.#newest, message.sequence)
      this.#isMixed = true
      this.#isOther = true
      this.#publish()
    }
  }

  /** Anything may have happened; the conversation is known to reach up to `newest`. */
  check(newest: number): void {
    if (!this.#hasBegun) return
    const others = this.#order.filter(({ view, message }) => isOutdated(view, message))
    this.changed(others.map(({ message }) => message))
    if (this.#isLoading || newest <= Math.max(this.#newest, this.#soughtUpTo)) return
    this.#soughtUpTo = newest
    void this.#catchUp()
  }

  /** Begins, or tries again what failed. */
  resume(): void {
    if (this.isObserved && (!this.#hasBegun || this.#error)) void this.loadOlder()
  }

  /** What was kept of the last time, or nothing. */
  preview(messages: readonly Message[] = []): void {
    if (this.#hasBegun || messages.length + this.#preview.length === 0) return
    this.#preview = messages.map(messageView)
    this.#isOther = true
    this.#publish()
  }

  /** Another login: nothing of what was is shown. */
  reset(): void {
    this.#preview = []
    this.#login++
    this.#entries.clear()
    this.#order = []
    this.#isOther = true
    this.#newest = 0
    this.#soughtUpTo = 0
    this.#next = ''
    this.#most = MOST_ARRIVED
    this.#hasBegun = false
    this.#isComplete = false
    this.#isLoading = false
    this.#error = undefined
    this.#publish()
  }

  /** Of these IDs, the messages that are in the list. */
  withIds(ids: ReadonlySet<string>): Message[] {
    return [...ids].flatMap((id) => this.#entries.get(id)?.message ?? [])
  }

  /** Whether its history was asked for: what comes in before that is part of it. */
  get hasBegun(): boolean {
    return this.#hasBegun
  }

  async #page(nextReqMessageID: string): Promise<Page> {
    const { conversationID } = this
    return (await this.#chat.getMessageList({ conversationID, nextReqMessageID })).data
  }

  /** Own messages that the app sent past the store reach it by no event. */
  async #catchUp(): Promise<void> {
    const login = this.#login
    const known = this.#newest
    try {
      let next = ''
      for (let pages = 0; pages < MOST_CATCHING_UP; pages++) {
        const { messageList, nextReqMessageID, isCompleted } = await this.#page(next)
        if (login !== this.#login) return
        this.add(messageList)
        if (isCompleted || (messageList[0]?.sequence ?? 0) <= known + 1) return
        next = nextReqMessageID
      }
    } catch {
      this.#soughtUpTo = 0
    }
  }

  /** Once a turn, however much happens in it. */
  #publish(): void {
    if (this.#isPublishing) return
    this.#isPublishing = true
    queueMicrotask(() => {
      this.#isPublishing = false
      this.state.set({
        messages: this.#shown(),
        isLoading: this.#isLoading,
        isComplete: this.#isComplete,
        error: this.#error,
      })
    })
  }

  #append(entry: Entry): void {
    const last = this.#order.at(-1)
    if (last && compareEntries(last, entry) > 0) this.#isMixed = true
    this.#entries.set(entry.message.ID, entry)
    this.#order.push(entry)
    this.#isOther = true
  }

  #shown(): readonly MessageView[] {
    if (this.#preview.length > 0) return this.#preview
    if (!this.#isOther) return this.get().messages
    this.#isOther = false
    // What is sorted already, as messages mostly come in, costs no sorting: a list of a thousand may change a thousand times a second.
    if (this.#isMixed) this.#order = this.#order.filter(({ message }) => this.#stays(message)).sort(compareEntries)
    this.#isMixed = false
    this.#trim()
    return this.#order.map(({ view }) => view)
  }

  #stays({ ID, isDeleted }: Message): boolean {
    if (isDeleted) this.#entries.delete(ID)
    return !isDeleted
  }

  #trim(): void {
    const tooMany = this.#order.splice(0, Math.max(0, this.#order.length - this.#most))
    if (tooMany.length === 0) return
    for (const { message } of tooMany) this.#entries.delete(message.ID)
    const oldest = this.#order.find(({ message }) => message.sequence > 0)
    if (!oldest) return
    this.#next = oldest.message.ID
    this.#isComplete = false
  }
}
