import type { Database } from '../../engine/storage/database.ts'
import type { MessageParts } from '../messages/realtime.ts'
import type { Route } from '../messages/route.ts'
import { send } from '../messages/send.ts'
import { signal } from '../messages/signal.ts'
import type { DeliverParts, Withdrawal } from './deliver-all.ts'
import type { LabelParts } from './labels.ts'
import type { ReceiverParts } from './receivers.ts'
import { createPushRunner, type PushRunner } from './run.ts'
import type { StartParts } from './start-push.ts'
import { createPushStore, type PushTables } from './store.ts'

/** Messages to many, and the labels by which they are chosen. */
export interface Push extends LabelParts, StartParts, DeliverParts {
  readonly runner: PushRunner
}

export function createPush(parts: {
  readonly db: Database<PushTables>
  readonly messages: MessageParts
  /** Most pushes of an application in 24 hours. */
  readonly perDay: number
  readonly accounts: ReceiverParts['accounts']
  toUserAsApp(sdkAppId: number, from: string, to: string): Route
  readonly subscribers: ReceiverParts['subscribers']
  withdraw(sdkAppId: number, withdrawal: Withdrawal, userId: string): Promise<void>
  exists(sdkAppId: number, userId: string): Promise<boolean>
  /** ms */
  now(): number
  onFailure(error: unknown): void
}): Push {
  const { messages, toUserAsApp, exists, now, perDay } = parts
  const store = createPushStore(parts.db)
  const { maxBytes } = messages
  const deliver: Push['deliver'] = (sdkAppId, draft, onlineOnly, task) => {
    const options = { maxBytes: maxBytes(sdkAppId), sentBy: '', ...(task === undefined ? {} : { task }) }
    return (onlineOnly ? signal : send)(messages, toUserAsApp(sdkAppId, draft.from, draft.to), draft, options)
  }
  const { accounts, subscribers, withdraw, onFailure } = parts
  const runner = createPushRunner({ store, accounts, subscribers, withdraw, onFailure, deliver })
  return { store, exists, now, maxBytes, deliver, runner, wake: runner.wake, quota: { perDay, apartMs: 1000 } }
}
