import { randomUUID } from 'node:crypto'
import { fail } from '../../engine/failure.ts'
import type { Draft } from '../messages/route.ts'
import { checked } from '../messages/send.ts'
import type { Withdrawal } from './deliver-all.ts'
import { type Condition, DAY_MS, KNOWN_MS, type PushQuota, quotaRefusal } from './rules.ts'
import type { PushStore } from './store.ts'

export interface StartParts {
  readonly store: PushStore
  readonly quota: PushQuota
  maxBytes(sdkAppId: number): number
  /** ms */
  now(): number
  /** Goes on with the tasks of an application. */
  wake(sdkAppId: number): void
}

export interface NewPush {
  readonly draft: Draft
  readonly condition: Condition
  readonly onlineOnly: boolean
  /** The application's name for it. */
  readonly dataId?: string | undefined
}

/**
 * Starts a push, which is sent later; the same random within seven days is the same task (PUSH3).
 * @returns the id of the task
 * @throws Failure MESSAGE_INVALID, MESSAGE_TOO_LONG, PUSH_TOO_FREQUENT, PUSH_QUOTA
 */
export async function startPush(parts: StartParts, sdkAppId: number, push: NewPush): Promise<string> {
  const { store, quota } = parts
  const { draft, condition, onlineOnly, dataId = '' } = push
  checked(draft, parts.maxBytes(sdkAppId))
  const taskId = await store.transaction(async (trx) => {
    const now = parts.now()
    await store.dropTasks(sdkAppId, now - KNOWN_MS, trx).execute()
    const known = await store.taskByRandom(sdkAppId, draft.random, trx)
    if (known !== undefined) return known.task_id
    const refusal = quotaRefusal(await store.startsSince(sdkAppId, now - DAY_MS, trx), now, quota)
    if (refusal !== undefined)
      throw fail(refusal, undefined, refusal === 'PUSH_TOO_FREQUENT' ? quota.apartMs : undefined)
    const task = {
      ...newRow(sdkAppId, randomUUID(), condition, now),
      random: draft.random,
      draft: JSON.stringify(draft),
      online_only: onlineOnly ? 1 : 0,
      data_id: dataId,
    }
    await store.insertTask(task, trx).execute()
    return task.task_id
  })
  parts.wake(sdkAppId)
  return taskId
}

/** Something to do to each of many. */
export interface NewTask {
  /** The same again is the same task, for seven days. */
  readonly id: string
  readonly condition: Condition
  readonly work:
    | { readonly kind: 'send'; readonly draft: Draft; readonly onlineOnly: boolean }
    | { readonly kind: 'withdraw'; readonly withdrawal: Withdrawal }
}

/** Has something done that is no push of the application, and counts for none of its limits. Durable once it resolves. */
export async function enqueueTask(
  { store, now, wake }: Pick<StartParts, 'store' | 'now' | 'wake'>,
  sdkAppId: number,
  { id, condition, work }: NewTask,
): Promise<void> {
  const draft = work.kind === 'send' ? work.draft : { withdraw: work.withdrawal }
  const at = now()
  await store.addTask(sdkAppId, at - KNOWN_MS, {
    ...newRow(sdkAppId, id, condition, at),
    random: -1,
    draft: JSON.stringify(draft),
    online_only: work.kind === 'send' && work.onlineOnly ? 1 : 0,
  })
  wake(sdkAppId)
}

const newRow = (sdk_app_id: number, task_id: string, condition: Condition, started_at: number) => ({
  sdk_app_id,
  task_id,
  condition: JSON.stringify(condition),
  status: 0,
  position: '',
  finished: 0,
  total: 0,
  started_at,
})
