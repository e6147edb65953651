import { testIm } from '@signet/testkit'
import { it } from 'vitest'
import { play, type Step, withAccounts } from './scenario.ts'

const GroupId = 'one'
const group = (command: string, fields: object, gives: Step['gives']): Step => ({
  call: `group_open_http_svc/${command}`,
  with: { GroupId, ...fields },
  gives,
})
const attrs = (pairs: Record<string, string>) => Object.entries(pairs).map(([key, value]) => ({ key, value }))
const shows = (pairs: Record<string, string>): Step => ({
  call: 'group_open_attr_http_svc/get_group_attr',
  with: { GroupId },
  gives: { GroupAttrAry: attrs(pairs) },
})

it('[GRP16] attributes are set, added, deleted and cleared, within their limits', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann')
  await play(im, [
    group('create_group', { Type: 'Public', Name: 'One', Owner_Account: 'ann' }, { GroupId, Type: 'Public' }),
    shows({}),
    group('set_group_attr', { GroupAttr: attrs({ a: '1', b: '2' }) }, {}),
    group('modify_group_attr', { GroupAttr: attrs({ b: '3', c: '' }) }, {}),
    shows({ a: '1', b: '3', c: '' }),
    group('delete_group_attr', { GroupAttr: [{ key: 'a' }, 'c'] }, {}),
    group('delete_group_attr', { GroupAttr: ['a'] }, 10050),
    shows({ b: '3' }),
    group('modify_group_attr', { GroupAttr: attrs({ ['é'.repeat(17)]: '' }) }, 10045),
    group('modify_group_attr', { GroupAttr: attrs({ k: 'x'.repeat(4001) }) }, 10046),
    group(
      'set_group_attr',
      { GroupAttr: attrs(Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`k${i}`, '']))) },
      10047,
    ),
    group(
      'set_group_attr',
      { GroupAttr: attrs(Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`k${i}`, 'x'.repeat(4000)]))) },
      10048,
    ),
    group('clear_group_attr', {}, {}),
    shows({}),
    group('set_group_attr', { GroupId: 'nope', GroupAttr: attrs({ a: '1' }) }, 10010),
  ])
})

it('[GRP17] counters are set, moved from 0, read and deleted', async () => {
  await using im = await testIm()
  const counter = (pairs: Record<string, number>) => Object.entries(pairs).map(([Key, Value]) => ({ Key, Value }))
  await play(im, [
    group('create_group', { Type: 'Public', Name: 'One' }, { GroupId, Type: 'Public' }),
    group(
      'update_group_counter',
      { GroupCounter: counter({ a: 5, b: -1 }), Mode: 'Set' },
      { GroupCounter: counter({ a: 5, b: -1 }) },
    ),
    group(
      'update_group_counter',
      { GroupCounter: counter({ a: 2, c: 1 }), Mode: 'Increase' },
      { GroupCounter: counter({ a: 7, c: 1 }) },
    ),
    group(
      'update_group_counter',
      { GroupCounter: counter({ a: 10 }), Mode: 'Decrease' },
      { GroupCounter: counter({ a: -3 }) },
    ),
    group('update_group_counter', { GroupCounter: [{ Key: 'a', Value: 1.5 }] }, 10004),
    group('update_group_counter', { GroupCounter: [{ Key: 'a', Value: Number.MAX_SAFE_INTEGER + 1 }] }, 10004),
    group(
      'update_group_counter',
      { GroupCounter: counter(Object.fromEntries(Array.from({ length: 18 }, (_, i) => [`k${i}`, 1]))) },
      10063,
    ),
    group('get_group_counter', { GroupCounterKeys: ['a', 'z'] }, { GroupCounter: counter({ a: -3 }) }),
    group('delete_group_counter', { GroupCounterKeys: ['a'] }, {}),
    group('get_group_counter', {}, { GroupCounter: counter({ b: -1, c: 1 }) }),
    group('delete_group_counter', {}, {}),
    group('get_group_counter', { GroupCounterKeys: null }, { GroupCounter: [] }),
  ])
})
