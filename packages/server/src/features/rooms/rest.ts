import { fail } from '../../engine/failure.ts'
import type { RestCaller, RestHandlers } from '../../engine/http/rest.ts'
import type { Account } from '../accounts/account.ts'
import type { Groups } from '../groups/create-groups.ts'
import { groupRow } from '../groups/parts.ts'
import { appCaller } from '../groups/rest/wire.ts'
import { setRole } from '../groups/role.ts'
import { adminsOfRoom } from '../groups/room-admins.ts'
import type { Draft } from '../messages/route.ts'
import { defaultMsgSeq } from '../messages/rules.ts'
import { checked, messageText } from '../messages/send.ts'
import type { Rooms } from './create-rooms.ts'

export interface RoomRestParts {
  readonly groups: Groups
  readonly rooms: Rooms
  readonly accounts: { find(sdkAppId: number, userId: string): Promise<Account | undefined> }
  /** Largest message of an application, bytes. */
  maxBytes(sdkAppId: number): number
  /** ms */
  now(): number
}

type Path =
  | `group_open_http_svc/${'get_online_member_num' | 'send_broadcast_msg'}`
  | `group_open_avchatroom_http_svc/${'get_members' | 'modify_user_info' | 'check_members' | 'modify_admin' | 'get_admin_list'}`

/** Server API: live rooms. */
export function roomCommands(parts: RoomRestParts): Pick<RestHandlers, Path> {
  const { groups, rooms, accounts } = parts

  /** @throws GROUP_NOT_FOUND, GROUP_UNSUPPORTED for a group that is no live room */
  async function assertRoom({ sdkAppId }: RestCaller, groupId: string): Promise<void> {
    if ((await groupRow(groups, sdkAppId, groupId)).type !== 'AVChatRoom') throw fail('GROUP_UNSUPPORTED')
  }

  async function personOf(sdkAppId: number, userId: string) {
    const account = await accounts.find(sdkAppId, userId)
    return { NickName: account?.nick ?? '', Avatar: account?.faceUrl ?? '' }
  }

  return {
    async 'group_open_http_svc/get_online_member_num'(caller, { GroupId }) {
      await assertRoom(caller, GroupId)
      return { GroupId, OnlineMemberNum: rooms.online(caller.sdkAppId, GroupId) }
    },

    async 'group_open_http_svc/send_broadcast_msg'(caller, { From_Account, Random, MsgBody, CloudCustomData }) {
      const { sdkAppId } = caller
      const sender = await accounts.find(sdkAppId, From_Account ?? caller.administrator)
      if (sender === undefined) throw fail('GROUP_ACCOUNT_UNKNOWN')
      const now = parts.now()
      const draft: Draft = {
        from: sender.userId,
        to: '',
        tinyId: sender.tinyId,
        random: Random,
        clientTime: Math.floor(now / 1000),
        msgSeq: defaultMsgSeq(Random),
        body: MsgBody,
        broadcast: true,
        ...(CloudCustomData === undefined ? {} : { cloudCustomData: CloudCustomData }),
      }
      const value = checked(draft, parts.maxBytes(sdkAppId))
      return { MsgSeq: rooms.broadcast(sdkAppId, (seq) => messageText(seq, now, value)) }
    },

    async 'group_open_avchatroom_http_svc/get_members'(caller, { GroupId, Mark }) {
      await assertRoom(caller, GroupId)
      const { sdkAppId } = caller
      const members = Mark ? rooms.marked(sdkAppId, GroupId, Mark) : rooms.recentMembers(sdkAppId, GroupId)
      const MemberList = await Promise.all(
        members.map(async ({ userId, joinedAt }) => ({
          Member_Account: userId,
          JoinTime: Math.floor(joinedAt / 1000),
          ...(await personOf(caller.sdkAppId, userId)),
        })),
      )
      return { MemberList, NextTimestamp: 0 }
    },

    async 'group_open_avchatroom_http_svc/modify_user_info'(caller, { GroupId, CommandType, MemberList }) {
      await assertRoom(caller, GroupId)
      const users = MemberList.map(({ Member_Account, Marks }) => ({ userId: Member_Account, marks: Marks }))
      const inside = rooms.mark(caller.sdkAppId, GroupId, { users, isSet: CommandType === 1 })
      if (inside.length === 0) throw fail('GROUP_PARAMETER', 'None of these users is in the room.')
      const done = MemberList.filter(({ Member_Account }) => inside.includes(Member_Account))
      return { CommandType, MemberList: done }
    },

    async 'group_open_avchatroom_http_svc/check_members'(caller, { GroupId, Member_Account }) {
      await assertRoom(caller, GroupId)
      return { Member_Account: rooms.inside(caller.sdkAppId, GroupId, Member_Account) }
    },

    async 'group_open_avchatroom_http_svc/modify_admin'(caller, { GroupId, CommandType, Admin_Account }) {
      await assertRoom(caller, GroupId)
      const role = CommandType === 1 ? 'Admin' : 'Member'
      for (const userId of new Set(Admin_Account)) await setRole(groups, appCaller(caller), GroupId, userId, role)
      return {}
    },

    async 'group_open_avchatroom_http_svc/get_admin_list'(caller, { GroupId }) {
      await assertRoom(caller, GroupId)
      const admins = await adminsOfRoom(groups, caller.sdkAppId, GroupId)
      const Admin_List = await Promise.all(
        admins.map(async (userId) => ({ Admin_Account: userId, ...(await personOf(caller.sdkAppId, userId)) })),
      )
      return { Admin_List }
    },
  }
}
