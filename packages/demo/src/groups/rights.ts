import { type Group, type GroupMember, TYPES } from '@signet/chat'

export type Role = Group['selfInfo']['role']

/** What the own user may do in a group. The server decides; the page offers what it would allow. */
export interface Rights {
  readonly invite: boolean
  readonly editProfile: boolean
  readonly editOptions: boolean
  readonly muteAll: boolean
  readonly handleApplications: boolean
  readonly transfer: boolean
  readonly dissolve: boolean
  readonly quit: boolean
}

const NOTHING: Rights = {
  invite: false,
  editProfile: false,
  editOptions: false,
  muteAll: false,
  handleApplications: false,
  transfer: false,
  dissolve: false,
  quit: false,
}

type Parts = Pick<Group, 'type' | 'inviteOption' | 'isJoinedGroup'> & { readonly selfInfo: { readonly role: Role } }

export function rightsIn({ type, inviteOption, isJoinedGroup, selfInfo: { role } }: Parts): Rights {
  if (!isJoinedGroup) return NOTHING
  const isOwner = role === TYPES.GRP_MBR_ROLE_OWNER
  const manages = isOwner || role === TYPES.GRP_MBR_ROLE_ADMIN
  if (type === TYPES.GRP_AVCHATROOM)
    return { ...NOTHING, editProfile: isOwner, muteAll: isOwner, dissolve: isOwner, quit: !isOwner }
  const isTeam = type === TYPES.GRP_WORK
  return {
    invite: inviteOption !== TYPES.INVITE_OPTIONS_DISABLE_INVITE,
    editProfile: isTeam || manages,
    editOptions: isTeam ? isOwner : manages,
    muteAll: !isTeam && manages,
    handleApplications: !isTeam && manages,
    transfer: isOwner,
    dissolve: isOwner && !isTeam,
    // The owner of a team may leave it to the others; any other group is handed over first.
    quit: isTeam || !isOwner,
  }
}

/** What the own user may do with one member. */
export interface RightsOver {
  readonly kick: boolean
  readonly mute: boolean
  readonly setRole: boolean
  readonly makeOwner: boolean
}

const RANK: Readonly<Record<string, number>> = { Owner: 3, Admin: 2, Member: 1 }

export function rightsOver(group: Parts, member: Pick<GroupMember, 'role'>): RightsOver {
  const { role } = group.selfInfo
  const outranks = group.isJoinedGroup && (RANK[role] ?? 0) > (RANK[member.role] ?? 0)
  const isTeam = group.type === TYPES.GRP_WORK
  const isOwner = role === TYPES.GRP_MBR_ROLE_OWNER
  return {
    kick: outranks && (isOwner || !isTeam),
    mute: outranks && !isTeam,
    setRole: outranks && isOwner && !isTeam,
    makeOwner: outranks && isOwner,
  }
}
