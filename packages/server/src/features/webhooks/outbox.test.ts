import { expect, it } from 'vitest'
import { createOutbox, OUTBOX_KIND, type OutboxParts } from './outbox.ts'

/** An outbox over a log whose answers come when the test says so. */
function slow() {
  const waiting: (() => void)[] = []
  const rows: string[] = []
  let stored = 1
  const entry = (n: number) => ({
    id: String(n),
    conversation: '1\u001fC2C\u001fa\u001fb',
    seq: n,
    kind: OUTBOX_KIND,
    value: '{"ip":"","platform":"Web"}',
  })
  let done = 0
  const parts = {
    timeline: {
      async outbox() {
        const found = Array.from({ length: stored - done }, (_, i) => entry(done + i + 1))
        await new Promise<void>((resolve) => waiting.push(resolve))
        return found
      },
      async outboxDone(ids: string[]) {
        done += ids.length
      },
      read: async (_: string, { after }: { after: number }) => [{ seq: after + 1, time: 1, value: '{"to":"b"}' }],
    },
    store: { write: async (statements: string[]) => rows.push(...statements) },
    hooks: { of: () => ({ after: new Map() }) },
    queue: { statements: (_: unknown, __: number, event: { body: { EventTime: number } }) => [event], wake() {} },
    log: { error() {}, warn() {} },
    groupOf: async () => undefined,
    unreadOf: async () => 0,
  }
  return {
    outbox: createOutbox(parts as unknown as OutboxParts),
    rows,
    store: () => stored++,
    async answer() {
      while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve))
      waiting.shift()!()
      for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

it('[HOOK6] what happens after a message waits until the message was taken over, also one that a look came too early for', async () => {
  const { outbox, rows, store, answer } = slow()
  outbox.wake()
  // The look is under way and does not know of this one.
  store()
  outbox.wake()
  let isCaughtUp = false
  const caughtUp = outbox.caughtUp().then(() => {
    isCaughtUp = true
  })
  await answer()
  expect([rows.length, isCaughtUp]).toEqual([1, false])
  await answer()
  await caughtUp
  expect(rows).toHaveLength(2)
})

it('nothing under way: nobody waits', async () => {
  await slow().outbox.caughtUp()
})
