import type { Group } from './groups/group.ts'
import { type ConversationType, conversationTypeOf, type Message, seconds } from './message.ts'
import { messageForShow } from './message-text.ts'
import type { Payloads } from './payloads.ts'
import type { Profile } from './people/profile.ts'
import type { Head } from './receiver.ts'
import { TYPES } from './type-constants.ts'

/** The newest message of a conversation, as a list shows it. Times in seconds. */
export interface LastMessage {
  readonly lastTime: number
  readonly lastSequence: number
  readonly fromAccount: string
  /** One line of text. */
  readonly messageForShow: string
  readonly type: Message['type'] | ''
  readonly payload: Payloads[Message['type']] | null
  readonly isRevoked: boolean
  readonly revoker: string
  readonly nick: string
  readonly nameCard: string
  readonly isPeerRead: boolean
  readonly cloudCustomData: string
  readonly onlineOnlyFlag: boolean
}

/** Somebody named the own user, or everybody, in a message that was not read yet. */
export interface GroupAtInfo {
  from: string
  groupID: string
  messageSequence: number
  atTypeArray: number[]
}

/** One line of the conversation list. The same instance for as long as the user is logged in. */
export interface Conversation {
  readonly conversationID: string
  readonly type: ConversationType
  /** Of a group, its type. */
  subType: string
  unreadCount: number
  lastMessage: LastMessage
  /** Of a private conversation. */
  userProfile: Profile | undefined
  /** Of a group. */
  groupProfile: Group | undefined
  groupAtInfoList: GroupAtInfo[]
  remark: string
  isPinned: boolean
  messageRemindType: string
  markList: number[]
  customData: string
  conversationGroupList: string[]
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
  /** seq up to which the own user, or the peer, has read. */
  read: number
  peerRead: number
}

/** What the list shows of users and groups; they fill in by themselves. */
export interface Lookups {
  profileOf(userId: string): Profile
  groupOf(groupId: string): Group
}

/** All conversations of the user with their newest message. */
export class Conversations {
  readonly #lines = new Map<string, Line>()
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
      remark: '',
      isPinned: false,
      messageRemindType: TYPES.MSG_REMIND_ACPT_AND_NOTE,
      markList: [],
      customData: '',
      conversationGroupList: [],
      draftText: '',
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

  /** What the server says of a conversation. @returns whether the list changed */
  synced(conversationID: string, { head, read = 0, peerRead = 0 }: Head): boolean {
    const line = this.#line(conversationID)
    const unread = Math.max(0, head - Math.max(read, line.read))
    const isChanged = unread !== line.conversation.unreadCount
    line.read = Math.max(line.read, read)
    line.peerRead = Math.max(line.peerRead, peerRead)
    line.conversation.unreadCount = unread
    return isChanged
  }

  /**
   * `seq` is the newest place known, written at `time` (ms); its message may be unknown.
   *
   * @returns whether the list changed
   */
  update(conversationID: string, seq: number, time: number, message: Message | undefined): boolean {
    const known = this.#lines.get(conversationID)
    if ((known && seq <= known.seq) || message?._isExcludedFromLastMessage) return false
    const line = known ?? this.#line(conversationID)
    line.seq = seq
    line.time = time
    line.conversation.lastMessage = lastMessage(seq, time, message)
    return true
  }

  /** A message came in. @returns whether the list changed */
  arrived(message: Message): boolean {
    const line = this.#line(message.conversationID)
    const isNews = message.flow === 'in' && message.type !== TYPES.MSG_GRP_TIP && message.sequence > line.read
    if (!isNews || message._isExcludedFromUnreadCount) return false
    line.conversation.unreadCount++
    const atTypeArray = mentions(message, this.#me)
    if (atTypeArray.length > 0) {
      const { from, to: groupID, sequence: messageSequence } = message
      line.conversation.groupAtInfoList.push({ from, groupID, messageSequence, atTypeArray })
    }
    return true
  }

  /** Somebody has read; positions never move back. @returns whether that was news */
  readUpTo(conversationID: string, side: 'read' | 'peerRead', upTo: number, now: number): boolean {
    const line = this.#line(conversationID)
    if (upTo <= line[side]) return false
    line[side] = upTo
    if (side === 'peerRead') line.conversation.peerReadTime = seconds(now)
    if (side === 'read' && upTo >= line.seq) {
      line.conversation.unreadCount = 0
      line.conversation.groupAtInfoList = []
    }
    return true
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
    line.conversation.lastMessage = lastMessage(line.seq, line.time, message)
    return true
  }

  #line(conversationID: string): Line {
    const known = this.#lines.get(conversationID)
    if (known) return known
    const line: Line = { conversation: this.blank(conversationID), seq: 0, time: 0, read: 0, peerRead: 0 }
    this.#lines.set(conversationID, line)
    return line
  }
}

function mentions({ atUserList }: Message, me: string): number[] {
  const isMe = atUserList.includes(me)
  const isAll = atUserList.includes(TYPES.MSG_AT_ALL)
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
