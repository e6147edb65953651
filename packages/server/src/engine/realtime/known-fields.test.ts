import { OPS } from '@signet/protocol/realtime/requests'
import { Type } from 'typebox'
import { expect, it } from 'vitest'
import { pruneBy } from './known-fields.ts'

it('[SES12] takes away what a schema does not name, also in objects in it, and copies nothing else', () => {
  const prune = pruneBy(
    Type.Object({
      a: Type.Optional(Type.String()),
      in: Type.Optional(Type.Object({ b: Type.Integer(), deep: Type.Optional(Type.Object({ c: Type.Null() })) })),
      list: Type.Optional(Type.Array(Type.Object({ d: Type.String() }))),
    }),
  )
  const good = { a: 'x', in: { b: 1, deep: { c: null } }, list: [{ d: 'y', e: 1 }] }
  expect(prune(good)).toBe(good)
  const bad = { ...good, force: true, in: { ...good.in, deep: { c: null, evil: 1 } } }
  expect(prune(bad)).toEqual(good)
  expect(bad.force).toBe(true)
  expect(prune(JSON.parse('{"a":"x","__proto__":{"force":true},"constructor":1}'))).toEqual({ a: 'x' })
  expect('force' in prune(JSON.parse('{"__proto__":{"force":true}}'))).toBe(false)
})

it('[SES12] keeps what messages hold, named or not', () => {
  const body = [{ MsgType: 'TIMCustomElem', MsgContent: { Data: 'x', more: 1 } }]
  const sent = pruneBy(OPS.send.input)({ to: 'bob', body, offlinePush: { Title: 'x', more: 1 }, more: 1 })
  expect(sent).toEqual({ to: 'bob', body, offlinePush: { Title: 'x' } })
})
