import { isUserId } from '@signet/protocol/ids'
import type { Core } from '../core.ts'
import { clientError } from '../errors.ts'
import type { Group, GroupMember } from '../groups/group.ts'
import type { JoinedGroups } from '../groups/joined.ts'
import { checkName } from '../history.ts'
import { type Message, seconds } from '../message.ts'
import type { Profile } from '../people/profile.ts'
import type { Relations } from '../people/relations.ts'
import { done, type Result } from '../result.ts'
import { type Found, type Keywords, matcher, pageOf, textsOf } from '../search/keywords.ts'
import { TYPES } from '../type-constants.ts'
import type { GroupMemberMethods } from './group-members.ts'

/** What every search takes beside its keywords. */
interface Paging {
  /** Results of a page. Default 20, most 100. */
  readonly count?: number
  /** '' (default), then what the page before returned. */
  readonly cursor?: string
}

/** What `searchCloudMessages` takes: at least keywords, senders or types. */
export interface MessageSearch extends Keywords, Paging {
  /** Only what they wrote; at most 5. */
  readonly senderUserIDList?: readonly string[]
  /** Only these: `TYPES.MSG_…`. */
  readonly messageTypeList?: readonly string[]
  /** Only there. Without it, the newest 200 messages of each conversation are looked through. */
  readonly conversationID?: string
  /** Seconds: nothing newer than this. Default now. */
  readonly timePosition?: number
  /** Seconds before `timePosition`: nothing older. Default 0, without end. */
  readonly timePeriod?: number
}

/** What was found in one conversation. */
export interface MessageSearchResult {
  /** The conversation. */
  readonly conversationID: string
  /** How many were found in it. */
  readonly messageCount: number
  /** Newest first. Over all conversations it is empty where there is more than one. */
  readonly messageList: Message[]
}

/** What `searchCloudUsers` takes. */
export interface UserSearch extends Keywords, Paging {
  /** One of `TYPES.GENDER_…`. */
  readonly userGenderType?: string
  /** Such as 20000101. */
  readonly miniBirthday?: number
  /** As `miniBirthday`, the latest one. Default none. */
  readonly maxBirthday?: number
}

/** What `searchCloudGroups` takes. */
export interface GroupSearch extends Keywords, Paging {
  /** Only these: `TYPES.GRP_…`. */
  readonly groupTypeList?: readonly string[]
}

/** What `searchCloudGroupMembers` takes. */
export interface MemberSearch extends Keywords, Paging {
  /** Only there; default all groups that the user is in, live rooms aside. */
  readonly groupIDList?: readonly string[]
  /** Only in these: `TYPES.GRP_…`. */
  readonly groupTypeList?: readonly string[]
}

/** Who was found in one group. */
export interface MemberSearchResult {
  /** The group. */
  readonly groupID: string
  /** Who was found in it. */
  readonly memberList: GroupMember[]
}

const COUNT = 20
const MOST_COUNT = 100
/** Messages of one request, and requests of one call. */
const PAGE = 100
const MOST_PAGES = 20
/** Members of one group that are looked through, and groups of one call. */
const MOST_MEMBERS = 500
const MOST_GROUPS = 10
/** Of each conversation, when all are looked through. */
const PAGES_OF_EACH = 2

/** Searching what the user may read: their history, the people they know, their groups. The server keeps no index for it. */
export class SearchMethods {
  readonly #core: Core
  readonly #relations: Relations
  readonly #joined: JoinedGroups
  readonly #members: Pick<GroupMemberMethods, 'getGroupMemberList'>

  /** @internal */
  constructor(
    core: Core,
    relations: Relations,
    joined: JoinedGroups,
    members: Pick<GroupMemberMethods, 'getGroupMemberList'>,
  ) {
    this.#core = core
    this.#relations = relations
    this.#joined = joined
    this.#members = members
  }

  /**
   * Messages, newest first. One conversation is read backwards, up to 2,000 messages a call: a page may be empty although more is to
   * come, until `cursor` is ''. `totalCount` is what was found on this page.
   *
   * @example `await chat.searchCloudMessages({ keywordList: ['lunch'], conversationID: 'C2Cbob' })`
   * @throws {ChatError} 2905 without anything to look for, 2503 for a wrong ID
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#searchCloudMessages
   */
  async searchCloudMessages(options: MessageSearch): Promise<Result<Found<MessageSearchResult>>> {
    const { conversationID, count, cursor = '' } = options ?? {}
    const isWanted = messageTest(options ?? {}, seconds(this.#core.serverTime))
    const most = limitOf(count)
    if (conversationID === undefined) return done(await this.#everywhere(isWanted, cursor, most))
    checkName(conversationID)
    const { found, next } = await this.#inOne(conversationID, isWanted, cursor, most, MOST_PAGES)
    const result = { conversationID, messageCount: found.length, messageList: found }
    const searchResultList = found.length > 0 ? [result] : []
    return done({ totalCount: found.length, cursor: next, searchResultList })
  }

  /**
   * Friends and people whom the user has talked with, by UserID, nick and remark; and whoever has exactly that UserID. Nobody can list
   * all users of an application.
   *
   * @example `await chat.searchCloudUsers({ keywordList: ['bob'] })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#searchCloudUsers
   */
  async searchCloudUsers(options: UserSearch): Promise<Result<Found<Profile>>> {
    const { userGenderType, miniBirthday = 0, maxBirthday = Number.POSITIVE_INFINITY } = options ?? {}
    const isFound = matcher(options ?? {})
    const friends = await this.#relations.friends.get()
    const remarks = new Map(friends.map(({ userID, remark }) => [userID, remark]))
    const talked = this.#core.ready().mailbox.conversations.list()
    const named = await this.#core.people.fetch((options?.keywordList ?? []).filter((word) => isUserId(word)))
    const people = [
      ...friends.map(({ profile }) => profile),
      ...talked.flatMap(({ userProfile }) => userProfile ?? []),
      ...named,
    ]
    const all = [...new Map(people.map((profile) => [profile.userID, profile])).values()].filter(
      ({ userID, nick, gender, birthday }) =>
        isFound([userID, nick, remarks.get(userID) ?? '']) &&
        (userGenderType === undefined || gender === userGenderType) &&
        birthday >= miniBirthday &&
        birthday <= maxBirthday,
    )
    return done(pageOf(all, options?.cursor, limitOf(options?.count)))
  }

  /**
   * Groups that the user is in, by name and GroupID; and the one that has exactly that GroupID, if it shows itself to others.
   *
   * @example `await chat.searchCloudGroups({ keywordList: ['team'] })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#searchCloudGroups
   */
  async searchCloudGroups(options: GroupSearch): Promise<Result<Found<Group>>> {
    const { groupTypeList, keywordList = [] } = options ?? {}
    const isFound = matcher(options ?? {})
    const joined = await this.#joined.list()
    const unknown = keywordList.filter((word) => word !== '' && !joined.some(({ groupID }) => groupID === word))
    const named = await Promise.all(unknown.map((groupID) => this.#core.groups.fetch(groupID).catch(() => [])))
    const all = [...joined, ...named.flat()].filter(
      ({ groupID, name, type }) => isFound([groupID, name]) && (groupTypeList?.includes(type) ?? true),
    )
    return done(pageOf(all, options?.cursor, limitOf(options?.count)))
  }

  /**
   * Members of groups that the user is in, by UserID, nick and name in the group: of each group, among the first 500. A call looks
   * through 10 groups: a page may be empty although more is to come, until `cursor` is ''.
   *
   * @example `await chat.searchCloudGroupMembers({ keywordList: ['bob'], groupIDList: ['team'] })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#searchCloudGroupMembers
   */
  async searchCloudGroupMembers(options: MemberSearch): Promise<Result<Found<MemberSearchResult>>> {
    const { groupTypeList, groupIDList, cursor } = options ?? {}
    const isFound = matcher(options ?? {})
    const joined = await this.#joined.list()
    const groups = joined.filter(
      ({ groupID, type }) =>
        type !== TYPES.GRP_AVCHATROOM &&
        (groupIDList?.includes(groupID) ?? true) &&
        (groupTypeList?.includes(type) ?? true),
    )
    const { searchResultList: asked, cursor: next } = pageOf(groups, cursor, MOST_GROUPS)
    const searchResultList: MemberSearchResult[] = []
    for (const { groupID } of asked) {
      const members = await this.#membersOf(groupID)
      const memberList = members.filter(({ userID, nick, nameCard }) => isFound([userID, nick, nameCard]))
      if (memberList.length > 0) searchResultList.push({ groupID, memberList })
    }
    const totalCount = searchResultList.reduce((sum, { memberList }) => sum + memberList.length, 0)
    return done({ totalCount, cursor: next, searchResultList })
  }

  async #membersOf(groupID: string): Promise<GroupMember[]> {
    const members: GroupMember[] = []
    let offset = 0
    do {
      const { data } = await this.#members.getGroupMemberList({ groupID, offset, count: PAGE })
      members.push(...data.memberList)
      offset = data.offset
    } while (offset > 0 && members.length < MOST_MEMBERS)
    return members
  }

  async #everywhere(isWanted: Test, cursor: string, count: number): Promise<Found<MessageSearchResult>> {
    const lines = this.#core.ready().mailbox.conversations.list()
    const searchResultList: MessageSearchResult[] = []
    let at = Math.max(0, Number(cursor) || 0)
    for (let pages = 0; at < lines.length && pages < MOST_PAGES && searchResultList.length < count; at++) {
      const { conversationID, subType } = lines[at]!
      // A live room keeps nothing.
      if (subType === TYPES.GRP_AVCHATROOM) continue
      const { found, read } = await this.#inOne(conversationID, isWanted, '', PAGE * PAGES_OF_EACH, PAGES_OF_EACH)
      pages += read
      const messageList = found.length === 1 ? found : []
      if (found.length > 0) searchResultList.push({ conversationID, messageCount: found.length, messageList })
    }
    const totalCount = searchResultList.reduce((sum, { messageCount }) => sum + messageCount, 0)
    return { totalCount, cursor: at < lines.length ? String(at) : '', searchResultList }
  }

  /** Backwards from a message until enough is found, enough is read, or nothing is left. */
  async #inOne(conversationID: string, isWanted: Test, from: string, most: number, mostPages: number) {
    const { history } = this.#core.ready()
    const found: Message[] = []
    let nextReqMessageID = from
    let read = 0
    while (read < mostPages) {
      const page = await history.page({ conversationID, nextReqMessageID, count: PAGE })
      read++
      for (const message of page.messageList.toReversed()) {
        const verdict = isWanted(message)
        if (verdict === 'over') return { found, read, next: '' }
        if (verdict === 'found') found.push(message)
        if (found.length >= most) return { found, read, next: message.ID }
      }
      if (page.isCompleted) return { found, read, next: '' }
      nextReqMessageID = page.nextReqMessageID
    }
    return { found, read, next: nextReqMessageID }
  }
}

type Test = (message: Message) => 'found' | 'other' | 'over'

/** @throws {ChatError} 2905 without anything to look for */
function messageTest(options: MessageSearch, now: number): Test {
  const { keywordList = [], senderUserIDList = [], messageTypeList = [] } = options
  if (keywordList.length + senderUserIDList.length + messageTypeList.length === 0)
    throw clientError('INVALID_OPERATION', 'Pass keywordList, senderUserIDList or messageTypeList.')
  const { timePosition = now, timePeriod = 0 } = options
  const oldest = timePeriod > 0 ? timePosition - timePeriod : 0
  const isFound = matcher(options)
  return (message) => {
    if (message.time < oldest) return 'over'
    const isWanted =
      message.time <= timePosition &&
      (senderUserIDList.length === 0 || senderUserIDList.includes(message.from)) &&
      (messageTypeList.length === 0 || messageTypeList.includes(message.type)) &&
      !message.isRevoked &&
      !message.isDeleted &&
      isFound(textsOf(message))
    return isWanted ? 'found' : 'other'
  }
}

const limitOf = (count = COUNT): number => Math.min(Math.max(1, Math.floor(count) || COUNT), MOST_COUNT)
