import { type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Chat, EXTRA_EVENT, type Message } from '../../src/index.ts'
import { chatStore } from '../../src/store.ts'
import { arrived, asBackend, EVENT, enter, type Heard, hear, say, TYPES } from './lab.ts'

let im: TestIm
let alice: Chat
let bob: Chat
let heardByBob: Heard<readonly Message[]>

beforeAll(async () => {
  im = await testIm()
  const users = await enter(im, 'alice', 'bob')
  alice = users[0]!
  bob = users[1]!
  heardByBob = hear(bob, EVENT.MESSAGE_RECEIVED)
})
afterAll(() => im.close())

test('who comes and goes is told to who wants to know', async () => {
  const told = hear(alice, EVENT.USER_STATUS_UPDATED)
  const { data } = await alice.getUserStatus({ userIDList: ['bob', 'carol'] })
  const [first, second] = [...data.successUserList, ...data.failureUserList]
  expect(first).toEqual({ userID: 'bob', statusType: TYPES.USER_STATUS_ONLINE, customStatus: '' })
  expect(second).toMatchObject({ userID: 'carol' })
  await alice.subscribeUserStatus({ userIDList: ['bob'] })
  const toldToBob = hear(bob, EVENT.USER_STATUS_UPDATED)
  expect((await bob.setSelfStatus({ customStatus: 'In a call' })).data).toMatchObject({ customStatus: 'In a call' })
  await told.until(([status]) => status?.userID === 'bob' && status.customStatus === 'In a call')
  expect(await toldToBob.until()).toMatchObject([{ userID: 'bob', customStatus: 'In a call' }])
  await alice.unsubscribeUserStatus()
})

test('a live room: who enters hears what is said, leaves the room before, and is counted', async () => {
  for (const groupID of ['g-show', 'g-other']) {
    await alice.createGroup({ groupID, name: 'Show', type: TYPES.GRP_AVCHATROOM })
    await alice.joinGroup({ groupID, type: TYPES.GRP_AVCHATROOM })
  }
  const counted = hear(bob, EXTRA_EVENT.ROOM_ONLINE_UPDATED)
  await bob.joinGroup({ groupID: 'g-other', type: TYPES.GRP_AVCHATROOM })
  const { data } = await bob.joinGroup({ groupID: 'g-show', type: TYPES.GRP_AVCHATROOM })
  expect(data).toMatchObject({ status: TYPES.JOIN_STATUS_SUCCESS, group: { type: TYPES.GRP_AVCHATROOM } })
  await say(alice, 'g-show', 'welcome')
  const message = await arrived(heardByBob, 'welcome')
  expect(message).toMatchObject({ conversationID: 'GROUPg-show', to: 'g-show', flow: 'in' })
  expect((await bob.getConversationProfile('GROUPg-show')).data.conversation.unreadCount).toBe(0)
  await counted.until(({ groupID, memberCount }) => groupID === 'g-show' && memberCount === 2)
  await expect
    .poll(async () => (await bob.getGroupOnlineMemberCount('g-show')).data.memberCount, { timeout: 5_000 })
    .toBe(2)
  // Its owner stays in it.
  await expect
    .poll(async () => (await alice.getGroupOnlineMemberCount('g-other')).data.memberCount, { timeout: 5_000 })
    .toBe(1)
  const { data: members } = await alice.getGroupMemberList({ groupID: 'g-show' })
  expect(members.memberList.map(({ userID }) => userID)).toContain('bob')
  await bob.quitGroup('g-show')
  await expect(say(bob, 'g-show', 'still there?')).rejects.toMatchObject({ name: expect.stringMatching(/./) })
})

test('the room of a live message is known by its type from the first word on, and what was heard can be read again', async () => {
  const groupID = 'g-again'
  await alice.createGroup({ groupID, name: 'Again', type: TYPES.GRP_AVCHATROOM })
  await alice.joinGroup({ groupID, type: TYPES.GRP_AVCHATROOM })
  await say(alice, groupID, 'said before')
  const carol = await im.login('carol')
  const types = new Set<string>()
  carol.on(EVENT.CONVERSATION_LIST_UPDATED, ({ data }) => {
    for (const { conversationID, subType } of data) if (conversationID === `GROUP${groupID}`) types.add(subType)
  })
  const heard = hear(carol, EVENT.MESSAGE_RECEIVED)
  await carol.joinGroup({ groupID, type: TYPES.GRP_AVCHATROOM })
  for (let index = 0; index < 20; index++) await say(alice, groupID, `live ${index}`)
  await arrived(heard, 'live 19')
  const own = await say(carol, groupID, 'own')
  const first = await carol.getMessageList({ conversationID: `GROUP${groupID}` })
  expect(first.data.messageList.at(-1)).toBe(own)
  expect(first.data).toMatchObject({ messageList: { length: 15 }, isCompleted: false })
  const { nextReqMessageID } = first.data
  const second = await carol.getMessageList({ conversationID: `GROUP${groupID}`, nextReqMessageID })
  expect(second.data).toMatchObject({ nextReqMessageID: '', isCompleted: true })
  expect(second.data.messageList).toContain(await arrived(heard, 'said before'))
  expect([...types].filter((type) => type !== '')).toEqual([TYPES.GRP_AVCHATROOM])
  await carol.quitGroup(groupID)
  expect((await carol.getMessageList({ conversationID: `GROUP${groupID}` })).data.messageList).toHaveLength(15)
})

test('what is said to all live rooms says so, and stands in the room', async () => {
  const groupID = 'g-all'
  await alice.createGroup({ groupID, name: 'All', type: TYPES.GRP_AVCHATROOM })
  await bob.joinGroup({ groupID, type: TYPES.GRP_AVCHATROOM })
  const answer = await asBackend(im, 'group_open_http_svc/send_broadcast_msg', {
    From_Account: 'alice',
    Random: 7,
    MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'to everybody' } }],
  })
  expect(answer).toMatchObject({ ErrorCode: 0 })
  expect(await arrived(heardByBob, 'to everybody')).toMatchObject({
    conversationID: `GROUP${groupID}`,
    to: groupID,
    isBroadcastMessage: true,
  })
})

test('a store shows who is there, who types and who reacted, and keeps signals out of the messages', async () => {
  const [ofAlice, ofBob] = [chatStore(alice), chatStore(bob)]
  const [bobIsThere, bobTypes, list] = [ofAlice.presence('bob'), ofAlice.typing('C2Cbob'), ofAlice.messages('C2Cbob')]
  for (const source of [bobIsThere, bobTypes, list]) source.subscribe(() => {})
  await expect.poll(() => bobIsThere.get()?.statusType).toBe(TYPES.USER_STATUS_ONLINE)
  await say(bob, 'alice', 'react to this')
  await expect.poll(() => list.get().messages.length).toBe(1)
  ofBob.sayTyping('C2Calice', true)
  await expect.poll(() => bobTypes.get()).toEqual(['bob'])
  const [view] = list.get().messages
  const reactions = ofAlice.reactions(view!)
  reactions.subscribe(() => {})
  await ofAlice.react(view!, 'up')
  await expect
    .poll(() => reactions.get())
    .toMatchObject([{ reactionID: 'up', reactedByMyself: true, totalUserCount: 1 }])
  await ofAlice.react(view!, 'up')
  await expect.poll(() => reactions.get()).toEqual([])
  expect(list.get().messages).toHaveLength(1)
})

test('topics of a community are made, changed, talked in, and deleted', async () => {
  const created = hear(bob, EVENT.TOPIC_CREATED)
  const updated = hear(bob, EVENT.TOPIC_UPDATED)
  const deleted = hear(bob, EVENT.TOPIC_DELETED)
  const { data: made } = await alice.createGroup({
    name: 'Town',
    type: TYPES.GRP_COMMUNITY,
    isSupportTopic: true,
    memberList: [{ userID: 'bob' }],
  })
  const { groupID } = made.group
  const { data } = await alice.createTopicInCommunity({ groupID, topicName: 'news' })
  const { topicID } = data
  expect(topicID.startsWith(groupID)).toBe(true)
  expect(await created.until()).toEqual({ groupID, topicID })
  expect((await bob.getJoinedCommunityList()).data.groupList.map((group) => group.groupID)).toEqual([groupID])
  await alice.updateTopicProfile({ groupID, topicID, topicName: 'old news' })
  expect(await updated.until()).toMatchObject({ groupID, topic: { topicID, topicName: 'old news' } })
  const message = alice.createTextMessage({
    to: topicID,
    conversationType: TYPES.CONV_GROUP,
    payload: { text: 'first' },
  })
  await alice.sendMessage(message)
  expect(await arrived(heardByBob, 'first')).toMatchObject({ conversationID: `GROUP${topicID}`, to: topicID })
  const { data: list } = await bob.getTopicList({ groupID, topicIDList: [topicID, `${topicID}x`] })
  expect(list).toMatchObject({
    successTopicList: [{ topicID, topicName: 'old news' }],
    failureTopicList: { length: 1 },
  })
  await alice.deleteTopicFromCommunity({ groupID })
  expect(await deleted.until()).toEqual({ groupID, topicIDList: [topicID] })
})
