import type { Handlers } from '../../engine/realtime/dispatch.ts'
import { banMembers, bannedMembers, unbanMembers } from './ban.ts'
import { callerOf, PAGE, selfOf, withCursor } from './caller.ts'
import type { Groups } from './create-groups.ts'
import { inviteMembers } from './invite.ts'
import { kickMembers } from './kick.ts'
import { setReceiveOption, updateMember } from './member-fields.ts'
import { memberPage, membersNamed, rolesOf } from './member-list.ts'
import { mutedMembers, muteMember } from './mute.ts'
import { setRole } from './role.ts'

type Ops =
  | 'group.invite'
  | 'group.kick'
  | 'group.ban'
  | 'group.unban'
  | 'group.banned'
  | 'group.mute'
  | 'group.muted'
  | 'group.setRole'
  | 'group.updateMember'
  | 'group.receive'
  | 'group.members'
  | 'group.membersNamed'
  | 'group.roles'

/** Socket requests about the members of a group. */
export function memberHandlers(groups: Groups): Pick<Handlers, Ops> {
  return {
    async 'group.invite'(session, { groupId, userIds }) {
      return { results: await inviteMembers(groups, callerOf(session), groupId, userIds) }
    },

    async 'group.kick'(session, { groupId, userIds, reason, seconds }) {
      const caller = callerOf(session)
      if (seconds === undefined || seconds === 0) return await kickMembers(groups, caller, groupId, userIds, reason)
      await banMembers(groups, caller, groupId, { userIds, seconds, reason })
      return { kicked: [...new Set(userIds)] }
    },

    'group.ban': (session, { groupId, ...ban }) => banMembers(groups, callerOf(session), groupId, ban),

    async 'group.unban'(session, { groupId, userIds }) {
      await unbanMembers(groups, callerOf(session), groupId, userIds)
      return {}
    },

    async 'group.banned'(session, { groupId, cursor, limit = PAGE }) {
      const page = await bannedMembers(groups, callerOf(session), groupId, { cursor, limit })
      return { users: page.users, ...withCursor(page.cursor) }
    },

    'group.mute': (session, { groupId, userId, seconds }) =>
      muteMember(groups, callerOf(session), groupId, userId, seconds),

    async 'group.muted'(session, { groupId, cursor, limit = PAGE }) {
      const page = await mutedMembers(groups, callerOf(session), groupId, { cursor, limit })
      return { users: page.users, ...withCursor(page.cursor) }
    },

    async 'group.setRole'(session, { groupId, userId, role }) {
      await setRole(groups, callerOf(session), groupId, userId, role)
      return {}
    },

    async 'group.updateMember'(session, { groupId, userId, ...update }) {
      const self = selfOf(session)
      await updateMember(groups, callerOf(session), groupId, userId ?? self.userId, update)
      return {}
    },

    async 'group.receive'(session, { groupId, option }) {
      await setReceiveOption(groups, selfOf(session), groupId, option)
      return {}
    },

    async 'group.members'(session, { groupId, cursor, limit = PAGE, role }) {
      const page = await memberPage(groups, callerOf(session), groupId, { cursor, limit, role })
      return { memberCount: page.memberCount, members: page.members, ...withCursor(page.cursor) }
    },

    async 'group.membersNamed'(session, { groupId, userIds }) {
      return { members: await membersNamed(groups, callerOf(session), groupId, userIds) }
    },

    async 'group.roles'(session, { groupId, userIds }) {
      return { roles: await rolesOf(groups, callerOf(session), groupId, userIds) }
    },
  }
}
