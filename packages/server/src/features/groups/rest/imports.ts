import type { CommandInput, CommandOutput } from '@signet/protocol/rest/commands'
import { fail } from '../../../engine/failure.ts'
import type { RestCaller, RestHandlers } from '../../../engine/http/rest.ts'
import { clearHistory } from '../clear-history.ts'
import { createGroup } from '../create.ts'
import type { Groups } from '../create-groups.ts'
import { importMembers } from '../import-members.ts'
import { setUnread } from '../set-unread.ts'
import { appCaller, pairsOf, typeNamed } from './wire.ts'

type Path = `group_open_http_svc/${
  | 'import_group'
  | 'import_group_info'
  | 'import_group_member'
  | 'clear_group_msg'
  | 'set_unread_msg_num'}`

/** Server API: groups as they were elsewhere, and what is set without telling anybody. */
export function groupImportCommands(groups: Groups): Pick<RestHandlers, Path> {
  async function importGroup(
    caller: RestCaller,
    input: CommandInput<'group_open_http_svc/import_group'>,
  ): Promise<CommandOutput<'group_open_http_svc/import_group'>> {
    if (typeNamed(input.Type) === 'AVChatRoom') throw fail('GROUP_UNSUPPORTED')
    const createdAt = input.CreateTime === undefined ? undefined : input.CreateTime * 1000
    if (createdAt !== undefined && createdAt > groups.now()) {
      throw fail('GROUP_PARAMETER', 'CreateTime lies in the future.')
    }
    const wish = {
      type: input.Type,
      name: input.Name,
      groupId: input.GroupId === '' ? undefined : input.GroupId,
      owner: input.Owner_Account === '' ? undefined : input.Owner_Account,
      introduction: input.Introduction,
      notification: input.Notification,
      faceUrl: input.FaceUrl,
      joinOption: input.ApplyJoinOption,
      inviteOption: input.InviteJoinOption,
      custom: pairsOf(input.AppDefinedData),
      maxMembers: input.MaxMemberCount,
      createdAt,
      ...(input.SupportTopic === 1 ? { supportTopic: true } : {}),
    }
    const { groupId } = await createGroup(groups, { ...appCaller(caller), quiet: true }, wish)
    return { GroupId: groupId }
  }

  return {
    'group_open_http_svc/import_group': importGroup,
    'group_open_http_svc/import_group_info': importGroup,

    async 'group_open_http_svc/import_group_member'(caller, { GroupId, MemberList }) {
      const members = MemberList.map(({ Member_Account, Role, JoinTime }) => ({
        userId: Member_Account,
        role: Role,
        joinedAt: JoinTime === undefined ? undefined : JoinTime * 1000,
      }))
      const invited = await importMembers(groups, appCaller(caller), GroupId, members)
      const results = new Map(invited.map(({ userId, result }) => [userId, result]))
      for (const { Member_Account, UnreadMsgNum } of MemberList) {
        if (UnreadMsgNum === undefined || results.get(Member_Account) !== 1) continue
        await setUnread(groups, appCaller(caller), GroupId, Member_Account, UnreadMsgNum)
      }
      return {
        MemberList: MemberList.map(({ Member_Account }) => ({
          Member_Account,
          Result: results.get(Member_Account) ?? 0,
        })),
      }
    },

    async 'group_open_http_svc/clear_group_msg'(caller, { GroupId, MsgSeq }) {
      await clearHistory(groups, appCaller(caller), GroupId, MsgSeq || undefined)
      return {}
    },

    async 'group_open_http_svc/set_unread_msg_num'(caller, { GroupId, Member_Account, UnreadMsgNum }) {
      await setUnread(groups, appCaller(caller), GroupId, Member_Account, UnreadMsgNum)
      return {}
    },
  }
}
