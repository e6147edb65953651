import { type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Chat, Message, Profile } from '../../src/index.ts'
import { arrived, EVENT, enter, type Heard, hear, say, TYPES } from './lab.ts'

let im: TestIm
let alice: Chat
let bob: Chat

beforeAll(async () => {
  im = await testIm()
  const users = await enter(im, 'alice', 'bob')
  alice = users[0]!
  bob = users[1]!
  await alice.updateMyProfile({ nick: 'Alice A.' })
  await bob.updateMyProfile({ nick: 'Robert', avatar: 'https://example.com/bob.png' })
})
afterAll(() => im.close())

/** What a message said when the app heard of it, whatever becomes of it later. */
function told(chat: Chat): { who: string[]; received: Heard<readonly Message[]> } {
  const who: string[] = []
  chat.on(EVENT.MESSAGE_RECEIVED, ({ data }) => {
    for (const { nick, nameCard, from } of data) who.push([from, nick, nameCard].join('|'))
  })
  return { who, received: hear(chat, EVENT.MESSAGE_RECEIVED) }
}

test('the first message of a stranger comes with a nick and an avatar, and so does its conversation', async () => {
  const { who, received } = told(alice)
  await say(bob, 'alice', 'hello')
  const message = await arrived(received, 'hello')
  expect(who).toEqual(['bob|Robert|'])
  expect(message.avatar).toBe('https://example.com/bob.png')
  const { data } = await alice.getConversationProfile('C2Cbob')
  expect(data.conversation.userProfile?.nick).toBe('Robert')
  expect(data.conversation.lastMessage.nick).toBe('Robert')
})

test('somebody without a profile says nothing later than others, and is asked for once', async () => {
  const { who, received } = told(bob)
  const stranger = await im.login('stranger')
  await say(stranger, 'bob', 'one')
  await say(stranger, 'bob', 'two')
  await arrived(received, 'two')
  expect(who).toEqual(['stranger||', 'stranger||'])
})

test('pages of history and new conversations have names, too', async () => {
  const carol = await im.login('carol')
  await carol.updateMyProfile({ nick: 'Caroline' })
  await (await im.login('dan')).logout()
  await say(carol, 'dan', 'before')
  const dan = await im.login('dan')
  const { data } = await dan.getMessageList({ conversationID: 'C2Ccarol' })
  expect(data.messageList.map(({ nick }) => nick)).toEqual(['Caroline'])
  const empty = await dan.getConversationProfile('C2Cbob')
  expect(empty.data.conversation.userProfile?.nick).toBe('Robert')
  const none = await dan.getConversationProfile('C2Cnobody')
  expect(none.data.conversation.userProfile?.userID).toBe('nobody')
})

test('in a group messages say what their sender is called there, and follow a change', async () => {
  const { who, received } = told(alice)
  await alice.createGroup({ groupID: 'g-team', name: 'Team', type: TYPES.GRP_WORK, memberList: [{ userID: 'bob' }] })
  await bob.setGroupMemberNameCard({ groupID: 'g-team', nameCard: 'Bob (ops)' })
  await say(bob, 'g-team', 'from ops')
  const message = await arrived(received, 'from ops')
  expect(who.at(-1)).toBe('bob|Robert|Bob (ops)')
  await bob.setGroupMemberNameCard({ groupID: 'g-team', nameCard: 'Bob (sales)' })
  await expect.poll(() => message.nameCard, { timeout: 5_000 }).toBe('Bob (sales)')
  await expect
    .poll(async () => (await alice.getConversationProfile('GROUPg-team')).data.conversation.lastMessage.nameCard)
    .toBe('Bob (sales)')
})

test('tips and notices of groups name their people', async () => {
  const erin = await im.login('erin')
  await erin.updateMyProfile({ nick: 'Erin E.' })
  const heardByBob = hear(bob, EVENT.MESSAGE_RECEIVED)
  const heardByErin = hear(erin, EVENT.MESSAGE_RECEIVED)
  await alice.addGroupMember({ groupID: 'g-team', userIDList: ['erin'] })
  const [tip] = await heardByBob.until(([first]) => first?.type === TYPES.MSG_GRP_TIP)
  if (tip?.type !== TYPES.MSG_GRP_TIP) throw new Error('no tip')
  expect(tip.payload.memberList).toEqual([{ userID: 'erin', nick: 'Erin E.', avatar: '' }])
  expect(tip.payload.operatorInfo).toMatchObject({ userID: 'alice', nick: 'Alice A.' })
  const [notice] = await heardByErin.until(([first]) => first?.type === TYPES.MSG_GRP_SYS_NOTICE)
  if (notice?.type !== TYPES.MSG_GRP_SYS_NOTICE) throw new Error('no notice')
  expect(notice.payload.operatorInfo).toMatchObject({ userID: 'alice', nick: 'Alice A.' })
})

test('who took a message back, who reacted, and who applies have names', async () => {
  const received = hear(alice, EVENT.MESSAGE_RECEIVED)
  const revoked = hear(alice, EVENT.MESSAGE_REVOKED)
  const reacted = hear(alice, EVENT.MESSAGE_REACTIONS_UPDATED)
  const sent = await say(bob, 'alice', 'oops')
  const message = await arrived(received, 'oops')
  await bob.addMessageReaction(sent, 'heart')
  const [change] = await reacted.until()
  expect(change?.reactionList[0]?.partialUserList).toMatchObject([{ userID: 'bob', nick: 'Robert' }])
  const { data } = await alice.getMessageReactions({ messageList: [message] })
  expect(data.resultList[0]?.reactionList[0]?.partialUserList).toMatchObject([{ userID: 'bob', nick: 'Robert' }])
  await bob.revokeMessage(sent)
  const [gone] = await revoked.until()
  expect(gone?.revokerInfo).toEqual({ userID: 'bob', nick: 'Robert', avatar: 'https://example.com/bob.png' })

  await alice.createGroup({ groupID: 'g-open', name: 'Open', type: TYPES.GRP_PUBLIC })
  const fred = await im.login('fred')
  await fred.updateMyProfile({ nick: 'Fred F.' })
  await fred.joinGroup({ groupID: 'g-open', type: TYPES.GRP_PUBLIC })
  const applications = (await alice.getGroupApplicationList()).data.applicationList
  expect(applications.map(({ applicantNick }) => applicantNick)).toEqual(['Fred F.'])
})

test('a profile that is read again and says something else is told, and stands beside old messages', async () => {
  const gwen = await im.login('gwen')
  const received = hear(alice, EVENT.MESSAGE_RECEIVED)
  const updated = hear(alice, EVENT.PROFILE_UPDATED)
  await gwen.updateMyProfile({ nick: 'Gwen' })
  await say(gwen, 'alice', 'hi')
  const message = await arrived(received, 'hi')
  await gwen.updateMyProfile({ nick: 'Gwendolyn' })
  await alice.getUserProfile({ userIDList: ['gwen'] })
  const profiles = await updated.until((list: readonly Profile[]) => list.some(({ userID }) => userID === 'gwen'))
  expect(profiles.find(({ userID }) => userID === 'gwen')?.nick).toBe('Gwendolyn')
  expect(message.nick).toBe('Gwendolyn')
})
