import { expect, it, vi } from 'vitest'
import { fail } from '../../engine/failure.ts'
import { createPushRunner } from './run.ts'
import type { PushStore, PushTask } from './store.ts'

const draft = { from: 'app', to: '', tinyId: '1', random: 1, clientTime: 1, msgSeq: 1, body: [] }
const users = ['ann', 'app', 'ben', 'cat']

/** One task in memory, and whom it was sent to. */
function oneTask(failing: (to: string, attempt: number) => Error | undefined) {
  let task: PushTask = {
    sdk_app_id: 7,
    task_id: 'task',
    random: 1,
    condition: JSON.stringify({ kind: 'everybody' }),
    draft: JSON.stringify(draft),
    online_only: 0,
    status: 0,
    position: '',
    finished: 0,
    total: 0,
    started_at: 0,
    data_id: '',
  }
  const store: Pick<PushStore, 'nextTask' | 'updateTask'> = {
    nextTask: async () => (task.status < 2 ? task : undefined),
    async updateTask(_task, change) {
      task = { ...task, ...change }
      return []
    },
  }
  const attempts = new Map<string, number>()
  const sent: string[] = []
  const failures: unknown[] = []
  const runner = createPushRunner({
    store: store as PushStore,
    accounts: async (_app, { after, limit }) => users.filter((userId) => userId > after).slice(0, limit),
    subscribers: async () => [],
    withdraw: () => Promise.reject(new Error('nothing is taken back here')),
    async deliver(_app, { to }) {
      const attempt = (attempts.get(to) ?? 0) + 1
      attempts.set(to, attempt)
      const error = failing(to, attempt)
      if (error !== undefined) throw error
      sent.push(to)
    },
    onFailure: (error) => failures.push(error),
  })
  return { runner, sent, failures, task: () => task }
}

it('[PUSH3] trouble of the server delays a push and takes nobody out of it', async () => {
  const one = oneTask((to, attempt) => (to === 'cat' && attempt === 1 ? fail('STORE_UNAVAILABLE') : undefined))
  one.runner.wake(7)
  await vi.waitFor(() => expect(one.task().status).toBe(2), { timeout: 10_000 })
  expect(new Set(one.sent)).toEqual(new Set(['ann', 'ben', 'cat']))
  expect([one.failures.length, one.task().finished, one.task().total]).toEqual([1, 3, 3])
  await one.runner.close()
})

it('[PUSH3] who cannot get a message keeps it from nobody else', async () => {
  const one = oneTask((to) => (to === 'ann' ? fail('RECEIVER_INVALID') : undefined))
  one.runner.wake(7)
  await vi.waitFor(() => expect(one.task().status).toBe(2))
  expect([one.sent, one.failures]).toEqual([['ben', 'cat'], []])
  await one.runner.close()
})

it('[PUSH3] a closed runner sends nothing, and waits for nothing', async () => {
  const one = oneTask(() => fail('STORE_UNAVAILABLE'))
  one.runner.wake(7)
  await vi.waitFor(() => expect(one.failures.length).toBeGreaterThan(0))
  await one.runner.close()
  one.runner.wake(7)
  await one.runner.close()
  expect([one.sent, one.task().status]).toEqual([[], 1])
})
