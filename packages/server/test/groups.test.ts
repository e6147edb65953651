import { type RawClient, RawError, type TestIm, testIm } from '@signet/testkit'
import { describe, expect, it } from 'vitest'
import { createGroup } from '../src/features/groups/create.ts'
import { dissolveGroup } from '../src/features/groups/dissolve.ts'
import { inviteMembers } from '../src/features/groups/invite.ts'
import { setRole } from '../src/features/groups/role.ts'

const failed = async (promise: Promise<unknown>): Promise<RawError> => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(RawError)
  return error as RawError
}
const codeOf = async (promise: Promise<unknown>) => (await failed(promise)).code
const rolesIn = async (client: RawClient, groupId: string) => {
  const { members, memberCount } = await client.request('group.members', { groupId })
  expect(memberCount).toBe(members.length)
  return Object.fromEntries(members.map(({ userId, role }) => [userId, role]))
}
const events = (client: RawClient) => client.pushes.flatMap((packet) => (packet.type === 'group' ? [packet.event] : []))
const kinds = (client: RawClient) => events(client).map(({ kind }) => kind)
const app = (im: TestIm) => ({ sdkAppId: im.sdkAppId, actor: { kind: 'app' as const } })

async function people(im: TestIm) {
  const [alice, bob, carol] = await Promise.all(['alice', 'bob', 'carol'].map((userId) => im.enter(userId)))
  return { alice: alice!, bob: bob!, carol: carol! }
}

describe('a group', () => {
  it('[GRP5] is read as it was made and changed, and its sequence rises with every change', async () => {
    await using im = await testIm()
    const { alice } = await people(im)
    const { groupId } = await alice.request('group.create', {
      type: 'Work',
      name: 'Team',
      introduction: 'about us',
      custom: [{ key: 'room', value: '12' }],
    })
    expect(groupId).toMatch(/^@TGS#1[A-Z2-7]{12}$/)
    expect(
      await alice.request('group.update', { groupId, name: 'Crew', custom: [{ key: 'room', value: '' }] }),
    ).toEqual({
      infoSeq: 2,
    })
    const { groups } = await alice.request('group.info', { groupIds: [groupId] })
    expect(groups[0]).toMatchObject({
      group: {
        type: 'Private',
        name: 'Crew',
        introduction: 'about us',
        owner: 'alice',
        memberCount: 1,
        maxMembers: 200,
        infoSeq: 2,
        joinOption: 'DisableApply',
        custom: [],
      },
      self: { role: 'Owner', userId: 'alice', muteUntil: 0 },
    })
  })

  it('[GRP5] takes no option that its type does not have, and changes nothing then', async () => {
    await using im = await testIm()
    const { alice } = await people(im)
    const { groupId } = await alice.request('group.create', { type: 'AVChatRoom', name: 'Live' })
    expect(await codeOf(alice.request('group.update', { groupId, name: 'x', joinOption: 'NeedPermission' }))).toBe(
      10004,
    )
    expect(await codeOf(alice.request('group.update', { groupId, inviteOption: 'FreeAccess' }))).toBe(10004)
    expect(await codeOf(alice.request('group.create', { type: 'Private', name: 'x', joinOption: 'FreeAccess' }))).toBe(
      10004,
    )
    expect(await codeOf(alice.request('group.create', { type: 'Secret', name: 'x' }))).toBe(10004)
    const { groups } = await alice.request('group.info', { groupIds: [groupId] })
    expect(groups[0]!.group).toMatchObject({ name: 'Live', infoSeq: 1 })
  })

  it('[GRP8] with an id of one’s own is one’s own: 10025 for its owner, 10021 for others', async () => {
    await using im = await testIm()
    const { alice, bob } = await people(im)
    const wish = { type: 'Public', name: 'A', groupId: 'lobby' }
    await alice.request('group.create', wish)
    expect(await codeOf(alice.request('group.create', wish))).toBe(10025)
    expect(await codeOf(bob.request('group.create', wish))).toBe(10021)
  })

  it('[GRP3] lets in, asks or refuses as its option says', async () => {
    await using im = await testIm()
    const { alice, bob, carol } = await people(im)
    const { groupId } = await alice.request('group.create', { type: 'Public', name: 'P' })
    expect(await bob.request('group.join', { groupId, note: 'hello' })).toEqual({ status: 'waiting' })
    await alice.until(() => kinds(alice).includes('applied'))
    expect(events(alice).at(-1)).toMatchObject({ kind: 'applied', applicant: 'bob', note: 'hello', groupId, by: 'bob' })
    expect(await rolesIn(alice, groupId)).toEqual({ alice: 'Owner' })
    await alice.request('group.update', { groupId, joinOption: 'FreeAccess' })
    expect(await carol.request('group.join', { groupId })).toEqual({ status: 'joined' })
    expect(await carol.request('group.join', { groupId })).toEqual({ status: 'already' })
    await alice.request('group.update', { groupId, joinOption: 'DisableApply' })
    expect(await codeOf(bob.request('group.join', { groupId }))).toBe(10007)
    expect(await rolesIn(alice, groupId)).toEqual({ alice: 'Owner', carol: 'Member' })
  })

  it('[GRP13] an application is answered once, by one of those who may', async () => {
    await using im = await testIm()
    const { alice, bob, carol } = await people(im)
    const { groupId } = await alice.request('group.create', {
      type: 'Public',
      name: 'P',
      members: [{ userId: 'carol', role: 'Admin' }],
    })
    await bob.request('group.join', { groupId, note: 'one' })
    await bob.request('group.join', { groupId, note: 'two' })
    for (const manager of [alice, carol]) {
      const { applications } = await manager.request('group.applications', {})
      expect(applications).toMatchObject([{ groupId, groupName: 'P', userId: 'bob', note: 'two', inviter: '' }])
    }
    expect((await bob.request('group.applications', {})).applications).toEqual([])
    expect(await codeOf(bob.request('group.answer', { groupId, userId: 'bob', accept: true }))).toBe(10007)
    await carol.request('group.answer', { groupId, userId: 'bob', accept: true, note: 'welcome' })
    await bob.until(() => kinds(bob).includes('applicationHandled'))
    expect(events(bob)).toMatchObject([{ kind: 'applicationHandled', accepted: true, note: 'welcome', by: 'carol' }])
    expect(await codeOf(alice.request('group.answer', { groupId, userId: 'bob', accept: false }))).toBe(10024)
    expect(await rolesIn(alice, groupId)).toEqual({ alice: 'Owner', bob: 'Member', carol: 'Admin' })
  })

  it('[GRP13] an application that cannot come true goes on waiting', async () => {
    await using im = await testIm()
    const { alice, bob } = await people(im)
    const { groupId } = await alice.request('group.create', { type: 'Public', name: 'P', maxMembers: 1 })
    await bob.request('group.join', { groupId })
    expect(await codeOf(alice.request('group.answer', { groupId, userId: 'bob', accept: true }))).toBe(10014)
    expect((await alice.request('group.applications', {})).applications).toHaveLength(1)
    await alice.request('group.update', { groupId, maxMembers: 2 })
    await alice.request('group.answer', { groupId, userId: 'bob', accept: true })
  })

  it('[GRP4] members bring others in where the group lets them; each is judged alone', async () => {
    await using im = await testIm()
    const { alice, bob, carol } = await people(im)
    const { groupId } = await alice.request('group.create', {
      type: 'Private',
      name: 'W',
      members: [{ userId: 'bob' }],
    })
    const { results } = await bob.request('group.invite', { groupId, userIds: ['carol', 'alice', 'nobody', 'carol'] })
    expect(results).toEqual([
      { userId: 'carol', result: 1 },
      { userId: 'alice', result: 2 },
      { userId: 'nobody', result: 0 },
    ])
    await carol.until(() => kinds(carol).includes('memberJoined'))
    await carol.request('group.quit', { groupId })
    await alice.request('group.update', { groupId, inviteOption: 'NeedPermission' })
    expect((await bob.request('group.invite', { groupId, userIds: ['carol'] })).results).toEqual([
      { userId: 'carol', result: 3 },
    ])
    expect((await alice.request('group.applications', {})).applications).toMatchObject([
      { userId: 'carol', inviter: 'bob' },
    ])
    await alice.request('group.answer', { groupId, userId: 'carol', accept: true })
    expect(await rolesIn(carol, groupId)).toEqual({ alice: 'Owner', bob: 'Member', carol: 'Member' })
    await alice.request('group.update', { groupId, inviteOption: 'DisableInvite' })
    expect(await codeOf(alice.request('group.invite', { groupId, userIds: ['dave'] }))).toBe(10007)
  })

  it('[GRP11][CHK13] who was removed, banned or left knows nothing more of it from the next request on', async () => {
    await using im = await testIm()
    const { alice, bob } = await people(im)
    const ways: ((groupId: string) => Promise<unknown>)[] = [
      (groupId) => alice.request('group.kick', { groupId, userIds: ['bob', 'nobody'], reason: 'bye' }),
      (groupId) => alice.request('group.kick', { groupId, userIds: ['bob'], seconds: 60 }),
      (groupId) => bob.request('group.quit', { groupId }),
    ]
    for (const leave of ways) {
      const { groupId } = await alice.request('group.create', {
        type: 'Private',
        name: 'W',
        members: [{ userId: 'bob' }],
      })
      const reads = [
        () => bob.request('group.members', { groupId }),
        () => bob.request('group.membersNamed', { groupId, userIds: ['alice'] }),
        () => bob.request('group.roles', { groupId, userIds: ['alice'] }),
        () => bob.request('group.attributes', { groupId }),
        () => bob.request('group.counters', { groupId }),
        () => bob.request('group.invite', { groupId, userIds: ['carol'] }),
        () => bob.request('group.update', { groupId, name: 'mine' }),
      ]
      await reads[0]!()
      await leave(groupId)
      for (const read of reads) expect(await codeOf(read())).toBe(10007)
      expect((await bob.request('group.info', { groupIds: [groupId] })).refused).toMatchObject([
        { groupId, code: 10007 },
      ])
      expect((await bob.request('group.joined', {})).groups).toEqual([])
      expect(await rolesIn(alice, groupId)).toEqual({ alice: 'Owner' })
    }
    expect(events(bob).filter(({ kind }) => kind === 'memberKicked')).toMatchObject([
      { members: ['bob'], reason: 'bye' },
    ])
    expect(kinds(bob)).toContain('memberBanned')
  })

  it('[GRP12] a ban keeps out until it ends, however one tries to come in; unbanning ends it', async () => {
    await using im = await testIm()
    const { alice, bob } = await people(im)
    const { groupId } = await alice.request('group.create', { type: 'ChatRoom', name: 'M', inviteOption: 'FreeAccess' })
    await bob.request('group.join', { groupId })
    await alice.request('group.ban', { groupId, userIds: ['bob'], seconds: 60 })
    expect(await codeOf(bob.request('group.join', { groupId }))).toBe(10007)
    expect((await alice.request('group.invite', { groupId, userIds: ['bob'] })).results).toEqual([
      { userId: 'bob', result: 0 },
    ])
    expect((await alice.request('group.banned', { groupId })).users).toMatchObject([{ userId: 'bob' }])
    im.clock.advance(61_000)
    expect((await alice.request('group.banned', { groupId })).users).toEqual([])
    expect(await bob.request('group.join', { groupId })).toEqual({ status: 'joined' })
    await alice.request('group.ban', { groupId, userIds: ['bob'], seconds: 0xffff_ffff })
    await alice.request('group.unban', { groupId, userIds: ['bob'] })
    expect(await bob.request('group.join', { groupId })).toEqual({ status: 'joined' })
  })

  it('[GRP12] a mute outlasts leaving and coming back, and ends in time or when it is taken back', async () => {
    await using im = await testIm()
    const { alice, bob } = await people(im)
    const { groupId } = await alice.request('group.create', { type: 'ChatRoom', name: 'M' })
    await bob.request('group.join', { groupId })
    const { until } = await alice.request('group.mute', { groupId, userId: 'bob', seconds: 60 })
    const muteOf = async () => (await bob.request('group.info', { groupIds: [groupId] })).groups[0]!.self!.muteUntil
    await bob.request('group.quit', { groupId })
    await bob.request('group.join', { groupId })
    expect(await muteOf()).toBe(until)
    expect((await alice.request('group.muted', { groupId })).users).toEqual([{ userId: 'bob', until }])
    im.clock.advance(61_000)
    expect(await muteOf()).toBe(0)
    await alice.request('group.mute', { groupId, userId: 'bob', seconds: 0xffff_ffff })
    expect(await muteOf()).toBe(0xffff_ffff * 1000)
    await alice.request('group.mute', { groupId, userId: 'bob', seconds: 0 })
    expect(await muteOf()).toBe(0)
  })

  it('[GRP14] is gone for everybody when it was dissolved, and a new one with its id has none of its people', async () => {
    await using im = await testIm()
    const { alice, bob } = await people(im)
    const wish = { type: 'Public', name: 'P', groupId: 'lobby' }
    await alice.request('group.create', { ...wish, members: [{ userId: 'bob' }] })
    await alice.request('group.setAttributes', { groupId: 'lobby', items: [{ key: 'k', value: 'v' }] })
    await alice.request('group.mute', { groupId: 'lobby', userId: 'bob', seconds: 600 })
    await alice.request('group.dissolve', { groupId: 'lobby' })
    expect(await codeOf(bob.request('group.members', { groupId: 'lobby' }))).toBe(10010)
    expect((await bob.request('group.joined', {})).groups).toEqual([])
    await bob.request('group.create', wish)
    expect(await rolesIn(bob, 'lobby')).toEqual({ bob: 'Owner' })
    expect((await bob.request('group.attributes', { groupId: 'lobby' })).items).toEqual([])
    expect((await bob.request('group.muted', { groupId: 'lobby' })).users).toEqual([])
  })

  it('[GRP2] is handed over with its rights; a private one may lose its owner', async () => {
    await using im = await testIm()
    const { alice, bob, carol } = await people(im)
    const { groupId } = await alice.request('group.create', {
      type: 'Private',
      name: 'W',
      members: [{ userId: 'bob' }],
    })
    expect(await codeOf(alice.request('group.transfer', { groupId, to: 'carol' }))).toBe(10004)
    await alice.request('group.transfer', { groupId, to: 'bob' })
    expect(await rolesIn(bob, groupId)).toEqual({ alice: 'Member', bob: 'Owner' })
    expect(await codeOf(alice.request('group.kick', { groupId, userIds: ['bob'] }))).toBe(10007)
    await Promise.all([alice, bob].map((client) => client.until(() => kinds(client).includes('ownerChanged'))))
    await bob.request('group.quit', { groupId })
    const { groups } = await alice.request('group.info', { groupIds: [groupId] })
    expect(groups[0]!.group).toMatchObject({ owner: '', memberCount: 1 })
    await carol.request('ping', {})
    expect(kinds(carol)).toEqual([])
  })

  it('[GRP2] an administrator touches neither another one nor the owner, also not within a list', async () => {
    await using im = await testIm()
    const { alice, bob } = await people(im)
    await im.enter('dave')
    const { groupId } = await alice.request('group.create', {
      type: 'Public',
      name: 'P',
      members: [{ userId: 'bob', role: 'Admin' }, { userId: 'carol', role: 'Admin' }, { userId: 'dave' }],
    })
    for (const userId of ['alice', 'carol', 'bob']) {
      expect(await codeOf(bob.request('group.kick', { groupId, userIds: ['dave', userId] }))).toBe(10007)
      expect(await codeOf(bob.request('group.ban', { groupId, userIds: ['dave', userId], seconds: 9 }))).toBe(10007)
      expect(await codeOf(bob.request('group.mute', { groupId, userId, seconds: 9 }))).toBe(10007)
    }
    expect(Object.keys(await rolesIn(alice, groupId))).toEqual(['alice', 'bob', 'carol', 'dave'])
    expect((await bob.request('group.banned', { groupId })).users).toEqual([])
  })

  it('[GRP10] a live room stores nobody who comes, and whoever is not banned counts as a member', async () => {
    await using im = await testIm()
    const { alice, bob } = await people(im)
    const { groupId } = await alice.request('group.create', { type: 'AVChatRoom', name: 'Live' })
    expect(await bob.request('group.join', { groupId })).toMatchObject({ status: 'joined' })
    const rows = () => im.server.im.db.read.selectFrom('group_member').select('user_id').execute()
    expect(await rows()).toEqual([{ user_id: 'alice' }])
    await bob.request('group.modifyAttributes', { groupId, items: [{ key: 'seat1', value: 'bob' }] })
    await setRole(im.server.im.groups, app(im), groupId, 'bob', 'Admin')
    await setRole(im.server.im.groups, app(im), groupId, 'bob', 'Member')
    expect(await rows()).toEqual([{ user_id: 'alice' }])
    await alice.request('group.kick', { groupId, userIds: ['bob'], seconds: 60 })
    expect(await codeOf(bob.request('group.join', { groupId }))).toBe(10007)
    expect(await codeOf(bob.request('group.attributes', { groupId }))).toBe(10007)
    expect((await alice.request('group.info', { groupIds: [groupId] })).groups[0]!.group.memberCount).toBe(0)
  })

  it('[GRP18][CHK11] of another application does not exist, whatever one asks', async () => {
    await using im = await testIm()
    const { alice } = await people(im)
    const { groups } = im.server.im
    const { sdkAppId } = await im.server.im.accounts.apps.create({ name: 'Other' })
    const other = { sdkAppId, actor: { kind: 'app' as const } }
    await createGroup(groups, other, { type: 'ChatRoom', name: 'Theirs', groupId: 'lobby' })
    expect((await alice.request('group.info', { groupIds: ['lobby'] })).refused).toMatchObject([{ code: 10010 }])
    expect(await codeOf(alice.request('group.join', { groupId: 'lobby' }))).toBe(10010)
    await alice.request('group.create', { type: 'Public', name: 'Ours', groupId: 'lobby' })
    await dissolveGroup(groups, other, 'lobby')
    expect(await rolesIn(alice, 'lobby')).toEqual({ alice: 'Owner' })
  })

  it('[GRP19] those concerned are told at once on every device, and nobody else', async () => {
    await using im = await testIm()
    const { alice, bob, carol } = await people(im)
    const bob2 = await im.enter('bob')
    const { groupId } = await alice.request('group.create', {
      type: 'Public',
      name: 'P',
      members: [{ userId: 'carol' }],
    })
    await inviteMembers(im.server.im.groups, app(im), groupId, ['bob'])
    await alice.request('group.setRole', { groupId, userId: 'bob', role: 'Admin' })
    await alice.request('group.setRole', { groupId, userId: 'bob', role: 'Admin' })
    await alice.request('group.mute', { groupId, userId: 'bob', seconds: 5 })
    await alice.request('group.kick', { groupId, userIds: ['bob', 'carol'] })
    for (const device of [bob, bob2]) {
      await device.until(() => kinds(device).includes('memberKicked'))
      expect(events(device)).toMatchObject([
        {
          kind: 'memberJoined',
          how: 'invited',
          members: ['bob'],
          by: '',
          groupId,
          groupName: 'P',
          groupType: 'Public',
        },
        { kind: 'roleChanged', role: 'Admin', by: 'alice' },
        { kind: 'memberMuted', by: 'alice' },
        { kind: 'memberKicked', members: ['bob'] },
      ])
    }
    await carol.until(() => kinds(carol).length === 2)
    expect(events(carol)).toMatchObject([{ kind: 'memberJoined' }, { kind: 'memberKicked', members: ['carol'] }])
    expect(kinds(alice)).toEqual(['created'])
  })
})
