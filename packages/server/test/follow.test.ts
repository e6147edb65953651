import { FOLLOW_LIMITS, FOLLOW_LIST } from '@signet/protocol/follow'
import { type RawClient, type RawError, testIm } from '@signet/testkit'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { follow, unfollow } from '../src/features/follow/change.ts'
import { checkFollow, followInfo, listFollow } from '../src/features/follow/look.ts'

const codes = async (promise: Promise<{ results: { code: number }[] }>) => (await promise).results.map((r) => r.code)
const list = async (client: RawClient, type: keyof typeof FOLLOW_LIST) =>
  (await client.request('follow.list', { type: FOLLOW_LIST[type] })).users.map(({ userId }) => userId)
const changes = (client: RawClient) =>
  client.pushes.flatMap((packet) => (packet.type === 'changed' ? [`${packet.what} ${packet.revision}`] : []))

it('[FLW1][REV1] following needs no consent, is told to every device of both, and again changes nothing', async () => {
  await using im = await testIm()
  const [alice, alice2, bob] = [await im.enter('alice'), await im.enter('alice'), await im.enter('bob')]
  const userIds = ['bob', 'ghost', 'alice', 'bob']
  expect(await codes(alice.request('follow.add', { userIds }))).toEqual([0, 30003, 30001, 0])
  expect(await codes(bob.request('follow.add', { userIds: ['alice'] }))).toEqual([0])
  for (const device of [alice, alice2]) {
    await device.until(() => changes(device).length === 3)
    expect(changes(device)).toEqual(['following 1', 'followers 1', 'following 2'])
  }
  for (const type of ['followers', 'following', 'mutual'] as const) expect(await list(alice2, type)).toEqual(['bob'])
  const { results } = await alice.request('follow.check', { userIds: ['bob', 'ghost'] })
  expect(results.map(({ type }) => type)).toEqual([3, 0])
  expect(await codes(bob.request('follow.remove', { userIds: ['alice', 'ghost'] }))).toEqual([0, 0])
  expect([await list(alice, 'followers'), await list(alice, 'following'), await list(alice, 'mutual')]).toEqual([
    [],
    ['bob'],
    [],
  ])
})

it('[FLW3][CHK11] lists are the own ones, counts are everybody’s, and another application has others', async () => {
  await using im = await testIm()
  const [alice, carol] = [await im.enter('alice'), await im.enter('carol')]
  await im.enter('bob')
  await alice.request('follow.add', { userIds: ['bob'] })
  const asAlice = { type: FOLLOW_LIST.following, userId: 'alice', from: 'alice' } as never
  expect((await carol.request('follow.list', asAlice)).users).toEqual([])
  const counts = await carol.request('follow.info', { userIds: ['alice', 'bob', 'ghost'] })
  expect(counts.results).toEqual([
    { userId: 'alice', code: 0, followers: 0, following: 1, mutual: 0 },
    { userId: 'bob', code: 0, followers: 1, following: 0, mutual: 0 },
    { userId: 'ghost', code: 30003, followers: 0, following: 0, mutual: 0 },
  ])
  const other = await im.server.im.accounts.apps.create({ name: 'Other' })
  await im.server.im.accounts.import({ sdkAppId: other.sdkAppId, userId: 'alice' })
  const [elsewhere] = await followInfo(im.server.im.follow, other.sdkAppId, ['alice'])
  expect(elsewhere!.counts).toEqual({ followers: 0, following: 0, mutual: 0 })
  const tooMany = Array.from({ length: FOLLOW_LIMITS.users + 1 }, () => 'bob')
  const error = await alice.request('follow.add', { userIds: tooMany }).catch((thrown: unknown) => thrown)
  expect((error as RawError).code).toBe(70402)
})

it('[FLW4] lists, counts and relations agree after any changes, also when they come at once', async () => {
  await using im = await testIm()
  const { accounts, follow: parts } = im.server.im
  const users = ['a', 'b', 'c', 'd']
  for (const userId of users) await accounts.import({ sdkAppId: im.sdkAppId, userId })
  const owner = (userId: string) => ({ sdkAppId: im.sdkAppId, userId })
  const step = fc.record({
    who: fc.constantFrom(...users),
    whom: fc.array(fc.constantFrom(...users), { minLength: 1, maxLength: 4 }),
    verb: fc.constantFrom(follow, unfollow),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
      await Promise.all(steps.map(({ who, whom, verb }) => verb(parts, owner(who), whom)))
      const ids = async (userId: string, type: keyof typeof FOLLOW_LIST) =>
        (await listFollow(parts, owner(userId), FOLLOW_LIST[type], '')).users.map((user) => user.userId)
      const following = new Map<string, string[]>()
      for (const userId of users) following.set(userId, await ids(userId, 'following'))
      for (const userId of users) {
        const mine = following.get(userId)!
        const followers = users.filter((other) => following.get(other)!.includes(userId))
        const mutual = mine.filter((other) => followers.includes(other))
        expect(await ids(userId, 'followers')).toEqual(followers)
        expect(await ids(userId, 'mutual')).toEqual(mutual)
        const [info] = await followInfo(parts, im.sdkAppId, [userId])
        expect(info!.counts).toEqual({ followers: followers.length, following: mine.length, mutual: mutual.length })
        const types = await checkFollow(parts, owner(userId), users)
        expect(types.map(({ type }) => type)).toEqual(
          users.map((other) => (followers.includes(other) ? 1 : 0) + (mine.includes(other) ? 2 : 0)),
        )
      }
    }),
    { numRuns: 20 },
  )
})

it('[FLW4] lists are paged without a gap or a repetition', async () => {
  await using im = await testIm()
  const alice = await im.enter('alice')
  const names = Array.from({ length: 230 }, (_, i) => `fan${String(i).padStart(3, '0')}`)
  await im.server.im.accounts.importMany(
    im.sdkAppId,
    names.map((userId) => ({ userId })),
  )
  for (const userId of names) await follow(im.server.im.follow, { sdkAppId: im.sdkAppId, userId }, ['alice'])
  const seen: string[] = []
  let pages = 0
  for (let cursor: string | undefined = ''; cursor !== undefined; pages++) {
    const page: { users: { userId: string }[]; cursor?: string; revision: number } = await alice.request(
      'follow.list',
      {
        type: FOLLOW_LIST.followers,
        cursor,
      },
    )
    expect(page.revision).toBe(230)
    seen.push(...page.users.map(({ userId }) => userId))
    cursor = page.cursor
  }
  expect([seen, pages]).toEqual([names, 3])
})
