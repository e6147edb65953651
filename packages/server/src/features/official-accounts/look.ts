import { c2cMsgKey } from '@signet/protocol/ids'
import type { WireMessage } from '@signet/protocol/realtime/frames'
import { fail } from '../../engine/failure.ts'
import { findByKey, keyOf } from '../messages/message-key.ts'
import { messageOf } from '../messages/state.ts'
import { type OfficialParts, officialRow } from './parts.ts'
import { officialTimeline } from './rules.ts'
import type { OfficialRow } from './store.ts'

/** What is told of an official account. Times are ms. */
export interface OfficialInfo {
  readonly row: OfficialRow
  readonly name: string
  readonly faceUrl: string
  /** 0: never. */
  readonly lastMessageAt: number
  readonly subscribers: number
}

export async function officialInfo(parts: OfficialParts, row: OfficialRow): Promise<OfficialInfo> {
  const { sdk_app_id, user_id } = row
  const account = await parts.profiles.accounts.find(sdk_app_id, user_id)
  const [head] = await parts.messages.timeline.heads([officialTimeline(sdk_app_id, user_id)])
  const subscribers = await parts.store.subscriberCount(sdk_app_id, user_id)
  const { nick = '', faceUrl = '' } = account ?? {}
  return { row, name: nick, faceUrl, lastMessageAt: head?.time ?? 0, subscribers }
}

/** What names a message of an official account. */
export const officialKey = ({ msgSeq, random, time }: WireMessage): string =>
  c2cMsgKey(msgSeq, random, Math.floor(time / 1000))

/**
 * What an official account sent before one of its messages, or the newest; the newest first.
 * @throws Failure OFFICIAL_NOT_FOUND, C2C_KEY_MALFORMED, RECALL_NOT_FOUND
 */
export async function officialMessages(
  parts: OfficialParts,
  sdkAppId: number,
  officialId: string,
  { before, limit }: { readonly before: string | undefined; readonly limit: number },
): Promise<{ messages: WireMessage[]; isFinished: boolean }> {
  await officialRow(parts, sdkAppId, officialId)
  const { timeline } = parts.messages
  const log = officialTimeline(sdkAppId, officialId)
  const seq = before === undefined ? Number.MAX_SAFE_INTEGER : await findByKey(timeline, log, keyOf(before), officialId)
  if (seq === undefined) throw fail('RECALL_NOT_FOUND')
  const entries = await timeline.read(log, { before: seq, limit: limit + 1 })
  const shown = entries.slice(-limit)
  return { messages: shown.map((entry) => messageOf(entry)).reverse(), isFinished: entries.length <= limit }
}
