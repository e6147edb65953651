import type { GroupEvent, GroupEventDetails } from '@signet/protocol/group'
import { fail } from '../../engine/failure.ts'
import type { Registry } from '../../engine/realtime/registry.ts'
import type { Head } from '../../engine/timeline/timeline.ts'
import type { HookFacts } from './hook-events.ts'
import type { Asker, GroupHooks, GroupOrigin } from './hooks.ts'
import type { Problem } from './limits.ts'
import { actingStanding, type Permissions, permissionsFrom } from './permissions/rules.ts'
import { decide, type Refusal } from './rules.ts'
import type { GroupRow, GroupStore, Reader } from './store.ts'
import { type Operation, type Standing, type TargetOperation, TYPE_RULES } from './types.ts'

/** What an application allows its groups; from its settings. */
export interface GroupQuotas {
  readonly groupsPerUser: number
  readonly liveRooms: number
  readonly privateMembers: number
  readonly publicMembers: number
  readonly chatRoomMembers: number
  readonly communityMembers: number
}

/** What happened, and the managers of the group where only they are told. */
export interface Announcement {
  readonly sdkAppId: number
  readonly event: GroupEvent
  readonly managers?: readonly string[]
  /** They alone are told, and nothing changes by it. */
  readonly only?: readonly string[]
  /** Nobody is told; who begins to hear the group, and who ceases to, still does. */
  readonly quiet?: boolean
  /** Those concerned are told; the members find no notice of it. */
  readonly unnoticed?: boolean
}

/** What the verbs of groups are made of; `create-groups.ts` puts it together. */
export interface GroupParts {
  readonly store: GroupStore
  /** Does this account exist? */
  readonly accounts: { find(sdkAppId: number, userId: string): Promise<object | undefined> }
  quotas(sdkAppId: number): GroupQuotas
  /** The newest message of a group's log. */
  headSeq(sdkAppId: number, groupId: string): Promise<number>
  heads(timelines: readonly string[]): Promise<Head[]>
  /** Who hears what beside the groups that they are in. */
  readonly registry: Pick<Registry, 'join' | 'leave'>
  /** Called once after the change is durable. */
  announce(announcement: Announcement): void
  /** What the application has to say about groups; absent: nothing. */
  readonly hooks?: GroupHooks
  /** The random part of an id. */
  makeId(): string
  /** ms */
  now(): number
}

/** Who asks. A user is the one of the verified session; the application is its server API. */
export interface Caller {
  readonly sdkAppId: number
  readonly actor: { readonly kind: 'user'; readonly userId: string } | { readonly kind: 'app' }
  /** For webhooks. */
  readonly origin?: GroupOrigin
  /** Neither people nor webhooks hear of it: what is imported happened elsewhere, long ago (GRP30). */
  readonly quiet?: boolean
  /** The members find no notice of it in the group; who is concerned and webhooks hear of it all the same. */
  readonly unnoticed?: boolean
}

/** A user who asks, for what only users do. */
export interface UserCaller {
  readonly sdkAppId: number
  readonly userId: string
  /** For webhooks. */
  readonly origin?: GroupOrigin
}

export const asCaller = ({ sdkAppId, userId, origin }: UserCaller): Caller => ({
  sdkAppId,
  actor: { kind: 'user', userId },
  ...(origin === undefined ? {} : { origin }),
})

/** The asker as webhooks name them. */
export const askerOf = (caller: Caller): Asker => ({
  sdkAppId: caller.sdkAppId,
  userId: nameOf(caller),
  origin: caller.origin,
})

/** The UserID of the asker; empty for the application. */
export const nameOf = (caller: Caller): string => (caller.actor.kind === 'user' ? caller.actor.userId : '')

export function refuse(refusal: Refusal): void {
  if (refusal !== undefined) throw fail(refusal)
}

export function refuseProblem(problem: Problem | undefined): void {
  if (problem !== undefined) throw fail(problem.error, problem.detail)
}

/** @throws GROUP_NOT_FOUND */
export async function groupRow(parts: GroupParts, sdkAppId: number, groupId: string, from?: Reader): Promise<GroupRow> {
  const row = await parts.store.group(sdkAppId, groupId, from)
  if (row === undefined) throw fail('GROUP_NOT_FOUND')
  return row
}

/** The standing of a user in a group (GRP10: where members are not stored, whoever is not banned counts as one). */
export async function standingOf(parts: GroupParts, group: GroupRow, userId: string, from?: Reader): Promise<Standing> {
  const { sdk_app_id: sdkAppId, group_id: groupId } = group
  const member = await parts.store.member(sdkAppId, groupId, userId, from)
  if (member !== undefined) return member.role
  if (TYPE_RULES[group.type].memberListStored) return 'Outsider'
  const banned = await parts.store.banned(sdkAppId, groupId, [userId], parts.now(), from)
  return banned.has(userId) ? 'Outsider' : 'Member'
}

/** As what the asker does this: in a community that goes by permissions, a member may be as good as an administrator for it (PERM3). */
export async function standingOfCaller(
  parts: GroupParts,
  caller: Caller,
  group: GroupRow,
  operation: Operation | TargetOperation,
  from?: Reader,
  topicId = '',
): Promise<Standing> {
  if (caller.actor.kind === 'app') return 'App'
  const { userId } = caller.actor
  const standing = await standingOf(parts, group, userId, from)
  if (standing !== 'Member' || group.enable_permission === 0) return standing
  return actingStanding(standing, await permissionsIn(parts, group, userId, topicId, from), operation)
}

/** What the permissions of a community let a member do. */
export async function permissionsIn(
  parts: Pick<GroupParts, 'store'>,
  group: Pick<GroupRow, 'sdk_app_id' | 'group_id' | 'default_permission'>,
  userId: string,
  topicId = '',
  from?: Reader,
): Promise<Permissions> {
  const rows = await parts.store.permissionsOf(group.sdk_app_id, group.group_id, userId, topicId, from)
  return permissionsFrom(group.default_permission, rows)
}

/**
 * The one door of groups: the group, when the asker may do this in it.
 *
 * @throws GROUP_NOT_FOUND, GROUP_UNSUPPORTED, GROUP_DENIED, GROUP_OWNER_STAYS
 */
export async function admit(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  operation: Operation,
  from?: Reader,
): Promise<GroupRow> {
  const group = await groupRow(parts, caller.sdkAppId, groupId, from)
  refuse(decide(group.type, operation, await standingOfCaller(parts, caller, group, operation, from)))
  return group
}

export function announce(
  parts: GroupParts,
  caller: Caller,
  group: GroupRow,
  details: GroupEventDetails,
  { managers, only, facts = {} }: Pick<Announcement, 'managers' | 'only'> & { readonly facts?: HookFacts } = {},
): void {
  const event: GroupEvent = {
    ...details,
    groupId: group.group_id,
    groupType: group.type,
    groupName: group.name,
    memberCount: countAfter(group, details),
    by: nameOf(caller),
    time: parts.now(),
  }
  const quiet = caller.quiet === true
  parts.announce({
    sdkAppId: caller.sdkAppId,
    event,
    quiet,
    ...(caller.unnoticed ? { unnoticed: true } : {}),
    ...(managers === undefined ? {} : { managers }),
    ...(only === undefined ? {} : { only }),
  })
  if (!quiet) parts.hooks?.happened(askerOf(caller), group, event, facts)
}

/** Members after the change: `group` was read in its transaction, before it. */
function countAfter({ type, member_count: before }: GroupRow, details: GroupEventDetails): number {
  if (!TYPE_RULES[type].memberListStored) return 0
  switch (details.kind) {
    case 'created':
      return details.owner === '' ? 0 : 1
    case 'memberJoined':
      return before + details.members.length
    case 'memberQuit':
    case 'memberKicked':
      return before - details.members.length
    default:
      return before
  }
}

/** At most so many in one request. @throws GROUP_TOO_MANY */
export function unique(userIds: readonly string[], most: number): string[] {
  if (userIds.length > most) throw fail('GROUP_TOO_MANY', `At most ${most} in one request.`)
  return [...new Set(userIds)]
}

/** Those of these accounts that exist. */
export async function existing(parts: GroupParts, sdkAppId: number, userIds: readonly string[]): Promise<Set<string>> {
  const found = await Promise.all(userIds.map((userId) => parts.accounts.find(sdkAppId, userId)))
  return new Set(userIds.filter((_, i) => found[i] !== undefined))
}
