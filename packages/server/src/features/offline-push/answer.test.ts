import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readAnswer } from './answer.ts'

const read = (...Results: unknown[]) => readAnswer(JSON.stringify({ Results }))

it('[PSH8] an answer says of each push how it went, on which platform and why not', () => {
  const found = read(
    { PushId: 'a', Result: 'sent', PushPlatform: 8 },
    { PushId: 'b', Result: 'failed', ErrInfo: 'x'.repeat(2_000) },
    { PushId: 'c', Result: 'unregistered', ErrCode: 9 },
  )
  expect(found.get('a')).toEqual({ outcome: 'sent', stage: { stage: 1, platform: 8, errCode: 0, errInfo: '' } })
  expect(found.get('b')!.stage).toEqual({ stage: 1, platform: 0, errCode: 1, errInfo: 'x'.repeat(512) })
  expect(found.get('c')!.stage.errCode).toBe(9)
})

it('[PSH8] what cannot be read says nothing, and takes nothing from the rest', () => {
  expect(read({ PushId: 'a', Result: 'maybe' }, { PushId: 'b', Result: 'sent', PushPlatform: 9 }, null).size).toBe(0)
  expect([...read({ Result: 'sent' }, { PushId: 'c', Result: 'sent' }).keys()]).toEqual(['c'])
  for (const text of ['', '{}', 'null', '[]', '{"Results":{}}', 'OK']) expect(readAnswer(text).size).toBe(0)
  fc.assert(fc.property(fc.json(), (text) => readAnswer(text).size === 0))
})
