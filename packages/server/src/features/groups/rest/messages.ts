import { ERRORS } from '@signet/protocol/errors'
import { messageId } from '@signet/protocol/ids'
import type { WireMessage } from '@signet/protocol/realtime/frames'
import type { CommandInput } from '@signet/protocol/rest/commands'
import { Failure, fail } from '../../../engine/failure.ts'
import type { RestCaller, RestHandlers } from '../../../engine/http/rest.ts'
import type { Entry } from '../../../engine/timeline/timeline.ts'
import type { Account } from '../../accounts/account.ts'
import { type Place, readMessage, untilAgreed } from '../../messages/change.ts'
import { modify } from '../../messages/modify.ts'
import { recall } from '../../messages/recall.ts'
import { getKeyValues, setKeyValues } from '../../messages/rest/extensions.ts'
import type { MessageRestParts } from '../../messages/rest/parts.ts'
import type { Draft, Route } from '../../messages/route.ts'
import { defaultMsgSeq } from '../../messages/rules.ts'
import { send } from '../../messages/send.ts'
import { signal } from '../../messages/signal.ts'
import { isHidden, messageOf, stateOf } from '../../messages/state.ts'
import type { Window } from '../../messages/view.ts'
import { restOrigin } from '../../webhooks/origin.ts'
import { appGroupRoute } from '../app-route.ts'
import type { Groups } from '../create-groups.ts'
import { groupRow } from '../parts.ts'
import { groupChannel } from '../route.ts'
import { topicRow } from '../topics/topics.ts'
import { TYPE_RULES } from '../types.ts'
import { seconds } from './wire.ts'

export interface GroupMessageParts extends MessageRestParts {
  readonly groups: Groups
  isAdministrator(sdkAppId: number, userId: string): Promise<boolean>
}

type Path =
  | `group_open_http_svc/${'send_group_msg' | 'group_msg_recall' | 'modify_group_msg' | 'group_msg_get_simple' | 'delete_group_msg_by_sender'}`
  | 'openim/modify_group_msg'
  | `openim_msg_ext_http_svc/group_${string}`

/** Messages of a page, and those among which a sender's are taken back. */
const PAGE = 20
const SEARCHED = 1000
/** How long a repeated Random is the same message, ms. */
const RETRIES_FOR = 300_000
const PRIORITY = { High: 1, Normal: 2, Low: 3, Lowest: 4 } as const

/** Server API: messages in groups. */
export function groupMessageCommands(parts: GroupMessageParts): Pick<RestHandlers, Extract<keyof RestHandlers, Path>> {
  const { groups } = parts

  /** The log that is meant: of the group, or of one of its topics. @throws GROUP_NOT_FOUND, TOPIC_NOT_FOUND */
  async function conversationOf({ sdkAppId }: RestCaller, groupId: string, topicId: string | undefined) {
    const group = await groupRow(groups, sdkAppId, groupId)
    const topic = topicId === undefined ? undefined : await topicRow(groups, sdkAppId, topicId)
    if (topic !== undefined && topic.group_id !== groupId) throw fail('TOPIC_NOT_FOUND')
    // What was cleared, or belongs to another group that had this id, is nobody's any more (GRP31).
    const window: Window = { floor: (topic ?? group).floor_seq, at: parts.clock.now() }
    return { type: group.type, channel: groupChannel(sdkAppId, topicId ?? groupId), window }
  }

  /** As the application sees it: everything. */
  async function placeOf(
    caller: RestCaller,
    input: { GroupId: string; MsgSeq: number; TopicId?: string },
  ): Promise<Place> {
    const { channel, window } = await conversationOf(caller, input.GroupId, input.TopicId)
    return { channel, window, seq: input.MsgSeq }
  }

  /** The message that a repeated call sent before; nothing where none is stored. */
  async function firstTry({ timeline }: Route, seq: number): Promise<WireMessage | undefined> {
    const [entry] = await parts.timeline.read(timeline, { after: seq - 1, limit: 1 })
    return entry?.seq === seq ? messageOf(entry) : undefined
  }

  async function modifyMessage(caller: RestCaller, input: CommandInput<'openim/modify_group_msg'>): Promise<object> {
    const { MsgBody: body, CloudCustomData: cloudCustomData } = input
    if (body === undefined && cloudCustomData === undefined) {
      throw fail('GROUP_PARAMETER', 'Give MsgBody, CloudCustomData or both.')
    }
    const place = await placeOf(caller, input)
    const by = { userId: caller.administrator, others: true }
    await untilAgreed(async () => {
      const version = stateOf(await readMessage(parts.timeline, place, 'MESSAGE_NOT_FOUND')).edit?.version ?? 0
      return await modify(parts, place, by, { version, body, cloudCustomData }, parts.maxBytes(caller.sdkAppId))
    })
    return {}
  }

  return {
    'openim/modify_group_msg': modifyMessage,
    'group_open_http_svc/modify_group_msg': modifyMessage,

    async 'group_open_http_svc/send_group_msg'(caller, input) {
      const { sdkAppId } = caller
      const sender = await parts.accounts.find(sdkAppId, input.From_Account ?? caller.administrator)
      if (sender === undefined) throw fail('GROUP_ACCOUNT_UNKNOWN')
      const draft = draftOf(sender, input, seconds(parts.clock.now()))
      const isApp = await parts.isAdministrator(sdkAppId, sender.userId)
      const route = isApp ? appGroupRoute(groups, sender, draft.to) : groups.conversations.route(sender, draft.to)
      const { ForbidCallbackControl: forbidden = [] } = input
      const options = {
        maxBytes: parts.maxBytes(sdkAppId),
        sentBy: '',
        retriesFor: RETRIES_FOR,
        origin: { ...restOrigin(caller.ip), operator: caller.administrator },
        withoutHooks: {
          before: forbidden.includes('ForbidBeforeSendMsgCallback'),
          after: forbidden.includes('ForbidAfterSendMsgCallback'),
        },
      }
      const sent =
        input.OnlineOnlyFlag === 1
          ? { seq: 0, ...(await signal(parts, route, draft, options)) }
          : await send(parts, route, draft, options)
      const first = 'duplicate' in sent && sent.duplicate ? await firstTry(route, sent.seq) : undefined
      const { tinyId, clientTime, random } = first ?? draft
      return { MsgTime: seconds(sent.time), MsgSeq: sent.seq, MsgId: messageId(tinyId, clientTime, random) }
    },

    async 'group_open_http_svc/group_msg_recall'(caller, { GroupId, MsgSeqList, TopicId, Reason }) {
      const { type, channel, window } = await conversationOf(caller, GroupId, TopicId)
      if (!TYPE_RULES[type].recall) throw fail('GROUP_RECALL_UNSUPPORTED')
      const by = { userId: caller.administrator, others: true, anyTime: true }
      const RecallRetList: { MsgSeq: number; RetCode: number }[] = []
      for (const { MsgSeq } of MsgSeqList) {
        const done = recall(parts, { channel, window, seq: MsgSeq }, by, Reason)
        RecallRetList.push({ MsgSeq, RetCode: await recallCode(done) })
      }
      return { RecallRetList }
    },

    async 'group_open_http_svc/group_msg_get_simple'(caller, { GroupId, ReqMsgNumber, ReqMsgSeq, TopicId }) {
      const { type, channel, window } = await conversationOf(caller, GroupId, TopicId)
      if (!TYPE_RULES[type].history) throw fail('GROUP_UNSUPPORTED')
      const before = ReqMsgSeq ? ReqMsgSeq + 1 : Number.MAX_SAFE_INTEGER
      const limit = Math.min(ReqMsgNumber, PAGE)
      const entries = await parts.timeline.read(channel.timeline, { before, after: window.floor, limit })
      const oldest = entries[0]?.seq ?? 1
      const isCut = ReqMsgNumber > PAGE && entries.length === PAGE && oldest > window.floor + 1
      const topic = TopicId === undefined ? {} : { TopicId }
      const RspMsgList = entries.map((entry) => ({ ...itemOf(entry, window), ...topic })).reverse()
      return { GroupId, IsFinished: isCut ? 0 : 1, RspMsgList }
    },

    async 'group_open_http_svc/delete_group_msg_by_sender'(caller, { GroupId, Sender_Account, TopicId }) {
      const { type, channel, window } = await conversationOf(caller, GroupId, TopicId)
      if (!TYPE_RULES[type].recall) return {}
      const by = { userId: caller.administrator, others: true, anyTime: true }
      const range = { before: Number.MAX_SAFE_INTEGER, after: window.floor, limit: SEARCHED }
      const entries = await parts.timeline.read(channel.timeline, range)
      for (const entry of entries) {
        const { from, event, seq } = messageOf(entry)
        if (from !== Sender_Account || event !== undefined) continue
        await recallCode(recall(parts, { channel, window, seq }, by))
      }
      return {}
    },

    async 'openim_msg_ext_http_svc/group_set_key_values'(caller, input) {
      return await setKeyValues(parts, await placeOf(caller, input), caller.administrator, input)
    },
    async 'openim_msg_ext_http_svc/group_get_key_values'(caller, input) {
      return await getKeyValues(parts, await placeOf(caller, input), input.StartSeq)
    },
  }
}

/** One message that cannot be taken back does not keep the others. */
async function recallCode(done: Promise<unknown>): Promise<number> {
  try {
    await done
    return 0
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    if (error.errorName === 'RECALL_NOT_FOUND') return ERRORS.GROUP_MESSAGE_NOT_FOUND.code
    if (error.errorName === 'STORE_UNAVAILABLE') throw error
    return ERRORS.GROUP_MESSAGE_FIXED.code
  }
}

/** What `IsPlaceMsg` says: a message, one that is read no more, one that was taken back. */
const PLACE = { message: 0, hole: 1, recalled: 2 } as const

function itemOf(entry: Entry, window: Window) {
  const message = messageOf(entry)
  const isOver = isHidden(entry, window)
  const isRecalled = message.changed?.recalled !== undefined
  const { cloudCustomData } = message
  return {
    From_Account: message.from,
    IsPlaceMsg: isOver ? PLACE.hole : isRecalled ? PLACE.recalled : PLACE.message,
    ...(message.event === undefined ? {} : { IsSystemMsg: 1 }),
    MsgBody: isOver || isRecalled ? [] : message.body,
    MsgPriority: PRIORITY[message.priority ?? 'Normal'],
    MsgRandom: message.random,
    MsgSeq: message.seq,
    MsgTimeStamp: seconds(message.sentAt ?? message.time),
    ...(cloudCustomData === undefined || isOver ? {} : { CloudCustomData: cloudCustomData }),
  }
}

function draftOf(
  sender: Account,
  input: CommandInput<'group_open_http_svc/send_group_msg'>,
  clientTime: number,
): Draft {
  const { GroupId, Random, SendMsgControl: control = [], GroupAtInfo: at = [] } = input
  const mentions = at.flatMap(({ GroupAt_Account }) => GroupAt_Account ?? [])
  return {
    from: sender.userId,
    to: input.TopicId ?? GroupId,
    tinyId: sender.tinyId,
    random: Random,
    clientTime,
    msgSeq: defaultMsgSeq(Random),
    body: input.MsgBody,
    ...(input.CloudCustomData !== undefined && { cloudCustomData: input.CloudCustomData }),
    ...(input.NeedReadReceipt === 1 && { needReceipt: true }),
    ...(input.SupportMessageExtension === 1 && { supportExtension: true }),
    ...(control.includes('NoUnread') && { noUnread: true }),
    ...(control.includes('NoLastMsg') && { noLastMsg: true }),
    ...(control.includes('WithMuteNotifications') && { withMuteNotifications: true }),
    ...(input.MsgPriority && { priority: input.MsgPriority }),
    ...(mentions.length > 0 && { mentions }),
    ...(at.some(({ GroupAtAllFlag }) => GroupAtAllFlag === 1) && { mentionsAll: true }),
    ...(input.To_Account && { targets: input.To_Account }),
    ...(input.OfflinePushInfo && { offlinePush: input.OfflinePushInfo }),
  }
}
