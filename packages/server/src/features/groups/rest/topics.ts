import { ERRORS } from '@signet/protocol/errors'
import type { CommandInput } from '@signet/protocol/rest/commands'
import { fail } from '../../../engine/failure.ts'
import type { RestHandlers } from '../../../engine/http/rest.ts'
import type { Groups } from '../create-groups.ts'
import { asCaller } from '../parts.ts'
import { createPermissionGroup } from '../permissions/permissions.ts'
import { communityOf } from '../topics/rules.ts'
import { createTopic, deleteTopics, type TopicInfo, topicList, updateTopic } from '../topics/topics.ts'
import { appCaller, pick, seconds } from './wire.ts'

type Path = Extract<
  keyof RestHandlers,
  | `million_group_open_http_svc/${string}_topic`
  | 'group_open_http_svc/import_topic'
  | 'group_open_http_svc/create_permission_group'
>

/** Server API: topics of communities. The application has the rights of an owner. */
export function topicCommands(groups: Groups): Pick<RestHandlers, Path> {
  return {
    'million_group_open_http_svc/create_topic': async (caller, input) => ({
      TopicId: (await createTopic(groups, appCaller(caller), input.GroupId, wishOf(input))).topicId,
    }),

    async 'million_group_open_http_svc/get_topic'(caller, { GroupId, From_Account, TopicIdList, ResponseFilter }) {
      const member = asCaller({ sdkAppId: caller.sdkAppId, userId: From_Account })
      const topics = await topicList(groups, member, GroupId, TopicIdList)
      const heads = await groups.heads(topics.map(({ timeline }) => timeline))
      const found = topics.map((topic, i) => shown(topic, heads[i]!.time, ResponseFilter))
      if (TopicIdList === undefined) return { TopicAndSelfInfo: found }
      const there = new Map(topics.map(({ topicId }, i) => [topicId, found[i]!]))
      const { code, text } = ERRORS.TOPIC_NOT_FOUND
      const refused = (TopicId: string) => ({
        ErrorCode: code,
        ErrorInfo: text,
        TopicInfo: { TopicId, GroupID: GroupId },
      })
      return { TopicAndSelfInfo: TopicIdList.map((topicId) => there.get(topicId) ?? refused(topicId)) }
    },

    async 'million_group_open_http_svc/modify_topic'(caller, { GroupId, TopicId, MuteAllMember, TopicName, ...texts }) {
      if (communityOf(TopicId) !== GroupId) throw fail('TOPIC_NOT_FOUND')
      const muteAll = MuteAllMember === undefined ? undefined : MuteAllMember === 'On'
      await updateTopic(groups, appCaller(caller), TopicId, { ...textsOf(texts), name: TopicName, muteAll })
      return {}
    },

    async 'million_group_open_http_svc/destroy_topic'(caller, { GroupId, TopicIdList }) {
      const { deleted } = await deleteTopics(groups, appCaller(caller), GroupId, TopicIdList)
      const { code, text } = ERRORS.TOPIC_NOT_FOUND
      return {
        DestroyResultItem: TopicIdList.map((TopicId) => {
          const isGone = deleted.includes(TopicId)
          return { TopicId, ErrorCode: isGone ? 0 : code, ErrorInfo: isGone ? '' : text }
        }),
      }
    },

    async 'group_open_http_svc/import_topic'(caller, { GroupId, CreateTime, ...input }) {
      const createdAt = CreateTime === undefined ? undefined : CreateTime * 1000
      if (createdAt !== undefined && createdAt > groups.now())
        throw fail('GROUP_PARAMETER', 'CreateTime is not over yet.')
      const wish = { ...wishOf(input), createdAt }
      return { TopicId: (await createTopic(groups, appCaller(caller), GroupId, wish)).topicId }
    },

    async 'group_open_http_svc/create_permission_group'(caller, input) {
      const { permissionId } = await createPermissionGroup(groups, appCaller(caller), input.GroupId, {
        name: input.PermissionGroupName,
        permission: input.Permission,
        permissionId: input.PermissionGroupId,
        custom: input.CustomString,
      })
      return { PermissionGroupId: permissionId }
    },
  }
}

type NewTopic = Omit<CommandInput<'million_group_open_http_svc/create_topic'>, 'GroupId'>

const textsOf = (input: Pick<NewTopic, 'CustomString' | 'FaceUrl' | 'Notification' | 'Introduction'>) => ({
  custom: input.CustomString,
  faceUrl: input.FaceUrl,
  notification: input.Notification,
  introduction: input.Introduction,
})

const wishOf = (input: NewTopic) => ({
  name: input.TopicName,
  topicId: input.TopicId === '' ? undefined : input.TopicId,
  ...textsOf(input),
})

const shown = (topic: TopicInfo, lastAt: number, only: readonly string[] | undefined) => ({
  ErrorCode: 0,
  ErrorInfo: '',
  ...(topic.self === undefined
    ? {}
    : {
        SelfInfo: {
          ShutUpTime: seconds(topic.self.muteUntil),
          MsgSeq: topic.self.readSeq,
          MsgFlag: topic.self.receiveOption,
        },
      }),
  TopicInfo: {
    ...pick(
      {
        TopicName: topic.name,
        FaceUrl: topic.faceUrl,
        NextMsgSeq: topic.head + 1,
        Notification: topic.notification,
        Introduction: topic.introduction,
        CreateTime: seconds(topic.createdAt),
        LastMsgTime: seconds(lastAt),
        MuteAllMember: topic.muteAll ? 'On' : 'Off',
        CustomString: topic.custom,
      },
      only,
    ),
    TopicId: topic.topicId,
    GroupID: topic.groupId,
  },
})
