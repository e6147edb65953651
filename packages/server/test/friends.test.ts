import {
  ADD_TYPE,
  BLACK_CHECK_TYPE,
  CHECK_TYPE,
  DELETE_TYPE,
  FRIEND_LIMITS,
  PENDENCY_TYPE,
  RESPONSE_ACTION,
} from '@signet/protocol/friend'
import { ALLOW_TYPE, type AllowType } from '@signet/protocol/profile'
import { type RawClient, type RawError, type TestIm, testIm } from '@signet/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addFriend } from '../src/features/friends/add.ts'
import { listApplications } from '../src/features/friends/applications.ts'
import { checkFriends } from '../src/features/friends/check.ts'
import { setProfile } from '../src/features/profiles/set.ts'

const source = 'AddSource_Type_Test'
const code = (promise: Promise<unknown>): Promise<number> =>
  promise.then(
    (value) => (value as { code?: number }).code ?? 0,
    (error: unknown) => (error as RawError).code,
  )
const codes = async (promise: Promise<{ results: { code: number }[] }>) => (await promise).results.map((r) => r.code)
const add = (client: RawClient, userId: string, more: object = {}) =>
  client.request('friend.add', { userId, source, ...more })
const friendsOf = async (client: RawClient) => (await client.request('friend.list', {})).friends.map((f) => f.userId)
const applications = async (client: RawClient) => {
  const { applications: rows } = await client.request('friend.application.list', {})
  return rows.map(({ userId, type }) => `${type.slice('Pendency_Type_'.length)} ${userId}`)
}
const allow = (client: RawClient, value: AllowType) =>
  client.request('profile.set', { items: [{ tag: 'Tag_Profile_IM_AllowType', value }] })
const changes = (client: RawClient) => client.pushes.flatMap((packet) => (packet.type === 'changed' ? [packet] : []))
const accounts = async (im: TestIm, prefix: string, count: number) => {
  const names = Array.from({ length: count }, (_, i) => `${prefix}${String(i).padStart(4, '0')}`)
  await im.server.im.accounts.importMany(
    im.sdkAppId,
    names.map((userId) => ({ userId })),
  )
  return names
}
async function people(im: TestIm, allowType: AllowType = ALLOW_TYPE.allowAny) {
  const [alice, bob, carol] = [await im.enter('alice'), await im.enter('bob'), await im.enter('carol')]
  for (const client of [alice, bob, carol]) await allow(client, allowType)
  return { alice, bob, carol }
}

describe('adding a friend', () => {
  it('[FRD1][REV1] puts each into the list of the other, and tells every device of both what changed', async () => {
    await using im = await testIm()
    const { alice, bob, carol } = await people(im)
    const alice2 = await im.enter('alice')
    expect(await add(alice, 'bob', { remark: 'Bobby', groupName: 'work', wording: 'hi' })).toEqual({ code: 0 })
    for (const device of [alice, alice2]) {
      await device.until(() => changes(device).some(({ what }) => what === 'friends'))
      expect(changes(device).find(({ what }) => what === 'friends')).toMatchObject({ data: { userIds: ['bob'] } })
    }
    await bob.until(() => changes(bob).some(({ what }) => what === 'friends'))
    const page = await alice2.request('friend.list', {})
    expect(page).toMatchObject({
      total: 1,
      revision: 1,
      friends: [{ userId: 'bob', remark: 'Bobby', groups: ['work'], source, wording: 'hi', custom: [] }],
    })
    expect(page.cursor).toBeUndefined()
    expect((await bob.request('friend.list', {})).friends).toMatchObject([{ userId: 'alice', remark: '', groups: [] }])
    expect((await alice.request('friend.group.list', {})).groups).toEqual([{ name: 'work', count: 1 }])
    expect((await bob.request('friend.group.list', {})).groups).toEqual([])
    expect(await friendsOf(carol)).toEqual([])
    expect(await alice.request('revisions', {})).toMatchObject({ revisions: { friends: 1 } })
    expect(await code(add(alice, 'bob'))).toBe(0)
    expect(await alice.request('revisions', {})).toMatchObject({ revisions: { friends: 1 } })
  })

  it('[FRD1] follows what the other side wants, and names what it refuses', async () => {
    await using im = await testIm()
    const { alice, bob } = await people(im)
    expect(await code(add(alice, 'bob', { type: ADD_TYPE.single }))).toBe(0)
    expect([await friendsOf(alice), await friendsOf(bob)]).toEqual([['bob'], []])
    await allow(bob, ALLOW_TYPE.denyAny)
    expect(await code(add(alice, 'bob'))).toBe(30516)
    expect(await code(add(alice, 'ghost'))).toBe(30003)
    expect(await code(add(alice, '../etc'))).toBe(30003)
    expect(await code(add(alice, 'alice'))).toBe(30001)
    expect(await code(alice.request('friend.add', { userId: 'carol', source: 'nowhere' }))).toBe(30001)
    expect(await code(alice.request('friend.add', { userId: 'carol' } as never))).toBe(70402)
    await im.server.im.accounts.apps.updateSettings(im.sdkAppId, { allowType: ALLOW_TYPE.denyAny })
    await im.enter('dave')
    expect(await code(add(alice, 'dave'))).toBe(30516)
  })

  it('[FRD2] that needs consent waits, and yes, yes-and-add and no do what they say', async () => {
    await using im = await testIm()
    const { alice, bob, carol } = await people(im, ALLOW_TYPE.needConfirm)
    const dave = await im.enter('dave')
    const bob2 = await im.enter('bob')
    expect(await code(add(alice, 'bob', { wording: 'first', remark: 'B', groupName: 'g' }))).toBe(30539)
    expect(await code(add(alice, 'bob', { wording: 'again', remark: 'B', groupName: 'g' }))).toBe(30539)
    for (const client of [carol, dave]) expect(await code(add(client, 'bob'))).toBe(30539)
    expect(await friendsOf(alice)).toEqual([])
    expect(await applications(alice)).toEqual(['SendOut bob'])
    const came = await bob.request('friend.application.list', {})
    expect(came.unread).toBe(3)
    expect(came.applications.map(({ userId }) => userId).sort()).toEqual(['alice', 'carol', 'dave'])
    expect(came.applications.find(({ userId }) => userId === 'alice')).toMatchObject({ wording: 'again', source })
    await bob.request('friend.application.read', {})
    expect((await bob2.request('friend.application.list', {})).unread).toBe(0)

    await bob.request('friend.application.accept', { userId: 'alice', type: RESPONSE_ACTION.agreeAndAdd, remark: 'A' })
    await bob.request('friend.application.accept', { userId: 'carol', type: RESPONSE_ACTION.agree })
    await bob.request('friend.application.refuse', { userId: 'dave' })
    expect(await friendsOf(bob)).toEqual(['alice'])
    expect((await alice.request('friend.list', {})).friends).toMatchObject([
      { userId: 'bob', remark: 'B', groups: ['g'] },
    ])
    expect((await bob2.request('friend.list', {})).friends).toMatchObject([{ userId: 'alice', remark: 'A' }])
    expect([await friendsOf(carol), await friendsOf(dave)]).toEqual([['bob'], []])
    for (const client of [alice, bob, carol, dave]) expect(await applications(client)).toEqual([])
    for (const op of ['friend.application.accept', 'friend.application.refuse'] as const) {
      const data = { userId: 'dave', type: RESPONSE_ACTION.agree } as never
      expect(await code(bob.request(op, data))).toBe(30614)
    }
    await bob2.until(() => changes(bob2).filter(({ what }) => what === 'friends').length === 1)
  })

  it('[FRD2] leaves what the other side sees when one side deletes an application', async () => {
    await using im = await testIm()
    const { alice, bob } = await people(im, ALLOW_TYPE.needConfirm)
    await add(alice, 'bob')
    const remove = (client: RawClient, userIds: string[], type: keyof typeof PENDENCY_TYPE) =>
      codes(client.request('friend.application.delete', { userIds, type: PENDENCY_TYPE[type] }))
    expect(await remove(alice, ['bob', 'carol'], 'comeIn')).toEqual([30614, 30614])
    expect(await remove(alice, ['bob', 'carol'], 'sendOut')).toEqual([0, 30614])
    expect([await applications(alice), await applications(bob)]).toEqual([[], ['ComeIn alice']])
    await bob.request('friend.application.accept', { userId: 'alice', type: RESPONSE_ACTION.agreeAndAdd })
    expect([await friendsOf(alice), await friendsOf(bob)]).toEqual([['bob'], ['alice']])
  })

  it('[FRD3] of each other at once ends in one state, whatever each wanted and in whichever order', async () => {
    await using im = await testIm()
    const { friends, profiles } = im.server.im
    let pair = 0
    const types = fc.constantFrom(...Object.values(ADD_TYPE))
    const allows = fc.constantFrom(ALLOW_TYPE.allowAny, ALLOW_TYPE.needConfirm)
    await fc.assert(
      fc.asyncProperty(types, types, allows, allows, async (mine, theirs, allowsMine, allowsTheirs) => {
        const [a, b] = await accounts(im, `p${pair++}x`, 2)
        for (const [userId, value] of [
          [a!, allowsMine],
          [b!, allowsTheirs],
        ] as const) {
          await setProfile(profiles, im.sdkAppId, userId, [{ tag: 'Tag_Profile_IM_AllowType', value }], 'owner')
        }
        const owner = (userId: string) => ({ sdkAppId: im.sdkAppId, userId })
        await Promise.all([
          addFriend(friends, owner(a!), { peer: b!, type: mine, source }),
          addFriend(friends, owner(b!), { peer: a!, type: theirs, source }),
        ])
        // Both asked, so both are in: nothing is left waiting.
        const [relation] = await checkFriends(friends, owner(a!), [b!], CHECK_TYPE.both)
        expect(relation!.relation).toBe('CheckResult_Type_BothWay')
        for (const one of [a!, b!]) expect((await listApplications(friends, owner(one))).rows).toEqual([])
      }),
      { numRuns: 25 },
    )
  })

  it('[FRD9] is bounded: friends, groups, and applications that wait', async () => {
    await using im = await testIm()
    const { alice, bob } = await people(im)
    const { friends } = im.server.im
    const many = await accounts(im, 'u', FRIEND_LIMITS.applications + 1)
    for (let i = 0; i < FRIEND_LIMITS.groups; i++) await alice.request('friend.group.create', { name: `g${i}` })
    expect(await code(alice.request('friend.group.create', { name: 'one more' }))).toBe(30011)
    expect(await code(add(alice, 'bob', { groupName: 'one more' }))).toBe(30011)
    expect(await friendsOf(alice)).toEqual([])
    await allow(bob, ALLOW_TYPE.needConfirm)
    for (const userId of many.slice(0, -1)) {
      await addFriend(friends, { sdkAppId: im.sdkAppId, userId }, { peer: 'bob', type: ADD_TYPE.both, source })
    }
    expect(await code(add(alice, 'bob'))).toBe(30012)
    expect((await bob.request('friend.application.list', {})).applications).toHaveLength(100)
    await bob.request('friend.application.refuse', { userId: many[0]! })
    expect(await code(add(alice, 'bob'))).toBe(30539)
  })
})

describe('the list of friends', () => {
  it('[FRD5] is paged without a gap, and tells chosen friends and relations', async () => {
    await using im = await testIm()
    const { alice, bob, carol } = await people(im)
    const { friends } = im.server.im
    const names = await accounts(im, 'f', 250)
    for (const peer of names) {
      await addFriend(
        friends,
        { sdkAppId: im.sdkAppId, userId: 'alice' },
        { peer, type: ADD_TYPE.both, source, force: true },
      )
    }
    const seen: string[] = []
    let cursor: string | undefined
    let pages = 0
    do {
      const page: { friends: { userId: string }[]; cursor?: string; total: number } = await alice.request(
        'friend.list',
        {
          ...(cursor === undefined ? {} : { cursor }),
        },
      )
      expect(page.total).toBe(250)
      seen.push(...page.friends.map((friend) => friend.userId))
      cursor = page.cursor
      pages++
    } while (cursor !== undefined)
    expect([seen, pages]).toEqual([names, 3])
    await add(bob, 'alice', { type: ADD_TYPE.single })
    await add(alice, 'carol', { type: ADD_TYPE.single })
    const userIds = ['bob', 'carol', 'f0000', 'ghost']
    const relations = async (type: keyof typeof CHECK_TYPE) => {
      const { results } = await alice.request('friend.check', { userIds, type: CHECK_TYPE[type] })
      return results.map(({ relation }) => relation.slice('CheckResult_Type_'.length))
    }
    expect(await relations('single')).toEqual(['NoRelation', 'AWithB', 'AWithB', 'NoRelation'])
    expect(await relations('both')).toEqual(['BWithA', 'AWithB', 'BothWay', 'NoRelation'])
    const chosen = await alice.request('friend.get', { userIds })
    expect(chosen.friends.map((answer) => [answer.code, answer.friend?.userId])).toEqual([
      [30001, undefined],
      [0, 'carol'],
      [0, 'f0000'],
      [30001, undefined],
    ])
    expect(await friendsOf(carol)).toEqual([])
  })

  it('[FRD4] loses friends on one side or on both, each with its result', async () => {
    await using im = await testIm()
    const { alice, bob, carol } = await people(im)
    await add(alice, 'bob', { groupName: 'g' })
    await add(alice, 'carol')
    const remove = (client: RawClient, userIds: string[], type?: keyof typeof DELETE_TYPE) =>
      codes(client.request('friend.delete', { userIds, ...(type === undefined ? {} : { type: DELETE_TYPE[type] }) }))
    expect(await remove(alice, ['bob', 'ghost'], 'single')).toEqual([0, 31704])
    expect([await friendsOf(alice), await friendsOf(bob)]).toEqual([['carol'], ['alice']])
    expect((await alice.request('friend.group.list', {})).groups).toEqual([{ name: 'g', count: 0 }])
    expect(await remove(alice, ['bob', 'carol', 'bob'])).toEqual([0, 0, 0])
    expect([await friendsOf(alice), await friendsOf(bob), await friendsOf(carol)]).toEqual([[], [], []])
    expect(await remove(alice, ['bob'])).toEqual([31704])
  })

  it('[FRD7][CHK23] keeps remark, custom fields and groups as they were given, hostile or not', async () => {
    await using im = await testIm()
    const { alice, bob } = await people(im)
    await add(alice, 'bob')
    const hostile = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }).filter((text) => !text.includes('\0')),
      fc.constantFrom("'; drop table friend; --", '%_\\"*', '__proto__', 'constructor'),
    )
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        fc.pre(Buffer.byteLength(text) <= FRIEND_LIMITS.groupNameBytes)
        const custom = [{ tag: 'Tag_SNS_Custom_Any', value: text }]
        await alice.request('friend.update', { userId: 'bob', remark: text, groups: [text, 'other'], custom })
        const [friend] = (await alice.request('friend.list', {})).friends
        expect(friend).toMatchObject({ remark: text, custom })
        expect([...friend!.groups].sort()).toEqual([...new Set([text, 'other'])].sort())
        await alice.request('friend.group.delete', { name: text })
      }),
      { numRuns: 40 },
    )
    await alice.request('friend.update', { userId: 'bob', remark: 'x'.repeat(96) })
    expect(await code(alice.request('friend.update', { userId: 'bob', remark: 'x'.repeat(97) }))).toBe(30001)
    expect(await code(alice.request('friend.update', { userId: 'carol', remark: 'x' }))).toBe(30001)
    expect((await bob.request('friend.list', {})).friends).toMatchObject([{ userId: 'alice', remark: '', groups: [] }])
  })

  it('[FRD10] has groups: made, renamed, filled, emptied and deleted, for friends only', async () => {
    await using im = await testIm()
    const { alice } = await people(im)
    await add(alice, 'bob')
    await add(alice, 'carol')
    const groups = async () => (await alice.request('friend.group.list', {})).groups
    const create = (name: string, userIds: string[] = []) => alice.request('friend.group.create', { name, userIds })
    expect(await codes(create('a', ['bob', 'ghost']))).toEqual([0, 32216])
    im.clock.advance(10)
    await create('b')
    expect(await code(create('a'))).toBe(30001)
    expect(await codes(alice.request('friend.group.add', { name: 'b', userIds: ['bob', 'carol', 'bob'] }))).toEqual([
      0, 0, 0,
    ])
    expect(await groups()).toEqual([
      { name: 'a', count: 1 },
      { name: 'b', count: 2 },
    ])
    await alice.request('friend.group.rename', { oldName: 'b', newName: 'c' })
    expect(await code(alice.request('friend.group.rename', { oldName: 'c', newName: 'a' }))).toBe(30001)
    expect(await code(alice.request('friend.group.rename', { oldName: 'gone', newName: 'd' }))).toBe(30001)
    expect((await alice.request('friend.get', { userIds: ['bob'] })).friends[0]!.friend!.groups).toEqual(['a', 'c'])
    await alice.request('friend.group.remove', { name: 'c', userIds: ['bob', 'ghost'] })
    await alice.request('friend.group.delete', { name: 'a' })
    expect(await groups()).toEqual([{ name: 'c', count: 1 }])
    expect(await friendsOf(alice)).toEqual(['bob', 'carol'])
    expect(await code(alice.request('friend.group.add', { name: 'a', userIds: ['bob'] }))).toBe(30001)
    const { revisions } = await alice.request('revisions', {})
    const shown = await alice.request('friend.group.list', {})
    expect(shown.revision).toBe(revisions['friendGroups'])
  })

  it('[FRD10][REV1] raises the revision of the groups whenever somebody comes or goes in one', async () => {
    await using im = await testIm()
    const { alice, bob } = await people(im)
    const seen: number[] = []
    const look = async () => {
      const { revision, groups } = await alice.request('friend.group.list', {})
      seen.push(revision)
      return groups[0]?.count
    }
    await alice.request('friend.group.create', { name: 'g' })
    expect(await look()).toBe(0)
    await add(alice, 'bob', { groupName: 'g' })
    expect(await look()).toBe(1)
    await alice.request('friend.update', { userId: 'bob', groups: [] })
    expect(await look()).toBe(0)
    await alice.request('friend.group.add', { name: 'g', userIds: ['bob'] })
    expect(await look()).toBe(1)
    await bob.request('friend.delete', { userIds: ['alice'] })
    expect(await look()).toBe(0)
    expect(seen).toEqual([1, 2, 3, 4, 5])
    expect((await bob.request('friend.group.list', {})).revision).toBe(0)
  })

  it('[FRD6][CHK11] is only the own one: nobody reads or changes that of another user or application', async () => {
    await using im = await testIm()
    const { alice, bob, carol } = await people(im, ALLOW_TYPE.needConfirm)
    await add(alice, 'bob')
    // Carol names Alice and Bob in every way she can; only her own lists are ever meant.
    expect(
      await code(carol.request('friend.application.accept', { userId: 'alice', type: RESPONSE_ACTION.agree })),
    ).toBe(30614)
    expect(await code(carol.request('friend.application.refuse', { userId: 'alice' }))).toBe(30614)
    await bob.request('friend.application.accept', { userId: 'alice', type: RESPONSE_ACTION.agreeAndAdd })
    await alice.request('blacklist.add', { userIds: ['carol'] })
    await alice.request('friend.group.create', { name: 'g', userIds: ['bob'] })
    const asAlice = { userId: 'alice', from: 'alice', owner: 'alice', identity: { userId: 'alice' } } as never
    expect((await carol.request('friend.list', asAlice)).friends).toEqual([])
    expect((await carol.request('friend.group.list', asAlice)).groups).toEqual([])
    expect((await carol.request('blacklist.list', asAlice)).users).toEqual([])
    expect((await carol.request('friend.application.list', asAlice)).applications).toEqual([])
    expect(await codes(carol.request('friend.delete', { userIds: ['alice', 'bob'] }))).toEqual([31704, 31704])
    expect(await code(carol.request('friend.update', { userId: 'bob', remark: 'x' }))).toBe(30001)
    const other = await im.server.im.accounts.apps.create({ name: 'Other' })
    await im.server.im.accounts.import({ sdkAppId: other.sdkAppId, userId: 'alice' })
    const elsewhere = { sdkAppId: other.sdkAppId, userId: 'alice' }
    const [relation] = await checkFriends(im.server.im.friends, elsewhere, ['bob'], CHECK_TYPE.both)
    expect(relation!.relation).toBe('CheckResult_Type_NoRelation')
    const request = { peer: 'carol', type: ADD_TYPE.both, source }
    await expect(addFriend(im.server.im.friends, elsewhere, request)).rejects.toMatchObject({ code: 30003 })
    expect(await friendsOf(alice)).toEqual(['bob'])
  })
})

describe('the blacklist', () => {
  const send = (client: RawClient, to: string, random: number) =>
    client.request('send', { to, random, clientTime: 1, body: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'x' } }] })

  it('[BLK1] ends a friendship on both sides and refuses new ones, until it is taken back', async () => {
    await using im = await testIm()
    const { alice, bob } = await people(im)
    const alice2 = await im.enter('alice')
    await add(alice, 'bob')
    const userIds = ['bob', 'alice', 'ghost', 'carol', 'carol']
    expect(await codes(alice.request('blacklist.add', { userIds }))).toEqual([0, 30001, 30003, 0, 30001])
    expect(await codes(alice.request('blacklist.add', { userIds: ['bob'] }))).toEqual([30001])
    await alice2.until(() => changes(alice2).some(({ what }) => what === 'blacklist'))
    const list = await alice2.request('blacklist.list', {})
    expect([list.users.map(({ userId }) => userId), list.revision]).toEqual([['bob', 'carol'], 1])
    expect([await friendsOf(alice), await friendsOf(bob)]).toEqual([[], []])
    expect([await code(add(alice, 'bob')), await code(add(bob, 'alice'))]).toEqual([30515, 30525])
    const relation = async (client: RawClient, peer: string, type: keyof typeof BLACK_CHECK_TYPE) => {
      const { results } = await client.request('blacklist.check', { userIds: [peer], type: BLACK_CHECK_TYPE[type] })
      return results[0]!.relation.slice('BlackCheckResult_Type_'.length)
    }
    expect(await relation(alice, 'bob', 'both')).toBe('AWithB')
    expect(await relation(bob, 'alice', 'both')).toBe('BWithA')
    expect(await relation(bob, 'alice', 'single')).toBe('NO')
    expect(await codes(alice.request('blacklist.remove', { userIds: ['bob', 'ghost'] }))).toEqual([0, 0])
    expect(await friendsOf(alice)).toEqual([])
    expect(await code(add(bob, 'alice'))).toBe(0)
  })

  it('[BLK1] holds 1,000, is paged, and tells who did not fit', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    const names = await accounts(im, 'b', 1001)
    expect(new Set(await codes(alice.request('blacklist.add', { userIds: names.slice(0, 1000) })))).toEqual(
      new Set([0]),
    )
    expect(await codes(alice.request('blacklist.add', { userIds: [names[1000]!] }))).toEqual([30013])
    expect(await code(alice.request('blacklist.add', { userIds: names }))).toBe(70402)
    const seen: string[] = []
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page: { users: { userId: string }[]; cursor?: string } = await alice.request('blacklist.list', { cursor })
      seen.push(...page.users.map(({ userId }) => userId))
      cursor = page.cursor
    }
    expect(seen).toEqual(names.slice(0, 1000))
  })

  it('[BLK2] refuses what the blocked one writes, from the answer on, and nothing else', async () => {
    await using im = await testIm()
    const { alice, bob, carol } = await people(im)
    let random = 1
    expect(await code(send(bob, 'alice', random++))).toBe(0)
    for (let round = 0; round < 3; round++) {
      await alice.request('blacklist.add', { userIds: ['bob'] })
      expect(await code(send(bob, 'alice', random++))).toBe(20007)
      expect(await code(send(alice, 'bob', random++))).toBe(0)
      expect(await code(send(carol, 'alice', random++))).toBe(0)
      await alice.request('blacklist.remove', { userIds: ['bob'] })
      expect(await code(send(bob, 'alice', random++))).toBe(0)
    }
    await alice.request('blacklist.add', { userIds: ['dave', 'bob'] })
    expect((await alice.request('history', { conversation: 'C2Cbob' })).head).toBe(7)
  })

  it('[BLK2][MSG7] keeps the order of a sender whose standing has to be looked up', async () => {
    await using im = await testIm()
    const { alice, bob } = await people(im)
    const acks: Promise<{ seq: number }>[] = []
    for (let i = 0; i < 60; i++) {
      acks.push(send(alice, 'bob', 1000 + i))
      if (i % 20 === 10) im.server.im.friends.standing.forget(im.sdkAppId, 'alice', ['bob'])
      if (i % 20 === 15) await alice.request('ping', {})
    }
    expect((await Promise.all(acks)).map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1))
    expect(await code(send(bob, 'alice', 1))).toBe(0)
  })

  it('[FRD8] lets only friends write to each other where the application says so', async () => {
    await using im = await testIm()
    const { alice, bob } = await people(im)
    expect(await code(send(alice, 'bob', 1))).toBe(0)
    await im.server.im.accounts.apps.updateSettings(im.sdkAppId, { privateMessages: 'friends' })
    expect(await code(send(alice, 'bob', 2))).toBe(20009)
    await add(alice, 'bob', { type: ADD_TYPE.single })
    expect([await code(send(alice, 'bob', 3)), await code(send(bob, 'alice', 3))]).toEqual([20010, 20011])
    await add(bob, 'alice')
    expect([await code(send(alice, 'bob', 4)), await code(send(bob, 'alice', 4))]).toEqual([0, 0])
    expect(await code(send(alice, 'alice', 5))).toBe(0)
    await alice.request('friend.delete', { userIds: ['bob'] })
    expect(await code(send(alice, 'bob', 6))).toBe(20009)
  })
})
