import { ERRORS } from '@signet/protocol/errors'
import type { CommandInput, CommandOutput } from '@signet/protocol/rest/commands'
import { fail } from '../../../engine/failure.ts'
import type { RestCaller, RestHandlers } from '../../../engine/http/rest.ts'
import type { Head, Timeline } from '../../../engine/timeline/timeline.ts'
import { createGroup } from '../create.ts'
import type { Groups } from '../create-groups.ts'
import { listGroupIds } from '../directory/list.ts'
import { dissolveGroup } from '../dissolve.ts'
import type { Group, Member } from '../group.ts'
import { type GroupInfo, groupInfos, joinedGroups } from '../info.ts'
import { updateMember } from '../member-fields.ts'
import { memberPage } from '../member-list.ts'
import { asCaller, groupRow } from '../parts.ts'
import { groupTimeline } from '../rules.ts'
import { transferGroup } from '../transfer.ts'
import { updateGroup } from '../update.ts'
import { appCaller, groupFields, memberFields, pairsOf, pick, seconds, typeNamed } from './wire.ts'

/** Most members that one answer lists. */
export const MOST_MEMBERS = 6000

type Path =
  | 'group_open_http_svc/get_appid_group_list'
  | 'group_open_http_svc/create_group'
  | 'group_open_http_svc/get_group_info'
  | 'group_open_http_svc/modify_group_base_info'
  | 'group_open_http_svc/destroy_group'
  | 'group_open_http_svc/change_group_owner'
  | 'group_open_http_svc/get_joined_group_list'

type InfoFilter = CommandInput<'group_open_http_svc/get_group_info'>['ResponseFilter']
type InfoItem = CommandOutput<'group_open_http_svc/get_group_info'>['GroupInfo'][number]

/** Server API: groups themselves. The application has the rights of an owner in all of them. */
export function groupInfoCommands(
  groups: Groups,
  timeline: Pick<Timeline, 'heads'>,
  online: (sdkAppId: number, groupId: string) => number,
): Pick<RestHandlers, Path> {
  const headsOf = (sdkAppId: number, groupIds: readonly string[]): Promise<Head[]> =>
    timeline.heads(groupIds.map((groupId) => groupTimeline(sdkAppId, groupId)))

  async function infoItem(sdkAppId: number, info: GroupInfo, head: Head, filter: InfoFilter): Promise<InfoItem> {
    if (info.kind === 'refused') {
      const { code, text } = ERRORS[info.error]
      return { GroupId: info.groupId, ErrorCode: code, ErrorInfo: text }
    }
    const { group } = info
    const present = group.type === 'AVChatRoom' ? { OnlineMemberNum: online(sdkAppId, group.groupId) } : {}
    const base = { ...groupFields(sdkAppId, group, head, filter?.AppDefinedDataFilter_Group), ...present }
    const names = filter?.GroupBaseInfoFilter
    const shown = filter === undefined ? base : { ...pick(base, names?.length ? names : ['Type']) }
    const custom = filter?.AppDefinedDataFilter_Group === undefined ? {} : { AppDefinedData: base.AppDefinedData }
    const members =
      filter === undefined || filter.MemberInfoFilter !== undefined ? await membersOf(sdkAppId, group) : []
    const MemberList = members.map((member) =>
      memberFields(member, filter?.MemberInfoFilter, filter?.AppDefinedDataFilter_GroupMember),
    )
    const isListed = filter === undefined || filter.MemberInfoFilter !== undefined
    return {
      GroupId: group.groupId,
      ErrorCode: 0,
      ErrorInfo: '',
      ...shown,
      ...custom,
      ...(isListed ? { MemberList } : {}),
    }
  }

  async function membersOf(sdkAppId: number, { groupId, type }: Group): Promise<readonly Member[]> {
    if (type === 'AVChatRoom') return []
    const caller = { sdkAppId, actor: { kind: 'app' as const } }
    return (await memberPage(groups, caller, groupId, { limit: MOST_MEMBERS })).members
  }

  /** As `updateGroup` takes it. What is not said of the bits stays. @throws GROUP_PARAMETER */
  async function permissionOf(
    { sdkAppId }: RestCaller,
    { GroupId, EnablePermission, DefaultPermission }: CommandInput<'group_open_http_svc/modify_group_base_info'>,
  ): Promise<number | undefined> {
    if (EnablePermission === 0) return -1
    if (EnablePermission === undefined && DefaultPermission === undefined) return undefined
    const { enable_permission, default_permission } = await groupRow(groups, sdkAppId, GroupId)
    if (EnablePermission === undefined && enable_permission === 0) throw fail('GROUP_PARAMETER', NOT_ENABLED)
    return DefaultPermission ?? default_permission
  }

  return {
    async 'group_open_http_svc/get_appid_group_list'({ sdkAppId }, input) {
      const { Limit = 10_000, Next = 0, GroupType, SupportTopic } = input
      const page = { offset: Next, limit: Limit, type: typeNamed(GroupType), withTopics: flagOf(SupportTopic) }
      const { total, groupIds, full } = await listGroupIds(groups, sdkAppId, page)
      return {
        TotalCount: total,
        GroupIdList: groupIds.map((GroupId) => ({ GroupId })),
        Next: full ? Next + groupIds.length : 0,
      }
    },

    async 'group_open_http_svc/create_group'(caller, input) {
      const { groupId, type } = await createGroup(groups, appCaller(caller), wishOf(input))
      for (const { Member_Account: userId, AppMemberDefinedData } of input.MemberList ?? []) {
        if (AppMemberDefinedData === undefined) continue
        const self = asCaller({ sdkAppId: caller.sdkAppId, userId })
        await updateMember(groups, self, groupId, userId, { custom: pairsOf(AppMemberDefinedData) })
      }
      return { GroupId: groupId, Type: type, ...(type === 'AVChatRoom' ? { HugeGroupFlag: 1 } : {}) }
    },

    async 'group_open_http_svc/get_group_info'(caller, { GroupIdList, ResponseFilter }) {
      const { sdkAppId } = caller
      const heads = await headsOf(sdkAppId, GroupIdList)
      const infos = new Map(
        (await groupInfos(groups, appCaller(caller), GroupIdList)).map((info) => [
          info.kind === 'found' ? info.group.groupId : info.groupId,
          info,
        ]),
      )
      const GroupInfo: InfoItem[] = []
      for (const [i, groupId] of GroupIdList.entries()) {
        GroupInfo.push(await infoItem(sdkAppId, infos.get(groupId)!, heads[i]!, ResponseFilter))
      }
      return { GroupInfo }
    },

    async 'group_open_http_svc/modify_group_base_info'(caller, input) {
      await updateGroup(groups, appCaller(caller), input.GroupId, {
        name: input.Name,
        ...detailsOf(input),
        maxMembers: input.MaxMemberNum,
        muteAll: input.MuteAllMember === undefined ? undefined : input.MuteAllMember === 'On',
        permission: await permissionOf(caller, input),
      })
      return {}
    },

    async 'group_open_http_svc/destroy_group'(caller, { GroupId }) {
      await dissolveGroup(groups, appCaller(caller), GroupId)
      return {}
    },

    async 'group_open_http_svc/change_group_owner'(caller, { GroupId, NewOwner_Account }) {
      await transferGroup(groups, appCaller(caller), GroupId, NewOwner_Account)
      return {}
    },

    async 'group_open_http_svc/get_joined_group_list'({ sdkAppId }, input) {
      const {
        Member_Account,
        Limit = 5000,
        Offset = 0,
        GroupType,
        SupportTopic,
        WithHugeGroups,
        ResponseFilter,
      } = input
      if ((await groups.accounts.find(sdkAppId, Member_Account)) === undefined) throw fail('GROUP_ACCOUNT_UNKNOWN')
      const joined = await allJoined(groups, sdkAppId, Member_Account, GroupType)
      const withTopics = flagOf(SupportTopic)
      const chosen = joined.filter(
        ({ group: { type, supportTopic } }) =>
          (WithHugeGroups === 1 || type !== 'AVChatRoom') &&
          (type !== 'Community' || withTopics === undefined || supportTopic === withTopics),
      )
      const page = chosen.slice(Offset, Offset + Limit)
      const isWithHeads =
        ResponseFilter?.GroupBaseInfoFilter !== undefined || ResponseFilter?.SelfInfoFilter !== undefined
      const ids = page.map(({ group }) => group.groupId)
      const heads = isWithHeads ? await headsOf(sdkAppId, ids) : []
      const GroupIdList = page.map(({ group, self }, i) => ({
        GroupId: group.groupId,
        ...baseOf(sdkAppId, group, heads[i], ResponseFilter?.GroupBaseInfoFilter),
        ...selfOf(self, heads[i], ResponseFilter?.SelfInfoFilter),
      }))
      return { TotalCount: chosen.length, GroupIdList }
    },
  }
}

const flagOf = (flag: number | undefined): boolean | undefined => (flag === undefined ? undefined : flag === 1)

/** Memberships that one query reads. */
const JOINED_PAGE = 1000

async function allJoined(groups: Groups, sdkAppId: number, userId: string, type: string | undefined) {
  const all: { group: Group; self: Member }[] = []
  let cursor: string | undefined
  do {
    const page = await joinedGroups(groups, sdkAppId, userId, { cursor, limit: JOINED_PAGE, type: typeNamed(type) })
    all.push(...page.groups)
    cursor = page.cursor
  } while (cursor !== undefined)
  return all
}

const baseOf = (sdkAppId: number, group: Group, head: Head | undefined, only: readonly string[] | undefined) =>
  only === undefined || head === undefined ? {} : pick(groupFields(sdkAppId, group, head), only)

function selfOf(self: Member, head: Head | undefined, only: readonly string[] | undefined) {
  if (only === undefined || head === undefined) return {}
  const info = {
    Role: self.role,
    JoinTime: seconds(self.joinedAt),
    MsgFlag: self.receiveOption,
    MsgSeq: self.readSeq,
    NameCard: self.nameCard,
    UnreadMsgNum: Math.max(0, head.seq - self.readSeq),
  }
  return { SelfInfo: pick(info, only) }
}

const NOT_ENABLED = 'DefaultPermission goes with EnablePermission 1.'

/** @throws GROUP_PARAMETER */
function firstPermission({ EnablePermission, DefaultPermission }: CommandInput<'group_open_http_svc/create_group'>) {
  if (EnablePermission === 1) return DefaultPermission ?? 0
  if (DefaultPermission !== undefined) throw fail('GROUP_PARAMETER', NOT_ENABLED)
  return undefined
}

type Details = Pick<
  CommandInput<'group_open_http_svc/create_group'>,
  'Introduction' | 'Notification' | 'FaceUrl' | 'ApplyJoinOption' | 'InviteJoinOption' | 'AppDefinedData'
>

const detailsOf = (input: Details) => ({
  introduction: input.Introduction,
  notification: input.Notification,
  faceUrl: input.FaceUrl,
  joinOption: input.ApplyJoinOption,
  inviteOption: input.InviteJoinOption,
  custom: pairsOf(input.AppDefinedData),
})

const wishOf = (input: CommandInput<'group_open_http_svc/create_group'>) => ({
  type: input.Type,
  name: input.Name,
  groupId: input.GroupId === '' ? undefined : input.GroupId,
  owner: input.Owner_Account === '' ? undefined : input.Owner_Account,
  ...detailsOf(input),
  maxMembers: input.MaxMemberCount,
  supportTopic: input.SupportTopic === 1,
  permission: firstPermission(input),
  members: input.MemberList?.map(({ Member_Account, Role }) => ({ userId: Member_Account, role: Role })),
})
