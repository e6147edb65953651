import type { OpOutput } from '@signet/protocol/realtime/requests'
import type { Group } from './groups/group.ts'
import { type ConversationType, conversationTypeOf, type Message, seconds, targetOf } from './message.ts'
import { messageForShow } from './message-text.ts'
import type { Payloads } from './payloads.ts'
import type { Profile } from './people/profile.ts'
import { TYPES } from './type-constants.ts'

/** A conversation as the server has it. */
export type ConversationItem = OpOutput<'sync'>['conversations'][number]

/** The newest message of a conversation, as a list shows it. Times in seconds. */
export interface LastMessage {
  /** Server time in seconds; 0 when there is no message. */
  readonly lastTime: number
  /** Its place in the conversation; 0 when there is no message. */
  readonly lastSequence: number
  /** UserID of the sender; '' when there is no message. */
  readonly fromAccount: string
  /** One line of text. */
  readonly messageForShow: string
  /** One of `TYPES.MSG_…`; '' when there is no message. */
  readonly type: Message['type'] | ''
  /** As in the message; null when there is no message. */
  readonly payload: Payloads[Message['type']] | null
  /** Whether it was taken back. */
  readonly isRevoked: boolean
  /** UserID of who took it back; '' if nobody has. */
  readonly revoker: string
  /** Of the sender; '' when there is none. */
  readonly nick: string
  /** What the sender is called in the group; '' when there is none. */
  readonly nameCard: string
  /** Of an own private message: whether the peer has read it. */
  readonly isPeerRead: boolean
  /** As in the message; '' when nothing. */
  readonly cloudCustomData: string
  /** Always false: what is for online users only becomes no last message. */
  readonly onlineOnlyFlag: boolean
}

/** Somebody named the own user, or everybody, in a message that was not read yet. */
export interface GroupAtInfo {
  /** UserID of who wrote it. */
  from: string
  /** The group, or the topic. */
  groupID: string
  /** Place of the message in the group: pass it to `getMessageListHopping`. */
  messageSequence: number
  /** Whom it names: `TYPES.CONV_AT_ME`, `CONV_AT_ALL` or `CONV_AT_ALL_AT_ME`. */
  atTypeArray: number[]
}

/** One line of the conversation list. The same instance for as long as the user is logged in. */
export interface Conversation {
  /** `C2C<userID>`, `GROUP<groupID>`, or `@TIM#SYSTEM`. */
  readonly conversationID: string
  /** What kind it is: one of `TYPES.CONV_…`. */
  readonly type: ConversationType
  /** Of a group, its type. */
  subType: string
  /** Messages that the user has not read; always 0 in live rooms. */
  unreadCount: number
  /** What the line shows; with `type` '' and `lastTime` 0 when there is nothing. */
  lastMessage: LastMessage
  /** Of a private conversation. */
  userProfile: Profile | undefined
  /** Of a group. */
  groupProfile: Group | undefined
  /** Unread messages that name the user; empty in private conversations. */
  groupAtInfoList: GroupAtInfo[]
  /** What the user calls this friend; '' without one. */
  remark: string
  /** Whether it stands on top of the list. Default false. */
  isPinned: boolean
  /** How the user wants to hear of it: one of `TYPES.MSG_REMIND_…`, default `AcceptAndNotify`. */
  messageRemindType: string
  /** The marks that are set, each a power of two: `TYPES.CONV_MARK_TYPE_…` or one of the app's own. */
  markList: number[]
  /** What the app keeps beside it, at most 256 bytes; '' when nothing. */
  customData: string
  /** Names of the conversation groups that it is in. */
  conversationGroupList: string[]
  /** What was typed and not sent, on this client; '' when nothing. */
  draftText: string
  /** Seconds; up to when the peer has read. */
  peerReadTime: number
}

interface Line {
  readonly conversation: Conversation
  /** Of the message that the line shows. */
  seq: number
  /** ms */
  time: number
  /** Of the newest message, whether it is shown or not. */
  head: number
  /** Up to here the server has counted what is unread, and what was taken back. */
  counted: number
  countedChanges: number
  /** seq up to which the own user, or the peer, has read. */
  read: number
  peerRead: number
}

/** What the list shows of users and groups; they fill in by themselves. */
export interface Lookups {
  profileOf(userId: string): Profile
  groupOf(groupId: string): Group
  /** What a member is called in a group; '' when nothing is known. */
  cardOf(groupId: string, userId: string): string
}

/** All conversations of the user with their newest message. */
export class Conversations {
  readonly #lines = new Map<string, Line>()
  readonly #drafts = new Map<string, string>()
  readonly #remarks = new Map<string, string>()
  readonly #me: string
  readonly #lookups: Lookups

  constructor(me: string, lookups: Lookups) {
    this.#me = me
    this.#lookups = lookups
  }

  find(conversationID: string): Conversation | undefined {
    return this.#lines.get(conversationID)?.conversation
  }

  /** One that is not in the list: nothing was said in it yet. */
  blank(conversationID: string): Conversation {
    const type = conversationTypeOf(conversationID)
    const target = conversationID.slice(type.length)
    const group = type === TYPES.CONV_GROUP ? this.#lookups.groupOf(target) : undefined
    return {
      conversationID,
      type,
      subType: group?.type ?? '',
      unreadCount: 0,
      lastMessage: lastMessage(0, 0, undefined),
      userProfile: type === TYPES.CONV_C2C ? this.#lookups.profileOf(target) : undefined,
      groupProfile: group,
      groupAtInfoList: [],
      remark: this.#remarks.get(conversationID) ?? '',
      isPinned: false,
      messageRemindType: TYPES.MSG_REMIND_ACPT_AND_NOTE,
      markList: [],
      customData: '',
      conversationGroupList: [],
      draftText: this.#drafts.get(conversationID) ?? '',
      peerReadTime: 0,
    }
  }

  /** Pinned ones first, then newest first; equal times in the order of their IDs, so that a list never flickers. */
  list(): Conversation[] {
    return [...this.#lines.values()]
      .sort(
        (a, b) =>
          Number(b.conversation.isPinned) - Number(a.conversation.isPinned) ||
          b.time - a.time ||
          (a.conversation.conversationID < b.conversation.conversationID ? -1 : 1),
      )
      .map(({ conversation }) => conversation)
  }

  /** Unread messages in all conversations that are not muted. */
  totalUnread(): number {
    let total = 0
    for (const { conversation } of this.#lines.values())
      if (conversation.messageRemindType === TYPES.MSG_REMIND_ACPT_AND_NOTE) total += conversation.unreadCount
    return total
  }

  /** Up to where both sides have read. */
  positions(conversationID: string): { readonly read: number; readonly peerRead: number } {
    return this.#lines.get(conversationID) ?? { read: 0, peerRead: 0 }
  }

  /** A conversation as the server has it; `shown` is the message that the list shows, if there is one. */
  learn(item: ConversationItem, shown: Message | undefined): void {
    if (item.removed) {
      this.#lines.delete(item.conversation)
      return
    }
    const line = this.#line(item.conversation)
    line.head = Math.max(line.head, item.head)
    line.read = Math.max(line.read, item.read)
    line.peerRead = Math.max(line.peerRead, item.peerRead)
    // What came in meanwhile is newer than the answer.
    const isOld = item.head < line.head
    if (!isOld) this.#show(line, shown?.sequence ?? item.head, item.time, shown)
    const { conversation } = line
    Object.assign(conversation, settingsOf(item))
    if (!isOld) {
      conversation.unreadCount = item.unread
      line.counted = item.head
      line.countedChanges = item.changeHead
    }
    const groupID = targetOf(item.conversation)
    conversation.groupAtInfoList = (item.mentions ?? []).map(({ seq, from, all, me }) => ({
      from,
      groupID,
      messageSequence: seq,
      atTypeArray: atTypes(me, all),
    }))
  }

  /** The user has none of this name any more. @returns whether the list changed */
  drop(conversationID: string): boolean {
    return this.#lines.delete(conversationID)
  }

  /**
   * `seq` is the newest place known, written at `time` (ms); its message may be unknown.
   *
   * @returns whether the list changed
   */
  update(conversationID: string, seq: number, time: number, message: Message | undefined): boolean {
    const line = this.#line(conversationID)
    line.head = Math.max(line.head, seq)
    if (seq <= line.seq || message?._isExcludedFromLastMessage) return false
    this.#show(line, seq, time, message)
    return true
  }

  /** A message came in, from anybody. @returns whether the list changed */
  arrived(message: Message): boolean {
    const line = this.#line(message.conversationID)
    const { conversation } = line
    const { sequence, flow } = message
    if (sequence <= line.counted) return false
    // Who writes has read what came before.
    if (flow === 'out') return this.#clearUnread(line)
    const isCounted = !UNCOUNTED.has(conversation.subType)
    const isNews = sequence > line.read && message.type !== TYPES.MSG_GRP_TIP && isCounted
    if (!isNews || message._isExcludedFromUnreadCount) return false
    conversation.unreadCount++
    const atTypeArray = atTypes(message.atUserList.includes(this.#me), message.atUserList.includes(TYPES.MSG_AT_ALL))
    if (atTypeArray.length > 0) {
      const { from, to: groupID } = message
      conversation.groupAtInfoList.push({ from, groupID, messageSequence: sequence, atTypeArray })
    }
    return true
  }

  /** A message was taken back: it does not count any more. */
  revoked({ conversationID, sequence, flow, _isExcludedFromUnreadCount }: Message, changeSeq: number): void {
    const line = this.#lines.get(conversationID)
    if (!line || flow === 'out' || _isExcludedFromUnreadCount || sequence <= line.read) return
    if (changeSeq <= line.countedChanges) return
    line.conversation.unreadCount = Math.max(0, line.conversation.unreadCount - 1)
  }

  /** Somebody has read; positions never move back. @returns whether that was news */
  readUpTo(conversationID: string, side: 'read' | 'peerRead', upTo: number, now: number): boolean {
    const line = this.#lines.get(conversationID)
    if (!line || upTo <= line[side]) return false
    line[side] = upTo
    if (side === 'peerRead') line.conversation.peerReadTime = seconds(now)
    else if (upTo >= line.head) this.#clearUnread(line)
    return true
  }

  /** Everything of a kind was read. */
  readAll(type: ConversationType | undefined): void {
    for (const line of this.#lines.values()) {
      if (type !== undefined && line.conversation.type !== type) continue
      line.read = line.head
      this.#clearUnread(line)
    }
  }

  /** Kept here alone, until the user logs out. */
  draft(conversationID: string, text: string): void {
    this.#drafts.set(conversationID, text)
    const conversation = this.find(conversationID)
    if (conversation) conversation.draftText = text
  }

  /** Names that the user gave to friends. @returns whether the list shows one of them */
  remarks(remarks: ReadonlyMap<string, string>): boolean {
    let isShown = false
    this.#remarks.clear()
    for (const [conversationID, remark] of remarks) this.#remarks.set(conversationID, remark)
    for (const { conversation } of this.#lines.values()) {
      const remark = remarks.get(conversation.conversationID) ?? ''
      isShown ||= remark !== conversation.remark
      conversation.remark = remark
    }
    return isShown
  }

  /** A group is another than it was. @returns whether the list shows it */
  learned({ groupID, type }: Group): boolean {
    const conversation = this.find(`${TYPES.CONV_GROUP}${groupID}`)
    if (conversation) conversation.subType = type
    return conversation !== undefined
  }

  /** The message changed. @returns whether the list shows it */
  refresh(message: Message): boolean {
    const line = this.#lines.get(message.conversationID)
    if (!line || line.seq !== message.sequence) return false
    this.#show(line, line.seq, line.time, message)
    return true
  }

  #show(line: Line, seq: number, time: number, message: Message | undefined): void {
    line.seq = seq
    line.time = time
    const { conversation } = line
    conversation.lastMessage = lastMessage(seq, time, message)
    if (conversation.groupProfile) {
      conversation.groupProfile.lastMessage = conversation.lastMessage
      conversation.groupProfile.nextMessageSeq = Math.max(line.head, seq) + 1
    }
  }

  #clearUnread({ conversation }: Line): boolean {
    const isChanged = conversation.unreadCount > 0
    conversation.unreadCount = 0
    conversation.groupAtInfoList = []
    return isChanged
  }

  #line(conversationID: string): Line {
    const known = this.#lines.get(conversationID)
    if (known) return known
    const conversation = this.blank(conversationID)
    const line: Line = { conversation, seq: 0, time: 0, head: 0, counted: 0, countedChanges: 0, read: 0, peerRead: 0 }
    this.#lines.set(conversationID, line)
    return line
  }
}

/** What the user made of a conversation, as apps see it. */
function settingsOf(item: ConversationItem): Partial<Conversation> {
  return {
    ...(item.groupType !== undefined && { subType: item.groupType }),
    isPinned: item.pinned ?? false,
    messageRemindType: item.remind ?? TYPES.MSG_REMIND_ACPT_AND_NOTE,
    markList: (item.marks ?? []).map((bit) => 2 ** bit),
    customData: item.custom ?? '',
    conversationGroupList: [...(item.groups ?? [])],
    ...(item.peerReadTime !== undefined && { peerReadTime: seconds(item.peerReadTime) }),
  }
}

function atTypes(isMe: boolean, isAll: boolean): number[] {
  if (isMe && isAll) return [TYPES.CONV_AT_ALL_AT_ME]
  if (isAll) return [TYPES.CONV_AT_ALL]
  return isMe ? [TYPES.CONV_AT_ME] : []
}

function lastMessage(seq: number, time: number, message: Message | undefined): LastMessage {
  return {
    lastTime: seconds(time),
    lastSequence: seq,
    fromAccount: message?.from ?? '',
    messageForShow: message ? messageForShow(message) : '',
    type: message?.type ?? '',
    payload: message?.payload ?? null,
    isRevoked: message?.isRevoked ?? false,
    revoker: message?.revoker ?? '',
    nick: message?.nick ?? '',
    nameCard: message?.nameCard ?? '',
    isPeerRead: message?.isPeerRead ?? false,
    cloudCustomData: message?.cloudCustomData ?? '',
    onlineOnlyFlag: false,
  }
}

/** In groups of these types nothing is unread. */
const UNCOUNTED: ReadonlySet<string> = new Set([TYPES.GRP_AVCHATROOM, TYPES.GRP_MEETING])
