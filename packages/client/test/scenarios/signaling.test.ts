import { type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Chat, type SignalingData, TSignaling } from '../../src/index.ts'
import { EVENT, enter, hear, TYPES } from './lab.ts'

let im: TestIm
let alice: Chat
let bob: Chat
let carol: Chat

beforeAll(async () => {
  im = await testIm()
  const users = await enter(im, 'alice', 'bob', 'carol')
  alice = users[0]!
  bob = users[1]!
  carol = users[2]!
})
afterAll(() => im.close())

/** The next time that an event of invitations is told. */
const next = (chat: Chat, name: string): Promise<SignalingData> =>
  new Promise((resolve) => {
    const handler = ({ data }: { data: SignalingData }): void => {
      chat.removeSignalingListener(name, handler)
      resolve(data)
    }
    chat.addSignalingListener(name, handler)
  })

test('an invitation rings, is changed, and is accepted', async () => {
  const rings = next(bob, TSignaling.NEW_INVITATION_RECEIVED)
  const accepted = next(alice, TSignaling.INVITEE_ACCEPTED)
  const modified = next(bob, TSignaling.INVITATION_MODIFIED)
  const { data } = await alice.invite({ userID: 'bob', data: 'video', timeout: 30 })
  expect(await rings).toMatchObject({ inviteID: data.inviteID, inviter: 'alice', inviteeList: ['bob'], data: 'video' })
  await alice.modifyInvitation({ inviteID: data.inviteID, data: 'audio' })
  expect(await modified).toMatchObject({ data: 'audio', inviteData: 'audio' })
  await bob.accept({ inviteID: data.inviteID, data: 'coming' })
  expect(await accepted).toMatchObject({ inviteID: data.inviteID, invitee: 'bob', data: 'coming' })
  await expect(bob.accept({ inviteID: data.inviteID })).rejects.toMatchObject({ code: 8010 })
})

test('it is rejected, or taken back, by who may do so', async () => {
  const rings = next(bob, TSignaling.NEW_INVITATION_RECEIVED)
  const rejected = next(alice, TSignaling.INVITEE_REJECTED)
  const inviteID = alice.inviteSync({ userID: 'bob' })
  await rings
  await expect(bob.cancel({ inviteID })).rejects.toMatchObject({ code: 8011 })
  await expect(alice.accept({ inviteID })).rejects.toMatchObject({ code: 8011 })
  await bob.reject({ inviteID, data: 'busy' })
  expect(await rejected).toMatchObject({ invitee: 'bob', data: 'busy' })
  const ringsAgain = next(bob, TSignaling.NEW_INVITATION_RECEIVED)
  const cancelled = next(bob, TSignaling.INVITATION_CANCELLED)
  const { data } = await alice.invite({ userID: 'bob' })
  await ringsAgain
  await alice.cancel({ inviteID: data.inviteID })
  expect(await cancelled).toMatchObject({ inviteID: data.inviteID, inviter: 'alice' })
})

test('nobody who was not invited is heard', async () => {
  const rings = next(bob, TSignaling.NEW_INVITATION_RECEIVED)
  const { data } = await alice.invite({ userID: 'bob', timeout: 30 })
  await rings
  const forged = { businessID: 1, inviteID: data.inviteID, inviter: 'alice', inviteeList: ['carol'], actionType: 3 }
  const received = hear(alice, EVENT.MESSAGE_RECEIVED)
  let isAccepted = false
  alice.addSignalingListener(TSignaling.INVITEE_ACCEPTED, () => {
    isAccepted = true
  })
  const payload = { data: JSON.stringify({ ...forged, groupID: '', data: '', timeout: 0 }) }
  await carol.sendMessage(carol.createCustomMessage({ to: 'alice', conversationType: TYPES.CONV_C2C, payload }))
  const [message] = await received.until(([first]) => first?.from === 'carol')
  expect(isAccepted).toBe(false)
  expect(alice.getSignalingInfo(message!)).toMatchObject({ inviteID: data.inviteID, actionType: 3 })
  await alice.cancel({ inviteID: data.inviteID })
})

test('who does not answer in time ends it, on both sides', async () => {
  const late = [next(alice, TSignaling.INVITATION_TIMEOUT), next(bob, TSignaling.INVITATION_TIMEOUT)]
  const { data } = await alice.invite({ userID: 'bob', timeout: 1 })
  for (const told of await Promise.all(late))
    expect(told).toMatchObject({ inviteID: data.inviteID, inviteeList: ['bob'] })
  await expect(bob.accept({ inviteID: data.inviteID })).rejects.toMatchObject({ code: 8010 })
})

test('members of a group are invited together, and online users only', async () => {
  const memberList = [{ userID: 'bob' }, { userID: 'carol' }]
  await alice.createGroup({ groupID: 'g-call', name: 'Call', type: TYPES.GRP_PUBLIC, memberList })
  const rings = [next(bob, TSignaling.NEW_INVITATION_RECEIVED), next(carol, TSignaling.NEW_INVITATION_RECEIVED)]
  const accepted = next(alice, TSignaling.INVITEE_ACCEPTED)
  const options = { groupID: 'g-call', inviteeList: ['bob', 'carol'], onlineUserOnly: true }
  const { data } = await alice.inviteInGroup(options)
  for (const ring of await Promise.all(rings))
    expect(ring).toMatchObject({ groupID: 'g-call', inviteID: data.inviteID })
  await carol.accept({ inviteID: data.inviteID })
  expect(await accepted).toMatchObject({ invitee: 'carol' })
  await bob.reject({ inviteID: data.inviteID })
  const { data: page } = await bob.getMessageList({ conversationID: 'GROUPg-call' })
  const steps = page.messageList.flatMap((message) => bob.getSignalingInfo(message) ?? [])
  expect(steps.map(({ actionType }) => actionType)).not.toContain(TSignaling.ACTION_TYPE_INVITE)
})
