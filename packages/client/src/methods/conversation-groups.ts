import { REVISED } from '@signet/protocol/revisions'
import type { ConversationSync } from '../conversation-sync.ts'
import type { Conversation } from '../conversations.ts'
import type { Core } from '../core.ts'
import { EVENT } from '../event-names.ts'
import { keepInStep, Replica } from '../people/replica.ts'
import { type ConversationResults, conversationResults, done, type Result } from '../result.ts'
import { checkNames } from './conversation-settings.ts'

interface ConversationGroup {
  readonly name: string
  readonly conversations: readonly string[]
}

interface Members {
  readonly conversationIDList: readonly string[]
  readonly groupName: string
}

/** The user's own groups of conversations, at most 20. */
export class ConversationGroupMethods {
  readonly #core: Core
  readonly #sync: ConversationSync
  readonly #groups: Replica<readonly ConversationGroup[]>

  /** @internal */
  constructor(core: Core, sync: ConversationSync) {
    this.#core = core
    this.#sync = sync
    const { events } = core
    this.#groups = new Replica<readonly ConversationGroup[]>(core, {
      what: REVISED.conversationGroups,
      load: async () => {
        const { groups, revision } = await core.ask('conversation.groups', {})
        return { value: groups, revision }
      },
      changed: (groups, before = []) => this.#tell(groups, before),
      isWatched: () =>
        events.has(EVENT.CONVERSATION_GROUP_LIST_UPDATED) || events.has(EVENT.CONVERSATION_IN_GROUP_UPDATED),
    })
    keepInStep(core, [this.#groups])
  }

  /**
   * The names of the own groups of conversations.
   *
   * @example `const { data: names } = await chat.getConversationGroupList()`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getConversationGroupList
   */
  async getConversationGroupList(): Promise<Result<string[]>> {
    return done((await this.#groups.get()).map(({ name }) => name))
  }

  /**
   * Makes a group.
   *
   * @example `await chat.createConversationGroup({ conversationIDList: ['C2Cbob'], groupName: 'work' })`
   * @throws {ChatError} 51010 when there are 20
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#createConversationGroup
   */
  async createConversationGroup({ conversationIDList, groupName }: Members): Promise<Result<ConversationResults>> {
    const conversations = checkNames(conversationIDList)
    const { results } = await this.#core.ask('conversation.createGroup', { name: groupName, conversations })
    await this.#changed(conversations)
    return done(conversationResults(results))
  }

  /**
   * Deletes a group; its conversations stay.
   *
   * @example `await chat.deleteConversationGroup('work')`
   * @throws {ChatError} 51009 when there is none of this name
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#deleteConversationGroup
   */
  async deleteConversationGroup(groupName: string): Promise<Result<object>> {
    const members = await this.#members(groupName)
    await this.#core.ask('conversation.deleteGroup', { name: groupName })
    await this.#changed(members)
    return done({})
  }

  /**
   * Gives a group another name.
   *
   * @example `await chat.renameConversationGroup({ oldName: 'work', newName: 'office' })`
   * @throws {ChatError} 51009 when there is none of this name
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#renameConversationGroup
   */
  async renameConversationGroup(options: {
    readonly oldName: string
    readonly newName: string
  }): Promise<Result<object>> {
    const { oldName, newName } = options
    const members = await this.#members(oldName)
    await this.#core.ask('conversation.renameGroup', { name: oldName, newName })
    await this.#changed(members)
    return done({})
  }

  /**
   * Puts conversations into a group.
   *
   * @example `await chat.addConversationsToGroup({ conversationIDList: ['C2Ccarol'], groupName: 'work' })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#addConversationsToGroup
   */
  async addConversationsToGroup({ conversationIDList, groupName }: Members): Promise<Result<ConversationResults>> {
    const conversations = checkNames(conversationIDList)
    const { results } = await this.#core.ask('conversation.addToGroup', { name: groupName, conversations })
    await this.#changed(conversations)
    return done(conversationResults(results))
  }

  /**
   * Takes conversations out of a group.
   *
   * @example `await chat.deleteConversationsFromGroup({ conversationIDList: ['C2Ccarol'], groupName: 'work' })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#deleteConversationsFromGroup
   */
  async deleteConversationsFromGroup({ conversationIDList, groupName }: Members): Promise<Result<ConversationResults>> {
    const conversations = checkNames(conversationIDList)
    const { results } = await this.#core.ask('conversation.removeFromGroup', { name: groupName, conversations })
    await this.#changed(conversations)
    return done(conversationResults(results))
  }

  async #members(groupName: string): Promise<readonly string[]> {
    return (await this.#groups.get()).find(({ name }) => name === groupName)?.conversations ?? []
  }

  /** Conversations tell which groups they are in. */
  async #changed(conversations: readonly string[]): Promise<void> {
    this.#groups.stale()
    await this.#sync.refresh(conversations)
  }

  #tell(groups: readonly ConversationGroup[], before: readonly ConversationGroup[]): void {
    const namesOf = (list: readonly ConversationGroup[]): string[] => list.map(({ name }) => name)
    if (namesOf(groups).join('\n') !== namesOf(before).join('\n'))
      this.#core.events.emit(EVENT.CONVERSATION_GROUP_LIST_UPDATED, namesOf(groups))
    const known = this.#core.account?.mailbox.conversations
    for (const { name: groupName, conversations } of groups) {
      const old = before.find(({ name }) => name === groupName)
      if (!old || old.conversations.join('\n') === conversations.join('\n')) continue
      const found = conversations.map((id) => known?.find(id)).filter((one): one is Conversation => one !== undefined)
      this.#core.events.emit(EVENT.CONVERSATION_IN_GROUP_UPDATED, { groupName, conversationList: found })
    }
  }
}
