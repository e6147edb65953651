import type { OpInput } from '@signet/protocol/realtime/requests'
import type { Core } from '../core.ts'
import { clientError } from '../errors.ts'
import type { Group, InviteOption, JoinOption } from '../groups/group.ts'
import type { JoinedGroups } from '../groups/joined.ts'
import type { RoomNow } from '../groups/live-rooms.ts'
import { type Message, MessageOf } from '../message.ts'
import type { CustomField } from '../people/profile.ts'
import { done, type Result } from '../result.ts'
import { translating } from '../translated.ts'
import { TYPES } from '../type-constants.ts'
import { invited } from './invited.ts'

/** What can be said of a group. Sizes in bytes: name 100, introduction 240, notification 400, avatar 500. */
export interface GroupDetails {
  /** What it is called. */
  readonly name?: string
  /** Address of an image. */
  readonly avatar?: string
  /** What it is about. */
  readonly introduction?: string
  /** What members shall read. */
  readonly notification?: string
  /** What happens to who wants to come in: one of `TYPES.JOIN_OPTIONS_…`. */
  readonly joinOption?: JoinOption
  /** What happens to who is brought in: one of `TYPES.INVITE_OPTIONS_…`. */
  readonly inviteOption?: InviteOption
  /** Custom fields; an empty value takes one away. */
  readonly groupCustomField?: readonly CustomField[]
}

/** What `createGroup` takes. */
export interface CreateGroupOptions extends GroupDetails {
  /** What it is called. */
  readonly name: string
  /** One of `TYPES.GRP_…`. */
  readonly type: string
  /** Up to 48 bytes, not taken by another group. Default: the server makes one. */
  readonly groupID?: string
  /** How many may be in it. Default: what its type allows. */
  readonly maxMemberNum?: number
  /** Who is in it from the start, at most 500; not for live rooms. `role` may be `TYPES.GRP_MBR_ROLE_ADMIN`. */
  readonly memberList?: readonly { userID: string; role?: string; memberCustomField?: readonly CustomField[] }[]
  /** Of a community: its messages go to topics. Default false. */
  readonly isSupportTopic?: boolean
}

/** Somebody who waits to come in. */
export interface GroupApplication {
  /** UserID of who asked. */
  readonly applicant: string
  /** '' without a nick. */
  readonly applicantNick: string
  /** The group that is to be entered. */
  readonly groupID: string
  /** What it is called. */
  readonly groupName: string
  /** One of `TYPES.GRP_…`. */
  readonly groupType: string
  /** 0 applied, 2 was proposed by `applicant`. */
  readonly applicationType: 0 | 2
  /** Who would come in. */
  readonly userID: string
  /** What the applicant wrote with it; '' when nothing. */
  readonly note: string
  /** seconds */
  readonly time: number
}

/** Members of the request that makes a group. */
const MOST_FIRST = 100

/** Groups as such: making, changing, joining, leaving. */
export class GroupMethods {
  readonly #core: Core
  readonly #joined: JoinedGroups

  /** @internal */
  constructor(core: Core, joined: JoinedGroups) {
    this.#core = core
    this.#joined = joined
  }

  /**
   * The groups that the own user is in.
   *
   * @example `const { data: { groupList } } = await chat.getGroupList()`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getGroupList
   */
  async getGroupList(_options?: object): Promise<Result<{ groupList: Group[] }>> {
    return done({ groupList: await this.#joined.list() })
  }

  /**
   * A group as it is now.
   *
   * @example `const { data: { group } } = await chat.getGroupProfile({ groupID: 'team' })`
   * @throws {ChatError} 10010 when there is no such group, 10007 when it shows itself to members only
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getGroupProfile
   */
  async getGroupProfile({ groupID }: { readonly groupID: string }): Promise<Result<{ group: Group }>> {
    checkGroupId(groupID)
    this.#core.ready()
    return done({ group: await this.#core.groups.fetch(groupID) })
  }

  /**
   * Makes a group and owns it.
   *
   * @example `await chat.createGroup({ name: 'Team', type: TYPES.GRP_WORK, memberList: [{ userID: 'bob' }] })`
   * @throws {ChatError} 10021 when another group has the ID, 10037 when the user has too many groups
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#createGroup
   */
  async createGroup(options: CreateGroupOptions): Promise<Result<{ group: Group; overLimitUserIDList: string[] }>> {
    const { name, type, groupID, maxMemberNum, memberList = [], isSupportTopic } = options ?? {}
    const members = memberList.map(({ userID, role }) => ({
      userId: userID,
      ...(role === TYPES.GRP_MBR_ROLE_ADMIN && { role: TYPES.GRP_MBR_ROLE_ADMIN }),
    }))
    const input: OpInput<'group.create'> = { ...wireDetails(options), name, type }
    if (groupID) input.groupId = groupID
    if (maxMemberNum) input.maxMembers = maxMemberNum
    if (isSupportTopic) input.supportTopic = true
    if (members.length > 0) input.members = members.slice(0, MOST_FIRST)
    const { groupId, failed } = await this.#core.ask('group.create', input)
    const overLimitUserIDList = [...failed, ...(await this.#bringIn(groupId, members.slice(MOST_FIRST)))]
    for (const { userID, memberCustomField: custom } of memberList) {
      if (custom?.length) await this.#core.ask('group.updateMember', { groupId, userId: userID, custom: [...custom] })
    }
    const { group } = await this.#fresh(groupId)
    return done({ group, overLimitUserIDList })
  }

  /**
   * Changes what is given, all or nothing. Members read a tip about it.
   *
   * @example `await chat.updateGroupProfile({ groupID: 'team', name: 'The team', muteAllMembers: true })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#updateGroupProfile
   */
  async updateGroupProfile(
    options: GroupDetails & { readonly groupID: string; readonly muteAllMembers?: boolean },
  ): Promise<Result<{ group: Group }>> {
    const { groupID, muteAllMembers } = options
    checkGroupId(groupID)
    const muteAll = muteAllMembers === undefined ? {} : { muteAll: muteAllMembers }
    await this.#core.ask('group.update', { groupId: groupID, ...wireDetails(options), ...muteAll })
    return done(await this.#fresh(groupID))
  }

  /**
   * Ends a group for everybody.
   *
   * @example `await chat.dismissGroup('team')`
   * @throws {ChatError} 2622 for Work groups
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#dismissGroup
   */
  async dismissGroup(groupID: string): Promise<Result<{ groupID: string }>> {
    checkGroupId(groupID)
    if (this.#core.groups.known(groupID)?.type === TYPES.GRP_WORK) throw clientError('WORK_STAYS')
    await this.#core.ask('group.dissolve', { groupId: groupID })
    this.#joined.drop(groupID)
    return done({ groupID })
  }

  /**
   * Comes in, or applies where the group wants to be asked: `status` is one of `TYPES.JOIN_STATUS_…`. Before the first login live rooms
   * are entered as a guest, who hears them and says nothing; a login ends that.
   *
   * @example `const { data: { status, group } } = await chat.joinGroup({ groupID: 'team', applyMessage: 'It is me' })`
   * @throws {ChatError} 2601 for a Work group, 2662 for a guest outside of live rooms, 10014 when the group is full, 10007 when nobody may join
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#joinGroup
   */
  async joinGroup(options: {
    readonly groupID: string
    readonly type?: string
    readonly applyMessage?: string
  }): Promise<Result<{ status: string; group?: Group }>> {
    const { groupID, type, applyMessage } = options ?? {}
    checkGroupId(groupID)
    if (type === TYPES.GRP_WORK) throw clientError('CANNOT_JOIN_WORK')
    const asked = this.#core.ask('group.join', { groupId: groupID, ...(applyMessage && { note: applyMessage }) })
    const { status, room } = await translating(asked, { GROUP_UNSUPPORTED: 'CANNOT_JOIN_WORK' })
    if (room) await this.#entered(groupID, room)
    if (status === 'waiting') return done({ status: TYPES.JOIN_STATUS_WAIT_APPROVAL })
    const { group } = await this.#fresh(groupID)
    return done({ status: status === 'joined' ? TYPES.JOIN_STATUS_SUCCESS : TYPES.JOIN_STATUS_ALREADY_IN_GROUP, group })
  }

  /**
   * Leaves. The conversation stays in the list.
   *
   * @example `await chat.quitGroup('team')`
   * @throws {ChatError} 2623 for who is no member, 10009 for an owner, save that of a Work group
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#quitGroup
   */
  async quitGroup(groupID: string): Promise<Result<{ groupID: string }>> {
    checkGroupId(groupID)
    await translating(this.#core.ask('group.quit', { groupId: groupID }), { GROUP_DENIED: 'NOT_A_MEMBER' })
    this.#core.liveRooms.left(groupID)
    this.#joined.drop(groupID)
    return done({ groupID })
  }

  /**
   * A group by its exact ID; `isJoinedGroup` tells whether the own user is in it.
   *
   * @example `const { data: { group } } = await chat.searchGroupByID('team')`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#searchGroupByID
   */
  searchGroupByID(groupID: string): Promise<Result<{ group: Group }>> {
    return this.getGroupProfile({ groupID })
  }

  /**
   * How many are in a live room now.
   *
   * @example `const { data: { memberCount } } = await chat.getGroupOnlineMemberCount('show')`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getGroupOnlineMemberCount
   */
  async getGroupOnlineMemberCount(groupID: string): Promise<Result<{ memberCount: number }>> {
    checkGroupId(groupID)
    const known = this.#core.liveRooms.online(groupID)
    if (known !== undefined) return done({ memberCount: known })
    const { online } = await this.#core.ask('room.online', { groupId: groupID })
    return done({ memberCount: online })
  }

  /**
   * Makes a member the owner.
   *
   * @example `await chat.changeGroupOwner({ groupID: 'team', newOwnerID: 'bob' })`
   * @throws {ChatError} 2621 for who owns it already, 2620 for a live room
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#changeGroupOwner
   */
  async changeGroupOwner(options: {
    readonly groupID: string
    readonly newOwnerID: string
  }): Promise<Result<{ group: Group }>> {
    const { groupID, newOwnerID } = options
    checkGroupId(groupID)
    if (newOwnerID === this.#core.connection.userId) throw clientError('OWNER_ALREADY')
    const asked = this.#core.ask('group.transfer', { groupId: groupID, to: newOwnerID })
    await translating(asked, { GROUP_UNSUPPORTED: 'ROOM_OWNER_STAYS' })
    return done(await this.#fresh(groupID))
  }

  /**
   * Who waits to come into the groups that one owns or administers.
   *
   * @example `const { data: { applicationList } } = await chat.getGroupApplicationList()`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getGroupApplicationList
   */
  async getGroupApplicationList(): Promise<Result<{ applicationList: GroupApplication[] }>> {
    const applicationList: GroupApplication[] = []
    let cursor: string | undefined
    do {
      const page = await this.#core.ask('group.applications', cursor === undefined ? {} : { cursor })
      cursor = page.cursor
      await this.#core.people.fetchUnknown(page.applications.map(({ userId, inviter }) => inviter || userId))
      for (const { groupId, groupName, groupType, userId, inviter, note, createdAt } of page.applications) {
        const applicant = inviter || userId
        applicationList.push({
          applicant,
          applicantNick: this.#core.people.of(applicant).nick,
          groupID: groupId,
          groupName,
          groupType,
          applicationType: inviter === '' ? 0 : 2,
          userID: userId,
          note,
          time: Math.floor(createdAt / 1000),
        })
      }
    } while (cursor !== undefined)
    return done({ applicationList })
  }

  /**
   * Answers an application, once: one of `getGroupApplicationList`, or the notice that told of it.
   *
   * @example `await chat.handleGroupApplication({ handleAction: 'Agree', application })`
   * @throws {ChatError} 10024 when somebody has answered it
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#handleGroupApplication
   */
  async handleGroupApplication(options: {
    readonly handleAction: 'Agree' | 'Reject'
    readonly handleMessage?: string
    readonly message?: Message
    readonly application?: Pick<GroupApplication, 'groupID' | 'userID'> & Partial<GroupApplication>
  }): Promise<Result<{ group: Group }>> {
    const { handleAction, handleMessage, message, application } = options
    const { groupID, userID } = application ?? applicationOf(message)
    await this.#core.ask('group.answer', {
      groupId: groupID,
      userId: userID,
      accept: handleAction === 'Agree',
      ...(handleMessage && { note: handleMessage }),
    })
    return done(await this.#fresh(groupID))
  }

  /** Apps show one live room at a time: who enters one has left the others, unless the app asked for many. */
  async #entered(groupID: string, room: RoomNow): Promise<void> {
    const { liveRooms } = this.#core
    const others = this.#core.hasManyRooms ? [] : liveRooms.joined.filter((other) => other !== groupID)
    liveRooms.entered(groupID, room)
    for (const other of others) {
      // An owner stays: that is no reason not to enter another one.
      await this.quitGroup(other).catch((error: unknown) => this.#core.env.log.info(`Still in ${other}: ${error}`))
    }
  }

  /** Members for whom there was no room in the request that made the group. @returns who is not in it */
  async #bringIn(
    groupId: string,
    members: readonly { readonly userId: string; readonly role?: 'Admin' }[],
  ): Promise<string[]> {
    if (members.length === 0) return []
    const userIds = members.map(({ userId }) => userId)
    try {
      const results = await invited(this.#core, groupId, userIds)
      const isIn = new Set(results.filter(({ result }) => result === 1).map(({ userId }) => userId))
      for (const { userId, role } of members)
        if (role && isIn.has(userId))
          this.#core.background(() => this.#core.ask('group.setRole', { groupId, userId, role }))
      return userIds.filter((userId) => !isIn.has(userId))
    } catch (error) {
      // The group is there all the same.
      this.#core.env.log.warn(`Not all members were brought into ${groupId}: ${error}`)
      return userIds
    }
  }

  /** Reads the group again, also in the list of groups. */
  async #fresh(groupID: string): Promise<{ group: Group }> {
    const group = await this.#core.groups.fetch(groupID)
    this.#joined.put(group)
    return { group }
  }
}

/** @throws {ChatError} 2602 */
export function checkGroupId(groupID: unknown): asserts groupID is string {
  if (typeof groupID !== 'string' || groupID === '') throw clientError('GROUP_ID_INVALID')
}

function applicationOf(message: Message | undefined): { groupID: string; userID: string } {
  if (!(message instanceof MessageOf) || message.type !== TYPES.MSG_GRP_SYS_NOTICE)
    throw clientError('INVALID_OPERATION', 'Pass application, or the message that told of it.')
  const { groupProfile, inviteeList, operatorID } = message.payload
  return { groupID: groupProfile.groupID, userID: inviteeList?.[0] ?? operatorID }
}

function wireDetails(details: GroupDetails): Omit<OpInput<'group.update'>, 'groupId'> {
  const { name, avatar, introduction, notification, joinOption, inviteOption, groupCustomField } = details
  return {
    ...(name !== undefined && { name }),
    ...(avatar !== undefined && { faceUrl: avatar }),
    ...(introduction !== undefined && { introduction }),
    ...(notification !== undefined && { notification }),
    ...(joinOption && { joinOption }),
    ...(inviteOption && { inviteOption }),
    ...(groupCustomField && { custom: groupCustomField.map(({ key, value }) => ({ key, value })) }),
  }
}
