import { type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Chat, Message } from '../../src/index.ts'
import { enter, say, TYPES } from './lab.ts'

// The codes that apps of the official SDK test for.
let im: TestIm
let alice: Chat
let bob: Chat
let carol: Chat
let inRoom: Message

const COMMUNITY = '@TGS#_com'

beforeAll(async () => {
  im = await testIm()
  const users = await enter(im, 'alice', 'bob', 'carol')
  alice = users[0]!
  bob = users[1]!
  carol = users[2]!
  const memberList = [{ userID: 'bob' }]
  await alice.createGroup({ groupID: 'g-work', name: 'Work', type: TYPES.GRP_WORK, memberList })
  await alice.createGroup({ groupID: 'g-public', name: 'Public', type: TYPES.GRP_PUBLIC, memberList })
  await alice.createGroup({ groupID: 'g-room', name: 'Room', type: TYPES.GRP_AVCHATROOM })
  await alice.createGroup({ groupID: COMMUNITY, name: 'Com', type: TYPES.GRP_COMMUNITY, isSupportTopic: true })
  await alice.joinGroup({ groupID: 'g-room', type: TYPES.GRP_AVCHATROOM })
  inRoom = await say(alice, 'g-room', 'hello')
})
afterAll(() => im.close())

const refusal = (code: number) => expect.objectContaining({ code })

describe('in a live room', () => {
  test('who is not in it does not speak', async () => {
    await carol.getGroupProfile({ groupID: 'g-room' })
    await expect(say(carol, 'g-room', 'hi')).rejects.toEqual(refusal(2101))
  })

  test.each([
    ['edited', 2481, () => alice.modifyMessage(inRoom)],
    ['taken back', 10033, () => alice.revokeMessage(inRoom)],
    ['deleted', 10035, () => alice.deleteMessage([inRoom])],
  ])('messages are not %s', async (_what, code, call) => {
    await expect(call()).rejects.toEqual(refusal(code))
    expect([inRoom.isRevoked, inRoom.isDeleted]).toEqual([false, false])
  })

  test.each([
    ['handed over', 2620, () => alice.changeGroupOwner({ groupID: 'g-room', newOwnerID: 'bob' })],
    ['filled by others', 2661, () => alice.addGroupMember({ groupID: 'g-room', userIDList: ['bob'] })],
  ])('it is not %s', async (_what, code, call) => {
    await expect(call()).rejects.toEqual(refusal(code))
  })
})

test('somebody in a live room is muted, and does not speak', async () => {
  await bob.joinGroup({ groupID: 'g-room', type: TYPES.GRP_AVCHATROOM })
  const { data } = await alice.setGroupMemberMuteTime({ groupID: 'g-room', userID: 'bob', muteTime: 60 })
  expect(data.member).toMatchObject({ userID: 'bob', role: TYPES.GRP_MBR_ROLE_MEMBER })
  expect(data.member.muteUntil).toBeGreaterThan(alice.getServerTime() + 30)
  await expect(say(bob, 'g-room', 'hi')).rejects.toEqual(refusal(10017))
})

describe('in groups', () => {
  const admin = TYPES.GRP_MBR_ROLE_ADMIN

  test.each([
    ['Work groups are not joined', 2601, () => carol.joinGroup({ groupID: 'g-work' })],
    ['who is no member does not leave', 2623, () => carol.quitGroup('g-work')],
    [
      'only owners give roles',
      2681,
      () => bob.setGroupMemberRole({ groupID: 'g-public', userID: 'alice', role: admin }),
    ],
    [
      'Work groups have no roles',
      2682,
      () => alice.setGroupMemberRole({ groupID: 'g-work', userID: 'bob', role: admin }),
    ],
    ['a community with topics is spoken to in a topic', 2115, () => say(alice, COMMUNITY, 'hi')],
    ['what does not exist is not found', 10010, () => alice.getGroupProfile({ groupID: 'g-none' })],
  ])('%s', async (_rule, code, call) => {
    await expect(call()).rejects.toEqual(refusal(code))
  })

  test('the server’s own words are the cause', async () => {
    const error = await carol.quitGroup('g-work').catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'NOT_A_MEMBER', cause: { code: 10007, name: 'GROUP_DENIED' } })
  })

  test('who is muted does not speak, and the message says that it failed', async () => {
    await alice.setGroupMemberMuteTime({ groupID: 'g-public', userID: 'bob', muteTime: 60 })
    const conversationType = TYPES.CONV_GROUP
    const message = bob.createTextMessage({ to: 'g-public', conversationType, payload: { text: 'hi' } })
    await expect(bob.sendMessage(message)).rejects.toEqual(refusal(10017))
    expect(message.status).toBe('fail')
    await alice.setGroupMemberMuteTime({ groupID: 'g-public', userID: 'bob', muteTime: 0 })
    await bob.resendMessage(message)
    expect(message.status).toBe('success')
  })

  test('a group shows its newest message, and where the next one will stand', async () => {
    const message = await say(alice, 'g-work', 'newest')
    const { data } = await alice.getGroupProfile({ groupID: 'g-work' })
    expect(data.group.lastMessage).toMatchObject({ messageForShow: 'newest', fromAccount: 'alice' })
    expect(data.group.nextMessageSeq).toBe(message.sequence + 1)
    const { data: list } = await alice.getGroupList()
    expect(list.groupList.find(({ groupID }) => groupID === 'g-work')).toBe(data.group)
  })

  test('who takes a message back knows itself as the revoker', async () => {
    const message = await say(bob, 'g-work', 'oops')
    await bob.revokeMessage(message)
    expect(message).toMatchObject({ isRevoked: true, revoker: 'bob', revokerInfo: { userID: 'bob' } })
  })
})
