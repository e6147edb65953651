import type { GroupEvent, GroupEventDetails } from '@signet/protocol/group'
import type { WireError } from '@signet/protocol/realtime/frames'
import type { OpInput, OpOutput } from '@signet/protocol/realtime/requests'

type Read = OpOutput<'group.info'>['groups'][number]
type Info = Read['group']
type Member = NonNullable<Read['self']>
type Answer = { readonly data: unknown } | { readonly error: WireError }

interface ModelGroup {
  readonly info: Info
  readonly members: Map<string, Member>
}

const OPS = [
  'group.create',
  'group.info',
  'group.joined',
  'group.update',
  'group.dissolve',
  'group.join',
  'group.quit',
  'group.invite',
  'group.kick',
  'group.members',
  'group.membersNamed',
] as const

/** A request about groups that is understood. */
export type GroupRequest = {
  [N in (typeof OPS)[number]]: { readonly op: N; readonly data: OpInput<N> }
}[(typeof OPS)[number]]

export const isGroupRequest = (request: { readonly op: string }): request is GroupRequest =>
  (OPS as readonly string[]).includes(request.op)

/** Tells of an event: everybody in `hearers` reads it in the group's log, and those in `concerned` are told that it is about them. */
export type Announce = (event: GroupEvent, hearers: readonly string[], concerned: readonly string[]) => void

const PAGE = 100
const WIRE_TYPES: Readonly<Record<string, Info['type']>> = { Work: 'Private', Meeting: 'ChatRoom' }
const fail = (code: number, name: string, message: string): Answer => ({ error: { code, name, message } })
const GONE = fail(10010, 'GROUP_NOT_FOUND', 'There is no such group.')
const DENIED = fail(10007, 'GROUP_DENIED', 'The own role in the group does not allow this.')
const DONE: Answer = { data: {} }

/** Groups whose members write: made, changed, joined, left. Everybody comes in who asks; owners take out and dissolve. No live rooms, no topics. */
export class ModelGroups {
  readonly #groups = new Map<string, ModelGroup>()
  readonly #announce: Announce
  readonly #headOf: (groupId: string) => number

  /** @param headOf the newest place in a group's log */
  constructor(announce: Announce, headOf: (groupId: string) => number) {
    this.#announce = announce
    this.#headOf = headOf
  }

  has(groupId: string): boolean {
    return this.#groups.has(groupId)
  }

  members(groupId: string): string[] {
    return [...(this.#groups.get(groupId)?.members.keys() ?? [])]
  }

  isMember(groupId: string, userId: string): boolean {
    return this.#groups.get(groupId)?.members.has(userId) ?? false
  }

  typeOf(groupId: string): Info['type'] | undefined {
    return this.#groups.get(groupId)?.info.type
  }

  answer(me: string, { op, data }: GroupRequest, now: number): Answer {
    if (op === 'group.create') return this.#create(me, data, now)
    if (op === 'group.joined') return { data: { groups: this.#joined(me) } }
    if (op === 'group.info') return { data: this.#info(me, data.groupIds) }
    const group = this.#groups.get(data.groupId)
    if (!group) return GONE
    const { members } = group
    const isOwner = members.get(me)?.role === 'Owner'
    if (op === 'group.join') return this.#join(me, group, now)
    if (!members.has(me)) return DENIED
    if (op === 'group.members') return { data: page(members, data.cursor, data.limit) }
    if (op === 'group.membersNamed')
      return { data: { members: data.userIds.flatMap((userId) => members.get(userId) ?? []) } }
    if (op === 'group.invite') return this.#invite(me, group, data.userIds, now)
    if (op === 'group.quit') return isOwner ? DENIED : this.#quit(me, group, now)
    if (!isOwner) return DENIED
    if (op === 'group.kick') return this.#kick(me, group, data, now)
    if (op === 'group.update') return this.#update(me, group, data, now)
    return this.#dissolve(me, group, now)
  }

  #create(me: string, data: OpInput<'group.create'>, now: number): Answer {
    const { groupId = `@TGS#${this.#groups.size + 1}`, type, name, members = [] } = data
    if (this.#groups.has(groupId)) return fail(10021, 'GROUP_ID_TAKEN', 'Another group has this id.')
    if (type === 'AVChatRoom') return fail(60009, 'UNKNOWN_OP', 'The server in memory has no live rooms.')
    const info: Info = {
      groupId,
      type: WIRE_TYPES[type] ?? (type as Info['type']),
      name,
      introduction: data.introduction ?? '',
      notification: data.notification ?? '',
      faceUrl: data.faceUrl ?? '',
      owner: me,
      createdAt: now,
      infoSeq: 1,
      infoChangedAt: now,
      maxMembers: data.maxMembers ?? 6_000,
      memberCount: 1,
      joinOption: data.joinOption ?? 'FreeAccess',
      inviteOption: data.inviteOption ?? 'FreeAccess',
      muteAll: false,
      supportTopic: false,
      custom: data.custom ?? [],
    }
    const group = { info, members: new Map([[me, member(me, 'Owner', 0, now)]]) }
    this.#groups.set(groupId, group)
    this.#tell(group, { kind: 'created', owner: me }, me, now, [me])
    const others = members.filter(({ userId }) => userId !== me)
    for (const { userId, role } of others) this.#seat(group, userId, role ?? 'Member', now)
    const names = others.map(({ userId }) => userId)
    if (names.length > 0) this.#tell(group, { kind: 'memberJoined', members: names, how: 'invited' }, me, now, names)
    return { data: { groupId, type: info.type, failed: [] } }
  }

  #joined(me: string): Read[] {
    return [...this.#groups.values()].flatMap(({ info, members }) => {
      const self = members.get(me)
      return self ? [{ group: info, self }] : []
    })
  }

  #info(me: string, groupIds: readonly string[]): OpOutput<'group.info'> {
    const groups: Read[] = []
    const refused: OpOutput<'group.info'>['refused'] = []
    for (const groupId of groupIds) {
      const group = this.#groups.get(groupId)
      const self = group?.members.get(me)
      if (!group) refused.push({ groupId, code: 10010, name: 'GROUP_NOT_FOUND' })
      else groups.push({ group: group.info, ...(self && { self }) })
    }
    return { groups, refused }
  }

  #join(me: string, group: ModelGroup, now: number): Answer {
    if (group.members.has(me)) return { data: { status: 'already' } }
    if (group.info.type === 'Private') return DENIED
    this.#seat(group, me, 'Member', now)
    this.#tell(group, { kind: 'memberJoined', members: [me], how: 'free' }, me, now, [me])
    return { data: { status: 'joined' } }
  }

  #invite(me: string, group: ModelGroup, userIds: readonly string[], now: number): Answer {
    const results = userIds.map((userId) => ({ userId, result: group.members.has(userId) ? 2 : 1 }))
    const joining = results.filter(({ result }) => result === 1).map(({ userId }) => userId)
    for (const userId of joining) this.#seat(group, userId, 'Member', now)
    if (joining.length > 0)
      this.#tell(group, { kind: 'memberJoined', members: joining, how: 'invited' }, me, now, joining)
    return { data: { results } }
  }

  #quit(me: string, group: ModelGroup, now: number): Answer {
    this.#leave(group, [me])
    this.#tell(group, { kind: 'memberQuit', members: [me] }, me, now, [me])
    return DONE
  }

  #kick(me: string, group: ModelGroup, { userIds, reason = '' }: OpInput<'group.kick'>, now: number): Answer {
    const kicked = userIds.filter((userId) => userId !== me && group.members.has(userId))
    this.#leave(group, kicked)
    if (kicked.length > 0) this.#tell(group, { kind: 'memberKicked', members: kicked, reason }, me, now, kicked)
    return { data: { kicked } }
  }

  #update(me: string, group: ModelGroup, { groupId: _, ...change }: OpInput<'group.update'>, now: number): Answer {
    const { info } = group
    const { name, introduction, notification, faceUrl, muteAll, joinOption, inviteOption, maxMembers } = change
    const told = { name, introduction, notification, faceUrl, muteAll, joinOption, inviteOption, maxMembers }
    const given = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined))
    Object.assign(info, given, { infoSeq: info.infoSeq + 1, infoChangedAt: now })
    this.#tell(group, { kind: 'infoChanged', change: given, infoSeq: info.infoSeq }, me, now, [])
    return { data: { infoSeq: info.infoSeq } }
  }

  #dissolve(me: string, group: ModelGroup, now: number): Answer {
    const everybody = [...group.members.keys()]
    this.#tell(group, { kind: 'dissolved' }, me, now, everybody)
    this.#groups.delete(group.info.groupId)
    return DONE
  }

  #seat(group: ModelGroup, userId: string, role: Member['role'], now: number): void {
    group.members.set(userId, member(userId, role, this.#headOf(group.info.groupId), now))
    group.info.memberCount = group.members.size
  }

  #leave(group: ModelGroup, userIds: readonly string[]): void {
    for (const userId of userIds) group.members.delete(userId)
    group.info.memberCount = group.members.size
  }

  #tell(group: ModelGroup, details: GroupEventDetails, by: string, time: number, concerned: readonly string[]): void {
    const { groupId, type: groupType, name: groupName, memberCount } = group.info
    const event = { ...details, groupId, groupType, groupName, memberCount, by, time } as GroupEvent
    this.#announce(event, [...group.members.keys()], concerned)
  }
}

const member = (userId: string, role: Member['role'], head: number, now: number): Member => ({
  userId,
  role,
  joinedAt: now,
  joinSeq: head,
  readSeq: head,
  muteUntil: 0,
  nameCard: '',
  receiveOption: 'AcceptAndNotify',
  custom: [],
})

function page(members: ReadonlyMap<string, Member>, cursor = '0', limit = PAGE): OpOutput<'group.members'> {
  const from = Number(cursor)
  const next = from + limit
  return {
    memberCount: members.size,
    members: [...members.values()].slice(from, next),
    ...(next < members.size && { cursor: String(next) }),
  }
}
