import { ERRORS } from '@signet/protocol/errors'
import { c2cMsgKey, isUserId, messageId } from '@signet/protocol/ids'
import type { CommandInput } from '@signet/protocol/rest/commands'
import { Failure, fail } from '../../../engine/failure.ts'
import type { RestCaller, RestHandlers } from '../../../engine/http/rest.ts'
import type { Account } from '../../accounts/account.ts'
import { restOrigin } from '../../webhooks/origin.ts'
import type { Draft } from '../route.ts'
import { defaultMsgSeq } from '../rules.ts'
import { type SendOptions, send } from '../send.ts'
import { signal } from '../signal.ts'
import { actorOf, type MessageRestParts, seconds } from './parts.ts'

type Sending = Omit<CommandInput<'openim/batchsendmsg'>, 'To_Account'> & { readonly MsgTimeStamp?: number }

/** Seconds; a longer lifetime is cut to it. */
const WEEK = 604_800
/** Receivers of one batch. */
const MOST_RECEIVERS = 500

/** Server API: sending private messages, in the name of any account. */
export function sendCommands(parts: MessageRestParts): Pick<RestHandlers, 'openim/sendmsg' | 'openim/batchsendmsg'> {
  const now = () => seconds(parts.clock.now())

  /** @returns when it was sent, server ms */
  async function deliver(sdkAppId: number, draft: Draft, input: Sending, options: SendOptions): Promise<number> {
    const route = parts.toUserAsApp(sdkAppId, draft.from, draft.to)
    const isSignal = input.OnlineOnlyFlag === 1 || input.MsgLifeTime === 0
    return (await (isSignal ? signal : send)(parts, route, draft, options)).time
  }

  const namesOf = ({ msgSeq, random, tinyId, clientTime }: Draft, time: number) => ({
    MsgKey: c2cMsgKey(msgSeq, random, seconds(time)),
    MsgId: messageId(tinyId, clientTime, random),
  })

  return {
    async 'openim/sendmsg'(caller, input) {
      const { sdkAppId } = caller
      const { To_Account, ForbidCallbackControl = [], From_Account = caller.administrator } = input
      if (!isUserId(To_Account)) throw fail('C2C_RECEIVER_UNKNOWN')
      const sender = await actorOf(parts, caller, From_Account)
      const draft = draftOf(sender, To_Account, input, input.MsgTimeStamp ?? now())
      const time = await deliver(sdkAppId, draft, input, {
        maxBytes: parts.maxBytes(sdkAppId),
        sentBy: '',
        origin: originOf(caller),
        withoutHooks: {
          before: ForbidCallbackControl.includes('ForbidBeforeSendMsgCallback'),
          after: ForbidCallbackControl.includes('ForbidAfterSendMsgCallback'),
        },
      })
      return { MsgTime: seconds(time), ...namesOf(draft, time) }
    },

    async 'openim/batchsendmsg'(caller, input) {
      const { sdkAppId } = caller
      const receivers = [...new Set(input.To_Account)]
      if (receivers.length === 0) throw fail('C2C_RECEIVER_MISSING')
      if (receivers.length > MOST_RECEIVERS) throw fail('C2C_TOO_MANY')
      const sender = await actorOf(parts, caller, input.From_Account ?? caller.administrator)
      const options = { maxBytes: parts.maxBytes(sdkAppId), sentBy: '' }
      const at = now()
      const drafts = receivers.map((to) => draftOf(sender, to, input, at))
      const sent = await Promise.all(drafts.map((draft) => outcome(deliver(sdkAppId, draft, input, options), draft.to)))
      const times = sent.flatMap((one) => (typeof one === 'number' ? [one] : []))
      const ErrorList = sent.flatMap((one) => (typeof one === 'number' ? [] : [one]))
      if (times.length === 0) throw fail('C2C_RECEIVER_UNKNOWN', 'invalid To_Account: no receiver is an account.')
      const names = namesOf(drafts[0]!, times[0]!)
      return ErrorList.length === 0 ? names : { ActionStatus: 'SomeError', ...names, ErrorList }
    },
  }
}

/** What is wrong with one receiver is told beside the others; what is wrong with the message refuses the whole call. */
async function outcome(
  sending: Promise<number>,
  to: string,
): Promise<number | { To_Account: string; ErrorCode: number }> {
  try {
    return await sending
  } catch (error) {
    if (!(error instanceof Failure) || error.errorName !== 'RECEIVER_INVALID') throw error
    return { To_Account: to, ErrorCode: ERRORS.ACCOUNT_NOT_FOUND.code }
  }
}

const originOf = ({ ip, administrator }: RestCaller) => ({ ...restOrigin(ip), operator: administrator })

function draftOf(sender: Account, to: string, input: Sending, clientTime: number): Draft {
  const control = input.SendMsgControl ?? []
  return {
    from: sender.userId,
    to,
    tinyId: sender.tinyId,
    random: input.MsgRandom,
    clientTime,
    msgSeq: input.MsgSeq ?? defaultMsgSeq(input.MsgRandom),
    body: input.MsgBody,
    ...(input.CloudCustomData !== undefined && { cloudCustomData: input.CloudCustomData }),
    ...(input.IsNeedReadReceipt === 1 && { needReceipt: true }),
    ...(input.SupportMessageExtension === 1 && { supportExtension: true }),
    ...(input.SyncOtherMachine === 2 && to !== sender.userId && { receiverOnly: true }),
    ...(control.includes('NoUnread') && { noUnread: true }),
    ...(control.includes('NoLastMsg') && { noLastMsg: true }),
    ...(control.includes('WithMuteNotifications') && { withMuteNotifications: true }),
    ...(input.MsgLifeTime !== undefined && input.MsgLifeTime > 0 && { lifeTime: Math.min(input.MsgLifeTime, WEEK) }),
    ...(input.OfflinePushInfo && { offlinePush: input.OfflinePushInfo }),
  }
}
