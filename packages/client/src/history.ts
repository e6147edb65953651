import { LIMITS } from '@signet/protocol/realtime/frames'
import { dropOldest } from './bounded.ts'
import type { Connection } from './connection.ts'
import { clientError } from './errors.ts'
import type { Mailbox } from './mailbox.ts'
import type { Message } from './message.ts'

export interface MessageListOptions {
  readonly conversationID: string
  /** Absent or '' for the newest page; then what the page before returned. */
  readonly nextReqMessageID?: string
  /** Messages a page. Default 15, most 100. */
  readonly count?: number
}

export interface MessageList {
  /** Oldest first. */
  readonly messageList: Message[]
  /** Pass it to get the page before; '' when there is none. */
  readonly nextReqMessageID: string
  /** The conversation begins with this page. */
  readonly isCompleted: boolean
}

const PAGE = 15
const MOST_BEGINS = 10_000

/** Reads conversations backwards, page by page. */
export class History {
  readonly #connection: Connection
  readonly #mailbox: Mailbox
  /** Where the handed out pages begin, by message ID: the messages themselves may leave the memory. */
  readonly #begins = new Map<string, number>()

  constructor(connection: Connection, mailbox: Mailbox) {
    this.#connection = connection
    this.#mailbox = mailbox
  }

  /** @throws {ChatError} 2503, 2905, or what the server says */
  async page({ conversationID, nextReqMessageID, count = PAGE }: MessageListOptions): Promise<MessageList> {
    if (typeof conversationID !== 'string' || !/^C2C./.test(conversationID))
      throw clientError('CONVERSATION_ID_INVALID')
    const limit = Math.min(Math.max(1, Math.floor(count) || PAGE), LIMITS.historyPage)
    const before = nextReqMessageID ? this.#beginning(nextReqMessageID) : undefined
    const wires =
      before === undefined
        ? await this.#newest(conversationID, limit)
        : await this.#older(conversationID, before, limit)
    const messageList = wires.map((wire) => this.#mailbox.intern(conversationID, wire))
    const first = wires[0]
    // A short page is no end: pages are bounded by size too.
    if (!first || first.seq === 1) return { messageList, nextReqMessageID: '', isCompleted: true }
    const id = messageList[0]?.ID ?? ''
    this.#begins.set(id, first.seq)
    dropOldest(this.#begins, MOST_BEGINS)
    return { messageList, nextReqMessageID: id, isCompleted: false }
  }

  async #older(conversation: string, before: number, limit: number) {
    return (await this.#connection.request('history', { conversation, before, limit })).messages
  }

  /** Ends where the app's view ends: what is newer reaches it as an event, and must not appear twice. */
  async #newest(conversation: string, limit: number) {
    const { messages, head } = await this.#connection.request('history', { conversation, limit })
    this.#mailbox.seen(conversation, head)
    const high = this.#mailbox.high(conversation)
    const known = messages.filter(({ seq }) => seq <= high)
    return known.length === messages.length || high === 0 ? known : this.#older(conversation, high + 1, limit)
  }

  #beginning(id: string): number {
    const seq = this.#begins.get(id) ?? this.#mailbox.messages.find(id)?.sequence
    if (!seq) throw clientError('INVALID_OPERATION', 'nextReqMessageID is not one that getMessageList returned.')
    return seq
  }
}
