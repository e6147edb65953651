import { type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Chat } from '../../src/index.ts'
import { asBackend, EVENT, enter, hear, TYPES } from './lab.ts'

let im: TestIm
let alice: Chat
let bob: Chat

beforeAll(async () => {
  im = await testIm()
  const users = await enter(im, 'alice', 'bob')
  alice = users[0]!
  bob = users[1]!
})
afterAll(() => im.close())

async function notify(GroupId: string, Content: string): Promise<void> {
  const command = 'group_open_http_svc/send_group_system_notification'
  expect(await asBackend(im, command, { GroupId, Content })).toMatchObject({ ErrorCode: 0 })
}

test('what the application tells a group or a live room is a notice with its own words', async () => {
  await alice.createGroup({ groupID: 'g-team', name: 'Team', type: TYPES.GRP_PUBLIC, memberList: [{ userID: 'bob' }] })
  await alice.createGroup({ groupID: 'g-room', name: 'Room', type: TYPES.GRP_AVCHATROOM })
  await bob.joinGroup({ groupID: 'g-room', type: TYPES.GRP_AVCHATROOM })
  const notices = hear(bob, EVENT.GROUP_SYSTEM_NOTICE_RECEIVED)
  for (const groupID of ['g-team', 'g-room']) {
    await notify(groupID, `to ${groupID}`)
    const { message } = await notices.until(({ type, message }) => type === 255 && message.to === groupID)
    expect(message).toMatchObject({
      type: TYPES.MSG_GRP_SYS_NOTICE,
      conversationID: TYPES.CONV_SYSTEM,
      payload: { operationType: 255, userDefinedField: `to ${groupID}`, groupProfile: { groupID } },
    })
  }
})

test('notices of this login are read like a conversation, found by their ID, and read by no other name', async () => {
  const notices = hear(alice, EVENT.GROUP_SYSTEM_NOTICE_RECEIVED)
  await alice.createGroup({ groupID: 'g-listed', name: 'Listed', type: TYPES.GRP_WORK })
  const { message } = await notices.until(({ type, message }) => type === 6 && message.to === 'g-listed')
  const { data } = await alice.getMessageList({ conversationID: TYPES.CONV_SYSTEM })
  expect(data.messageList).toContain(message)
  expect(data.messageList.every(({ type }) => type === TYPES.MSG_GRP_SYS_NOTICE)).toBe(true)
  expect(alice.findMessage(message.ID)).toBe(message)
  const { data: line } = await alice.getConversationProfile(TYPES.CONV_SYSTEM)
  expect(line.conversation).toMatchObject({ conversationID: TYPES.CONV_SYSTEM, type: TYPES.CONV_SYSTEM })
  await expect(alice.deleteMessage([message])).rejects.toMatchObject({ code: 2116 })
  await expect(alice.getMessageList({ conversationID: '@TIM' })).rejects.toMatchObject({ code: 2503 })
})
