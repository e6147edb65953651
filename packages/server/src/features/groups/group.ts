import type { Pair } from './limits.ts'
import type { GroupRow, MemberRow } from './store.ts'
import type { GroupType, InviteOption, JoinOption, ReceiveOption, Role } from './types.ts'

/** What is known of a group. Times are ms. */
export interface Group {
  readonly groupId: string
  readonly type: GroupType
  readonly name: string
  readonly introduction: string
  readonly notification: string
  readonly faceUrl: string
  /** Empty when it has none. */
  readonly owner: string
  readonly createdAt: number
  readonly infoSeq: number
  readonly infoChangedAt: number
  /** 0: no limit. */
  readonly maxMembers: number
  readonly memberCount: number
  readonly joinOption: JoinOption
  readonly inviteOption: InviteOption
  readonly muteAll: boolean
  /** Messages go to its topics. */
  readonly supportTopic: boolean
  /** What plain members may, as bits; absent: it goes by roles alone. */
  readonly permission?: number
  readonly custom: Pair[]
}

/** What is known of a member. Times are ms. */
export interface Member {
  readonly userId: string
  readonly role: Role
  readonly joinedAt: number
  readonly joinSeq: number
  readonly readSeq: number
  /** 0: not muted. */
  readonly muteUntil: number
  readonly nameCard: string
  readonly receiveOption: ReceiveOption
  readonly custom: Pair[]
}

export const groupOf = (row: GroupRow): Group => ({
  groupId: row.group_id,
  type: row.type,
  name: row.name,
  introduction: row.introduction,
  notification: row.notification,
  faceUrl: row.face_url,
  owner: row.owner_id ?? '',
  createdAt: row.created_at,
  infoSeq: row.info_seq,
  infoChangedAt: row.info_changed_at,
  maxMembers: row.max_members,
  memberCount: row.member_count,
  joinOption: row.join_option,
  inviteOption: row.invite_option,
  muteAll: row.mute_all === 1,
  supportTopic: row.support_topic === 1,
  ...(row.enable_permission === 1 && { permission: row.default_permission }),
  custom: JSON.parse(row.custom) as Pair[],
})

/** @param muteUntil as stored; what has passed is no mute */
export const memberOf = (row: MemberRow, muteUntil: number, now: number): Member => ({
  userId: row.user_id,
  role: row.role,
  joinedAt: row.joined_at,
  joinSeq: row.join_seq,
  readSeq: row.read_seq,
  muteUntil: muteUntil > now ? muteUntil : 0,
  nameCard: row.name_card,
  receiveOption: row.receive_option,
  custom: JSON.parse(row.custom) as Pair[],
})
