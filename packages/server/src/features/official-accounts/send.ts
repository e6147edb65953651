import { bodyShapeProblem } from '@signet/protocol/body-shape'
import { c2cMsgKey } from '@signet/protocol/ids'
import type { MsgBody } from '@signet/protocol/message'
import type { RestCaller } from '../../engine/http/rest.ts'
import type { Draft, Route } from '../messages/route.ts'
import { checked, send } from '../messages/send.ts'
import { keepsMedia } from '../webhooks/rules.ts'
import { askApp, tellApp } from './hooks.ts'
import { type OfficialParts, officialRow } from './parts.ts'
import { officialTimeline } from './rules.ts'

/** How long a repeated random is the same message, ms. */
const RETRIES_FOR = 300_000

export interface OfficialMessage {
  readonly random: number
  readonly body: MsgBody
  readonly cloudCustomData?: string | undefined
  readonly offlinePush?: Draft['offlinePush'] | undefined
  readonly noLastMsg: boolean
  readonly noUnread: boolean
  readonly onlineOnly: boolean
  readonly without: { readonly before: boolean; readonly after: boolean }
}

/** The log of an official account: nobody hears it, subscribers have their own copies. */
export const officialRoute = (sdkAppId: number, officialId: string): Route => ({
  sdkAppId,
  timeline: officialTimeline(sdkAppId, officialId),
  admit: () => undefined,
  audience: () => [],
})

/**
 * Sends a message to all who subscribed (OFF3): it is in the log of the account with the answer, and goes out in the background.
 * @returns its key, and when it was sent, Unix seconds
 * @throws Failure OFFICIAL_NOT_FOUND, MESSAGE_INVALID, MESSAGE_TOO_LONG, MESSAGE_ID_REUSED, GROUP_WEBHOOK_REFUSED, GROUP_WEBHOOK_FAILED
 */
export async function sendOfficial(
  parts: OfficialParts,
  caller: RestCaller,
  officialId: string,
  message: OfficialMessage,
): Promise<{ key: string; time: number }> {
  const { messages, webhooks } = parts
  const { sdkAppId } = caller
  await officialRow(parts, sdkAppId, officialId)
  const account = await parts.profiles.accounts.import({ sdkAppId, userId: officialId })
  const at = messages.clock.now()
  const original = draftOf(account.tinyId, officialId, message, seconds(at))
  const options = { maxBytes: messages.maxBytes(sdkAppId), sentBy: '', retriesFor: RETRIES_FOR }
  checked(original, options.maxBytes)
  const draft = message.without.before ? original : await asked(parts, caller, original, message.onlineOnly)
  const sentAt = message.onlineOnly
    ? at
    : (await send(messages, officialRoute(sdkAppId, officialId), draft, options)).time
  const time = seconds(sentAt)
  const key = c2cMsgKey(draft.msgSeq, draft.random, time)
  // A retry after a crash just here finds the message in the log, and has it sent.
  await parts.enqueue(sdkAppId, {
    id: `${officialId} ${key}`,
    work: { kind: 'send', draft, onlineOnly: message.onlineOnly },
    condition: { kind: 'subscribers', officialId },
  })
  if (!message.without.after) {
    const body = hookBody(draft, sentAt, message.onlineOnly)
    await tellApp(webhooks, caller, officialId, 'OfficialAccount.CallbackAfterSendMsg', body)
  }
  return { key, time }
}

/** The message as the application wants it; what is no message in its answer changes nothing (HOOK2). */
async function asked(
  { webhooks, messages }: OfficialParts,
  caller: RestCaller,
  draft: Draft,
  onlineOnly: boolean,
): Promise<Draft> {
  const body = hookBody(draft, messages.clock.now(), onlineOnly)
  const answer = await askApp(webhooks, caller, 'OfficialAccount.CallbackBeforeSendMsg', body)
  const { MsgBody: other, CloudCustomData: cloudCustomData } = answer ?? {}
  const isBody =
    other !== undefined && bodyShapeProblem(other) === undefined && keepsMedia(draft.body, other as MsgBody)
  const changed = {
    ...draft,
    ...(isBody && { body: other as MsgBody }),
    ...(typeof cloudCustomData === 'string' && { cloudCustomData }),
  }
  checked(changed, messages.maxBytes(caller.sdkAppId))
  return changed
}

const seconds = (ms: number): number => Math.floor(ms / 1000)

function draftOf(tinyId: string, officialId: string, message: OfficialMessage, clientTime: number): Draft {
  const { random, body, cloudCustomData, offlinePush } = message
  return {
    from: officialId,
    // Subscribers take this place, each in their own copy.
    to: officialId,
    tinyId,
    random,
    clientTime,
    msgSeq: random & 0x7fff_ffff,
    body,
    ...(cloudCustomData !== undefined && { cloudCustomData }),
    ...(message.noLastMsg && { noLastMsg: true }),
    ...(message.noUnread && { noUnread: true }),
    ...(offlinePush !== undefined && { offlinePush }),
  }
}

const hookBody = (draft: Draft, time: number, onlineOnly: boolean) => ({
  Official_Account: draft.from,
  MsgKey: c2cMsgKey(draft.msgSeq, draft.random, seconds(time)),
  MsgTime: seconds(time),
  OnlineOnlyFlag: onlineOnly ? 1 : 0,
  MsgBody: draft.body,
  CloudCustomData: draft.cloudCustomData ?? '',
  EventTime: time,
})
