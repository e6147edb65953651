import type { WireMessage } from '@signet/protocol/realtime/frames'
import { LIMITS } from '@signet/protocol/realtime/frames'
import type { OpInput } from '@signet/protocol/realtime/requests'
import { dropOldest } from './bounded.ts'
import type { Connection } from './connection.ts'
import { clientError } from './errors.ts'
import { isShown } from './inbound.ts'
import type { Mailbox } from './mailbox.ts'
import { conversationTypeOf, type Message, seconds } from './message.ts'
import { TYPES } from './type-constants.ts'

/** What `getMessageList` takes. */
export interface MessageListOptions {
  /** `C2C<userID>` or `GROUP<groupID>`; `@TIM#SYSTEM` for the notices of this login. */
  readonly conversationID: string
  /** Absent or '' for the newest page; then what the page before returned. */
  readonly nextReqMessageID?: string
  /** Messages a page. Default 15, most 100. */
  readonly count?: number
}

/** A page that `getMessageList` gives. */
export interface MessageList {
  /** Oldest first. */
  readonly messageList: Message[]
  /** Pass it to get the page before; '' when there is none. */
  readonly nextReqMessageID: string
  /** The conversation begins with this page. */
  readonly isCompleted: boolean
}

/** What `getMessageListHopping` takes. */
export interface HoppingOptions {
  /** `C2C<userID>` or `GROUP<groupID>`. */
  readonly conversationID: string
  /** Of a group: where to begin. */
  readonly sequence?: number
  /** Of a private conversation: where to begin, seconds. */
  readonly time?: number
  /** 0 older (default), 1 newer. */
  readonly direction?: 0 | 1
  /** Messages a page. Default 15, most 100. */
  readonly count?: number
}

/** A page that `getMessageListHopping` gives. */
export interface HoppingList {
  /** Oldest first. */
  readonly messageList: Message[]
  /** There is nothing further in this direction. */
  readonly isCompleted: boolean
  /** Of a group: pass it as `sequence` to go on. */
  readonly nextMessageSeq?: number
  /** Of a private conversation: pass it as `time` to go on. */
  readonly nextMessageTime?: number
}

const PAGE = 15
const MOST_BEGINS = 10_000

/** Reads conversations page by page. */
export class History {
  readonly #connection: Connection
  readonly #mailbox: Mailbox
  /** Where the handed out pages begin, by message ID: the messages themselves may leave the memory. */
  readonly #begins = new Map<string, number>()

  readonly #addressed: (messages: readonly Message[]) => Promise<void>
  readonly #isKept: (conversationID: string) => boolean

  /**
   * @param addressed gives the files of messages their addresses
   * @param isKept whether the server keeps what is said in a conversation
   */
  constructor(
    connection: Connection,
    mailbox: Mailbox,
    addressed: (messages: readonly Message[]) => Promise<void>,
    isKept: (conversationID: string) => boolean,
  ) {
    this.#connection = connection
    this.#mailbox = mailbox
    this.#addressed = addressed
    this.#isKept = isKept
  }

  /** Backwards from the newest. @throws {ChatError} 2503, 2905, or what the server says */
  async page({ conversationID, nextReqMessageID, count }: MessageListOptions): Promise<MessageList> {
    const limit = limitOf(count)
    if (conversationID === TYPES.CONV_SYSTEM) return this.#inMemory(conversationID, nextReqMessageID, limit)
    checkName(conversationID)
    if (!this.#isKept(conversationID)) return this.#inMemory(conversationID, nextReqMessageID, limit)
    let before = nextReqMessageID ? this.#beginning(nextReqMessageID) : undefined
    for (;;) {
      const wires =
        before === undefined
          ? await this.#newest(conversationID, limit)
          : await this.#read({ conversation: conversationID, before, limit })
      const messageList = await this.#interned(conversationID, wires)
      before = wires[0]?.seq
      // A short page is no end: pages are bounded by size too.
      if (before === undefined || before === 1) return { messageList, nextReqMessageID: '', isCompleted: true }
      const [first] = messageList
      // A page of what is not for this user: go on until there is something to show.
      if (!first) continue
      this.#begins.set(first.ID, before)
      dropOldest(this.#begins, MOST_BEGINS)
      return { messageList, nextReqMessageID: first.ID, isCompleted: false }
    }
  }

  /** From any place. @throws {ChatError} 2503, 2905, or what the server says */
  async hop({ conversationID, sequence, time, direction = 0, count }: HoppingOptions): Promise<HoppingList> {
    checkName(conversationID)
    const isGroup = conversationTypeOf(conversationID) === TYPES.CONV_GROUP
    const at = isGroup ? sequence : time
    if (typeof at !== 'number' || at < 0)
      throw clientError('INVALID_OPERATION', `Pass ${isGroup ? 'sequence' : 'time'}: where to begin.`)
    const bounds = isGroup ? seqBounds(at, direction) : timeBounds(at, direction)
    const limit = limitOf(count)
    const { messages, head } = await this.#connection.request('history', {
      conversation: conversationID,
      limit,
      ...bounds,
    })
    let wires = messages as readonly WireMessage[]
    if (!isGroup) wires = await this.#wholeSecond(conversationID, wires, direction)
    const messageList = await this.#interned(conversationID, wires)
    const edge = direction === 0 ? wires[0] : wires.at(-1)
    const isCompleted = !edge || (direction === 0 ? edge.seq === 1 : edge.seq >= head)
    if (isGroup) {
      const next = direction === 0 ? (edge?.seq ?? 1) - 1 : (edge?.seq ?? head) + 1
      return { messageList, isCompleted, nextMessageSeq: Math.max(0, next) }
    }
    const next = edge ? seconds(edge.time) - (direction === 0 ? 1 : -1) : at
    return { messageList, isCompleted, nextMessageTime: next }
  }

  /** Times are seconds to apps: what else was said in the last one of a page is part of it, as the next page begins behind it. */
  async #wholeSecond(
    conversation: string,
    page: readonly WireMessage[],
    direction: 0 | 1,
  ): Promise<readonly WireMessage[]> {
    const edge = direction === 0 ? page[0] : page.at(-1)
    if (!edge || (direction === 0 && edge.seq === 1)) return page
    const bounds = direction === 0 ? { before: edge.seq } : { after: edge.seq }
    const more = await this.#read({ conversation, limit: LIMITS.historyPage, ...bounds })
    const same = more.filter(({ time }) => seconds(time) === seconds(edge.time))
    const whole = direction === 0 ? [...same, ...page] : [...page, ...same]
    return same.length > 0 && same.length === more.length ? this.#wholeSecond(conversation, whole, direction) : whole
  }

  /** Of a live room, and of the notices, there is what this client has heard. */
  #inMemory(conversationID: string, nextReqMessageID: string | undefined, limit: number): MessageList {
    const all = this.#mailbox.messages
      .in(conversationID)
      .filter(({ status }) => status === 'success')
      .sort((a, b) => a.sequence - b.sequence)
    const end = nextReqMessageID
      ? Math.max(
          0,
          all.findIndex(({ ID }) => ID === nextReqMessageID),
        )
      : all.length
    const start = Math.max(0, end - limit)
    const messageList = all.slice(start, end)
    return { messageList, nextReqMessageID: start > 0 ? messageList[0]!.ID : '', isCompleted: start === 0 }
  }

  /** One message as the server has it now. */
  async message(conversationID: string, seq: number): Promise<Message | undefined> {
    const [wire] = await this.#read({ conversation: conversationID, after: seq - 1, limit: 1 })
    return wire && wire.seq === seq ? this.#mailbox.intern(conversationID, wire) : undefined
  }

  async #read(input: OpInput<'history'>): Promise<readonly WireMessage[]> {
    const { messages } = await this.#connection.request('history', input)
    return messages as readonly WireMessage[]
  }

  async #interned(conversationID: string, wires: readonly WireMessage[]): Promise<Message[]> {
    const messages = wires.flatMap((wire) => (isShown(wire) ? [this.#mailbox.intern(conversationID, wire)] : []))
    await this.#addressed(messages)
    return messages
  }

  /** Ends where the app's view ends: what is newer reaches it as an event, and must not appear twice. */
  async #newest(conversation: string, limit: number): Promise<readonly WireMessage[]> {
    await this.#mailbox.begun(conversation)
    const { messages, head } = await this.#connection.request('history', { conversation, limit })
    this.#mailbox.seen(conversation, head)
    const high = this.#mailbox.high(conversation)
    const known = messages.filter(({ seq }) => seq <= high) as readonly WireMessage[]
    return known.length === messages.length || high === 0
      ? known
      : this.#read({ conversation, before: high + 1, limit })
  }

  #beginning(id: string): number {
    const seq = this.#begins.get(id) ?? this.#mailbox.messages.find(id)?.sequence
    if (!seq) throw clientError('INVALID_OPERATION', 'nextReqMessageID is not one that getMessageList returned.')
    return seq
  }
}

const limitOf = (count = PAGE): number => Math.min(Math.max(1, Math.floor(count) || PAGE), LIMITS.historyPage)

/** The message `at` itself is part of the page, whichever way it goes. */
const seqBounds = (at: number, direction: 0 | 1) =>
  direction === 0 ? { before: Math.max(1, at + 1) } : { after: Math.max(0, at - 1) }

const timeBounds = (at: number, direction: 0 | 1) =>
  direction === 0 ? { beforeTime: (at + 1) * 1000 } : { afterTime: at * 1000 }

/** @throws {ChatError} 2503 */
export function checkName(conversationID: unknown): asserts conversationID is string {
  if (typeof conversationID !== 'string' || !/^(C2C|GROUP)./.test(conversationID))
    throw clientError('CONVERSATION_ID_INVALID')
}
