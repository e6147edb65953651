import { type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Chat } from '../../src/index.ts'
import { arrived, EVENT, enter, hear, say, TYPES } from './lab.ts'

let im: TestIm
let alice: Chat
let phone: Chat
let bob: Chat
let carol: Chat

beforeAll(async () => {
  im = await testIm()
  const users = await enter(im, 'alice', 'bob', 'carol')
  alice = users[0]!
  bob = users[1]!
  carol = users[2]!
  phone = await im.login('alice')
  const received = hear(alice, EVENT.MESSAGE_RECEIVED)
  await say(bob, 'alice', 'from bob')
  await say(carol, 'alice', 'from carol')
  await arrived(received, 'from bob')
  await arrived(received, 'from carol')
})
afterAll(() => im.close())

const listed = async (chat: Chat, filter?: Parameters<Chat['getConversationList']>[0]) =>
  (await chat.getConversationList(filter)).data.conversationList.map(({ conversationID }) => conversationID)

test('the list is sorted, filtered and counted', async () => {
  expect(await listed(alice)).toEqual(['C2Ccarol', 'C2Cbob'])
  expect(await listed(alice, ['C2Cbob'])).toEqual(['C2Cbob'])
  expect(await listed(alice, [])).toEqual([])
  expect(await listed(alice, { hasUnreadCount: true })).toHaveLength(2)
  expect(alice.getTotalUnreadMessageCount()).toBe(2)
  const { data } = await alice.getConversationProfile('C2Cbob')
  expect(data.conversation).toMatchObject({
    type: 'C2C',
    unreadCount: 1,
    lastMessage: { messageForShow: 'from bob', fromAccount: 'bob', type: TYPES.MSG_TEXT },
  })
  const { data: blank } = await alice.getConversationProfile('C2Cstranger')
  expect(blank.conversation).toMatchObject({ unreadCount: 0, lastMessage: { lastTime: 0, type: '', payload: null } })
  await expect(alice.getConversationProfile('bob')).rejects.toMatchObject({ code: 2503 })
})

test('what was read on one device is read on the other', async () => {
  const totals = hear(phone, EVENT.TOTAL_UNREAD_MESSAGE_COUNT_UPDATED)
  await alice.setMessageRead({ conversationID: 'C2Cbob' })
  await totals.until((total) => total === 1)
  await alice.setAllMessageRead({ scope: TYPES.READ_ALL_C2C_MSG })
  expect(alice.getTotalUnreadMessageCount()).toBe(0)
  await totals.until((total) => total === 0)
})

test('pins, marks and data are told to the other devices', async () => {
  const lists = hear(phone, EVENT.CONVERSATION_LIST_UPDATED)
  await alice.pinConversation({ conversationID: 'C2Cbob', isPinned: true })
  expect(await listed(alice)).toEqual(['C2Cbob', 'C2Ccarol'])
  await lists.until(([first]) => first?.conversationID === 'C2Cbob' && first.isPinned)
  const conversationIDList = ['C2Cbob']
  const star = { conversationIDList, markType: TYPES.CONV_MARK_TYPE_STAR }
  const { data } = await alice.markConversation({ ...star, enableMark: true })
  expect(data.successConversationIDList).toEqual(conversationIDList)
  await alice.markConversation({ conversationIDList, markType: 2 ** 40, enableMark: true })
  await alice.setConversationCustomData({ conversationIDList, customData: 'vip' })
  await lists.until(([first]) => first?.customData === 'vip' && first.markList.includes(2 ** 40))
  expect(await listed(phone, { markType: TYPES.CONV_MARK_TYPE_STAR })).toEqual(conversationIDList)
  await alice.markConversation({ ...star, enableMark: false })
  expect(await listed(alice, { markType: TYPES.CONV_MARK_TYPE_STAR })).toEqual([])
  await expect(alice.markConversation({ ...star, markType: 3, enableMark: true })).rejects.toMatchObject({ code: 2905 })
  await alice.pinConversation({ conversationID: 'C2Cbob', isPinned: false })
})

test('a draft stays with its conversation, on this device', async () => {
  const { data } = await alice.setConversationDraft({ conversationID: 'C2Cbob', draftText: 'Hi B' })
  expect(data.conversation).toMatchObject({ conversationID: 'C2Cbob', draftText: 'Hi B' })
  expect((await phone.getConversationProfile('C2Cbob')).data.conversation.draftText).toBe('')
})

test('a muted conversation counts for itself, not for the total', async () => {
  const muted = { userIDList: ['bob', 'stranger'], messageRemindType: TYPES.MSG_REMIND_ACPT_NOT_NOTE } as const
  const { data } = await alice.setMessageRemindType(muted)
  expect(data).toMatchObject({ successUserIDList: [{ userID: 'bob' }], failureUserIDList: [{ userID: 'stranger' }] })
  const received = hear(alice, EVENT.MESSAGE_RECEIVED)
  await say(bob, 'alice', 'quietly')
  await arrived(received, 'quietly')
  expect((await alice.getConversationProfile('C2Cbob')).data.conversation.unreadCount).toBe(1)
  expect(alice.getTotalUnreadMessageCount()).toBe(0)
  await alice.createGroup({ groupID: 'g-quiet', name: 'Quiet', type: TYPES.GRP_PUBLIC })
  const group = { groupID: 'g-quiet', messageRemindType: TYPES.MSG_REMIND_ACPT_NOT_NOTE } as const
  expect((await alice.setMessageRemindType(group)).data.group?.selfInfo.messageRemindType).toBe('AcceptNotNotify')
})

test('groups of conversations are made, filled, renamed and deleted', async () => {
  const names = hear(phone, EVENT.CONVERSATION_GROUP_LIST_UPDATED)
  const filled = hear(phone, EVENT.CONVERSATION_IN_GROUP_UPDATED)
  await alice.createConversationGroup({ conversationIDList: ['C2Cbob'], groupName: 'work' })
  await names.until((list) => list.includes('work'))
  await alice.addConversationsToGroup({ conversationIDList: ['C2Ccarol'], groupName: 'work' })
  await filled.until(({ groupName, conversationList }) => groupName === 'work' && conversationList.length === 2)
  expect(await listed(alice, { groupName: 'work' })).toHaveLength(2)
  await alice.deleteConversationsFromGroup({ conversationIDList: ['C2Cbob'], groupName: 'work' })
  await alice.renameConversationGroup({ oldName: 'work', newName: 'office' })
  expect((await alice.getConversationGroupList()).data).toEqual(['office'])
  expect(await listed(alice, { groupName: 'office' })).toEqual(['C2Ccarol'])
  await alice.deleteConversationGroup('office')
  expect(await listed(alice, { groupName: 'office' })).toEqual([])
  await expect(alice.deleteConversationGroup('office')).rejects.toMatchObject({ code: 51009 })
})

test('history is cleared and conversations are deleted for oneself', async () => {
  const lists = hear(phone, EVENT.CONVERSATION_LIST_UPDATED)
  await alice.clearHistoryMessage('C2Ccarol')
  expect((await alice.getMessageList({ conversationID: 'C2Ccarol' })).data.messageList).toEqual([])
  expect((await alice.getConversationProfile('C2Ccarol')).data.conversation.lastMessage.type).toBe('')
  await alice.deleteConversation('C2Ccarol')
  expect(await listed(alice)).not.toContain('C2Ccarol')
  await lists.until((list) => !list.some(({ conversationID }) => conversationID === 'C2Ccarol'))
  const { data } = await alice.deleteConversation({
    conversationIDList: ['C2Cbob', 'C2Cnobody'],
    clearHistoryMessage: false,
  })
  expect(data.successConversationIDList).toContain('C2Cbob')
  expect((await alice.getMessageList({ conversationID: 'C2Cbob' })).data.messageList.length).toBeGreaterThan(0)
  const received = hear(alice, EVENT.MESSAGE_RECEIVED)
  await say(carol, 'alice', 'me again')
  await arrived(received, 'me again')
  expect(await listed(alice)).toContain('C2Ccarol')
})
