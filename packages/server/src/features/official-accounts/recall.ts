import { Failure, fail } from '../../engine/failure.ts'
import type { RestCaller } from '../../engine/http/rest.ts'
import { findByKey, keyOf } from '../messages/message-key.ts'
import type { MessageParts } from '../messages/realtime.ts'
import { recall } from '../messages/recall.ts'
import type { Withdrawal } from '../push/deliver-all.ts'
import { tellApp } from './hooks.ts'
import { type OfficialParts, officialRow } from './parts.ts'
import { officialRoute } from './send.ts'

const MOST_REASON = 100

/** What became of one message. */
export type RecallOutcome = 'done' | 'not found' | 'recalled already'

/**
 * Takes messages back (OFF4): from the log of the account at once, from who subscribes in the background.
 * @returns one outcome per message, in their order
 * @throws Failure OFFICIAL_NOT_FOUND, BAD_PARAMETER
 */
export async function recallOfficial(
  parts: OfficialParts,
  caller: RestCaller,
  officialId: string,
  keys: readonly string[],
  reason: string | undefined,
): Promise<RecallOutcome[]> {
  const { sdkAppId, administrator } = caller
  await officialRow(parts, sdkAppId, officialId)
  if (Buffer.byteLength(reason ?? '') > MOST_REASON) throw fail('BAD_PARAMETER', 'Reason has more than 100 bytes.')
  const outcomes: RecallOutcome[] = []
  for (const key of keys) {
    const outcome = await takeBack(parts, sdkAppId, officialId, key, reason)
    outcomes.push(outcome)
    // Also of one that was taken back already: the call before may have ended just here.
    if (outcome === 'not found') continue
    const withdrawal = { from: officialId, key, ...(reason === undefined ? {} : { reason }) }
    await parts.enqueue(sdkAppId, {
      id: `${officialId} ${key} recall`,
      work: { kind: 'withdraw', withdrawal },
      condition: { kind: 'subscribers', officialId },
    })
  }
  const done = keys.filter((_, i) => outcomes[i] === 'done')
  if (done.length > 0) {
    await tellApp(parts.webhooks, caller, officialId, 'OfficialAccount.CallbackAfterMsgWithDraw', {
      Official_Account: officialId,
      Operator_Account: administrator,
      WithdrawMsgList: done.map((MsgKey) => ({ MsgKey })),
      EventTime: parts.now(),
    })
  }
  return outcomes
}

async function takeBack(
  { messages }: OfficialParts,
  sdkAppId: number,
  officialId: string,
  key: string,
  reason: string | undefined,
): Promise<RecallOutcome> {
  const channel = officialRoute(sdkAppId, officialId)
  try {
    const seq = await findByKey(messages.timeline, channel.timeline, keyOf(key), officialId)
    if (seq === undefined) return 'not found'
    const by = { userId: officialId, anyTime: true }
    await recall(messages, { channel, window: { floor: 0 }, seq }, by, reason)
    return 'done'
  } catch (error) {
    if (!(error instanceof Failure) || error.row.retryable) throw error
    return error.errorName === 'MESSAGE_RECALLED' ? 'recalled already' : 'not found'
  }
}

/** How long after the message of the log its copy for a subscriber may come, s: the server may have been down meanwhile. */
const LATEST_COPY = 7 * 86_400

/** Takes the copy of a subscriber back, if there is one. @throws Failure when the server is in trouble */
export async function withdrawCopy(
  messages: Omit<MessageParts, 'hooks'>,
  sdkAppId: number,
  { from, key, reason }: Withdrawal,
  subscriber: string,
): Promise<void> {
  try {
    const { channel } = await messages.kinds.C2C.open({ sdkAppId, userId: from }, subscriber)
    const seq = await findByKey(messages.timeline, channel.timeline, keyOf(key), from, LATEST_COPY)
    if (seq === undefined) return
    const place = { channel, window: { floor: 0 }, seq }
    await recall(messages, place, { userId: from, anyTime: true }, reason)
  } catch (error) {
    if (!(error instanceof Failure) || error.row.retryable) throw error
  }
}
