import type { GroupInfoChange } from '@signet/protocol/group'
import { fail } from '../../engine/failure.ts'
import { mostMembers, optionProblem } from './create.ts'
import { customProblem, mergeCustom, type Pair, textProblem } from './limits.ts'
import { announce, type Caller, type GroupParts, groupRow, refuse, refuseProblem, standingOfCaller } from './parts.ts'
import { decide, operationsOfChange, PROFILE_FIELDS } from './rules.ts'
import type { GroupChange, GroupRow } from './store.ts'
import { type InviteOption, type JoinOption, TYPE_RULES } from './types.ts'

export interface GroupUpdate {
  readonly name?: string | undefined
  readonly introduction?: string | undefined
  readonly notification?: string | undefined
  readonly faceUrl?: string | undefined
  readonly maxMembers?: number | undefined
  readonly joinOption?: JoinOption | undefined
  readonly inviteOption?: InviteOption | undefined
  readonly muteAll?: boolean | undefined
  /** Communities: topics can be had from now on; there is no way back. */
  readonly supportTopic?: true | undefined
  /** Communities: what plain members may, as bits; -1: it goes by roles alone. */
  readonly permission?: number | undefined
  /** What is named is set; an empty value takes a field away. */
  readonly custom?: readonly Pair[] | undefined
}

/**
 * Changes what is given, all or nothing.
 *
 * @returns the sequence of the group's information after the change
 * @throws GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED, GROUP_PARAMETER, GROUP_MEMBER_LIMIT
 */
export async function updateGroup(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  update: GroupUpdate,
): Promise<{ infoSeq: number }> {
  const { sdkAppId } = caller
  const given = Object.fromEntries(Object.entries(update).filter(([, value]) => value !== undefined)) as GroupUpdate
  const fields = Object.keys(given)
  for (const field of PROFILE_FIELDS) refuseProblem(textProblem(field, given[field] ?? (field === 'name' ? 'x' : '')))
  refuseProblem(customProblem('group', given.custom ?? []))
  const done = await parts.store.transaction(async (trx) => {
    const group = await groupRow(parts, sdkAppId, groupId, trx)
    for (const operation of fields.length === 0 ? (['editProfile'] as const) : operationsOfChange(fields)) {
      refuse(decide(group.type, operation, await standingOfCaller(parts, caller, group, operation, trx)))
    }
    refuseProblem(optionProblem(group.type, given))
    // What everybody may is the owner's to say: who may edit the group must not give themselves more.
    if (given.permission !== undefined) {
      refuse(decide(group.type, 'setRole', await standingOfCaller(parts, caller, group, 'setRole', trx)))
    }
    if (group.type !== 'Community' && (given.supportTopic || given.permission !== undefined)) {
      throw fail('GROUP_UNSUPPORTED')
    }
    if (fields.length === 0) return { group, change: {}, infoSeq: group.info_seq }
    const { row, change } = changeOf(parts, group, given)
    await parts.store.changeInfo(sdkAppId, groupId, row, parts.now(), trx).execute()
    return { group: { ...group, ...row }, change, infoSeq: group.info_seq + 1 }
  })
  if (fields.length > 0) {
    announce(parts, caller, done.group, { kind: 'infoChanged', change: done.change, infoSeq: done.infoSeq })
  }
  return { infoSeq: done.infoSeq }
}

function changeOf(
  parts: GroupParts,
  group: GroupRow,
  given: GroupUpdate,
): { row: GroupChange; change: GroupInfoChange } {
  const { custom, ...plain } = given
  const merged = custom === undefined ? undefined : mergeCustom('group', JSON.parse(group.custom) as Pair[], custom)
  if (custom !== undefined && merged === undefined) throw fail('GROUP_PARAMETER', 'Too many custom fields.')
  if (given.maxMembers !== undefined) checkSize(parts, group, given.maxMembers)
  const row: GroupChange = {
    ...(given.name === undefined ? {} : { name: given.name }),
    ...(given.introduction === undefined ? {} : { introduction: given.introduction }),
    ...(given.notification === undefined ? {} : { notification: given.notification }),
    ...(given.faceUrl === undefined ? {} : { face_url: given.faceUrl }),
    ...(given.maxMembers === undefined ? {} : { max_members: given.maxMembers }),
    ...(given.joinOption === undefined ? {} : { join_option: given.joinOption }),
    ...(given.inviteOption === undefined ? {} : { invite_option: given.inviteOption }),
    ...(given.muteAll === undefined ? {} : { mute_all: given.muteAll ? 1 : 0 }),
    ...(given.supportTopic === undefined ? {} : { support_topic: 1 }),
    ...permissionChange(given.permission),
    ...(merged === undefined ? {} : { custom: JSON.stringify(merged) }),
  }
  return { row, change: { ...(plain as GroupInfoChange), ...(merged === undefined ? {} : { custom: merged }) } }
}

const permissionChange = (permission: number | undefined): GroupChange => {
  if (permission === undefined) return {}
  return permission < 0
    ? { enable_permission: 0, default_permission: 0 }
    : { enable_permission: 1, default_permission: permission }
}

function checkSize(parts: GroupParts, group: GroupRow, maxMembers: number): void {
  if (TYPE_RULES[group.type].defaultMaxMembers === 0) throw fail('GROUP_UNSUPPORTED')
  if (maxMembers > mostMembers(parts, group.sdk_app_id, group.type)) throw fail('GROUP_MEMBER_LIMIT')
  if (maxMembers < group.member_count) {
    throw fail('GROUP_PARAMETER', `The group has ${group.member_count} members already.`)
  }
}
