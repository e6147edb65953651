/** Decisions about groups: no I/O, no clock. They read the table in `types.ts`; numbers are those of docs/rules.md. */
import type { ErrorName } from '@signet/protocol/errors'
import { type Permissions, permits } from './permissions/rules.ts'
import {
  GROUP_TYPE_ALIASES,
  GROUP_TYPES,
  type GroupType,
  type InviteOption,
  type JoinOption,
  type Operation,
  type Standing,
  type TargetOperation,
  TYPE_RULES,
} from './types.ts'

/** A refusal by its name, or nothing when it is allowed. */
export type Refusal = ErrorName | undefined

/** Separates the parts of a key: no id can hold it. */
const UNIT = '\x1f'

/** The log behind a group. */
export const groupTimeline = (sdkAppId: number, groupId: string): string => `${sdkAppId}${UNIT}GROUP${UNIT}${groupId}`

/** The group of a log; nothing for a log of another kind. */
export const groupIdOf = (timeline: string): string | undefined =>
  timeline.split(UNIT)[1] === 'GROUP'
    ? timeline.slice(timeline.indexOf(UNIT) + UNIT.length + 'GROUP'.length + 1)
    : undefined

/** `Work` and `Meeting` are `Private` and `ChatRoom`; nothing for what is no type. */
export function groupTypeOf(name: string): GroupType | undefined {
  return (
    GROUP_TYPES.find((type) => type === name) ??
    (Object.hasOwn(GROUP_TYPE_ALIASES, name) ? GROUP_TYPE_ALIASES[name] : undefined)
  )
}

/** GRP1: may somebody of this standing do this in a group of this type? */
export function decide(type: GroupType, operation: Operation | TargetOperation, standing: Standing): Refusal {
  const allowed = TYPE_RULES[type].may[operation]
  if (allowed.length === 0) return 'GROUP_UNSUPPORTED'
  if (allowed.includes(standing)) return undefined
  return operation === 'quit' && standing === 'Owner' ? 'GROUP_OWNER_STAYS' : 'GROUP_DENIED'
}

/** GRP2: … and to this one? An owner is nobody's to touch; administrators are the owner's and the application's. */
export function decideOn(type: GroupType, operation: TargetOperation, standing: Standing, target: Standing): Refusal {
  const refusal = decide(type, operation, standing)
  if (refusal !== undefined) return refusal
  return outranks(standing, target) ? undefined : 'GROUP_DENIED'
}

const RANK: { readonly [S in Standing]: number } = { App: 3, Owner: 3, Admin: 2, Member: 1, Outsider: 0 }
const outranks = (standing: Standing, target: Standing): boolean => RANK[standing] > RANK[target]

export type JoinVerdict =
  | { readonly kind: 'joins' }
  | { readonly kind: 'applies' }
  | { readonly kind: 'already' }
  | { readonly kind: 'refused'; readonly error: ErrorName }

/** GRP3: what happens to somebody who wants to come in. */
export function decideJoin(type: GroupType, standing: Standing, option: JoinOption, isBanned: boolean): JoinVerdict {
  if (standing === 'App') return { kind: 'refused', error: 'GROUP_DENIED' }
  if (isBanned) return { kind: 'refused', error: 'GROUP_BANNED' }
  if (!TYPE_RULES[type].memberListStored) return { kind: 'joins' }
  if (standing !== 'Outsider') return { kind: 'already' }
  const { joinOptions } = TYPE_RULES[type]
  if (joinOptions.length === 1 && joinOptions[0] === 'DisableApply')
    return { kind: 'refused', error: 'GROUP_UNSUPPORTED' }
  if (option === 'DisableApply') return { kind: 'refused', error: 'GROUP_DENIED' }
  return { kind: option === 'FreeAccess' ? 'joins' : 'applies' }
}

export type InviteVerdict =
  | { readonly kind: 'adds' }
  /** The owner or an administrator has to agree first. */
  | { readonly kind: 'proposes' }
  | { readonly kind: 'refused'; readonly error: ErrorName }

/** GRP4: what happens when somebody brings others in. */
export function decideInvite(type: GroupType, standing: Standing, option: InviteOption): InviteVerdict {
  const { inviteOptions, may } = TYPE_RULES[type]
  if (standing === 'App')
    return may.addMembers.includes('App') ? { kind: 'adds' } : { kind: 'refused', error: 'GROUP_UNSUPPORTED' }
  if (inviteOptions.length === 0) return { kind: 'refused', error: 'GROUP_UNSUPPORTED' }
  if (standing === 'Outsider' || option === 'DisableInvite') return { kind: 'refused', error: 'GROUP_DENIED' }
  if (option === 'FreeAccess') return { kind: 'adds' }
  return decide(type, 'handleApplications', standing) === undefined ? { kind: 'adds' } : { kind: 'proposes' }
}

/** GRP5: the fields of a group that only those who may edit its options may change. */
export const PROFILE_FIELDS = ['name', 'introduction', 'notification', 'faceUrl'] as const

/** GRP5: which operation a change of these fields is. */
export function operationsOfChange(fields: readonly string[]): readonly Operation[] {
  const operations = new Set<Operation>()
  for (const field of fields) {
    if ((PROFILE_FIELDS as readonly string[]).includes(field)) operations.add('editProfile')
    else operations.add(field === 'muteAll' ? 'muteAll' : 'editOptions')
  }
  return [...operations]
}

/** GRP6: most members of a new group, or how the wish is impossible. `most` is the application's limit for the type. */
export function maxMembersFor(type: GroupType, wish: number | undefined, most: number): number | Refusal {
  const { defaultMaxMembers } = TYPE_RULES[type]
  if (defaultMaxMembers === 0) return 0
  if (wish === undefined) return Math.min(defaultMaxMembers, most)
  return wish <= most ? wish : 'GROUP_MEMBER_LIMIT'
}

/** The longest mute there is, in seconds: for ever. */
export const FOREVER_SECONDS = 0xffff_ffff

/** ms; a mute or ban for ever ends at the largest time that the wire can say, and none lasts longer. */
export const untilOf = (now: number, seconds: number): number =>
  seconds === FOREVER_SECONDS ? FOREVER_SECONDS * 1000 : Math.min(now + seconds * 1000, FOREVER_SECONDS * 1000)

/** GRP22: members see only messages with a greater seq. `floorSeq` is that of the group, `joinSeq` that of the member. */
export const floorFor = (type: GroupType, floorSeq: number, joinSeq: number): number =>
  TYPE_RULES[type].historyBeforeJoin ? floorSeq : Math.max(floorSeq, joinSeq)

/** What decides whether somebody may speak. Times in ms. */
export interface Voice {
  readonly type: GroupType
  readonly standing: Standing
  readonly isMuteAll: boolean
  /** In a community that goes by permissions, what a member may. */
  readonly permissions?: Permissions | undefined
  readonly mutedUntil: number
}

/** GRP21: may they speak in the group now? A mute of everybody does not bind those who manage it. */
export function decideSpeak(
  { standing, isMuteAll, mutedUntil, permissions }: Omit<Voice, 'type'>,
  mentionsAll: boolean,
  now: number,
): Refusal {
  if (standing === 'App') return undefined
  if (standing === 'Outsider') return 'GROUP_DENIED'
  if (permissions !== undefined) {
    if (!permits(permissions, 'send')) return 'GROUP_DENIED'
    if (mentionsAll && !permits(permissions, 'mentionAll')) return 'GROUP_DENIED'
  }
  return (isMuteAll && standing === 'Member') || mutedUntil > now ? 'GROUP_MUTED' : undefined
}
