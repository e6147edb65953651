import type { CommandInput } from '@signet/protocol/rest/commands'
import { fail } from '../../engine/failure.ts'
import type { RestHandler, RestHandlers } from '../../engine/http/rest.ts'
import type { Account } from '../accounts/account.ts'
import type { Draft } from '../messages/route.ts'
import { defaultMsgSeq } from '../messages/rules.ts'
import type { Push } from './create-push.ts'
import {
  addTags,
  checkCount,
  checkValue,
  nameAttributes,
  removeAttributes,
  removeTags,
  setAttributes,
  slotsOf,
} from './labels.ts'
import { bodyOfNotification, notify } from './notify.ts'
import { type Condition, tagListsRefusal } from './rules.ts'
import { startPush } from './start-push.ts'

type Path = Extract<
  keyof RestHandlers,
  `${'all_member_push' | 'timpush'}/${string}` | 'openim/im_push' | 'openim/im_get_push_report'
>
type PushInput = CommandInput<'openim/im_push'>

/** Seconds; how long a notification is kept. */
const WEEK = 604_800

/** Server API: messages to many at once. */
export function pushCommands(
  push: Push,
  accounts: { find(sdkAppId: number, userId: string): Promise<Account | undefined> },
): Pick<RestHandlers, Path> {
  const { store } = push
  const taggedOf = ({ UserTags }: CommandInput<'all_member_push/im_add_tag'>) =>
    UserTags.map(({ To_Account, Tags }) => ({ userId: To_Account, tags: Tags }))

  const senderOf = async (sdkAppId: number, userId: string): Promise<Account> => {
    const sender = await accounts.find(sdkAppId, userId)
    if (sender === undefined) throw fail('C2C_SENDER_UNKNOWN')
    return sender
  }
  const now = () => Math.floor(push.now() / 1000)

  const im_push: RestHandler<'openim/im_push'> = async ({ sdkAppId, administrator }, input) => {
    const sender = await senderOf(sdkAppId, input.From_Account ?? administrator)
    const condition = conditionOf(input.Condition ?? {}, await slotsOf(push, sdkAppId))
    const draft = draftOf(sender, input, now())
    const dataId = (input as { DataId?: string }).DataId
    return { TaskId: await startPush(push, sdkAppId, { draft, condition, onlineOnly: !input.MsgLifeTime, dataId }) }
  }

  return {
    'all_member_push/im_push': im_push,
    'openim/im_push': im_push,

    async 'timpush/push'(caller, input) {
      const { MsgBody = bodyOfNotification(input.OfflinePushInfo), OnlineOnlyFlag, MsgLifeTime = WEEK } = input
      return await im_push(caller, { ...input, MsgBody, MsgLifeTime: OnlineOnlyFlag === 1 ? 0 : MsgLifeTime })
    },
    async 'timpush/batch'({ sdkAppId }, input) {
      const sender = await senderOf(sdkAppId, input.From_Account)
      const MsgBody = bodyOfNotification(input.OfflinePushInfo)
      const draft = draftOf(sender, { ...input, MsgBody, MsgLifeTime: WEEK }, now())
      const about = { startedAt: push.now(), dataId: input.DataId ?? '' }
      return { TaskId: await notify(push, sdkAppId, draft, input.To_Account, about) }
    },

    async 'openim/im_get_push_report'({ sdkAppId }, { TaskIds }) {
      const tasks = await store.tasks(sdkAppId, TaskIds)
      const Reports = TaskIds.map((TaskId) => {
        const task = tasks.get(TaskId)
        if (task === undefined) throw fail('PUSH_TASK_UNKNOWN', `There is no task ${JSON.stringify(TaskId)}.`)
        const { status, started_at, finished, total } = task
        return { TaskId, Status: status, StartTime: Math.floor(started_at / 1000), Finished: finished, Total: total }
      })
      return { Reports }
    },

    async 'all_member_push/im_set_attr_name'({ sdkAppId }, { AttrNames }) {
      const known = Object.entries(AttrNames).filter(([slot]) => /^\d$/.test(slot))
      await nameAttributes(
        push,
        sdkAppId,
        known.map(([slot, name]) => [Number(slot), name]),
      )
      return {}
    },
    async 'all_member_push/im_get_attr_name'({ sdkAppId }) {
      const names = await store.attributeNames(sdkAppId)
      return { AttrNames: Object.fromEntries([...names].map(([name, slot]) => [slot, name])) }
    },
    async 'all_member_push/im_set_attr'({ sdkAppId }, { UserAttrs }) {
      const users = UserAttrs.map(({ To_Account, Attrs }) => ({ userId: To_Account, values: Attrs }))
      await setAttributes(push, sdkAppId, users)
      return {}
    },
    async 'all_member_push/im_get_attr'({ sdkAppId }, { To_Account }) {
      checkCount(To_Account)
      const nameOf = new Map([...(await store.attributeNames(sdkAppId))].map(([name, slot]) => [slot, name]))
      const labels = await store.labels(sdkAppId, To_Account)
      const UserAttrs = To_Account.map((userId) => ({
        To_Account: userId,
        Attrs: Object.fromEntries(
          [...labels.get(userId)!.attributes].map(([slot, value]) => [nameOf.get(slot)!, value]),
        ),
      }))
      return { UserAttrs }
    },
    async 'all_member_push/im_remove_attr'({ sdkAppId }, { UserAttrs }) {
      const users = UserAttrs.map(({ To_Account, Attrs }) => ({ userId: To_Account, names: Attrs }))
      await removeAttributes(push, sdkAppId, users)
      return {}
    },

    async 'all_member_push/im_add_tag'({ sdkAppId }, input) {
      await addTags(push, sdkAppId, taggedOf(input))
      return {}
    },
    async 'all_member_push/im_get_tag'({ sdkAppId }, { To_Account }) {
      checkCount(To_Account)
      const labels = await store.labels(sdkAppId, To_Account)
      const UserTags = To_Account.map((userId) => ({ To_Account: userId, Tags: [...labels.get(userId)!.tags] }))
      return { UserTags }
    },
    async 'all_member_push/im_remove_tag'({ sdkAppId }, input) {
      await removeTags(push, sdkAppId, taggedOf(input))
      return {}
    },
    async 'all_member_push/im_remove_all_tags'({ sdkAppId }, { To_Account }) {
      checkCount(To_Account)
      await store.removeAllTags(sdkAppId, To_Account)
      return {}
    },
  }
}

/** @throws Failure PUSH_CONDITION_MIXED, PUSH_ATTRIBUTE_INVALID and those of tags */
function conditionOf(given: NonNullable<PushInput['Condition']>, slotOf: (name: string) => number): Condition {
  const { TagsOr = [], TagsAnd = [] } = given
  const values = (attributes: Readonly<Record<string, string>> = {}) =>
    Object.entries(attributes).map(([name, value]) => [slotOf(name), checkValue(value)] as const)
  const hasTags = TagsOr.length + TagsAnd.length > 0
  const hasAttributes = Object.keys({ ...given.AttrsOr, ...given.AttrsAnd }).length > 0
  if (hasTags && hasAttributes) throw fail('PUSH_CONDITION_MIXED')
  if (hasAttributes) return { kind: 'attributes', or: values(given.AttrsOr), and: values(given.AttrsAnd) }
  if (!hasTags) return { kind: 'everybody' }
  const refusal = tagListsRefusal(TagsOr, TagsAnd)
  if (refusal !== undefined) throw fail(refusal)
  return { kind: 'tags', or: TagsOr, and: TagsAnd }
}

/** The message as every receiver gets it. */
function draftOf(sender: Account, input: PushInput, clientTime: number): Draft {
  const { MsgRandom, MsgLifeTime = 0 } = input
  return {
    from: sender.userId,
    to: '',
    tinyId: sender.tinyId,
    random: MsgRandom,
    clientTime,
    msgSeq: defaultMsgSeq(MsgRandom),
    body: input.MsgBody,
    ...(MsgLifeTime > 0 && { lifeTime: MsgLifeTime }),
    ...(input.OfflinePushInfo && { offlinePush: input.OfflinePushInfo }),
  }
}
