import { type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Chat } from '../../src/index.ts'
import { EVENT, enter, hear, TYPES } from './lab.ts'

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

/** As a backend would. */
async function notify(GroupId: string, Content: string): Promise<void> {
  const url = new URL('/v4/group_open_http_svc/send_group_system_notification', im.url)
  url.searchParams.set('sdkappid', String(im.sdkAppId))
  url.searchParams.set('identifier', 'administrator')
  url.searchParams.set('usersig', im.sign('administrator'))
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ GroupId, Content }) })
  expect(await answer.json()).toMatchObject({ ErrorCode: 0 })
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
