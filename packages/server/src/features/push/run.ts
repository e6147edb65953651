import { setTimeout } from 'node:timers/promises'
import type { Draft } from '../messages/route.ts'
import { type DeliverParts, deliverAll, forEach, type Withdrawal } from './deliver-all.ts'
import { type ReceiverParts, receiversAfter } from './receivers.ts'
import type { Condition } from './rules.ts'
import type { PushStore, PushTask } from './store.ts'

export interface RunParts extends ReceiverParts, DeliverParts {
  readonly store: PushStore
  /** Takes what one receiver got back. @throws Failure */
  withdraw(sdkAppId: number, withdrawal: Withdrawal, userId: string): Promise<void>
  /** Told what went wrong; it is tried again. */
  onFailure(error: unknown): void
}

/** Sends pushes, those of one application one after the other (PUSH3). */
export interface PushRunner {
  wake(sdkAppId: number): void
  /** Goes on with what was not done when the server ended. */
  open(): Promise<void>
  /** Resolves when nothing of it is under way. */
  close(): Promise<void>
}

/** Accounts between two notes of how far a push is. */
const PAGE = 200
const LEAST_WAIT_MS = 1000
const MOST_WAIT_MS = 60_000

export function createPushRunner(parts: RunParts): PushRunner {
  const { store } = parts
  const running = new Map<number, Promise<void>>()
  const stop = new AbortController()

  /** A task that did not end well is gone on with after a while: whoever had its message already does not get it twice. */
  async function runAll(sdkAppId: number): Promise<void> {
    let wait = LEAST_WAIT_MS
    while (!stop.signal.aborted) {
      try {
        const task = await store.nextTask(sdkAppId)
        if (task === undefined) return
        await runTask(parts, task, stop.signal)
        wait = LEAST_WAIT_MS
      } catch (error) {
        parts.onFailure(error)
        await setTimeout(wait, undefined, { signal: stop.signal, ref: false }).catch(() => undefined)
        wait = Math.min(wait * 2, MOST_WAIT_MS)
      }
    }
  }

  const wake = (sdkAppId: number): void => {
    const before = running.get(sdkAppId) ?? Promise.resolve()
    const mine = before
      .then(() => runAll(sdkAppId))
      .finally(() => {
        if (running.get(sdkAppId) === mine) running.delete(sdkAppId)
      })
    running.set(sdkAppId, mine)
  }

  return {
    wake,
    async open() {
      for (const sdkAppId of await store.appsAtWork()) wake(sdkAppId)
    },
    async close() {
      stop.abort()
      await Promise.all(running.values())
    },
  }
}

async function runTask(parts: RunParts, task: PushTask, stopped: AbortSignal): Promise<void> {
  const { store } = parts
  const work = JSON.parse(task.draft) as Draft | { readonly withdraw: Withdrawal }
  const condition = JSON.parse(task.condition) as Condition
  const { from } = 'withdraw' in work ? work.withdraw : work
  const push = { sdkAppId: task.sdk_app_id, condition, from }
  let { position, finished, total } = task
  // What has no random is no push of the application.
  const of = task.random < 0 ? undefined : { taskId: task.task_id, startedAt: task.started_at, dataId: task.data_id }

  if (task.status === 0) {
    for (let after = ''; !stopped.aborted; ) {
      const page = await receiversAfter(parts, push, { after, limit: PAGE })
      total += page.userIds.length
      if (page.position === undefined) break
      after = page.position
    }
    if (stopped.aborted) return
    await store.updateTask(task, { status: 1, total })
  }

  while (!stopped.aborted) {
    const page = await receiversAfter(parts, push, { after: position, limit: PAGE })
    if (page.position === undefined) {
      // Accounts may have come or gone meanwhile.
      await store.updateTask(task, { status: 2, total: finished })
      return
    }
    if ('withdraw' in work) {
      await forEach(page.userIds, (userId) => parts.withdraw(task.sdk_app_id, work.withdraw, userId))
    } else await deliverAll(parts, { ...push, draft: work, onlineOnly: task.online_only === 1, task: of }, page.userIds)
    position = page.position
    finished += page.userIds.length
    await store.updateTask(task, { position, finished })
  }
}
