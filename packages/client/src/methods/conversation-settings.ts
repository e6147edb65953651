import type { OpOutput } from '@signet/protocol/realtime/requests'
import type { ConversationSync } from '../conversation-sync.ts'
import type { Conversation } from '../conversations.ts'
import type { Core } from '../core.ts'
import { clientError } from '../errors.ts'
import type { Group, RemindType } from '../groups/group.ts'
import { checkName } from '../history.ts'
import { type ConversationResults, conversationResults, done, type FailureUser, type Result } from '../result.ts'
import { TYPES } from '../type-constants.ts'

interface Names {
  readonly conversationIDList: readonly string[]
}

type Results = OpOutput<'conversation.delete'>['results']

/** What a user makes of conversations: on all devices, save drafts, which stay here. */
export class ConversationSettingMethods {
  readonly #core: Core
  readonly #sync: ConversationSync

  /** @internal */
  constructor(core: Core, sync: ConversationSync) {
    this.#core = core
    this.#sync = sync
  }

  /**
   * Deletes conversations from the own list, and unless `clearHistoryMessage` is false the own view of their history. Others keep theirs.
   *
   * @example `await chat.deleteConversation('C2Cbob')`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#deleteConversation
   */
  async deleteConversation(conversationID: string): Promise<Result<{ conversationID: string }>>
  async deleteConversation(
    options: Names & { readonly clearHistoryMessage?: boolean },
  ): Promise<Result<ConversationResults>>
  async deleteConversation(
    options: string | (Names & { readonly clearHistoryMessage?: boolean }),
  ): Promise<Result<{ conversationID: string } | ConversationResults>> {
    const names = typeof options === 'string' ? [options] : options.conversationIDList
    const isKept = typeof options !== 'string' && options.clearHistoryMessage === false
    const { results } = await this.#core.ask('conversation.delete', {
      conversations: checkNames(names),
      ...(isKept && { keepHistory: true }),
    })
    const sorted = await this.#settle(results)
    if (typeof options !== 'string') return done(sorted)
    refuseFirst(sorted)
    return done({ conversationID: options })
  }

  /**
   * Clears the own view of a conversation's history.
   *
   * @example `await chat.clearHistoryMessage('C2Cbob')`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#clearHistoryMessage
   */
  async clearHistoryMessage(conversationID: string): Promise<Result<{ conversationID: string }>> {
    const names = checkNames([conversationID])
    const { results } = await this.#core.ask('conversation.clear', { conversations: names })
    refuseFirst(await this.#settle(results))
    return done({ conversationID })
  }

  /**
   * Puts a conversation on top of the list, or lets it go. At most 50.
   *
   * @example `await chat.pinConversation({ conversationID: 'C2Cbob', isPinned: true })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#pinConversation
   */
  async pinConversation(options: {
    readonly conversationID: string
    readonly isPinned: boolean
  }): Promise<Result<{ conversationID: string }>> {
    const { conversationID, isPinned } = options
    checkName(conversationID)
    await this.#core.ask('conversation.pin', { conversation: conversationID, pinned: isPinned })
    await this.#sync.refresh([conversationID])
    return done({ conversationID })
  }

  /**
   * How one wants to hear of a group, or of users (at most 30): one of `TYPES.MSG_REMIND_…`.
   *
   * @example `await chat.setMessageRemindType({ groupID: 'team', messageRemindType: TYPES.MSG_REMIND_ACPT_NOT_NOTE })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#setMessageRemindType
   */
  async setMessageRemindType(options: {
    readonly groupID?: string
    readonly userIDList?: readonly string[]
    readonly messageRemindType: RemindType
  }): Promise<Result<{ group?: Group; successUserIDList?: { userID: string }[]; failureUserIDList?: FailureUser[] }>> {
    const { groupID, userIDList = [], messageRemindType: remind } = options
    const names = groupID ? [`${TYPES.CONV_GROUP}${groupID}`] : userIDList.map((userId) => `${TYPES.CONV_C2C}${userId}`)
    const { results } = await this.#core.ask('conversation.remind', { conversations: checkNames(names), remind })
    const sorted = await this.#settle(results)
    if (groupID) {
      refuseFirst(sorted)
      return done({ group: await this.#core.groups.fetch(groupID) })
    }
    const userOf = (conversationID: string): string => conversationID.slice(TYPES.CONV_C2C.length)
    return done({
      successUserIDList: sorted.successConversationIDList.map((name) => ({ userID: userOf(name) })),
      failureUserIDList: sorted.failureConversationIDList.map(({ conversationID, code, message }) => ({
        userID: userOf(conversationID),
        code,
        message,
      })),
    })
  }

  /**
   * Keeps what was typed and not sent. It stays in this client, until the user logs out.
   *
   * @example `await chat.setConversationDraft({ conversationID: 'C2Cbob', draftText: 'Hi B' })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#setConversationDraft
   */
  async setConversationDraft(options: {
    readonly conversationID: string
    readonly draftText: string
  }): Promise<Result<{ conversation: Conversation }>> {
    const { conversationID, draftText } = options
    checkName(conversationID)
    const { conversations } = this.#core.ready().mailbox
    conversations.draft(conversationID, draftText)
    this.#core.listChanged()
    return done({ conversation: conversations.find(conversationID) ?? conversations.blank(conversationID) })
  }

  /**
   * Keeps data of one's own beside conversations, at most 256 bytes; '' takes it away.
   *
   * @example `await chat.setConversationCustomData({ conversationIDList: ['C2Cbob'], customData: 'vip' })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#setConversationCustomData
   */
  async setConversationCustomData(
    options: Names & { readonly customData: string },
  ): Promise<Result<ConversationResults>> {
    const conversations = checkNames(options.conversationIDList)
    const { results } = await this.#core.ask('conversation.custom', { conversations, custom: options.customData })
    return done(await this.#settle(results))
  }

  /**
   * Sets or clears a mark: one of `TYPES.CONV_MARK_TYPE_…`, or one of your own from 2 ** 32 to 2 ** 63.
   *
   * @example `await chat.markConversation({ conversationIDList: ['C2Cbob'], markType: TYPES.CONV_MARK_TYPE_STAR, enableMark: true })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#markConversation
   */
  async markConversation(
    options: Names & { readonly markType: number; readonly enableMark: boolean },
  ): Promise<Result<ConversationResults>> {
    const { conversationIDList, markType, enableMark } = options
    const conversations = checkNames(conversationIDList)
    const bit = Math.log2(markType)
    if (!Number.isInteger(bit) || bit < 0 || bit > 63)
      throw clientError('INVALID_OPERATION', 'markType must be a power of two up to 2 ** 63.')
    const change = enableMark ? { set: [bit] } : { clear: [bit] }
    const { results } = await this.#core.ask('conversation.mark', { conversations, ...change })
    return done(await this.#settle(results))
  }

  async #settle(results: Results): Promise<ConversationResults> {
    await this.#sync.refresh(results.filter(({ code }) => code === 0).map(({ conversation }) => conversation))
    return conversationResults(results)
  }
}

/** @throws {ChatError} 2503 */
export function checkNames(names: readonly string[] | undefined): string[] {
  if (!Array.isArray(names) || names.length === 0) throw clientError('CONVERSATION_ID_INVALID')
  for (const name of names) checkName(name)
  return [...new Set<string>(names)]
}

/** For calls about one conversation only. */
function refuseFirst({ failureConversationIDList: [failure] }: ConversationResults): void {
  if (failure) throw clientError('CONVERSATION_NOT_FOUND', failure.message)
}
