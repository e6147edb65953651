import { expect, test } from 'vitest'
import type { Chat } from '../chat.ts'
import { EVENT } from '../event-names.ts'
import type { MessageOf } from '../message.ts'
import { TYPES } from '../type-constants.ts'
import { memoryIm } from './memory-im.ts'

const textTo = (chat: Chat, to: string, text: string): MessageOf<TYPES.MSG_TEXT> =>
  chat.createTextMessage({ to, conversationType: TYPES.CONV_C2C, payload: { text } })

/** The texts that a client received so far. */
function heardBy(chat: Chat): string[] {
  const heard: string[] = []
  chat.on(EVENT.MESSAGE_RECEIVED, ({ data }) => {
    for (const { type, payload } of data) if (type === TYPES.MSG_TEXT) heard.push((payload as { text: string }).text)
  })
  return heard
}

const lines = (count: number): string[] => Array.from({ length: count }, (_, n) => `line ${n}`)

test('two users talk, read and take back, and who comes later finds it', async () => {
  await using im = memoryIm()
  const [alice, bob] = [await im.login('alice'), await im.login('bob')]
  const heard = heardBy(bob)
  const read = new Promise((resolve) => alice.once(EVENT.MESSAGE_READ_BY_PEER, ({ data }) => resolve(data)))
  const revoked = new Promise((resolve) => bob.once(EVENT.MESSAGE_REVOKED, resolve))

  const message = textTo(alice, 'bob', 'Hi')
  await alice.sendMessage(message)
  await expect.poll(() => heard).toEqual(['Hi'])
  expect(bob.getTotalUnreadMessageCount()).toBe(1)
  await bob.setMessageRead({ conversationID: 'C2Calice' })
  expect(await read).toEqual([message])
  expect(bob.getTotalUnreadMessageCount()).toBe(0)
  await alice.revokeMessage(message)
  await revoked
  im.write('carol', 'bob', 'And me')

  const phone = await im.login('bob')
  const { data } = await phone.getConversationList()
  expect(data.conversationList.map(({ conversationID, unreadCount }) => [conversationID, unreadCount])).toEqual([
    ['C2Ccarol', 1],
    ['C2Calice', 0],
  ])
  const page = await phone.getMessageList({ conversationID: 'C2Calice' })
  expect(page.data.messageList.map(({ ID, isRevoked }) => [ID, isRevoked])).toEqual([[message.ID, true]])
})

test('pushes that are lost, doubled and overtaken do not show: each message once, in order', async () => {
  await using im = memoryIm({ seed: 3, latency: 2 })
  const [alice, bob] = [await im.login('alice', { timeouts: { request: 100 } }), await im.login('bob')]
  const heard = heardBy(bob)
  im.chaos({ drop: 0.2, dup: 0.3, reorder: 0.3 })
  await Promise.all(lines(40).map((line) => alice.sendMessage(textTo(alice, 'bob', line))))
  im.chaos({})
  await expect.poll(() => heard, { timeout: 10_000 }).toEqual(lines(40))
})

test('who is offline hears nothing, and everything when it is over; the others do not notice', async () => {
  await using im = memoryIm()
  const [alice, bob] = [await im.login('alice'), await im.login('bob')]
  const states: string[] = []
  bob.on(EVENT.NET_STATE_CHANGE, ({ data }) => void states.push(data.state))
  const heard = heardBy(bob)
  im.chaos({ offline: ['bob'] })
  for (const line of lines(3)) await alice.sendMessage(textTo(alice, 'bob', line))
  expect(heard).toEqual([])
  await expect.poll(() => states).not.toEqual([])
  expect(states).not.toContain(TYPES.NET_STATE_CONNECTED)
  im.chaos({})
  await expect.poll(() => heard, { timeout: 10_000 }).toEqual(lines(3))
  expect(states.at(-1)).toBe(TYPES.NET_STATE_CONNECTED)
})

test('when everybody is offline nobody logs in', async () => {
  await using im = memoryIm()
  im.chaos({ offline: true })
  const chat = im.client({ timeouts: { login: 50 } })
  chat.setLogLevel(4)
  await expect(chat.login({ userID: 'alice', userSig: 'any' })).rejects.toMatchObject({ retryable: true })
})

test('what the server in memory does not have says so', async () => {
  await using im = memoryIm()
  const alice = await im.login('alice')
  await expect(alice.getFriendList()).rejects.toMatchObject({ code: 60009 })
  await expect(alice.createGroup({ name: 'Show', type: TYPES.GRP_AVCHATROOM })).rejects.toMatchObject({ code: 60009 })
})

const textToGroup = (chat: Chat, groupID: string, text: string): MessageOf<TYPES.MSG_TEXT> =>
  chat.createTextMessage({ to: groupID, conversationType: TYPES.CONV_GROUP, payload: { text } })

test('a group is made, talks, counts what is unread, and is left and dissolved as members see it', async () => {
  await using im = memoryIm()
  const [alice, bob, carol] = [await im.login('alice'), await im.login('bob'), await im.login('carol')]
  const [atBob, atCarol] = [heardBy(bob), heardBy(carol)]
  const notices: number[] = []
  bob.on(EVENT.GROUP_SYSTEM_NOTICE_RECEIVED, ({ data }) => void notices.push(data.type))
  const memberList = [{ userID: 'bob' }]
  const made = await alice.createGroup({ groupID: 'team', name: 'Team', type: TYPES.GRP_PUBLIC, memberList })
  expect(made.data.group).toMatchObject({ groupID: 'team', name: 'Team', memberCount: 2, ownerID: 'alice' })
  await alice.sendMessage(textToGroup(alice, 'team', 'before carol'))
  await expect.poll(() => atBob).toEqual(['before carol'])

  expect((await carol.joinGroup({ groupID: 'team', type: TYPES.GRP_PUBLIC })).data.status).toBe('JoinedSuccess')
  im.write('bob', 'team', 'welcome')
  await expect.poll(() => atCarol).toEqual(['welcome'])
  const { data } = await carol.getConversationList()
  expect(
    data.conversationList.map(({ conversationID, subType, unreadCount }) => [conversationID, subType, unreadCount]),
  ).toEqual([['GROUPteam', TYPES.GRP_PUBLIC, 1]])
  await carol.setMessageRead({ conversationID: 'GROUPteam' })
  expect(carol.getTotalUnreadMessageCount()).toBe(0)
  const members = await carol.getGroupMemberList({ groupID: 'team' })
  expect(members.data.memberList.map(({ userID, role }) => [userID, role])).toEqual([
    ['alice', 'Owner'],
    ['bob', 'Member'],
    ['carol', 'Member'],
  ])

  await alice.updateGroupProfile({ groupID: 'team', name: 'The team' })
  await expect.poll(async () => (await bob.getGroupList()).data.groupList.map(({ name }) => name)).toEqual(['The team'])
  await bob.quitGroup('team')
  await expect(bob.sendMessage(textToGroup(bob, 'team', 'once more'))).rejects.toMatchObject({ code: 10007 })
  await expect(bob.dismissGroup('team')).rejects.toMatchObject({ code: 10007 })
  await alice.addGroupMember({ groupID: 'team', userIDList: ['bob'] })
  await alice.deleteGroupMember({ groupID: 'team', userIDList: ['carol'] })
  await expect.poll(async () => (await carol.getGroupList()).data.groupList).toEqual([])
  await alice.dismissGroup('team')
  await expect.poll(async () => (await bob.getGroupList()).data.groupList).toEqual([])
  await expect(bob.getGroupProfile({ groupID: 'team' })).rejects.toMatchObject({ code: 10010 })
  expect(notices.length).toBeGreaterThan(0)
})

test('faults do not show in a group either: every member has each message once, in order, also who was away', async () => {
  await using im = memoryIm({ seed: 5, latency: 2 })
  const [alice, bob] = [await im.login('alice', { timeouts: { request: 100 } }), await im.login('bob')]
  const memberList = [{ userID: 'bob' }]
  await alice.createGroup({ groupID: 'team', name: 'Team', type: TYPES.GRP_WORK, memberList })
  const heard = heardBy(bob)
  im.chaos({ drop: 0.2, dup: 0.3, reorder: 0.3 })
  await Promise.all(lines(30).map((line) => alice.sendMessage(textToGroup(alice, 'team', line))))
  im.chaos({ offline: ['bob'] })
  await alice.sendMessage(textToGroup(alice, 'team', 'meanwhile'))
  im.chaos({})
  await expect.poll(() => heard, { timeout: 10_000 }).toEqual([...lines(30), 'meanwhile'])
})
