import { Type } from 'typebox'
import { banMembers, bannedMembers, unbanMembers } from '../../groups/ban.ts'
import { inviteMembers } from '../../groups/invite.ts'
import { kickMembers } from '../../groups/kick.ts'
import { memberPage } from '../../groups/member-list.ts'
import { muteMembers } from '../../groups/mute.ts'
import { setRole } from '../../groups/role.ts'
import { type ConsoleRoute, consoleRoute } from '../route.ts'
import { callerOf, type GroupRouteParts } from './groups.ts'
import { Id, Ids, pageOf, Seconds } from './inputs.ts'

const Few = Type.Array(Id, { minItems: 1, maxItems: 20 })

/** Who is in a group, what they may do there, and who may not come back. */
export function groupMemberRoutes({ groups, rooms }: GroupRouteParts): ConsoleRoute[] {
  return [
    consoleRoute({
      method: 'GET',
      path: 'applications/:sdkAppId/groups/members',
      role: 'readOnly',
      input: Type.Object({ groupId: Id, ...pageOf(100) }),
      async handle(call) {
        const { groupId, after, limit = 20 } = call.input
        const page = await memberPage(groups, callerOf(call), groupId, { cursor: after, limit })
        const members = page.members.map(({ userId, role, joinedAt, muteUntil, nameCard }) => {
          return { userId, role, joinedAt, muteUntil, nameCard }
        })
        return { total: page.memberCount, members, ...(page.cursor === undefined ? {} : { next: page.cursor }) }
      },
    }),

    consoleRoute({
      method: 'GET',
      path: 'applications/:sdkAppId/groups/room',
      role: 'readOnly',
      input: Type.Object({ groupId: Id }),
      async handle({ sdkAppId, input: { groupId } }) {
        // No list of a live room is kept: who came last is all that there is.
        const recent = rooms.recentMembers(sdkAppId, groupId).slice(0, 50)
        return {
          online: rooms.online(sdkAppId, groupId),
          recent: recent.map(({ userId, joinedAt }) => ({ userId, joinedAt })),
        }
      },
    }),

    consoleRoute({
      method: 'GET',
      path: 'applications/:sdkAppId/groups/bans',
      role: 'readOnly',
      input: Type.Object({ groupId: Id, ...pageOf(100) }),
      async handle(call) {
        const { groupId, after, limit = 50 } = call.input
        const { users, cursor } = await bannedMembers(groups, callerOf(call), groupId, { cursor: after, limit })
        return { users, ...(cursor === undefined ? {} : { next: cursor }) }
      },
    }),

    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/groups/members',
      role: 'operator',
      audited: 'group.members.add',
      input: Type.Object({ groupId: Id, userIds: Ids }),
      async handle(call) {
        const { groupId, userIds } = call.input
        call.note({ after: { userIds }, accounts: userIds })
        return { results: await inviteMembers(groups, callerOf(call), groupId, userIds) }
      },
    }),

    consoleRoute({
      method: 'DELETE',
      path: 'applications/:sdkAppId/groups/members',
      role: 'operator',
      audited: 'group.members.remove',
      input: Type.Object({ groupId: Id, userIds: Ids }),
      async handle(call) {
        const { groupId, userIds } = call.input
        call.note({ before: { userIds }, accounts: userIds })
        return await kickMembers(groups, callerOf(call), groupId, userIds)
      },
    }),

    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/groups/role',
      role: 'operator',
      audited: 'group.role',
      input: Type.Object({
        groupId: Id,
        userId: Id,
        role: Type.Union([Type.Literal('Admin'), Type.Literal('Member')]),
      }),
      async handle(call) {
        const { groupId, userId, role } = call.input
        call.note({ after: { userId, role } })
        await setRole(groups, callerOf(call), groupId, userId, role)
      },
    }),

    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/groups/mute',
      role: 'operator',
      audited: 'group.mute',
      input: Type.Object({ groupId: Id, userIds: Ids, seconds: Seconds }),
      async handle(call) {
        const { groupId, userIds, seconds } = call.input
        call.note({ after: { userIds, seconds }, accounts: userIds })
        return await muteMembers(groups, callerOf(call), groupId, userIds, seconds)
      },
    }),

    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/groups/bans',
      role: 'operator',
      audited: 'group.ban',
      input: Type.Object({ groupId: Id, userIds: Few, seconds: Type.Integer({ minimum: 1, maximum: 4_294_967_295 }) }),
      async handle(call) {
        const { groupId, userIds, seconds } = call.input
        call.note({ after: { userIds, seconds }, accounts: userIds })
        return await banMembers(groups, callerOf(call), groupId, { userIds, seconds })
      },
    }),

    consoleRoute({
      method: 'DELETE',
      path: 'applications/:sdkAppId/groups/bans',
      role: 'operator',
      audited: 'group.unban',
      input: Type.Object({ groupId: Id, userIds: Few }),
      async handle(call) {
        const { groupId, userIds } = call.input
        call.note({ before: { userIds }, accounts: userIds })
        await unbanMembers(groups, callerOf(call), groupId, userIds)
      },
    }),
  ]
}
