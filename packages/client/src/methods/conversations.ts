import type { Conversation } from '../conversations.ts'
import type { Core } from '../core.ts'
import { checkName } from '../history.ts'
import { done, type Result } from '../result.ts'
import { TYPES } from '../type-constants.ts'

/** Which conversations `getConversationList` gives. */
export interface ConversationFilter {
  /** Only this kind: `TYPES.CONV_C2C` or `TYPES.CONV_GROUP`. */
  readonly type?: string
  /** Only with this mark: `TYPES.CONV_MARK_TYPE_…` or one of the app's own. */
  readonly markType?: number
  /** Only what is in this conversation group. */
  readonly groupName?: string
  /** true: only with unread messages. */
  readonly hasUnreadCount?: boolean
  /** true: only where an unread message names the user. */
  readonly hasGroupAtInfo?: boolean
}

/** Reading the list of conversations, and saying what was read. */
export class ConversationMethods {
  readonly #core: Core

  /** @internal */
  constructor(core: Core) {
    this.#core = core
  }

  /**
   * The conversations: pinned ones first, then newest first; or those with the given IDs, or those that a filter lets through.
   *
   * @example `const { data: { conversationList } } = await chat.getConversationList({ hasUnreadCount: true })`
   * @throws {ChatError} 2024 or 2999 before `SDK_READY`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getConversationList
   */
  async getConversationList(
    filter?: readonly string[] | ConversationFilter,
  ): Promise<Result<{ conversationList: Conversation[]; isSyncCompleted: boolean }>> {
    const all = this.#core.ready().mailbox.conversations.list()
    const conversationList = filter === undefined ? all : all.filter((conversation) => isWanted(conversation, filter))
    return done({ conversationList, isSyncCompleted: true })
  }

  /**
   * One conversation; of one in which nothing was said yet, an empty line that is not in the list.
   *
   * @example `const { data: { conversation } } = await chat.getConversationProfile('C2Cbob')`
   * @throws {ChatError} 2503 for a wrong ID
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getConversationProfile
   */
  async getConversationProfile(conversationID: string): Promise<Result<{ conversation: Conversation }>> {
    const { conversations } = this.#core.ready().mailbox
    if (conversationID !== TYPES.CONV_SYSTEM) {
      checkName(conversationID)
      await this.#core.known(conversationID)
    }
    return done({ conversation: conversations.find(conversationID) ?? conversations.blank(conversationID) })
  }

  /**
   * Says that a conversation was read to its end. The peer gets `MESSAGE_READ_BY_PEER`, the own other devices follow.
   *
   * @example `await chat.setMessageRead({ conversationID: 'C2Cbob' })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#setMessageRead
   */
  async setMessageRead({ conversationID }: { readonly conversationID: string }): Promise<Result<object>> {
    this.#core.ready()
    if (conversationID === TYPES.CONV_SYSTEM) return done({})
    checkName(conversationID)
    await this.#core.read(conversationID)
    return done({})
  }

  /**
   * Says that everything was read: `scope` is one of `TYPES.READ_ALL_…`, default everything.
   *
   * @example `await chat.setAllMessageRead({ scope: TYPES.READ_ALL_C2C_MSG })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#setAllMessageRead
   */
  async setAllMessageRead({ scope }: { readonly scope?: string } = {}): Promise<Result<object>> {
    const kinds = { [TYPES.READ_ALL_C2C_MSG]: TYPES.CONV_C2C, [TYPES.READ_ALL_GROUP_MSG]: TYPES.CONV_GROUP }
    const kind = (kinds as Record<string, TYPES.CONV_C2C | TYPES.CONV_GROUP | undefined>)[scope ?? '']
    const { mailbox } = this.#core.ready()
    let cursor: string | undefined
    do {
      const input = { ...(kind && { kind }), ...(cursor !== undefined && { cursor }) }
      cursor = (await this.#core.ask('conversation.readAll', input)).cursor
    } while (cursor !== undefined)
    mailbox.conversations.readAll(kind)
    this.#core.listChanged()
    return done({})
  }
}

/** What is known without asking. */
export class UnreadMethods {
  readonly #core: Core

  /** @internal */
  constructor(core: Core) {
    this.#core = core
  }

  /**
   * Unread messages in all conversations that are not muted.
   *
   * @example `badge(chat.getTotalUnreadMessageCount())`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getTotalUnreadMessageCount
   */
  getTotalUnreadMessageCount(): number {
    return this.#core.account?.mailbox.conversations.totalUnread() ?? 0
  }
}

function isWanted(conversation: Conversation, filter: readonly string[] | ConversationFilter): boolean {
  if (Array.isArray(filter)) return filter.includes(conversation.conversationID)
  const { type, markType, groupName, hasUnreadCount, hasGroupAtInfo } = filter as ConversationFilter
  const { markList, conversationGroupList, unreadCount, groupAtInfoList } = conversation
  return (
    (type === undefined || type === conversation.type) &&
    (markType === undefined || markList.includes(markType)) &&
    (groupName === undefined || conversationGroupList.includes(groupName)) &&
    (!hasUnreadCount || unreadCount > 0) &&
    (!hasGroupAtInfo || groupAtInfoList.length > 0)
  )
}
