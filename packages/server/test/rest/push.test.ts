import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RawClient, type TestIm, testIm } from '@signet/testkit'
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { isFor } from '../../src/features/push/rules.ts'
import { rest } from './call.ts'
import { play, type Step, withAccounts } from './scenario.ts'

const step = (command: string, fields: object, gives: Step['gives'], rows?: Step['rows']): Step => ({
  call: `all_member_push/${command}`,
  with: fields,
  gives,
  ...(rows && { rows }),
})
const MsgBody = [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'sale' } }]
const task = { TaskId: expect.any(String) }
const WEEK = 604_800
/** The setting of pushes a day must not be what these tests run into. */
const config = { rest: { pushesPerDay: 1000 } }

let random = 1
/** Starts a push a little later than the one before, and waits for its end. */
async function pushTo(im: TestIm, fields: object = {}): Promise<Record<string, unknown>> {
  im.clock.advance(1000)
  const { TaskId, ...answer } = await rest(im, 'all_member_push/im_push', {
    MsgRandom: random++,
    MsgBody,
    MsgLifeTime: WEEK,
    ...fields,
  })
  expect(answer).toMatchObject({ ErrorCode: 0 })
  return await vi.waitFor(
    async () => {
      const { Reports } = await rest(im, 'openim/im_get_push_report', { TaskIds: [TaskId] })
      const [report] = Reports as Record<string, unknown>[]
      expect(report!['Status']).toBe(2)
      return report!
    },
    { timeout: 20_000, interval: 50 },
  )
}

/** Texts that the administrator wrote to a user, as their history has them. */
async function receivedBy(client: RawClient): Promise<number> {
  const { messages } = await client.request('history', { conversation: 'C2Cadministrator' })
  return messages.length
}

it('[PUSH1] tags and attributes are kept by user, all of a call or none', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben')
  const tags = (command: string, To_Account: string, Tags: string[], gives: Step['gives'], rows: Step['rows']) =>
    step(command, { UserTags: [{ To_Account, Tags }] }, gives, rows)
  const many = (from: number) => Array.from({ length: 10 }, (_, i) => `t${from + i}`)
  await play(im, [
    tags('im_add_tag', 'ann', ['a', 'b'], {}, { user_tag: 2 }),
    tags('im_add_tag', 'ann', ['b', 'c'], {}, { user_tag: 1 }),
    step('im_add_tag', { Tags: [{ To_Account: 'ben', Tags: ['a'] }] }, {}, { user_tag: 1 }),
    tags('im_add_tag', 'ghost', ['a'], 90048, {}),
    tags('im_add_tag', 'ann', [''], 90040, {}),
    tags('im_add_tag', 'ann', [], 90040, {}),
    tags('im_add_tag', 'ann', ['é'.repeat(26)], 90020, {}),
    tags('im_add_tag', 'ann', [...many(0), 'x'], 90032, {}),
    step('im_add_tag', { UserTags: Array.from({ length: 101 }, () => ({ To_Account: 'ann', Tags: ['a'] })) }, 90018),
    step('im_add_tag', { UserTags: [] }, 90003),
    step(
      'im_get_tag',
      { To_Account: ['ben', 'ann', 'ghost'] },
      {
        UserTags: [
          { To_Account: 'ben', Tags: ['a'] },
          { To_Account: 'ann', Tags: ['a', 'b', 'c'] },
          { To_Account: 'ghost', Tags: [] },
        ],
      },
    ),
    tags('im_remove_tag', 'ann', ['a', 'z'], {}, { user_tag: -1 }),
    step('im_remove_all_tags', { To_Account: ['ann', 'ben'] }, {}, { user_tag: -3 }),
    ...Array.from({ length: 10 }, (_, i) => tags('im_add_tag', 'ann', many(i * 10), {}, { user_tag: 10 })),
    tags('im_add_tag', 'ann', ['one more'], 90032, {}),

    step('im_set_attr_name', { AttrNames: { 0: 'sex', 3: 'city' } }, {}, { attribute_name: 2 }),
    step('im_set_attr_name', { AttrNames: { 1: 'sex' } }, 90030, {}),
    step('im_set_attr_name', { AttrNames: { 1: '' } }, 90030, {}),
    step('im_set_attr_name', { AttrNames: {} }, 90030, {}),
    step(
      'im_set_attr',
      { UserAttrs: [{ To_Account: 'ann', Attrs: { sex: 'f', city: 'Graz' } }] },
      {},
      { user_attribute: 2 },
    ),
    step('im_set_attr', { Attrs: [{ To_Account: 'ben', Attrs: { sex: 'm' } }] }, {}, { user_attribute: 1 }),
    step('im_set_attr', { UserAttrs: [{ To_Account: 'ben', Attrs: { age: '3' } }] }, 90033, {}),
    step('im_set_attr', { UserAttrs: [{ To_Account: 'ben', Attrs: { sex: 'x'.repeat(51) } }] }, 90033, {}),
    step('im_set_attr_name', { AttrNames: { 3: 'town' } }, {}, {}),
    step('im_get_attr_name', {}, { AttrNames: { 0: 'sex', 3: 'town' } }),
    step(
      'im_get_attr',
      { To_Account: ['ann', 'ben'] },
      {
        UserAttrs: [
          { To_Account: 'ann', Attrs: { sex: 'f', town: 'Graz' } },
          { To_Account: 'ben', Attrs: { sex: 'm' } },
        ],
      },
    ),
    step('im_remove_attr', { UserAttrs: [{ To_Account: 'ann', Attrs: ['sex'] }] }, {}, { user_attribute: -1 }),
  ])
  await rest(im, 'im_open_login_svc/account_delete', { DeleteItem: [{ UserID: 'ann' }] })
  await withAccounts(im, 'ann')
  await play(im, [
    step('im_get_tag', { To_Account: ['ann'] }, { UserTags: [{ To_Account: 'ann', Tags: [] }] }),
    step('im_get_attr', { To_Account: ['ann'] }, { UserAttrs: [{ To_Account: 'ann', Attrs: {} }] }),
  ])
})

it('[PUSH2] a push reaches whom its condition names, as a message from who pushes, and nobody else', async () => {
  await using im = await testIm({ config })
  await withAccounts(im, 'administrator')
  const names = ['ann', 'ben', 'cat'] as const
  const clients = await Promise.all(names.map((name) => im.enter(name)))
  const received = async () => Promise.all(clients.map(receivedBy))
  const UserTags = [
    { To_Account: 'ann', Tags: ['vip', 'red'] },
    { To_Account: 'ben', Tags: ['vip'] },
    { To_Account: 'cat', Tags: ['red'] },
  ]
  await rest(im, 'all_member_push/im_add_tag', { UserTags })
  await rest(im, 'all_member_push/im_set_attr_name', { AttrNames: { 0: 'sex' } })
  await rest(im, 'all_member_push/im_set_attr', { UserAttrs: [{ To_Account: 'cat', Attrs: { sex: 'f' } }] })

  expect(await pushTo(im)).toMatchObject({ Finished: 3, Total: 3 })
  expect(await received()).toEqual([1, 1, 1])
  await pushTo(im, { Condition: { TagsAnd: ['vip', 'red'] } })
  expect(await received()).toEqual([2, 1, 1])
  await pushTo(im, { Condition: { TagsOr: ['vip', 'other'] } })
  expect(await received()).toEqual([3, 2, 1])
  await pushTo(im, { Condition: { TagsOr: ['vip'], TagsAnd: ['red'] } })
  expect(await received()).toEqual([4, 2, 1])
  await pushTo(im, { Condition: { AttrsAnd: { sex: 'f' } } })
  expect(await received()).toEqual([4, 2, 2])
  expect(await pushTo(im, { From_Account: 'ann', MsgLifeTime: 0 })).toMatchObject({ Finished: 3 })
  const [ann, ben] = clients
  const signalsTo = (client: RawClient, userId: string) =>
    client.pushes.filter((packet) => packet.type === 'signal' && packet.message.to === userId).length
  await ben!.until(() => signalsTo(ben!, 'ben') === 1)
  expect([signalsTo(ann!, 'ann'), await received()]).toEqual([0, [4, 2, 2]])
})

it('[PUSH2] tags of a condition: all of one list, and any of the other', () => {
  const tag = fc.constantFrom('a', 'b', 'c', 'd')
  const tags = fc.uniqueArray(tag)
  fc.assert(
    fc.property(tags, tags, tags, (or, and, own) => {
      const expected = and.every((one) => own.includes(one)) && (or.length === 0 || own.some((one) => or.includes(one)))
      expect(isFor({ kind: 'tags', or, and }, { tags: new Set(own), attributes: new Map() })).toBe(expected)
    }),
  )
})

it('[PUSH3] a push that a stop cut short is gone on with, and nobody gets it twice', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'signet-push-'))
  const users = Array.from({ length: 450 }, (_, i) => `u${i}`)
  const timeline = { url: 'level:' }
  try {
    let TaskIds: unknown[]
    {
      await using im = await testIm({ dir, config: { timeline } })
      await withAccounts(im, 'administrator', ...users)
      const { TaskId } = await rest(im, 'openim/im_push', { MsgRandom: 7, MsgBody, MsgLifeTime: WEEK })
      TaskIds = [TaskId]
    }
    await using im = await testIm({ dir, config: { timeline } })
    const store = im.server.im.push.store
    const sdkAppId = (await im.server.im.accounts.apps.list())[0]!.sdkAppId
    const row = await vi.waitFor(
      async () => {
        const found = (await store.tasks(sdkAppId, TaskIds as string[])).get(String(TaskIds[0]))!
        expect(found.status).toBe(2)
        return found
      },
      { timeout: 30_000, interval: 100 },
    )
    expect([row.finished, row.total]).toEqual([450, 450])
    const { timeline: log } = im.server.im
    for (const userId of users) {
      const name = im.server.im.toUserAsApp(sdkAppId, 'administrator', userId).timeline
      expect([userId, (await log.heads([name]))[0]?.seq]).toEqual([userId, 1])
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}, 60_000)

it('[PUSH3][PUSH4] the same random is the same task; others come a second apart, and as many a day as the operator says', async () => {
  await using im = await testIm({ config: { rest: { pushesPerDay: 2 } } })
  await withAccounts(im, 'administrator', 'ann')
  const push = (MsgRandom: number, gives: Step['gives'], more: object = {}) =>
    step('im_push', { MsgRandom, MsgBody, ...more }, gives)
  const first = (await rest(im, 'all_member_push/im_push', { MsgRandom: 1, MsgBody }))['TaskId']
  const Condition = { TagsOr: ['a'] }
  await play(im, [
    push(1, { TaskId: first }),
    push(2, 90024),
    push(2, 90039, { Condition: { ...Condition, AttrsOr: { a: 'b' } } }),
    push(2, 90022, { Condition: { ...Condition, TagsAnd: ['a'] } }),
    push(2, 90020, { Condition: { TagsOr: ['x'.repeat(51)] } }),
    push(2, 90040, { Condition: { TagsOr: [''] } }),
    push(2, 90033, { Condition: { AttrsOr: { nothing: 'b' } } }),
    push(2, 90026, { MsgLifeTime: WEEK + 1 }),
    push(2, 90008, { From_Account: 'ghost' }),
    push(2, 93000, { MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'x'.repeat(20_000) } }] }),
    step('im_push', { MsgRandom: 2 }, 90007),
    step('im_push', { MsgBody }, 90005),
    { call: 'openim/im_get_push_report', with: { TaskIds: [] }, gives: 90015 },
    { call: 'openim/im_get_push_report', with: { TaskIds: ['none'] }, gives: 90016 },
  ])
  im.clock.advance(1000)
  await play(im, [push(2, task)])
  im.clock.advance(1000)
  await play(im, [push(3, 90047)])
  im.clock.advance(86_400_000)
  await play(im, [push(3, task)])
})

it('[PUSH5] a notification reaches each of those named, as a message that is made from it', async () => {
  await using im = await testIm({ config })
  await withAccounts(im, 'administrator')
  const [ann, ben] = await Promise.all([im.enter('ann'), im.enter('ben')])
  const OfflinePushInfo = { Title: 'Sale', Desc: 'Today', Ext: '{}' }
  const batch = (fields: object, gives: Step['gives']): Step => ({
    call: 'timpush/batch',
    with: { From_Account: 'administrator', MsgRandom: random++, OfflinePushInfo, ...fields },
    gives,
  })
  const many = Array.from({ length: 501 }, (_, i) => `u${i}`)
  await play(im, [
    batch({ To_Account: ['ann', 'ghost', 'a/b', 'ann'] }, { TaskId: expect.stringMatching(/^batch_/) }),
    batch({ To_Account: [] }, 90003),
    batch({ To_Account: many }, 90011),
    batch({ To_Account: ['ann'], From_Account: 'ghost' }, 90008),
    batch({ To_Account: ['ann'], OfflinePushInfo: { Ext: 'x' } }, 90043),
    batch({ To_Account: ['ann'], OfflinePushInfo: undefined }, 90043),
    { call: 'timpush/push', with: { MsgRandom: 1 }, gives: 90043 },
    { call: 'timpush/push', with: { MsgRandom: 1, OfflinePushInfo, MsgLifeTime: WEEK + 1 }, gives: 90026 },
  ])
  const { messages } = await ann.request('history', { conversation: 'C2Cadministrator' })
  expect(messages.map(({ body }) => body)).toEqual([
    [{ MsgType: 'TIMCustomElem', MsgContent: { Data: JSON.stringify(OfflinePushInfo), Desc: 'Today' } }],
  ])
  expect(await receivedBy(ben)).toBe(0)
  expect(await rest(im, 'timpush/push', { MsgRandom: 2, OfflinePushInfo })).toMatchObject(task)
  await ben.until(() => ben.messages.length === 1)
  im.clock.advance(1000)
  expect(await rest(im, 'timpush/push', { MsgRandom: 3, MsgBody, OnlineOnlyFlag: 1 })).toMatchObject(task)
  await ben.until(() => ben.pushes.some(({ type }) => type === 'signal'))
  expect(await receivedBy(ben)).toBe(1)
})

it('[REST3] the commands of pushes answer under the paths that they had before, too', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann')
  const older = (command: string, fields: object, gives: Step['gives']): Step => ({
    call: `openim/${command}`,
    with: fields,
    gives,
  })
  const UserTags = [{ To_Account: 'ann', Tags: ['a'] }]
  const AttrNames = { 0: 'sex' }
  await play(im, [
    older('im_add_tag', { UserTags }, {}),
    older('im_get_tag', { To_Account: ['ann'] }, { UserTags }),
    older('im_remove_tag', { UserTags }, {}),
    older('im_remove_all_tags', { To_Account: ['ann'] }, {}),
    older('im_set_attr_name', { AttrNames }, {}),
    older('im_get_attr_name', {}, { AttrNames }),
    older('im_set_attr', { UserAttrs: [{ To_Account: 'ann', Attrs: { sex: 'f' } }] }, {}),
    older('im_get_attr', { To_Account: ['ann'] }, { UserAttrs: [{ To_Account: 'ann', Attrs: { sex: 'f' } }] }),
    older('im_remove_attr', { UserAttrs: [{ To_Account: 'ann', Attrs: ['sex'] }] }, {}),
    step('im_get_push_report', { TaskIds: [] }, 90015),
    older('constructor', {}, 60009),
  ])
})
