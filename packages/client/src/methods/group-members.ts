import type { Core } from '../core.ts'
import { clientError } from '../errors.ts'
import type { Group, GroupMember, WireMember } from '../groups/group.ts'
import { seconds } from '../message.ts'
import type { CustomField } from '../people/profile.ts'
import { done, type Result } from '../result.ts'
import { translating } from '../translated.ts'
import { TYPES } from '../type-constants.ts'
import { checkGroupId } from './groups.ts'
import { invited } from './invited.ts'
import { checkUsers } from './profiles.ts'

const PAGE = 15
const MOST_PAGE = 100
const MOST_CURSORS = 1000

/** What `getGroupMemberList` takes. */
export interface MemberListOptions {
  /** The group; of a live room, who came last is listed. */
  readonly groupID: string
  /** Default 15, at most 100. */
  readonly count?: number
  /** 0, then what the page before returned. */
  readonly offset?: number | string
  /** Only this role: `TYPES.GRP_MBR_ROLE_…`. */
  readonly role?: string
}

type Seat = Pick<WireMember, 'userId' | 'role' | 'joinedAt' | 'nameCard' | 'muteUntil' | 'custom'>

/** A group and one of its members after a change. */
interface Changed {
  readonly group: Group
  readonly member: GroupMember
}

/** The members of groups. */
export class GroupMemberMethods {
  readonly #core: Core
  /** The server goes on from a cursor, apps from a number. */
  readonly #cursors = new Map<string, string>()

  /** @internal */
  constructor(core: Core) {
    this.#core = core
    core.attach({ forget: () => this.#cursors.clear() })
  }

  /**
   * Members in the order in which they came, in pages; `offset` is 0 on the last one.
   *
   * @example `const { data: { memberList, offset } } = await chat.getGroupMemberList({ groupID: 'team', count: 30, offset: 0 })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getGroupMemberList
   */
  async getGroupMemberList(options: MemberListOptions): Promise<Result<{ memberList: GroupMember[]; offset: number }>> {
    const { groupID, count = PAGE, role } = options ?? {}
    checkGroupId(groupID)
    if (this.#isRoom(groupID)) return this.#newest(groupID)
    const offset = Number(options.offset) || 0
    const limit = Math.min(Math.max(1, count), MOST_PAGE)
    const roles = [TYPES.GRP_MBR_ROLE_OWNER, TYPES.GRP_MBR_ROLE_ADMIN, TYPES.GRP_MBR_ROLE_MEMBER]
    const wanted = roles.find((name) => name === role)
    const cursorAt = (place: number): string => [groupID, wanted ?? '', place].join(' ')
    const page = async (place: number, size: number): Promise<readonly WireMember[]> => {
      const cursor = this.#cursors.get(cursorAt(place))
      const input = { groupId: groupID, limit: size, ...(wanted && { role: wanted }), ...(cursor && { cursor }) }
      const answer = await this.#core.ask('group.members', input)
      if (this.#cursors.size >= MOST_CURSORS) this.#cursors.clear()
      if (answer.cursor) this.#cursors.set(cursorAt(place + answer.members.length), answer.cursor)
      else this.#cursors.delete(cursorAt(place + answer.members.length))
      return answer.members
    }
    // An offset that no page returned is walked to: apps may count by themselves.
    for (let place = 0; offset > 0 && !this.#cursors.has(cursorAt(offset)); ) {
      const passed = await page(place, Math.min(MOST_PAGE, offset - place))
      place += passed.length
      if (passed.length === 0 || !this.#cursors.has(cursorAt(place))) return done({ memberList: [], offset: 0 })
    }
    const members = await page(offset, limit)
    const next = offset + members.length
    return done({ memberList: await this.#members(members), offset: this.#cursors.has(cursorAt(next)) ? next : 0 })
  }

  /**
   * Some members, at most 50.
   *
   * @example `await chat.getGroupMemberProfile({ groupID: 'team', userIDList: ['bob'] })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getGroupMemberProfile
   */
  async getGroupMemberProfile(options: {
    readonly groupID: string
    readonly userIDList: readonly string[]
    readonly memberCustomFieldFilter?: readonly string[]
  }): Promise<Result<{ memberList: GroupMember[] }>> {
    const { groupID, userIDList } = options
    checkGroupId(groupID)
    checkUsers(userIDList, 50)
    const { members } = await this.#core.ask('group.membersNamed', { groupId: groupID, userIds: [...userIDList] })
    return done({ memberList: await this.#members(members) })
  }

  /**
   * Brings users in, at most 500; where the group wants to be asked, an administrator must agree first.
   *
   * @example `await chat.addGroupMember({ groupID: 'team', userIDList: ['carol'] })`
   * @throws {ChatError} 2661 for a live room
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#addGroupMember
   */
  async addGroupMember(options: { readonly groupID: string; readonly userIDList: readonly string[] }): Promise<
    Result<{
      successUserIDList: string[]
      failureUserIDList: string[]
      existedUserIDList: string[]
      overLimitUserIDList: string[]
      group: Group
    }>
  > {
    const { groupID, userIDList } = options
    checkGroupId(groupID)
    checkUsers(userIDList, 500)
    if (this.#isRoom(groupID)) throw clientError('ROOM_NOT_INVITED')
    const results = await invited(this.#core, groupID, userIDList)
    const withResult = (wanted: number): string[] =>
      results.filter(({ result }) => result === wanted).map(({ userId }) => userId)
    return done({
      failureUserIDList: withResult(0),
      // Who waits for an administrator was invited: the call worked for them.
      successUserIDList: [...withResult(1), ...withResult(3)],
      existedUserIDList: withResult(2),
      overLimitUserIDList: [],
      group: await this.#core.groups.fetch(groupID),
    })
  }

  /**
   * Takes members out. From a live room for `duration` seconds, which is required there.
   *
   * @example `await chat.deleteGroupMember({ groupID: 'team', userIDList: ['carol'], reason: 'spam' })`
   * @throws {ChatError} 2686 for a live room without duration
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#deleteGroupMember
   */
  async deleteGroupMember(options: {
    readonly groupID: string
    readonly userIDList: readonly string[]
    readonly reason?: string
    readonly duration?: number
  }): Promise<Result<{ group: Group; userIDList: string[] }>> {
    const { groupID, userIDList, reason, duration } = options
    checkGroupId(groupID)
    checkUsers(userIDList, 500)
    if (this.#isRoom(groupID) && !duration) throw clientError('BAN_DURATION_INVALID')
    const { kicked } = await this.#core.ask('group.kick', {
      groupId: groupID,
      userIds: [...userIDList],
      ...(reason && { reason }),
      ...(duration && { seconds: duration }),
    })
    return done({ group: await this.#core.groups.fetch(groupID), userIDList: kicked })
  }

  /**
   * Silences a member for `muteTime` seconds; 0 lets them speak again.
   *
   * @example `await chat.setGroupMemberMuteTime({ groupID: 'team', userID: 'bob', muteTime: 600 })`
   * @throws {ChatError} 2685 for oneself
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#setGroupMemberMuteTime
   */
  async setGroupMemberMuteTime(options: {
    readonly groupID: string
    readonly userID: string
    readonly muteTime: number
  }): Promise<Result<Changed>> {
    const { groupID, userID, muteTime } = options
    checkGroupId(groupID)
    if (userID === this.#core.connection.userId) throw clientError('MUTE_SELF')
    await this.#core.ask('group.mute', { groupId: groupID, userId: userID, seconds: muteTime })
    return this.#changed(groupID, userID, muteTime > 0 ? this.#core.serverTime + muteTime * 1000 : 0)
  }

  /**
   * Makes a member an administrator (`TYPES.GRP_MBR_ROLE_ADMIN`), or a plain member again. For owners.
   *
   * @example `await chat.setGroupMemberRole({ groupID: 'team', userID: 'bob', role: TYPES.GRP_MBR_ROLE_ADMIN })`
   * @throws {ChatError} 2681 for who is not the owner, 2682 where members have no roles, 2683 for another role, 2684 for oneself
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#setGroupMemberRole
   */
  async setGroupMemberRole(options: {
    readonly groupID: string
    readonly userID: string
    readonly role: string
  }): Promise<Result<Changed>> {
    const { groupID, userID, role } = options
    checkGroupId(groupID)
    if (userID === this.#core.connection.userId) throw clientError('ROLE_OWN')
    if (role !== TYPES.GRP_MBR_ROLE_ADMIN && role !== TYPES.GRP_MBR_ROLE_MEMBER) throw clientError('ROLE_INVALID')
    const isOwner = this.#core.groups.known(groupID)?.ownerID === this.#core.connection.userId
    await translating(this.#core.ask('group.setRole', { groupId: groupID, userId: userID, role }), {
      GROUP_UNSUPPORTED: 'ROLE_UNSUPPORTED',
      ...(!isOwner && { GROUP_DENIED: 'NOT_THE_OWNER' as const }),
    })
    return this.#changed(groupID, userID)
  }

  /**
   * Changes a name card, by default the own one.
   *
   * @example `await chat.setGroupMemberNameCard({ groupID: 'team', nameCard: 'Bob (ops)' })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#setGroupMemberNameCard
   */
  async setGroupMemberNameCard(options: {
    readonly groupID: string
    readonly nameCard: string
    readonly userID?: string
  }): Promise<Result<Changed>> {
    const { groupID, nameCard, userID } = options
    checkGroupId(groupID)
    await this.#core.ask('group.updateMember', { groupId: groupID, nameCard, ...(userID && { userId: userID }) })
    return this.#changed(groupID, userID)
  }

  /**
   * Changes custom fields of a member, by default the own ones. An empty value takes a field away.
   *
   * @example `await chat.setGroupMemberCustomField({ groupID: 'team', memberCustomField: [{ key: 'desk', value: '4' }] })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#setGroupMemberCustomField
   */
  async setGroupMemberCustomField(options: {
    readonly groupID: string
    readonly memberCustomField: readonly CustomField[]
    readonly userID?: string
  }): Promise<Result<Changed>> {
    const { groupID, memberCustomField, userID } = options
    checkGroupId(groupID)
    const custom = memberCustomField.map(({ key, value }) => ({ key, value }))
    await this.#core.ask('group.updateMember', { groupId: groupID, custom, ...(userID && { userId: userID }) })
    return this.#changed(groupID, userID)
  }

  #isRoom(groupID: string): boolean {
    return this.#core.groups.known(groupID)?.type === TYPES.GRP_AVCHATROOM
  }

  /** A live room stores nobody: it knows who came last. */
  async #newest(groupID: string): Promise<Result<{ memberList: GroupMember[]; offset: number }>> {
    const { members } = await this.#core.ask('room.members', { groupId: groupID })
    const { ownerID } = this.#core.groups.of(groupID)
    const seats = members.map(({ userId, joinedAt }) => {
      const role = userId === ownerID ? TYPES.GRP_MBR_ROLE_OWNER : TYPES.GRP_MBR_ROLE_MEMBER
      return { userId, role, joinedAt, nameCard: '', muteUntil: 0, custom: [] }
    })
    return done({ memberList: await this.#members(seats), offset: 0 })
  }

  async #changed(groupID: string, userID = this.#core.connection.userId, muteUntil = 0): Promise<Result<Changed>> {
    if (this.#isRoom(groupID)) {
      const group = await this.#core.groups.fetch(groupID)
      const seat = { userId: userID, role: TYPES.GRP_MBR_ROLE_MEMBER, joinedAt: 0, nameCard: '', muteUntil, custom: [] }
      const [member] = await this.#members([seat])
      return done({ group, member: member! })
    }
    const [group, { members }] = await Promise.all([
      this.#core.groups.fetch(groupID),
      this.#core.ask('group.membersNamed', { groupId: groupID, userIds: [userID] }),
    ])
    const [member] = await this.#members(members)
    if (!member) throw clientError('NOT_A_MEMBER')
    return done({ group, member })
  }

  async #members(members: readonly Seat[]): Promise<GroupMember[]> {
    await this.#core.people.fetchUnknown(members.map(({ userId }) => userId))
    return members.map(({ userId, role, joinedAt, nameCard, muteUntil, custom }) => {
      const { nick, avatar } = this.#core.people.of(userId)
      return {
        userID: userId,
        nick,
        avatar,
        role,
        joinTime: seconds(joinedAt),
        nameCard,
        muteUntil: seconds(muteUntil),
        memberCustomField: custom.map((field) => ({ ...field })),
      }
    })
  }
}
