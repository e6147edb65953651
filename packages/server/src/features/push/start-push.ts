import { randomUUID } from 'node:crypto'
import { fail } from '../../engine/failure.ts'
import type { Draft } from '../messages/route.ts'
import { checked } from '../messages/send.ts'
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
}

/**
 * Starts a push, which is sent later; the same random within seven days is the same task (PUSH3).
 * @returns the id of the task
 * @throws Failure MESSAGE_INVALID, MESSAGE_TOO_LONG, PUSH_TOO_FREQUENT, PUSH_QUOTA
 */
export async function startPush(parts: StartParts, sdkAppId: number, push: NewPush): Promise<string> {
  const { store, quota } = parts
  const { draft, condition, onlineOnly } = push
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
      sdk_app_id: sdkAppId,
      task_id: randomUUID(),
      random: draft.random,
      condition: JSON.stringify(condition),
      draft: JSON.stringify(draft),
      online_only: onlineOnly ? 1 : 0,
      status: 0,
      position: '',
      finished: 0,
      total: 0,
      started_at: now,
    }
    await store.insertTask(task, trx).execute()
    return task.task_id
  })
  parts.wake(sdkAppId)
  return taskId
}
