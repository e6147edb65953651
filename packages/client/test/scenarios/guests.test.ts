import { createInstance } from '@signet/chat'
import { type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Chat, EXTRA_EVENT } from '../../src/index.ts'
import { arrived, EVENT, enter, hear, say, TYPES } from './lab.ts'

let im: TestIm
let alice: Chat
const room = { groupID: 'g-room', type: TYPES.GRP_AVCHATROOM }

beforeAll(async () => {
  im = await testIm()
  alice = (await enter(im, 'alice'))[0]!
  await alice.createGroup({ ...room, name: 'Room' })
  await alice.joinGroup(room)
})
afterAll(() => im.close())

const guest = (): Chat => createInstance({ SDKAppID: im.sdkAppId, proxyServer: im.url }) as unknown as Chat

test('who is not logged in hears a live room, counts it and leaves it', async () => {
  await say(alice, 'g-room', 'before')
  const chat = guest()
  const received = hear(chat, EVENT.MESSAGE_RECEIVED)
  const counted = hear(chat, EXTRA_EVENT.ROOM_ONLINE_UPDATED)
  const { data } = await chat.joinGroup(room)
  expect(data).toMatchObject({ status: TYPES.JOIN_STATUS_SUCCESS, group: { groupID: 'g-room', type: room.type } })
  await arrived(received, 'before')
  await say(alice, 'g-room', 'now')
  const message = await arrived(received, 'now')
  expect(message).toMatchObject({ from: 'alice', flow: 'in', conversationID: 'GROUPg-room', status: 'success' })
  expect((await chat.getGroupOnlineMemberCount('g-room')).data.memberCount).toBeGreaterThan(0)
  expect(await counted.until()).toMatchObject({ groupID: 'g-room', memberCount: expect.any(Number) })

  await chat.quitGroup('g-room')
  await expect(chat.getGroupOnlineMemberCount('g-room')).rejects.toMatchObject({ code: 2101 })
  await say(alice, 'g-room', 'after')
  const texts = received.all.flat().map(({ payload }) => ('text' in payload ? payload.text : ''))
  expect(texts.filter((text) => text === 'after')).toEqual([])
  await chat.destroy()
})

test('a guest does nothing else: other groups, messages and people need a login', async () => {
  const chat = guest()
  await chat.joinGroup(room)
  await expect(chat.joinGroup({ groupID: 'x', type: TYPES.GRP_PUBLIC })).rejects.toMatchObject({ code: 2662 })
  await expect(chat.joinGroup({ groupID: 'none', type: room.type })).rejects.toMatchObject({ code: 10010 })
  await expect(chat.quitGroup('none')).rejects.toMatchObject({ code: 2101 })
  await expect(chat.getMyProfile()).rejects.toMatchObject({ code: 2024 })
  expect(() => chat.createTextMessage({ to: 'g-room', conversationType: 'GROUP', payload: { text: 'x' } })).toThrow()
  expect(chat.isReady()).toBe(false)
  await chat.destroy()
})

test('a login ends the guest: who then joins is heard once', async () => {
  const chat = guest()
  const received = hear(chat, EVENT.MESSAGE_RECEIVED)
  await chat.joinGroup(room)
  const ready = new Promise((resolve) => chat.once(EVENT.SDK_READY, resolve))
  await chat.login({ userID: 'bob', userSig: im.sign('bob') })
  await ready
  expect((await chat.joinGroup(room)).data.status).toBe(TYPES.JOIN_STATUS_SUCCESS)
  await say(alice, 'g-room', 'to members')
  await arrived(received, 'to members')
  const heard = received.all.flat().filter(({ payload }) => 'text' in payload && payload.text === 'to members')
  expect(heard).toHaveLength(1)
  await chat.destroy()
})

test('where no server is, joining says so', async () => {
  const chat = createInstance({ SDKAppID: im.sdkAppId, proxyServer: 'ws://127.0.0.1:9' })
  await expect(chat.joinGroup(room)).rejects.toMatchObject({ code: 2800 })
  await chat.destroy()
})

test('the end of a room is told to its guests as a number of nobody', async () => {
  const short = { groupID: 'g-short', type: TYPES.GRP_AVCHATROOM }
  await alice.createGroup({ ...short, name: 'Short' })
  const chat = guest()
  const counted = hear(chat, EXTRA_EVENT.ROOM_ONLINE_UPDATED)
  await chat.joinGroup(short)
  await alice.dismissGroup('g-short')
  await counted.until(({ memberCount }) => memberCount === 0)
  await expect(chat.getGroupOnlineMemberCount('g-short')).rejects.toMatchObject({ code: 2101 })
  await chat.destroy()
})
