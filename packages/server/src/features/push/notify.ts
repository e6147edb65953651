import { randomUUID } from 'node:crypto'
import { isUserId } from '@signet/protocol/ids'
import type { MsgBody } from '@signet/protocol/message'
import type { OfflinePush } from '@signet/protocol/offline-push'
import { fail } from '../../engine/failure.ts'
import type { Draft } from '../messages/route.ts'
import { checked } from '../messages/send.ts'
import { type DeliverParts, deliverAll } from './deliver-all.ts'

/** Receivers of one call. */
const MOST_RECEIVERS = 500

/** The message of a notification that has none. @throws Failure C2C_PUSH_INVALID */
export function bodyOfNotification({ Title, Desc, Ext }: OfflinePush = {}): MsgBody {
  if (!Title && !Desc) throw fail('C2C_PUSH_INVALID', 'Give MsgBody, or OfflinePushInfo with a Title or Desc.')
  return [
    { MsgType: 'TIMCustomElem', MsgContent: { Data: JSON.stringify({ Title, Desc, Ext }), Desc: Desc ?? Title! } },
  ]
}

/**
 * Sends a message to each of these, and answers after all are durable (PUSH5).
 * @returns the id of the task, which is done
 * @throws Failure C2C_RECEIVER_MISSING, C2C_TOO_MANY, MESSAGE_TOO_LONG
 */
export async function notify(
  parts: DeliverParts & { maxBytes(sdkAppId: number): number },
  sdkAppId: number,
  draft: Draft,
  userIds: readonly string[],
  { startedAt, dataId }: { readonly startedAt: number; readonly dataId: string },
): Promise<string> {
  const receivers = [...new Set(userIds)].filter((userId) => userId !== draft.from)
  if (userIds.length === 0) throw fail('C2C_RECEIVER_MISSING')
  if (receivers.length > MOST_RECEIVERS) throw fail('C2C_TOO_MANY')
  checked(draft, parts.maxBytes(sdkAppId))
  const taskId = `batch_${randomUUID()}`
  const task = { taskId, startedAt, dataId }
  await deliverAll(parts, { sdkAppId, draft, onlineOnly: false, task }, receivers.filter(isUserId))
  return taskId
}
