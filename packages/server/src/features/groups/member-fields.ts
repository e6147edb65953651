import { fail } from '../../engine/failure.ts'
import { customProblem, mergeCustom, type Pair, textProblem } from './limits.ts'
import {
  admit,
  announce,
  asCaller,
  type Caller,
  type GroupParts,
  groupRow,
  nameOf,
  refuse,
  refuseProblem,
  standingOfCaller,
  type UserCaller,
} from './parts.ts'
import { decide, decideOn } from './rules.ts'
import { attendAgain, setTopicReceive } from './topics/receive.ts'
import { isTopicId } from './topics/rules.ts'
import type { ReceiveOption } from './types.ts'

export interface MemberUpdate {
  readonly nameCard?: string | undefined
  /** What is named is set; an empty value takes a field away. */
  readonly custom?: readonly Pair[] | undefined
}

/**
 * Changes the name card or custom fields of a member: one's own, or those of somebody whom one outranks.
 *
 * @throws GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED, GROUP_PARAMETER
 */
export async function updateMember(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  userId: string,
  update: MemberUpdate,
): Promise<void> {
  const { sdkAppId } = caller
  const { nameCard, custom } = update
  refuseProblem(textProblem('nameCard', nameCard ?? ''))
  refuseProblem(customProblem('member', custom ?? []))
  const group = await parts.store.transaction(async (trx) => {
    const group = await groupRow(parts, sdkAppId, groupId, trx)
    const standing = await standingOfCaller(parts, caller, group, 'editMember', trx)
    const isOwn = nameOf(caller) === userId
    refuse(decide(group.type, isOwn ? 'editOwnMember' : 'editMember', standing))
    const member = await parts.store.member(sdkAppId, groupId, userId, trx)
    if (member === undefined) throw fail('GROUP_PARAMETER', 'The user is not a member of the group.')
    if (!isOwn) refuse(decideOn(group.type, 'editMember', standing, member.role))
    const merged = custom === undefined ? undefined : mergeCustom('member', JSON.parse(member.custom) as Pair[], custom)
    if (custom !== undefined && merged === undefined) throw fail('GROUP_PARAMETER', 'Too many custom fields.')
    const change = {
      ...(nameCard === undefined ? {} : { name_card: nameCard }),
      ...(merged === undefined ? {} : { custom: JSON.stringify(merged) }),
    }
    if (Object.keys(change).length > 0) {
      await parts.store.updateMember(sdkAppId, groupId, userId, change, trx).execute()
    }
    return group
  })
  announce(
    parts,
    caller,
    group,
    { kind: 'memberChanged', members: [userId] },
    { facts: nameCard === undefined ? {} : { nameCard } },
  )
}

/** How a member wants to hear of the messages of a group or a topic. @throws GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED */
export async function setReceiveOption(
  parts: GroupParts,
  self: UserCaller,
  groupId: string,
  option: ReceiveOption,
): Promise<void> {
  const { sdkAppId, userId } = self
  if (isTopicId(groupId)) return await setTopicReceive(parts, self, groupId, option)
  const group = await parts.store.transaction(async (trx) => {
    const found = await admit(parts, asCaller(self), groupId, 'receiveOption', trx)
    await parts.store
      .updateMember(sdkAppId, groupId, userId, { receive_option: option, changed_at: parts.now() }, trx)
      .execute()
    return found
  })
  announce(parts, asCaller(self), group, { kind: 'receiveChanged', members: [userId], option })
  if (group.type === 'Community') await attendAgain(parts, self, groupId)
}
