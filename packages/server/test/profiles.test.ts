import { ALLOW_TYPE } from '@signet/protocol/profile'
import { REVISED } from '@signet/protocol/revisions'
import { type RawClient, type RawError, testIm } from '@signet/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { setCustomFieldAccess } from '../src/features/profiles/custom-fields.ts'
import { friendPolicy, getProfiles } from '../src/features/profiles/get.ts'
import { setProfile } from '../src/features/profiles/set.ts'

const NICK = 'Tag_Profile_IM_Nick'
const code = (promise: Promise<unknown>): Promise<number> =>
  promise.then(
    () => 0,
    (error: unknown) => (error as RawError).code,
  )
const set = (client: RawClient, tag: string, value: string | number) =>
  client.request('profile.set', { items: [{ tag, value }] })
const get = async (client: RawClient, userId: string, tags?: string[]) => {
  const { profiles } = await client.request('profile.get', {
    userIds: [userId],
    ...(tags === undefined ? {} : { tags }),
  })
  return Object.fromEntries(profiles[0]!.items.map(({ tag, value }) => [tag, value]))
}
const changes = (client: RawClient) => client.pushes.filter((packet) => packet.type === 'changed')

describe('revisions', () => {
  it('[REV1] rise with every change and are pushed to every device of the user, to nobody else', async () => {
    await using im = await testIm()
    const [phone, laptop, bob] = [await im.enter('alice'), await im.enter('alice'), await im.enter('bob')]
    expect(await phone.request('revisions', {})).toEqual({ revisions: {} })
    await set(phone, NICK, 'Alice')
    await set(laptop, 'Tag_Profile_IM_Gender', 'Gender_Type_Female')
    for (const device of [phone, laptop]) {
      await device.until(() => changes(device).length === 2)
      expect(changes(device)).toEqual([1, 2].map((revision) => ({ type: 'changed', what: REVISED.profile, revision })))
    }
    expect(await phone.request('revisions', {})).toEqual({ revisions: { profile: 2 } })
    expect(await bob.request('revisions', {})).toEqual({ revisions: {} })
    expect(changes(bob)).toEqual([])
  })

  it('[REV1] are neither raised nor pushed by a change that failed', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    const { revisions, db } = im.server.im
    const broken = revisions.transaction(db, im.sdkAppId, async (_trx, mark) => {
      mark({ userId: 'alice', what: REVISED.profile })
      throw new Error('after the mark')
    })
    await expect(broken).rejects.toThrow('after the mark')
    expect(await alice.request('revisions', {})).toEqual({ revisions: {} })
    expect(changes(alice)).toEqual([])
  })

  it('[REV2] of changes at the same time are all different, and a later look shows the greatest', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    const { revisions } = im.server.im
    const raised = await Promise.all(
      Array.from({ length: 50 }, () => revisions.changed(im.sdkAppId, 'alice', REVISED.profile, { userIds: ['x'] })),
    )
    expect([...raised].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1))
    expect(await revisions.of(im.sdkAppId, 'alice', REVISED.profile)).toBe(50)
    await alice.until(() => changes(alice).length === 50)
    expect(changes(alice)[0]).toMatchObject({ data: { userIds: ['x'] } })
  })
})

describe('a profile', () => {
  it('[PRF2] is read by others, each user with its own code, in the order asked for', async () => {
    await using im = await testIm()
    const [alice, bob] = [await im.enter('alice'), await im.enter('bob')]
    await set(bob, NICK, 'Bob')
    await set(bob, 'Tag_Profile_IM_BirthDay', 20_000_101)
    const { profiles } = await alice.request('profile.get', { userIds: ['ghost', 'bob', 'alice'] })
    expect(profiles.map(({ userId, code }) => [userId, code])).toEqual([
      ['ghost', 40003],
      ['bob', 0],
      ['alice', 0],
    ])
    expect(profiles[1]!.items).toEqual([
      { tag: NICK, value: 'Bob' },
      { tag: 'Tag_Profile_IM_BirthDay', value: 20_000_101 },
    ])
    expect(await get(alice, 'bob', ['Tag_Profile_IM_BirthDay'])).toEqual({ Tag_Profile_IM_BirthDay: 20_000_101 })
    expect(await code(get(alice, 'bob', ['Tag_Profile_IM_Password']))).toBe(40009)
    expect(await code(alice.request('profile.get', { userIds: Array.from({ length: 101 }, () => 'bob') }))).toBe(70402)
  })

  it('[PRF2] answer that would be too long ends early and names the rest', async () => {
    await using im = await testIm()
    const { profiles, accounts } = im.server.im
    const users = Array.from({ length: 40 }, (_, i) => `user${i}`)
    const items = Array.from({ length: 20 }, (_, i) => ({
      tag: `Tag_Profile_Custom_${String.fromCharCode(97 + i)}`,
      value: 'x'.repeat(500),
    }))
    for (const userId of users) {
      await accounts.import({ sdkAppId: im.sdkAppId, userId })
      await setProfile(profiles, im.sdkAppId, userId, items, 'owner')
    }
    const alice = await im.enter('alice')
    const seen: string[] = []
    for (let ask: string[] | undefined = users; ask !== undefined; ) {
      const page: { profiles: { userId: string; items: unknown[] }[]; rest?: string[] } = await alice.request(
        'profile.get',
        { userIds: ask },
      )
      expect(JSON.stringify(page).length).toBeLessThan(300_000)
      for (const profile of page.profiles) expect(profile.items).toHaveLength(20)
      seen.push(...page.profiles.map(({ userId }) => userId))
      ask = page.rest
    }
    expect(seen).toEqual(users)
  })

  it('[PRF5] has its nick and face where the account has them', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    const { accounts } = im.server.im
    await set(alice, NICK, 'Alice')
    await set(alice, 'Tag_Profile_IM_Image', 'https://example.org/a.png')
    expect(await accounts.find(im.sdkAppId, 'alice')).toMatchObject({
      nick: 'Alice',
      faceUrl: 'https://example.org/a.png',
    })
    await accounts.import({ sdkAppId: im.sdkAppId, userId: 'alice', nick: 'Imported' })
    expect(await get(alice, 'alice', [NICK])).toEqual({ [NICK]: 'Imported' })
  })

  it('[PRF4] is changed in all fields of a request or in none', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    const items = [
      { tag: NICK, value: 'Alice' },
      { tag: 'Tag_Profile_IM_Gender', value: 'Gender_Type_Whatever' },
    ]
    expect(await code(alice.request('profile.set', { items }))).toBe(40605)
    expect(await get(alice, 'alice')).toEqual({})
    expect(await alice.request('revisions', {})).toEqual({ revisions: {} })
  })

  it('[PRF3] has fields that only the backend writes, and fields that not everybody reads', async () => {
    await using im = await testIm()
    const [alice, bob] = [await im.enter('alice'), await im.enter('bob')]
    const { profiles } = im.server.im
    const secret = 'Tag_Profile_Custom_Secret'
    expect(await code(set(alice, 'Tag_Profile_IM_AdminForbidType', 'AdminForbid_Type_SendOut'))).toBe(40008)
    await setCustomFieldAccess(profiles, im.sdkAppId, secret, { readBy: 'owner', writeBy: 'admin' })
    expect(await code(set(alice, secret, 'x'))).toBe(40008)
    const items = [
      { tag: secret, value: 'x' },
      { tag: 'Tag_Profile_IM_AdminForbidType', value: 'AdminForbid_Type_SendOut' },
    ]
    await setProfile(profiles, im.sdkAppId, 'alice', items, 'admin')
    expect(await get(alice, 'alice')).toMatchObject({ [secret]: 'x' })
    expect(Object.keys(await get(bob, 'alice'))).toEqual(['Tag_Profile_IM_AdminForbidType'])
    expect((await getProfiles(profiles, im.sdkAppId, undefined, ['alice']))[0]!.fields.get(secret)).toBe('x')
    expect(await friendPolicy(profiles, im.sdkAppId, 'alice', ALLOW_TYPE.denyAny)).toEqual({
      forbidden: true,
      allowType: ALLOW_TYPE.denyAny,
    })
  })

  it('[PRF6] has at most 20 custom fields, also when they come at once', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    const tag = (i: number) => `Tag_Profile_Custom_${String.fromCharCode(65 + (i % 26))}${i < 26 ? '' : 'x'}`
    const codes = await Promise.all(Array.from({ length: 40 }, (_, i) => code(set(alice, tag(i), 'v'))))
    expect(codes.filter((answer) => answer === 0)).toHaveLength(20)
    expect(new Set(codes)).toEqual(new Set([0, 40001]))
    expect(Object.keys(await get(alice, 'alice'))).toHaveLength(20)
  })

  it('[PRF1][CHK20][CHK23] keeps any text as it is, hostile or not, up to its bytes', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 60 }),
          fc.constantFrom("'; drop table account; --", '%_\\', '"*"', 'NEAR(', '__proto__', '\0', '\u202e'),
        ),
        async (value) => {
          await alice.request('profile.set', {
            items: [
              { tag: 'Tag_Profile_IM_SelfSignature', value },
              { tag: 'Tag_Profile_Custom_Any', value },
            ],
          })
          expect(await get(alice, 'alice')).toEqual({
            Tag_Profile_IM_SelfSignature: value,
            Tag_Profile_Custom_Any: value,
          })
        },
      ),
      { numRuns: 60 },
    )
    for (const [tag, limit] of [
      [NICK, 500],
      ['Tag_Profile_IM_Location', 16],
      ['Tag_Profile_Custom_Any', 500],
    ] as const) {
      expect(await code(set(alice, tag, '字'.repeat(limit / 4).padEnd(limit / 4 + limit / 4, 'x')))).toBe(0)
      expect(await code(set(alice, tag, 'x'.repeat(limit)))).toBe(0)
      expect(await code(set(alice, tag, 'x'.repeat(limit + 1)))).toBe(40601)
      expect(await code(set(alice, tag, '字'.repeat(Math.ceil((limit + 1) / 3))))).toBe(40601)
      expect(await code(set(alice, tag, '\ud800'))).toBe(40001)
    }
  })

  it('[CHK11] is of one application: the same name in another one is somebody else', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    await set(alice, NICK, 'Alice')
    await set(alice, 'Tag_Profile_Custom_Any', 'v')
    const { accounts, profiles, revisions } = im.server.im
    const other = await accounts.apps.create({ name: 'Other' })
    await accounts.import({ sdkAppId: other.sdkAppId, userId: 'alice' })
    const [seen] = await getProfiles(profiles, other.sdkAppId, undefined, ['alice'])
    expect([seen!.exists, seen!.fields.size]).toEqual([true, 0])
    expect(await revisions.all(other.sdkAppId, 'alice')).toEqual({})
  })
})
