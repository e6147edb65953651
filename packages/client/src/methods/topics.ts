import type { GroupEvent, TopicInfo } from '@signet/protocol/group'
import type { Core } from '../core.ts'
import { EVENT } from '../event-names.ts'
import { eventOf } from '../groups/event-of.ts'
import type { Group } from '../groups/group.ts'
import type { JoinedGroups } from '../groups/joined.ts'
import { type Topic, topicFromWire } from '../groups/topic.ts'
import { done, type Result } from '../result.ts'
import { SERVER_CODES } from '../server-codes.ts'
import { TYPES } from '../type-constants.ts'
import { checkGroupId } from './groups.ts'

/** What can be said of a topic. */
export interface TopicDetails {
  /** At most 100 bytes. */
  readonly topicName?: string
  /** Address of an image. */
  readonly avatar?: string
  /** What it is about. */
  readonly introduction?: string
  /** What members shall read. */
  readonly notification?: string
  /** The app's own text. */
  readonly customData?: string
}

interface TopicFailure {
  readonly topicID: string
  readonly code: number
  readonly message: string
}

/** Topics of communities. */
export class TopicMethods {
  readonly #core: Core
  readonly #joined: JoinedGroups

  /** @internal */
  constructor(core: Core, joined: JoinedGroups) {
    this.#core = core
    this.#joined = joined
    core.attach({
      push: (packet) => {
        const event = eventOf(packet)
        if (event) this.#happened(event)
      },
    })
  }

  /**
   * The communities with topics that the own user is in.
   *
   * @example `const { data: { groupList } } = await chat.getJoinedCommunityList()`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getJoinedCommunityList
   */
  async getJoinedCommunityList(): Promise<Result<{ groupList: Group[] }>> {
    const groups = await this.#joined.list()
    const groupList = groups.filter(({ type, isSupportTopic }) => type === TYPES.GRP_COMMUNITY && isSupportTopic)
    return done({ groupList })
  }

  /**
   * Makes a topic. `TOPIC_CREATED` follows for everybody.
   *
   * @example `const { data: { topicID } } = await chat.createTopicInCommunity({ groupID, topicName: 'news' })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#createTopicInCommunity
   */
  async createTopicInCommunity(
    options: TopicDetails & { readonly groupID: string; readonly topicName: string; readonly topicID?: string },
  ): Promise<Result<{ topicID: string }>> {
    const { groupID, topicName, topicID } = options
    checkGroupId(groupID)
    const { topicId } = await this.#core.ask('topic.create', {
      groupId: groupID,
      ...wireDetails(options),
      name: topicName,
      ...(topicID && { topicId: topicID }),
    })
    return done({ topicID: topicId })
  }

  /**
   * Deletes topics; without a list all of them.
   *
   * @example `await chat.deleteTopicFromCommunity({ groupID, topicIDList: [topicID] })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#deleteTopicFromCommunity
   */
  async deleteTopicFromCommunity(options: {
    readonly groupID: string
    readonly topicIDList?: readonly string[]
  }): Promise<Result<{ successTopicList: { topicID: string }[]; failureTopicList: TopicFailure[] }>> {
    const { groupID, topicIDList = [] } = options
    checkGroupId(groupID)
    const wanted = topicIDList.length > 0 ? [...topicIDList] : await this.#allOf(groupID)
    if (wanted.length === 0) return done({ successTopicList: [], failureTopicList: [] })
    const { deleted } = await this.#core.ask('topic.delete', { groupId: groupID, topicIds: wanted })
    const successTopicList = deleted.map((topicID) => ({ topicID }))
    return done({ successTopicList, failureTopicList: missing(wanted, deleted) })
  }

  /**
   * Changes what is given of a topic. `TOPIC_UPDATED` follows for everybody.
   *
   * @example `await chat.updateTopicProfile({ groupID, topicID, topicName: 'old news', muteAllMembers: true })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#updateTopicProfile
   */
  async updateTopicProfile(
    options: TopicDetails & { readonly groupID: string; readonly topicID: string; readonly muteAllMembers?: boolean },
  ): Promise<Result<{ topic: Topic }>> {
    const { topicID: topicId, muteAllMembers: muteAll } = options
    const details = { ...wireDetails(options), ...(muteAll !== undefined && { muteAll }) }
    const { topic } = await this.#core.ask('topic.update', { topicId, ...details })
    return done({ topic: this.#topic(topic) })
  }

  /**
   * The topics of a community, all or some.
   *
   * @example `const { data: { successTopicList } } = await chat.getTopicList({ groupID })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getTopicList
   */
  async getTopicList(options: {
    readonly groupID: string
    readonly topicIDList?: readonly string[]
  }): Promise<Result<{ successTopicList: Topic[]; failureTopicList: TopicFailure[] }>> {
    const { groupID, topicIDList = [] } = options
    checkGroupId(groupID)
    const topicIds = topicIDList.length > 0 ? { topicIds: [...topicIDList] } : {}
    const { topics } = await this.#core.ask('topic.list', { groupId: groupID, ...topicIds })
    const successTopicList = topics.map((topic) => this.#topic(topic, topic.self))
    return done({
      successTopicList,
      failureTopicList: missing(
        topicIDList,
        topics.map(({ topicId }) => topicId),
      ),
    })
  }

  async #allOf(groupId: string): Promise<string[]> {
    const { topics } = await this.#core.ask('topic.list', { groupId })
    return topics.map(({ topicId }) => topicId)
  }

  #topic(wire: TopicInfo, seat?: Parameters<typeof topicFromWire>[1]): Topic {
    const conversation = this.#core.account?.mailbox.conversations.find(`${TYPES.CONV_GROUP}${wire.topicId}`)
    return topicFromWire(wire, seat, conversation)
  }

  #happened(event: GroupEvent): void {
    const { events } = this.#core
    const { groupId: groupID } = event
    if (event.kind === 'topicCreated') events.emit(EVENT.TOPIC_CREATED, { groupID, topicID: event.topicId })
    else if (event.kind === 'topicUpdated')
      events.emit(EVENT.TOPIC_UPDATED, { groupID, topic: this.#topic(event.topic) })
    else if (event.kind === 'topicsDeleted') events.emit(EVENT.TOPIC_DELETED, { groupID, topicIDList: event.topicIds })
  }
}

const missing = (wanted: readonly string[], found: readonly string[]): TopicFailure[] =>
  wanted
    .filter((topicID) => !found.includes(topicID))
    .map((topicID) => ({ topicID, code: SERVER_CODES.TOPIC_NOT_FOUND, message: `There is no topic ${topicID}.` }))

function wireDetails({ topicName, avatar, introduction, notification, customData }: TopicDetails) {
  return {
    ...(topicName !== undefined && { name: topicName }),
    ...(avatar !== undefined && { faceUrl: avatar }),
    ...(introduction !== undefined && { introduction }),
    ...(notification !== undefined && { notification }),
    ...(customData !== undefined && { custom: customData }),
  }
}
