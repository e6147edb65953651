/** What members of a community may do by the permission groups that they are in. No I/O. Numbers are those of docs/rules.md. */
import type { Operation, Standing, TargetOperation } from '../types.ts'

/** In a community. */
export const COMMUNITY_PERMISSIONS = {
  editInfo: 1,
  manageMembers: 2,
  managePermissions: 4,
  managePermissionMembers: 8,
  manageTopics: 16,
  muteMembers: 32,
  send: 64,
  mentionAll: 128,
  readHistory: 256,
  recallOthers: 512,
  ban: 1024,
} as const
export type CommunityPermission = keyof typeof COMMUNITY_PERMISSIONS
export const ALL_COMMUNITY_PERMISSIONS = 2047

/** In one topic, beyond what holds in its community. */
export const TOPIC_PERMISSIONS = {
  manage: 1,
  managePermissions: 2,
  muteMembers: 4,
  send: 8,
  readHistory: 16,
  recallOthers: 32,
  mentionAll: 64,
} as const
export const ALL_TOPIC_PERMISSIONS = 127

/** What plain members may in a community that goes by permissions and says nothing else. */
export const DEFAULT_PERMISSION = COMMUNITY_PERMISSIONS.send | COMMUNITY_PERMISSIONS.readHistory

/** What somebody may, as bits. */
export interface Permissions {
  readonly community: number
  readonly topic: number
}

/** PERM1: what a member may is what everybody may and what each of their permission groups may. */
export function permissionsFrom(
  byDefault: number,
  groups: readonly { readonly permission: number; readonly topic_permission: number | null }[],
): Permissions {
  return {
    community: groups.reduce((bits, { permission }) => bits | permission, byDefault),
    topic: groups.reduce((bits, { topic_permission: more }) => bits | (more ?? 0), 0),
  }
}

/** The permission of a topic that stands beside one of its community. */
const IN_TOPIC: { readonly [P in CommunityPermission]?: keyof typeof TOPIC_PERMISSIONS } = {
  manageTopics: 'manage',
  managePermissions: 'managePermissions',
  muteMembers: 'muteMembers',
  send: 'send',
  mentionAll: 'mentionAll',
  readHistory: 'readHistory',
  recallOthers: 'recallOthers',
}

/** PERM2: does it follow from the permissions of the community, or from those of the topic? */
export function permits({ community, topic }: Permissions, wanted: CommunityPermission): boolean {
  if ((community & COMMUNITY_PERMISSIONS[wanted]) !== 0) return true
  const inTopic = IN_TOPIC[wanted]
  return inTopic !== undefined && (topic & TOPIC_PERMISSIONS[inTopic]) !== 0
}

/** What they let somebody do in the topic, as bits of a topic. */
export function inTopic({ community, topic }: Permissions): number {
  const wanted = Object.keys(IN_TOPIC) as CommunityPermission[]
  const held = wanted.filter((one) => (community & COMMUNITY_PERMISSIONS[one]) !== 0)
  return held.reduce((bits, one) => bits | TOPIC_PERMISSIONS[IN_TOPIC[one]!], topic)
}

/** The permission that lets a member do what else administrators do. */
const OF_OPERATION: { readonly [O in Operation | TargetOperation]?: CommunityPermission } = {
  editProfile: 'editInfo',
  editOptions: 'editInfo',
  muteAll: 'muteMembers',
  readMutes: 'muteMembers',
  mute: 'muteMembers',
  kick: 'manageMembers',
  handleApplications: 'manageMembers',
  editMember: 'manageMembers',
  ban: 'ban',
  readBans: 'ban',
}

/** PERM3: as what somebody does this: a member whom the permission lets do it is as good as an administrator for that. */
export function actingStanding(
  standing: Standing,
  permissions: Permissions | undefined,
  operation: Operation | TargetOperation,
): Standing {
  const wanted = OF_OPERATION[operation]
  if (standing !== 'Member' || permissions === undefined || wanted === undefined) return standing
  return permits(permissions, wanted) ? 'Admin' : standing
}
