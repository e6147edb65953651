import { randomInt } from 'node:crypto'
import { type RawClient, RawError, type TestIm, testIm } from '@signet/testkit'
import { describe, expect, it } from 'vitest'
import {
  COMMUNITY_PERMISSIONS as MAY,
  TOPIC_PERMISSIONS as MAY_IN_TOPIC,
} from '../src/features/groups/permissions/rules.ts'

const text = (Text: string) => [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text } }]
const say = (client: RawClient, group: string, words: string, options: object = {}) =>
  client.request('send', { group, random: randomInt(2 ** 32), clientTime: 1, body: text(words), ...options })
const codeOf = async (promise: Promise<unknown>): Promise<number> => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(RawError)
  return (error as RawError).code
}
const heard = (client: RawClient, topicId: string) =>
  client.messages.flatMap(({ conversation, message }) =>
    conversation === `GROUP${topicId}`
      ? message.body.map(({ MsgContent }) => (MsgContent as { Text: string }).Text)
      : [],
  )
const eventsOf = (client: RawClient) =>
  client.pushes.flatMap((packet) => (packet.type === 'group' ? [packet.event] : []))
const read = async (client: RawClient, topicId: string) =>
  (await client.request('history', { conversation: `GROUP${topicId}` })).messages.map(({ seq }) => seq)

async function community(im: TestIm, more: object = {}) {
  const [alice, bob, carol] = await Promise.all(['alice', 'bob', 'carol'].map((userId) => im.enter(userId)))
  const { groupId } = await alice!.request('group.create', {
    type: 'Community',
    name: 'Players',
    supportTopic: true,
    members: [{ userId: 'bob' }, { userId: 'carol' }],
    ...more,
  })
  const { topicId } = await alice!.request('topic.create', { groupId, name: 'News' })
  return { alice: alice!, bob: bob!, carol: carol!, groupId, topicId }
}

describe('a topic', () => {
  it('[TOP1] bears the id of its community, and what is known of it is told to its members', async () => {
    await using im = await testIm()
    const { alice, bob, groupId, topicId } = await community(im)
    expect(topicId.startsWith(`${groupId}@TOPIC#_@TOPIC#c`)).toBe(true)
    const own = `${groupId}@TOPIC#_mine`
    expect(await alice.request('topic.create', { groupId, topicId: own, name: 'Mine', custom: 'x' })).toEqual({
      topicId: own,
    })
    expect(await codeOf(alice.request('topic.create', { groupId, topicId: own, name: 'Again' }))).toBe(10021)
    for (const bad of ['mine', `${groupId}@TOPIC#_`, `other@TOPIC#_x`, `${groupId}@TOPIC#_a@TOPIC#_b`]) {
      expect(await codeOf(alice.request('topic.create', { groupId, topicId: bad, name: 'Bad' }))).toBe(10015)
    }
    await alice.request('topic.update', { topicId: own, name: 'Ours', notification: 'hi' })
    const { topics } = await bob.request('topic.list', { groupId })
    expect(topics.map(({ name, custom, notification }) => [name, custom, notification])).toEqual([
      ['News', '', ''],
      ['Ours', 'x', 'hi'],
    ])
    await bob.until(() => eventsOf(bob).some(({ kind }) => kind === 'topicUpdated'))
    expect(eventsOf(bob).map(({ kind }) => kind)).toEqual([
      'memberJoined',
      'topicCreated',
      'topicCreated',
      'topicUpdated',
    ])
    const eve = await im.enter('eve')
    expect(await codeOf(eve.request('topic.list', { groupId }))).toBe(10007)
    const { groupId: plain } = await alice.request('group.create', { type: 'Community', name: 'Plain' })
    expect(await codeOf(alice.request('topic.create', { groupId: plain, name: 'x' }))).toBe(11000)
    await alice.request('group.update', { groupId: plain, supportTopic: true })
    await alice.request('topic.create', { groupId: plain, name: 'x' })
    expect(await codeOf(alice.request('group.create', { type: 'Public', name: 'x', supportTopic: true }))).toBe(10007)
  })

  it('[TOP2] is made, changed and deleted by who manages its community alone', async () => {
    await using im = await testIm()
    const { bob, groupId, topicId } = await community(im)
    expect(await codeOf(bob.request('topic.create', { groupId, name: 'x' }))).toBe(10007)
    expect(await codeOf(bob.request('topic.update', { topicId, name: 'x' }))).toBe(10007)
    expect(await codeOf(bob.request('topic.delete', { groupId, topicIds: [topicId] }))).toBe(10007)
  })

  it('[TOP3] is a conversation of its own: its numbers, its messages, its readers', async () => {
    await using im = await testIm()
    const { alice, bob, carol, groupId, topicId } = await community(im)
    const { topicId: other } = await alice.request('topic.create', { groupId, name: 'Other' })
    expect((await say(bob, topicId, 'one')).seq).toBe(1)
    expect((await say(bob, other, 'elsewhere')).seq).toBe(1)
    expect((await say(bob, topicId, 'two')).seq).toBe(2)
    await Promise.all([alice, carol].map((one) => one.until(() => heard(one, topicId).length === 2)))
    expect(heard(carol, topicId)).toEqual(['one', 'two'])
    expect(heard(carol, other)).toEqual(['elsewhere'])
    expect(await codeOf(say(bob, groupId, 'to all'))).toBe(10007)
    const eve = await im.enter('eve')
    expect(await codeOf(say(eve, topicId, 'let me in'))).toBe(10007)
    expect(await codeOf(read(eve, topicId))).toBe(10007)
    await eve.request('group.join', { groupId })
    expect(await read(eve, topicId)).toEqual([1, 2])
    await alice.request('group.kick', { groupId, userIds: ['carol'] })
    await say(bob, topicId, 'three')
    expect(await codeOf(read(carol, topicId))).toBe(10007)
    expect(heard(carol, topicId)).toEqual(['one', 'two'])
  })

  it('[TOP3] counts unread for itself, and has its own read position and receive option', async () => {
    await using im = await testIm()
    const { alice, bob, groupId, topicId } = await community(im)
    for (const words of ['one', 'two', 'three']) await say(alice, topicId, words)
    const inList = async (client: RawClient) =>
      (await client.request('sync', {})).conversations.find(({ conversation }) => conversation === `GROUP${topicId}`)
    expect(await inList(bob)).toMatchObject({ unread: 3, head: 3 })
    const conversation = `GROUP${topicId}`
    expect(await bob.request('message.read', { conversation, upTo: 2 })).toEqual({ read: 2 })
    expect(await bob.request('message.read', { conversation, upTo: 1 })).toEqual({ read: 2 })
    expect(await inList(bob)).toMatchObject({ unread: 1, read: 2 })
    await bob.request('group.receive', { groupId: topicId, option: 'AcceptNotNotify' })
    expect((await bob.request('topic.list', { groupId })).topics[0]!.self).toEqual({
      readSeq: 2,
      receiveOption: 'AcceptNotNotify',
      muteUntil: 0,
    })
    const all = (await bob.request('sync', {})).conversations
    expect(all.find(({ conversation }) => conversation === `GROUP${groupId}`)?.unread ?? 0).toBe(0)
  })

  it('[TOP4] is muted as a whole or for a member, beside what holds in the community', async () => {
    await using im = await testIm()
    const { alice, bob, carol, groupId, topicId } = await community(im)
    const { topicId: other } = await alice.request('topic.create', { groupId, name: 'Other' })
    await alice.request('group.mute', { groupId: topicId, userId: 'bob', seconds: 60 })
    expect(await codeOf(say(bob, topicId, 'x'))).toBe(10017)
    await say(bob, other, 'here I may')
    await say(carol, topicId, 'and I here')
    await alice.request('topic.update', { topicId, muteAll: true })
    expect(await codeOf(say(carol, topicId, 'x'))).toBe(10017)
    await say(alice, topicId, 'I manage it')
    await alice.request('group.mute', { groupId, userId: 'carol', seconds: 60 })
    expect(await codeOf(say(carol, other, 'x'))).toBe(10017)
  })

  it('[TOP5] is gone at once when it is deleted, and with its community; one with its id begins anew', async () => {
    await using im = await testIm()
    const { alice, bob, groupId } = await community(im)
    const topicId = `${groupId}@TOPIC#_t`
    await alice.request('topic.create', { groupId, topicId, name: 'T' })
    await say(bob, topicId, 'old')
    expect(await alice.request('topic.delete', { groupId, topicIds: [topicId, 'nothing'] })).toEqual({
      deleted: [topicId],
    })
    expect(await codeOf(say(bob, topicId, 'x'))).toBe(10010)
    expect(await codeOf(read(bob, topicId))).toBe(10010)
    await bob.until(() => eventsOf(bob).some(({ kind }) => kind === 'topicsDeleted'))
    await alice.request('topic.create', { groupId, topicId, name: 'T' })
    await say(bob, topicId, 'new')
    expect(await read(bob, topicId)).toEqual([2])
    await alice.request('group.dissolve', { groupId })
    expect(await codeOf(read(bob, topicId))).toBe(10010)
  })

  it('[TOP5][GRP14] and what was permitted is gone with its community: another one with its id has none of them', async () => {
    await using im = await testIm()
    const { alice, bob, groupId } = await community(im, { groupId: '@TGS#_players', permission: 0 })
    const topicId = `${groupId}@TOPIC#_t`
    const permissionId = '@PMG#_all'
    const permission = { groupId, permissionId, name: 'All', permission: MAY.send }
    const make = () => alice.request('topic.create', { groupId, topicId, name: 'T' })
    await make()
    await alice.request('permission.create', permission)
    await alice.request('permission.addMembers', { groupId, permissionId, userIds: ['bob'] })
    await alice.request('permission.setTopic', { groupId, topicId, permissionId, permission: MAY_IN_TOPIC.readHistory })
    await say(bob, topicId, 'old')
    await alice.request('group.mute', { groupId: topicId, userId: 'carol', seconds: 3600 })
    await alice.request('group.dissolve', { groupId })
    const { carol } = await community(im, { groupId, permission: 0 })
    const { topics } = await alice.request('topic.list', { groupId })
    expect(topics.map(({ name }) => name)).toEqual(['News'])
    expect(await codeOf(read(alice, topicId))).toBe(10010)
    await make()
    expect(await read(alice, topicId)).toEqual([])
    expect((await alice.request('permission.list', { groupId })).groups).toEqual([])
    await alice.request('permission.create', permission)
    expect(await alice.request('permission.members', { groupId, permissionId })).toEqual({ userIds: [] })
    expect((await alice.request('permission.ofTopic', { groupId, topicId })).permissions).toEqual([])
    expect(await codeOf(say(bob, topicId, 'x'))).toBe(10007)
    await alice.request('permission.addMembers', { groupId, permissionId, userIds: ['carol'] })
    await say(carol, topicId, 'muted no more')
  })

  it('[CNV3][TOP3] has nothing unread for who comes into its community, but what is said from then on', async () => {
    await using im = await testIm()
    const { alice, groupId, topicId } = await community(im, { joinOption: 'FreeAccess' })
    const { topicId: quiet } = await alice.request('topic.create', { groupId, name: 'Quiet' })
    for (const topic of [topicId, topicId, quiet]) await say(alice, topic, 'before')
    im.clock.advance(1_000)
    const eve = await im.enter('eve')
    await eve.request('group.join', { groupId })
    const unread = async () => {
      const { conversations } = await eve.request('sync', {})
      return [topicId, quiet].map((id) => conversations.find((one) => one.conversation === `GROUP${id}`)?.unread)
    }
    expect(await unread()).toEqual([0, 0])
    im.clock.advance(1_000)
    await say(alice, topicId, 'after')
    expect(await unread()).toEqual([1, 0])
    expect(await read(eve, topicId)).toEqual([1, 2, 3])
  })

  it('[CNV3][TOP3] has nothing unread from before its member came, also when they read on from an old message', async () => {
    await using im = await testIm()
    const { alice, groupId, topicId } = await community(im, { joinOption: 'FreeAccess' })
    for (const words of ['one', 'two', 'three']) await say(alice, topicId, words)
    im.clock.advance(1_000)
    const eve = await im.enter('eve')
    await eve.request('group.join', { groupId })
    const conversation = `GROUP${topicId}`
    expect(await eve.request('message.read', { conversation, upTo: 1 })).toEqual({ read: 3 })
    await say(alice, topicId, 'four')
    const { conversations } = await eve.request('conversation.get', { conversations: [conversation] })
    expect(conversations[0]).toMatchObject({ unread: 1, read: 3 })
  })

  it('[TOP3] is heard of as its community is, also after it was read, until its member says otherwise', async () => {
    await using im = await testIm()
    const { alice, bob, groupId, topicId } = await community(im)
    const conversation = `GROUP${topicId}`
    await say(alice, topicId, 'one')
    const optionOf = async () => {
      const { conversations } = await bob.request('conversation.get', { conversations: [conversation] })
      const { topics } = await bob.request('topic.list', { groupId })
      return [conversations[0]!.remind, topics[0]!.self!.receiveOption]
    }
    await bob.request('group.receive', { groupId, option: 'AcceptNotNotify' })
    await bob.request('message.read', { conversation })
    expect(await optionOf()).toEqual(['AcceptNotNotify', 'AcceptNotNotify'])
    await bob.request('group.receive', { groupId: topicId, option: 'AcceptAndNotify' })
    expect(await optionOf()).toEqual([undefined, 'AcceptAndNotify'])
  })

  it('[TOP6] comes in the pages of the list once each, whatever the ids are', async () => {
    await using im = await testIm()
    const [alice] = await Promise.all([im.enter('alice')])
    const made: string[] = []
    for (const groupId of ['@TGS#_a', '@TGS#_a!', '@TGS#_a!b', '@TGS#_b']) {
      await alice.request('group.create', { type: 'Community', groupId, name: groupId, supportTopic: true })
      for (const own of ['x', 'y', 'z']) {
        const { topicId } = await alice.request('topic.create', {
          groupId,
          topicId: `${groupId}@TOPIC#_${own}`,
          name: own,
        })
        await say(alice, topicId, 'hi')
        made.push(`GROUP${topicId}`)
      }
    }
    const listed: string[] = []
    let cursor: string | undefined
    do {
      const page = await alice.request('sync', { limit: 2, ...(cursor === undefined ? {} : { cursor }) })
      // The first page is the newest of all: they come again in their places.
      if (cursor !== undefined) listed.push(...page.conversations.map(({ conversation }) => conversation))
      cursor = page.cursor
    } while (cursor !== undefined)
    expect(listed.filter((name) => name.includes('@TOPIC#_')).sort()).toEqual(made.sort())
  })
})

describe('permissions of a community', () => {
  const permit = async (alice: RawClient, groupId: string, permission: number, userIds: string[]) => {
    const { permissionId } = await alice.request('permission.create', { groupId, name: 'Some', permission })
    await alice.request('permission.addMembers', { groupId, permissionId, userIds })
    return permissionId
  }

  it('[PERM1] let a member do what everybody may and what each of their permission groups may', async () => {
    await using im = await testIm()
    const { alice, bob, carol, groupId, topicId } = await community(im, { permission: MAY.readHistory })
    expect(await codeOf(say(bob, topicId, 'x'))).toBe(10007)
    await say(alice, topicId, 'I own it')
    expect(await read(bob, topicId)).toEqual([1])
    const permissionId = await permit(alice, groupId, MAY.send, ['bob'])
    await say(bob, topicId, 'now I may')
    expect(await codeOf(say(carol, topicId, 'x'))).toBe(10007)
    expect(await bob.request('permission.own', { groupId })).toEqual({
      community: MAY.readHistory | MAY.send,
      topic: 0,
    })
    expect(await codeOf(say(bob, topicId, 'all!', { mentionsAll: true }))).toBe(10007)
    await alice.request('permission.update', { groupId, permissionId, permission: MAY.send | MAY.mentionAll })
    await say(bob, topicId, 'all!', { mentionsAll: true })
    await alice.request('permission.removeMembers', { groupId, permissionId, userIds: ['bob'] })
    expect(await codeOf(say(bob, topicId, 'x'))).toBe(10007)
    await alice.request('group.update', { groupId, permission: MAY.send })
    await say(carol, topicId, 'everybody may')
    expect(await codeOf(read(carol, topicId))).toBe(60017)
    const { conversations } = await carol.request('sync', {})
    expect(JSON.stringify(conversations)).not.toContain('I own it')
    await alice.request('group.update', { groupId, permission: -1 })
    expect((await read(carol, topicId)).length).toBeGreaterThan(2)
  })

  it('[PERM1][GRP29] nobody who may not read history reads it in a list or by a pin', async () => {
    await using im = await testIm()
    const [alice, bob] = await Promise.all(['alice', 'bob'].map((userId) => im.enter(userId)))
    const { groupId } = await alice!.request('group.create', {
      type: 'Community',
      name: 'Plain',
      permission: MAY.send,
      members: [{ userId: 'bob' }],
    })
    const { seq } = await say(alice!, groupId, 'of old')
    await alice!.request('group.pin', { groupId, seq, on: true })
    const listed = async () => JSON.stringify((await bob!.request('sync', {})).conversations)
    expect(await listed()).not.toContain('of old')
    expect(await codeOf(bob!.request('group.pinned', { groupId }))).toBe(60017)
    await alice!.request('group.update', { groupId, permission: MAY.send | MAY.readHistory })
    await say(alice!, groupId, 'of now')
    expect(await listed()).toContain('of now')
    expect((await bob!.request('group.pinned', { groupId })).pins).toHaveLength(1)
  })

  it('[PERM1] nor by what was kept beside a message, or by who reacted to it', async () => {
    await using im = await testIm()
    const { alice, bob, groupId, topicId } = await community(im, { permission: MAY.send })
    const { seq } = await say(alice, topicId, 'of old', { supportExtension: true })
    const there = { conversation: `GROUP${topicId}`, seq }
    await alice.request('extension.set', { ...there, extensions: [{ key: 'k', value: 'of old', seq: 0 }] })
    await alice.request('reaction.add', { ...there, reaction: 'x' })
    expect(await codeOf(bob.request('extension.get', there))).toBe(60017)
    expect(await codeOf(bob.request('reaction.users', { ...there, reaction: 'x' }))).toBe(60017)
    await alice.request('group.update', { groupId, permission: MAY.send | MAY.readHistory })
    expect((await bob.request('extension.get', there)).extensions).toMatchObject([{ value: 'of old' }])
    expect((await bob.request('reaction.users', { ...there, reaction: 'x' })).users).toEqual(['alice'])
  })

  it('[PERM2] may be given for one topic alone', async () => {
    await using im = await testIm()
    const { alice, bob, groupId, topicId } = await community(im, { permission: 0 })
    const { topicId: other } = await alice.request('topic.create', { groupId, name: 'Other' })
    const permissionId = await permit(alice, groupId, 0, ['bob'])
    const may = MAY_IN_TOPIC.send | MAY_IN_TOPIC.readHistory | MAY_IN_TOPIC.manage | MAY_IN_TOPIC.muteMembers
    await alice.request('permission.setTopic', { groupId, topicId, permissionId, permission: may })
    await say(bob, topicId, 'here')
    expect(await read(bob, topicId)).toEqual([1])
    expect(await codeOf(say(bob, other, 'there'))).toBe(10007)
    await bob.request('topic.update', { topicId, name: 'Mine now' })
    expect(await codeOf(bob.request('topic.update', { topicId: other, name: 'Mine' }))).toBe(10007)
    await bob.request('group.mute', { groupId: topicId, userId: 'carol', seconds: 9 })
    expect(await codeOf(bob.request('group.mute', { groupId: other, userId: 'carol', seconds: 9 }))).toBe(10007)
    expect(await bob.request('permission.ofTopic', { groupId, topicId })).toEqual({
      permissions: [{ permissionId, permission: may }],
    })
    await alice.request('permission.delete', { groupId, permissionId })
    expect(await codeOf(say(bob, topicId, 'here'))).toBe(10007)
  })

  it.each([
    ['editInfo', 'group.update', { name: 'Renamed' }],
    ['manageMembers', 'group.kick', { userIds: ['carol'] }],
    ['muteMembers', 'group.mute', { userId: 'carol', seconds: 9 }],
    ['muteMembers', 'group.muted', {}],
    ['manageTopics', 'topic.create', { name: 'x' }],
    ['managePermissions', 'permission.create', { name: 'x', permission: 0 }],
  ] as const)('[PERM3] %s lets a member do %s, and nothing else that administrators do', async (name, op, data) => {
    await using im = await testIm()
    const { alice, bob, groupId } = await community(im, { permission: 0 })
    const all = Object.values(MAY).reduce((bits, bit) => bits | bit, 0)
    const permissionId = await permit(alice, groupId, all & ~MAY[name], ['bob'])
    const attempt = () => bob.request(op as 'group.update', { groupId, ...data } as never)
    expect(await codeOf(attempt())).toBe(10007)
    await alice.request('permission.update', { groupId, permissionId, permission: MAY[name] })
    await attempt()
    expect(await codeOf(bob.request('group.dissolve', { groupId }))).toBe(10007)
    expect(await codeOf(bob.request('group.setRole', { groupId, userId: 'bob', role: 'Admin' }))).toBe(10007)
    expect(await codeOf(bob.request('group.update', { groupId, permission: 2047 }))).toBe(10007)
  })

  it('[PERM3] who takes back what others wrote does not edit it', async () => {
    await using im = await testIm()
    const { alice, bob, groupId, topicId } = await community(im, { permission: MAY.readHistory })
    await permit(alice, groupId, MAY.recallOthers, ['bob'])
    const { seq } = await say(alice, topicId, 'mine')
    const place = { conversation: `GROUP${topicId}`, seq }
    expect(await codeOf(bob.request('message.modify', { ...place, version: 0, body: text('yours') }))).toBe(60017)
    await bob.request('message.recall', place)
  })

  it('[PERM4] a permission that is had in a topic alone is spread, changed and taken away by nobody without it', async () => {
    await using im = await testIm()
    const { alice, bob, groupId, topicId } = await community(im, { permission: 0 })
    const own = MAY.managePermissions | MAY.managePermissionMembers | MAY.send
    await permit(alice, groupId, own, ['bob'])
    const permissionId = await permit(alice, groupId, 0, ['carol'])
    const inTopic = { groupId, topicId, permissionId }
    await alice.request('permission.setTopic', { ...inTopic, permission: MAY_IN_TOPIC.manage })
    const put = { groupId, permissionId, userIds: ['bob'] }
    expect(await codeOf(bob.request('permission.addMembers', put))).toBe(10007)
    expect(await codeOf(bob.request('permission.removeMembers', { ...put, userIds: ['carol'] }))).toBe(10007)
    expect(await codeOf(bob.request('permission.setTopic', { ...inTopic, permission: 0 }))).toBe(10007)
    expect(await codeOf(bob.request('permission.delete', { groupId, permissionId }))).toBe(10007)
    await alice.request('permission.setTopic', { ...inTopic, permission: MAY_IN_TOPIC.send })
    await bob.request('permission.addMembers', put)
    await bob.request('permission.setTopic', { ...inTopic, permission: 0 })
  })

  it('[PERM4] nobody gives a permission that they do not have, nor puts anybody where it is had', async () => {
    await using im = await testIm()
    const { alice, bob, groupId, topicId } = await community(im, { permission: 0 })
    const own = MAY.managePermissions | MAY.managePermissionMembers
    await permit(alice, groupId, own, ['bob'])
    const strong = await permit(alice, groupId, MAY.manageMembers, [])
    expect(await codeOf(bob.request('permission.create', { groupId, name: 'x', permission: MAY.send }))).toBe(10007)
    const put = { groupId, permissionId: strong, userIds: ['bob'] }
    expect(await codeOf(bob.request('permission.addMembers', put))).toBe(10007)
    expect(await codeOf(bob.request('permission.update', { groupId, permissionId: strong, permission: 0 }))).toBe(10007)
    expect(await codeOf(bob.request('permission.delete', { groupId, permissionId: strong }))).toBe(10007)
    const inTopic = { groupId, topicId, permissionId: strong, permission: MAY_IN_TOPIC.send }
    expect(await codeOf(bob.request('permission.setTopic', inTopic))).toBe(10007)
    const { permissionId } = await bob.request('permission.create', { groupId, name: 'x', permission: own })
    await bob.request('permission.addMembers', { groupId, permissionId, userIds: ['carol'] })
    expect(await bob.request('permission.members', { groupId, permissionId })).toEqual({ userIds: ['carol'] })
    expect(await codeOf(alice.request('permission.addMembers', { ...put, userIds: ['eve'] }))).toBe(10004)
    expect((await bob.request('permission.list', { groupId })).groups).toHaveLength(3)
    const { groupId: team } = await alice.request('group.create', { type: 'Public', name: 'Team' })
    expect(await codeOf(alice.request('permission.create', { groupId: team, name: 'x', permission: 0 }))).toBe(10007)
  })
})

it('[TOP2] what an app keeps beside a topic is changed, told, and answered', async () => {
  await using im = await testIm()
  const alice = await im.enter('alice')
  const wish = { type: 'Community', name: 'club', groupId: '@TGS#_club', supportTopic: true } as const
  await alice.request('group.create', wish)
  const { topicId } = await alice.request('topic.create', { groupId: '@TGS#_club', name: 'one' })
  const { topic } = await alice.request('topic.update', { topicId, custom: '{"colour":"red"}' })
  expect(topic).toMatchObject({ name: 'one', custom: '{"colour":"red"}' })
})
