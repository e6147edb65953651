import { type RawClient, type RawError, type TestIm, testIm } from '@signet/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inviteMembers } from '../src/features/groups/invite.ts'

let im: TestIm
let alice: RawClient

beforeEach(async () => {
  im = await testIm({ config: { sockets: { requestsPerSecond: 10_000, requestBurst: 10_000 } } })
  alice = await im.enter('alice')
})
afterEach(() => im.close())

const codeOf = async (promise: Promise<unknown>): Promise<number> =>
  await promise.then(
    () => 0,
    (error: RawError) => error.code,
  )
const make = async (more: object = {}) => {
  const { groupId } = await alice.request('group.create', { type: 'Public', name: 'P', ...more })
  return groupId
}
const fields = (count: number) => Array.from({ length: count }, (_, i) => ({ key: `k${i}`, value: 'v' }))

describe('[CHK20] sizes at the limit and one beyond', () => {
  it.each([
    ['name', 100],
    ['introduction', 240],
    ['notification', 400],
    ['faceUrl', 500],
  ] as const)('[GRP7] %s has at most %i bytes of UTF-8, in making and in changing', async (field, most) => {
    const groupId = await make({ name: 'P', [field]: 'x'.repeat(most) })
    const wide = '好'.repeat(Math.floor(most / 3))
    expect(await codeOf(alice.request('group.update', { groupId, [field]: wide }))).toBe(0)
    for (const bad of ['x'.repeat(most + 1), `${wide}好`, '\ud800', 'a\u0000b']) {
      expect(await codeOf(alice.request('group.update', { groupId, [field]: bad }))).toBe(10004)
      expect(await codeOf(alice.request('group.create', { type: 'Public', name: 'P', [field]: bad }))).toBe(10004)
    }
    expect((await alice.request('group.info', { groupIds: [groupId] })).groups[0]!.group[field]).toBe(wide)
  })

  it('[GRP7] a name is not empty, a name card has at most 50 bytes', async () => {
    const groupId = await make()
    expect(await codeOf(alice.request('group.update', { groupId, name: ' ' }))).toBe(10004)
    expect(await codeOf(alice.request('group.updateMember', { groupId, nameCard: 'x'.repeat(50) }))).toBe(0)
    expect(await codeOf(alice.request('group.updateMember', { groupId, nameCard: 'x'.repeat(51) }))).toBe(10004)
    const { members } = await alice.request('group.membersNamed', { groupId, userIds: ['alice'] })
    expect(members[0]!.nameCard).toBe('x'.repeat(50))
  })

  it.each([
    ['Public', 'x'.repeat(48), 0],
    ['Public', 'x'.repeat(49), 10015],
    ['Public', ' !~', 0],
    ['Public', '@TGS#2abc', 10015],
    ['Public', '@TGS#_abc', 10015],
    ['Public', '群', 10015],
    ['Public', 'a\nb', 10015],
    ['Public', 'a@TOPIC#_b', 10015],
    ['Community', '@TGS#_abc', 0],
    ['Community', `@TGS#_${'x'.repeat(42)}`, 0],
    ['Community', `@TGS#_${'x'.repeat(43)}`, 10015],
    ['Community', '@TGS#_', 10015],
    ['Community', 'abc', 10015],
  ])('[GRP8] a %s group with the id %j answers %i', async (type, groupId, code) => {
    expect(await codeOf(alice.request('group.create', { type, name: 'P', groupId }))).toBe(code)
  })

  it.each(['Private', 'Public', 'ChatRoom', 'AVChatRoom', 'Community'] as const)(
    '[GRP8] the server makes ids for %s that can be told by their beginning',
    async (type) => {
      const begin = {
        Private: '@TGS#1',
        Public: '@TGS#2',
        ChatRoom: '@TGS#3',
        AVChatRoom: '@TGS#a',
        Community: '@TGS#_@TGS#c',
      }
      const groupId = await make({ type })
      expect(groupId.startsWith(begin[type])).toBe(true)
      expect(groupId.length).toBeLessThanOrEqual(48)
    },
  )

  it('[GRP9] a group has at most 20 custom fields of 512 bytes, a member 5 of 64; an empty value takes one away', async () => {
    const groupId = await make({ custom: fields(20) })
    expect(await codeOf(alice.request('group.update', { groupId, custom: [{ key: 'one_more', value: 'v' }] }))).toBe(
      10004,
    )
    const swap = [
      { key: 'k0', value: '' },
      { key: 'one_more', value: 'x'.repeat(512) },
    ]
    expect(await codeOf(alice.request('group.update', { groupId, custom: swap }))).toBe(0)
    for (const bad of [
      { key: 'k1', value: 'x'.repeat(513) },
      { key: 'x'.repeat(17), value: 'v' },
      { key: 'a-b', value: 'v' },
      { key: '', value: 'v' },
      { key: 'k1', value: '\udfff' },
    ]) {
      expect(await codeOf(alice.request('group.update', { groupId, custom: [bad] }))).toBe(10004)
    }
    const own = (custom: { key: string; value: string }[]) => alice.request('group.updateMember', { groupId, custom })
    expect(await codeOf(own(fields(5)))).toBe(0)
    expect(await codeOf(own([{ key: 'k9', value: 'v' }]))).toBe(10004)
    expect(await codeOf(own([{ key: 'k1', value: 'x'.repeat(64) }]))).toBe(0)
    expect(await codeOf(own([{ key: 'k1', value: 'x'.repeat(65) }]))).toBe(10004)
    expect(await codeOf(own([{ key: '__proto__', value: '' }]))).toBe(0)
    const { members } = await alice.request('group.membersNamed', { groupId, userIds: ['alice'] })
    expect(members[0]!.custom).toHaveLength(5)
  })

  it('[GRP20] requests name at most so many users and groups', async () => {
    const groupId = await make({ type: 'Private' })
    const users = (count: number) => Array.from({ length: count }, (_, i) => `u${i}`)
    expect(await codeOf(alice.request('group.invite', { groupId, userIds: users(300) }))).toBe(0)
    expect(await codeOf(alice.request('group.invite', { groupId, userIds: users(301) }))).toBe(10005)
    expect(await codeOf(alice.request('group.kick', { groupId, userIds: users(100) }))).toBe(0)
    expect(await codeOf(alice.request('group.kick', { groupId, userIds: users(101) }))).toBe(10005)
    expect(await codeOf(alice.request('group.unban', { groupId, userIds: users(20) }))).toBe(0)
    expect(await codeOf(alice.request('group.unban', { groupId, userIds: users(21) }))).toBe(10005)
    expect(await codeOf(alice.request('group.info', { groupIds: users(50) }))).toBe(0)
    expect(await codeOf(alice.request('group.info', { groupIds: users(51) }))).toBe(10005)
    const members = (count: number) => users(count).map((userId) => ({ userId }))
    expect(await codeOf(alice.request('group.create', { type: 'Public', name: 'P', members: members(101) }))).toBe(
      10005,
    )
  })
})

describe('quotas of the application', () => {
  const settings = (change: object) =>
    im.server.im.accounts.apps.updateSettings(im.sdkAppId, change as Record<string, unknown>)

  it('[GRP20] an account is in at most so many groups; live rooms do not count', async () => {
    await settings({ groupsPerUser: 2 })
    await im.enter('bob')
    await make({ members: [{ userId: 'bob' }] })
    await make({ type: 'AVChatRoom' })
    const { failed } = await alice.request('group.create', {
      type: 'ChatRoom',
      name: 'M',
      members: [{ userId: 'nobody' }],
    })
    expect(failed).toEqual(['nobody'])
    expect(await codeOf(make())).toBe(10037)
    const bob = await im.enter('bob')
    const { groupId } = await bob.request('group.create', { type: 'ChatRoom', name: 'B', inviteOption: 'FreeAccess' })
    expect(await codeOf(alice.request('group.join', { groupId }))).toBe(10037)
    expect((await bob.request('group.invite', { groupId, userIds: ['alice'] })).results).toEqual([
      { userId: 'alice', result: 0 },
    ])
  })

  it('[GRP6] a group has the members that its type, its application and its maker allow', async () => {
    await settings({ publicMembers: 3 })
    await Promise.all(['bob', 'carol', 'dave'].map((userId) => im.enter(userId)))
    expect(await codeOf(make({ maxMembers: 4 }))).toBe(10038)
    const groupId = await make()
    expect((await alice.request('group.info', { groupIds: [groupId] })).groups[0]!.group.maxMembers).toBe(3)
    const add = (userIds: string[]) =>
      inviteMembers(im.server.im.groups, { sdkAppId: im.sdkAppId, actor: { kind: 'app' } }, groupId, userIds)
    expect((await add(['bob', 'carol', 'dave'])).map(({ result }) => result)).toEqual([1, 1, 0])
    await expect(add(['dave'])).rejects.toMatchObject({ code: 10014 })
    expect(await codeOf(alice.request('group.update', { groupId, maxMembers: 2 }))).toBe(10004)
    expect(await codeOf(alice.request('group.update', { groupId, maxMembers: 4 }))).toBe(10038)
    const members = ['bob', 'carol', 'dave'].map((userId) => ({ userId }))
    expect(await codeOf(make({ members }))).toBe(10038)
  })

  it('[GRP20] an application has at most so many live rooms', async () => {
    await settings({ liveRooms: 1 })
    const groupId = await make({ type: 'AVChatRoom' })
    expect(await codeOf(make({ type: 'AVChatRoom' }))).toBe(10036)
    await alice.request('group.dissolve', { groupId })
    expect(await codeOf(make({ type: 'AVChatRoom' }))).toBe(0)
  })
})

it('[GRP7][CHK23] metacharacters of queries mean nothing in any text', async () => {
  const hostile = ["'; drop table im_group; --", '%', '_', '" or 1=1 --', '\\', '*?[a-z]', '$1', '?', ':x', '<script>']
  for (const text of hostile) {
    const groupId = await make({ name: text, introduction: text, custom: [{ key: 'k', value: text }], groupId: text })
    await alice.request('group.updateMember', { groupId, nameCard: text.slice(0, 50) })
    await alice.request('group.setAttributes', { groupId, items: [{ key: text, value: text }] })
    await alice.request('group.updateCounters', { groupId, mode: 'Set', counters: [{ key: text, value: 1 }] })
    const { groups } = await alice.request('group.info', { groupIds: [text] })
    expect(groups).toHaveLength(1)
    expect(groups[0]!.group).toMatchObject({ groupId: text, name: text, introduction: text })
    expect((await alice.request('group.attributes', { groupId, keys: [text] })).items).toEqual([
      { key: text, value: text },
    ])
    expect((await alice.request('group.membersNamed', { groupId, userIds: [text.slice(0, 32)] })).members).toEqual([])
    expect(
      (await alice.request('group.joined', { cursor: text })).groups.every(({ group }) => group.groupId > text),
    ).toBe(true)
  }
  expect((await alice.request('group.joined', {})).groups).toHaveLength(hostile.length)
})
