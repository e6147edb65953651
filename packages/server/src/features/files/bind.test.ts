import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createBinder } from './bind.ts'
import type { FileParts } from './parts.ts'

const fileId = `f-7-${'0'.repeat(32)}`
const route = { sdkAppId: 7, timeline: '7\x1fC2C\x1falice\x1fbob' }
const text = { from: 'alice', random: 1, clientTime: 1, body: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'x' } }] }
const file = {
  from: 'alice',
  random: 2,
  clientTime: 1,
  body: [{ MsgType: 'TIMFileElem', MsgContent: { UUID: fileId } }],
}

const broken = {
  db: {
    read: {
      selectFrom() {
        throw new Error('the database is away')
      },
    },
  },
} as unknown as FileParts

it('[FILE11] a message without files waits for nothing, unless its sender has files under way there', async () => {
  const beforeAppend = createBinder(broken)
  expect(beforeAppend(route, text)).toBeUndefined()
  const order: string[] = []
  const first = beforeAppend(route, file)!.catch((error: Error) => order.push(error.message))
  const next = beforeAppend(route, text)!.then(() => order.push('text'))
  expect(beforeAppend(route, { ...text, from: 'bob' })).toBeUndefined()
  expect(beforeAppend({ ...route, timeline: 'other' }, text)).toBeUndefined()
  await Promise.all([first, next])
  expect(order).toEqual(['the database is away', 'text'])
  await sleep(0)
  expect(beforeAppend(route, text)).toBeUndefined()
})
