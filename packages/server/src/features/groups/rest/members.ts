import type { RestCaller, RestHandlers } from '../../../engine/http/rest.ts'
import { banMembers, bannedMembers, unbanMembers } from '../ban.ts'
import type { Groups } from '../create-groups.ts'
import type { Member } from '../group.ts'
import { inviteMembers } from '../invite.ts'
import { kickMembers } from '../kick.ts'
import { setReceiveOption, updateMember } from '../member-fields.ts'
import { memberPage, membersNamed, rolesOf } from '../member-list.ts'
import { MOST_USERS } from '../members.ts'
import { mutedMembers, muteMembers } from '../mute.ts'
import { asCaller } from '../parts.ts'
import { setRole } from '../role.ts'
import { MOST_MEMBERS } from './info.ts'
import { appCaller, memberFields, pairsOf, placeOf, seconds } from './wire.ts'

type Path = Extract<
  keyof RestHandlers,
  | `group_open_http_svc/${string}member${string}`
  | `group_open_http_svc/${'get_role_in_group' | 'forbid_send_msg' | 'get_group_muted_account' | 'get_group_shutted_uin'}`
>

/** Server API: members of groups. The application has the rights of an owner. */
export function groupMemberCommands(
  groups: Groups,
): Pick<
  RestHandlers,
  Exclude<Path, 'group_open_http_svc/import_group_member' | 'group_open_http_svc/get_online_member_num'>
> {
  async function muted(caller: RestCaller, { GroupId, TopicId }: { GroupId: string; TopicId?: string }) {
    const { users } = await mutedMembers(groups, appCaller(caller), placeOf(GroupId, TopicId), { limit: MOST_MEMBERS })
    const until = users.map((user) => [user.userId, seconds(user.until)] as const)
    return {
      GroupId,
      MutedAccountList: until.map(([Member_Account, MutedUntil]) => ({ Member_Account, MutedUntil })),
      ShuttedUinList: until.map(([Member_Account, ShuttedUntil]) => ({ Member_Account, ShuttedUntil })),
    }
  }

  return {
    'group_open_http_svc/get_group_muted_account': muted,
    'group_open_http_svc/get_group_shutted_uin': muted,

    async 'group_open_http_svc/get_group_member_info'(caller, input) {
      const {
        GroupId,
        Limit,
        Offset = 0,
        Next,
        MemberInfoFilter,
        MemberRoleFilter,
        AppDefinedDataFilter_GroupMember,
      } = input
      const wanted = Math.min(Limit || MOST_MEMBERS, MOST_MEMBERS)
      const isByCursor = Next !== undefined
      const limit = isByCursor ? wanted : Offset + wanted
      const role = MemberRoleFilter?.length === 1 ? MemberRoleFilter[0] : undefined
      const cursor = Next === '' ? undefined : Next
      const page = await memberPage(groups, appCaller(caller), GroupId, { cursor, limit, role })
      const members = isByCursor ? page.members : page.members.slice(Offset)
      return {
        MemberNum: page.memberCount,
        MemberList: withRoles(members, MemberRoleFilter).map((member) =>
          memberFields(member, MemberInfoFilter, AppDefinedDataFilter_GroupMember),
        ),
        ...(isByCursor ? { Next: page.cursor ?? '' } : {}),
      }
    },

    async 'group_open_http_svc/get_specified_group_member_info'(caller, input) {
      const { GroupId, Member_List_Account, MemberInfoFilter, MemberRoleFilter } = input
      const members = await membersNamed(groups, appCaller(caller), GroupId, Member_List_Account)
      const MemberList = withRoles(members, MemberRoleFilter).map((member) =>
        memberFields(member, MemberInfoFilter, input.AppDefinedDataFilter_GroupMember),
      )
      return { GroupId, MemberList }
    },

    async 'group_open_http_svc/add_group_member'(caller, { GroupId, MemberList, Silence }) {
      const userIds = MemberList.map(({ Member_Account }) => Member_Account)
      const app = { ...appCaller(caller), unnoticed: Silence === 1 }
      const invited = await inviteMembers(groups, app, GroupId, userIds)
      const results = new Map(invited.map(({ userId, result }) => [userId, result]))
      return { MemberList: userIds.map((userId) => ({ Member_Account: userId, Result: results.get(userId) ?? 0 })) }
    },

    async 'group_open_http_svc/delete_group_member'(caller, { GroupId, MemberToDel_Account, Reason, Silence }) {
      const app = { ...appCaller(caller), unnoticed: Silence === 1 }
      const all = [...new Set(MemberToDel_Account)]
      for (let at = 0; at < all.length; at += MOST_USERS.kicked) {
        await kickMembers(groups, app, GroupId, all.slice(at, at + MOST_USERS.kicked), Reason)
      }
      return {}
    },

    async 'group_open_http_svc/modify_group_member_info'(caller, input) {
      const { GroupId, Member_Account, Role, MsgFlag, NameCard, AppMemberDefinedData, MuteTime } = input
      const self = { sdkAppId: caller.sdkAppId, userId: Member_Account }
      if (Role !== undefined) await setRole(groups, appCaller(caller), GroupId, Member_Account, Role)
      if (MsgFlag !== undefined) await setReceiveOption(groups, self, GroupId, MsgFlag)
      if (NameCard !== undefined || AppMemberDefinedData !== undefined) {
        const update = { nameCard: NameCard, custom: pairsOf(AppMemberDefinedData) }
        // In the member's own name, so that the owner's can be changed as well.
        await updateMember(groups, asCaller(self), GroupId, Member_Account, update)
      }
      if (MuteTime !== undefined) await muteMembers(groups, appCaller(caller), GroupId, [Member_Account], MuteTime)
      return {}
    },

    async 'group_open_http_svc/get_role_in_group'(caller, { GroupId, User_Account }) {
      const roles = await rolesOf(groups, appCaller(caller), GroupId, User_Account)
      const byUser = new Map(roles.map(({ userId, role }) => [userId, role]))
      return { UserIdList: User_Account.map((userId) => ({ Member_Account: userId, Role: byUser.get(userId)! })) }
    },

    async 'group_open_http_svc/forbid_send_msg'(caller, { GroupId, TopicId, Members_Account, MuteTime }) {
      await muteMembers(groups, appCaller(caller), placeOf(GroupId, TopicId), Members_Account, MuteTime)
      return {}
    },

    async 'group_open_http_svc/ban_group_member'(caller, { GroupId, Members_Account, Duration, Description }) {
      const ban = { userIds: Members_Account, seconds: Duration, reason: Description }
      await banMembers(groups, appCaller(caller), GroupId, ban)
      return {}
    },

    async 'group_open_http_svc/unban_group_member'(caller, { GroupId, Members_Account }) {
      await unbanMembers(groups, appCaller(caller), GroupId, Members_Account)
      return {}
    },

    async 'group_open_http_svc/get_group_ban_member'(caller, { GroupId, Limit, Offset }) {
      const page = await bannedMembers(groups, appCaller(caller), GroupId, { limit: Offset + Limit })
      const users = page.users.slice(Offset)
      return {
        BannedAccountList: users.map(({ userId, until }) => ({ Member_Account: userId, BannedUntil: seconds(until) })),
        NextOffset: page.cursor === undefined || users.length === 0 ? 0 : Offset + users.length,
      }
    },
  }
}

const withRoles = (members: readonly Member[], roles: readonly string[] | undefined): readonly Member[] =>
  roles === undefined || roles.length === 0 ? members : members.filter(({ role }) => roles.includes(role))
