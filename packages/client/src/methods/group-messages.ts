import type { WireMessage } from '@signet/protocol/realtime/frames'
import type { Core } from '../core.ts'
import { EVENT } from '../event-names.ts'
import { eventOf } from '../groups/event-of.ts'
import { type Message, MessageOf } from '../message.ts'
import type { TipMember } from '../payloads.ts'
import { done, type Result } from '../result.ts'
import { TYPES } from '../type-constants.ts'
import { checkGroupId } from './groups.ts'
import { placeOf } from './message-changes.ts'

const PAGE = 100

/** What is particular to messages in groups: who has read them, and which are pinned. */
export class GroupMessageMethods {
  readonly #core: Core

  /** @internal */
  constructor(core: Core) {
    this.#core = core
    core.attach({
      push: (packet) => {
        const event = eventOf(packet)
        if (event?.kind === 'messagePinned') this.#pinned(event.groupId, event.seq, event.on, event.by)
      },
    })
  }

  /**
   * Who has read an own group message that asked for receipts (`filter` 0), or who has not (1), in pages.
   *
   * @example `await chat.getGroupMessageReadMemberList({ message, filter: 0, cursor: '', count: 100 })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getGroupMessageReadMemberList
   */
  async getGroupMessageReadMemberList(options: {
    readonly message: Message
    /** 0 (default) who has, 1 who has not. */
    readonly filter?: 0 | 1
    /** '' (default), then what the page before returned. */
    readonly cursor?: string
    /** At most 100. */
    readonly count?: number
  }): Promise<
    Result<{
      isCompleted: boolean
      cursor: string
      messageID: string
      readUserIDList: string[]
      unreadUserIDList: string[]
    }>
  > {
    const { message, filter = 0, cursor = '', count = PAGE } = options
    const limit = Math.min(Math.max(1, count), PAGE)
    const input = { ...placeOf(message), read: filter === 0, limit, ...(cursor && { cursor }) }
    const { userIds, cursor: next } = await this.#core.ask('receipt.readers', input)
    return done({
      isCompleted: next === undefined,
      cursor: next ?? '',
      messageID: message.ID,
      readUserIDList: filter === 0 ? userIds : [],
      unreadUserIDList: filter === 0 ? [] : userIds,
    })
  }

  /**
   * Pins a message for everybody in its group, or takes it down. At most 10.
   *
   * @example `await chat.pinGroupMessage({ groupID: 'team', message, isPinned: true })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#pinGroupMessage
   */
  async pinGroupMessage(options: {
    readonly groupID: string
    readonly message: Message
    readonly isPinned: boolean
  }): Promise<Result<object>> {
    const { groupID, message, isPinned } = options
    checkGroupId(groupID)
    await this.#core.ask('group.pin', { groupId: groupID, seq: placeOf(message).seq, on: isPinned })
    return done({})
  }

  /**
   * The pinned messages of a group, the newest pin first.
   *
   * @example `const { data: { messageList } } = await chat.getPinnedGroupMessageList('team')`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getPinnedGroupMessageList
   */
  async getPinnedGroupMessageList(groupID: string): Promise<Result<{ messageList: Message[] }>> {
    checkGroupId(groupID)
    const { mailbox } = this.#core.ready()
    const { pins } = await this.#core.ask('group.pinned', { groupId: groupID })
    const conversationID = `${TYPES.CONV_GROUP}${groupID}`
    return done({ messageList: pins.map(({ message }) => mailbox.intern(conversationID, message as WireMessage)) })
  }

  #pinned(groupID: string, seq: number, isPinned: boolean, by: string): void {
    if (!this.#core.isReady || !this.#core.events.has(EVENT.PINNED_GROUP_MESSAGE_UPDATED)) return
    this.#core.background(async () => {
      const { mailbox, history } = this.#core.ready()
      const conversationID = `${TYPES.CONV_GROUP}${groupID}`
      const message = mailbox.messages.at(conversationID, seq) ?? (await history.message(conversationID, seq))
      const { nick, avatar } = this.#core.people.of(by)
      const operatorInfo: TipMember = { userID: by, nick, avatar }
      if (message instanceof MessageOf)
        this.#core.events.emit(EVENT.PINNED_GROUP_MESSAGE_UPDATED, { groupID, message, isPinned, operatorInfo })
    })
  }
}
