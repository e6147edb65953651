import { type RawClient, type TestIm, testIm } from '@signet/testkit'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { groupTimeline } from '../src/features/groups/rules.ts'

let im: TestIm
let me: RawClient
/** Questions asked since it was emptied, by their kind. */
let asked: Record<string, number>

beforeEach(async () => {
  im = await testIm({ config: { sockets: { requestsPerSecond: 10_000, requestBurst: 10_000 } } })
  me = await im.enter('me')
  asked = {}
})
afterEach(() => im.close())

/** A user in so many groups, with one message in each: copies of one, because making one takes a transaction. */
async function fill(count: number): Promise<void> {
  const { groups, timeline } = im.server.im
  const { sdkAppId } = im
  await me.request('group.create', { type: 'Public', name: 'G', groupId: 'g' })
  const group = (await groups.store.group(sdkAppId, 'g'))!
  const member = (await groups.store.member(sdkAppId, 'g', 'me'))!
  const ids = Array.from({ length: count - 1 }, (_, i) => `g${String(i).padStart(5, '0')}`)
  await groups.store.transaction(async (trx) => {
    for (const group_id of ids) {
      await groups.store.insertGroup({ ...group, group_id }, trx).execute()
      await groups.store.insertMembers([{ ...member, group_id }], trx).execute()
    }
  })
  for (const to of ['g', ...ids]) {
    const value = JSON.stringify({ from: 'you', to, body: [] })
    await timeline.append({ conversation: groupTimeline(sdkAppId, to), value, author: 'you' })
  }
}

/** Counts from here on. */
function watch(): void {
  const { db, timeline } = im.server.im
  const counted = <A extends unknown[], R>(what: string, ask: (...args: A) => R) => {
    return (...args: A): R => {
      asked[what] = (asked[what] ?? 0) + 1
      return ask(...args)
    }
  }
  const executor = db.read.getExecutor()
  executor.executeQuery = counted('sql', executor.executeQuery.bind(executor)) as typeof executor.executeQuery
  timeline.heads = counted('heads', timeline.heads.bind(timeline))
  timeline.unread = counted('unread', timeline.unread.bind(timeline))
  timeline.read = counted('read', timeline.read.bind(timeline))
}

it('[CNV1][CHK39] the questions of a first screen and of a total do not grow with each conversation', async () => {
  await fill(1_200)
  watch()

  expect((await me.request('sync', {})).conversations).toHaveLength(100)
  // Three stretches: where the user is, the heads and the settings of each; then what the page itself needs.
  expect(asked).toEqual({ sql: expect.any(Number), heads: 3, unread: 1, read: 100 })
  expect(asked['sql']).toBeLessThanOrEqual(12)
  asked = {}
  expect(await me.request('conversation.unread', {})).toEqual({ unread: 1_200 })
  expect(asked).toEqual({ sql: expect.any(Number), heads: 3, unread: 3 })
  expect(asked['sql']).toBeLessThanOrEqual(12)
})

it('[CNV1] what is more than one request goes through is told over several, and none is left out', async () => {
  await fill(5_200)
  const first = await me.request('conversation.unread', {})
  expect(first).toEqual({ unread: 5_000, cursor: expect.any(String) })
  expect(await me.request('conversation.unread', { cursor: first.cursor! })).toEqual({ unread: 200 })
  const seen = new Set<string>()
  for (let cursor: string | undefined, pages = 0; pages === 0 || cursor !== undefined; pages++) {
    const page = await me.request('sync', cursor === undefined ? {} : { cursor })
    for (const { conversation } of page.conversations) seen.add(conversation)
    cursor = page.cursor
    expect(pages).toBeLessThan(20)
  }
  expect(seen.size).toBe(5_200)
})
