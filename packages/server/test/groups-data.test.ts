import { type RawClient, type RawError, type TestIm, testIm } from '@signet/testkit'
import { afterEach, beforeEach, expect, it } from 'vitest'

let im: TestIm
let alice: RawClient
let groupId: string

beforeEach(async () => {
  im = await testIm({ config: { sockets: { requestsPerSecond: 10_000, requestBurst: 10_000 } } })
  alice = await im.enter('alice')
  groupId = (await alice.request('group.create', { type: 'Public', name: 'P' })).groupId
})
afterEach(() => im.close())

const codeOf = async (promise: Promise<unknown>): Promise<number> =>
  await promise.then(
    () => 0,
    (error: RawError) => error.code,
  )
const item = (key: string, value = 'v') => ({ key, value })
const items = (count: number) => Array.from({ length: count }, (_, i) => item(`k${i}`))

it('[GRP16] attributes are set, modified, deleted and cleared, each change with the next sequence', async () => {
  expect(await alice.request('group.attributes', { groupId })).toEqual({ seq: 0, items: [] })
  expect(await alice.request('group.setAttributes', { groupId, items: [item('a', '1'), item('b', '2')] })).toEqual({
    seq: 1,
  })
  expect(
    await alice.request('group.modifyAttributes', { groupId, items: [item('b', '3'), item('c', '4')], seq: 1 }),
  ).toEqual({ seq: 2 })
  expect(await alice.request('group.deleteAttributes', { groupId, keys: ['a'], seq: 2 })).toEqual({ seq: 3 })
  expect(await alice.request('group.attributes', { groupId })).toEqual({
    seq: 3,
    items: [item('b', '3'), item('c', '4')],
  })
  expect(await alice.request('group.attributes', { groupId, keys: ['c', 'x'] })).toEqual({
    seq: 3,
    items: [item('c', '4')],
  })
  expect(await alice.request('group.setAttributes', { groupId, items: [item('__proto__')], seq: 3 })).toEqual({
    seq: 4,
  })
  expect((await alice.request('group.attributes', { groupId })).items).toEqual([item('__proto__')])
  expect(await alice.request('group.clearAttributes', { groupId })).toEqual({ seq: 5 })
})

it('[GRP16] of two who write what they read, one is refused with 10056 and changes nothing', async () => {
  const write = (value: string) => alice.request('group.setAttributes', { groupId, items: [item('a', value)], seq: 0 })
  const codes = await Promise.all([codeOf(write('1')), codeOf(write('2'))])
  expect(codes.sort()).toEqual([0, 10056])
  expect((await alice.request('group.attributes', { groupId })).seq).toBe(1)
})

it('[GRP16][CHK20] attributes have limits: key, value, number, all together, and what is not there', async () => {
  const set = (list: { key: string; value: string }[]) => {
    im.clock.advance(2_000)
    return codeOf(alice.request('group.setAttributes', { groupId, items: list }))
  }
  expect(await set([item('x'.repeat(32))])).toBe(0)
  expect(await set([item('x'.repeat(33))])).toBe(10045)
  expect(await set([item('')])).toBe(10045)
  expect(await set([item('a', 'x'.repeat(4_000))])).toBe(0)
  expect(await set([item('a', 'x'.repeat(4_001))])).toBe(10046)
  expect(await set(items(16))).toBe(0)
  expect(await set(items(17))).toBe(10047)
  expect(await codeOf(alice.request('group.modifyAttributes', { groupId, items: [item('one-more')] }))).toBe(10047)
  const four = ['a', 'b', 'c', 'd'].map((key) => item(key, 'x'.repeat(3_999)))
  expect(await set(four)).toBe(0)
  expect(await set([...four, item('e', '')])).toBe(10048)
  expect(await codeOf(alice.request('group.modifyAttributes', { groupId, items: [item('e', '')] }))).toBe(10048)
  expect(await codeOf(alice.request('group.deleteAttributes', { groupId, keys: ['a', 'zz'] }))).toBe(10050)
  expect((await alice.request('group.attributes', { groupId })).items).toEqual(four)
})

it('[GRP16] who writes attributes too often is told when to go on', async () => {
  const write = () => codeOf(alice.request('group.setAttributes', { groupId, items: [item('a')] }))
  const codes = await Promise.all(Array.from({ length: 40 }, write))
  expect(codes).toContain(10049)
  expect(codes.filter((code) => code === 0).length).toBeGreaterThanOrEqual(10)
  im.clock.advance(1_000)
  expect(await write()).toBe(0)
})

it('[GRP17] counters start from 0, and two who count at once both count', async () => {
  const bump = (mode: 'Increase' | 'Decrease', value: number) =>
    alice.request('group.updateCounters', { groupId, mode, counters: [{ key: 'likes', value }] })
  await Promise.all(Array.from({ length: 50 }, (_, i) => (i % 5 === 0 ? bump('Decrease', 1) : bump('Increase', 2))))
  expect(await alice.request('group.counters', { groupId })).toEqual({ counters: [{ key: 'likes', value: 70 }] })
  const set = await alice.request('group.updateCounters', { groupId, mode: 'Set', counters: [{ key: 'b', value: -5 }] })
  expect(set.counters).toEqual([{ key: 'b', value: -5 }])
  await alice.request('group.deleteCounters', { groupId, keys: ['likes'] })
  expect(await alice.request('group.counters', { groupId })).toEqual({ counters: [{ key: 'b', value: -5 }] })
  await alice.request('group.deleteCounters', { groupId })
  expect(await alice.request('group.counters', { groupId })).toEqual({ counters: [] })
})

it('[GRP17][CHK20] counters have limits: key, number, size; a refused list changes none', async () => {
  const set = (counters: { key: string; value: number }[], mode: 'Set' | 'Increase' = 'Set') =>
    codeOf(alice.request('group.updateCounters', { groupId, mode, counters }))
  expect(await set([{ key: 'x'.repeat(128), value: 1 }])).toBe(0)
  expect(await set([{ key: 'x'.repeat(129), value: 1 }])).toBe(10004)
  expect(await set([{ key: '', value: 1 }])).toBe(10004)
  expect(await set(Array.from({ length: 19 }, (_, i) => ({ key: `c${i}`, value: Number.MAX_SAFE_INTEGER })))).toBe(0)
  expect(
    await set([
      { key: 'c0', value: 0 },
      { key: 'one-more', value: 1 },
    ]),
  ).toBe(10063)
  expect(await set([{ key: 'c0', value: 1 }], 'Increase')).toBe(10004)
  const { counters } = await alice.request('group.counters', { groupId })
  expect(counters).toHaveLength(20)
  expect(counters.find(({ key }) => key === 'c0')!.value).toBe(Number.MAX_SAFE_INTEGER)
})

it('[GRP16][GRP17] whoever hears of a change of attributes or counters hears them all, unless they are too long', async () => {
  const bob = await im.enter('bob')
  const { groupId: open } = await alice.request('group.create', {
    type: 'ChatRoom',
    name: 'R',
    members: [{ userId: 'bob' }],
  })
  const told = () =>
    bob.pushes.flatMap((packet) =>
      packet.type === 'group' && /^(attributes|counters)Changed$/.test(packet.event.kind) ? [packet.event] : [],
    )
  await alice.request('group.setAttributes', { groupId: open, items: [item('a', '1'), item('b', '2')] })
  await alice.request('group.deleteAttributes', { groupId: open, keys: ['a'] })
  await alice.request('group.setAttributes', { groupId: open, items: [item('long', 'x'.repeat(4_000))] })
  const likes = { groupId: open, counters: [{ key: 'likes', value: 5 }] }
  await alice.request('group.updateCounters', { ...likes, mode: 'Increase' })
  await alice.request('group.updateCounters', { ...likes, mode: 'Set', counters: [{ key: 'hearts', value: 1 }] })
  await alice.request('group.deleteCounters', { groupId: open, keys: ['likes'] })
  await bob.until(() => told().length === 6)
  expect(
    told().map((event) =>
      event.kind === 'attributesChanged' ? event.items : event.kind === 'countersChanged' && event.counters,
    ),
  ).toEqual([
    [item('a', '1'), item('b', '2')],
    [item('b', '2')],
    undefined,
    [{ key: 'likes', value: 5 }],
    [
      { key: 'likes', value: 5 },
      { key: 'hearts', value: 1 },
    ],
    [{ key: 'hearts', value: 1 }],
  ])
})
