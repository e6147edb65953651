import { once } from 'node:events'
import { createServer, connect as dial, type Socket } from 'node:net'
import { type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Chat, createInstance } from '../../src/index.ts'
import { arrived, EVENT, enter, hear, say, TYPES } from './lab.ts'

let im: TestIm
let alice: Chat
let bob: Chat
let network: Awaited<ReturnType<typeof breakable>>

/** A way to the server that can be cut. */
async function breakable(url: string) {
  const { port, hostname } = new URL(url)
  const sockets = new Set<Socket>()
  let isUp = true
  const server = createServer((near) => {
    if (!isUp) return void near.destroy()
    const far = dial(Number(port), hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      const other = socket === near ? far : near
      socket.pipe(other)
      socket.on('error', () => other.destroy())
      socket.on('close', () => other.destroy())
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = (): void => {
    isUp = false
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  const mend = (): void => {
    isUp = true
  }
  const close = (): void => {
    cut()
    server.close()
  }
  return { url: `http://127.0.0.1:${(server.address() as { port: number }).port}`, cut, mend, close }
}

beforeAll(async () => {
  im = await testIm()
  network = await breakable(im.url)
  alice = createInstance({ SDKAppID: im.sdkAppId, proxyServer: network.url })
  alice.setLogLevel(4)
  const ready = new Promise((resolve) => alice.once(EVENT.SDK_READY, resolve))
  await alice.login({ userID: 'alice', userSig: im.sign('alice') })
  await ready
  bob = (await enter(im, 'bob'))[0]!
})
afterAll(async () => {
  await alice.destroy()
  network.close()
  await im.close()
})

test('whatever happened during an outage is there after it, without a second SDK_READY', async () => {
  const received = hear(alice, EVENT.MESSAGE_RECEIVED)
  const ready = hear(alice, EVENT.SDK_READY)
  const own = await say(alice, 'bob', 'mine')
  const [edited, revoked] = [await say(bob, 'alice', 'to edit'), await say(bob, 'alice', 'to take back')]
  await bob.createGroup({ groupID: 'g-out', name: 'Out', type: TYPES.GRP_PUBLIC, memberList: [{ userID: 'alice' }] })
  await arrived(received, 'to take back')
  await say(bob, 'g-out', 'first')
  const gone = await say(bob, 'g-out', 'gone')
  await arrived(received, 'gone')
  await Promise.all([alice.getFriendApplicationList(), alice.getGroupList(), alice.getMyProfile()])
  await alice.subscribeUserStatus({ userIDList: ['bob'] })
  const told = {
    modified: hear(alice, EVENT.MESSAGE_MODIFIED),
    revoked: hear(alice, EVENT.MESSAGE_REVOKED),
    read: hear(alice, EVENT.MESSAGE_READ_BY_PEER),
    reactions: hear(alice, EVENT.MESSAGE_REACTIONS_UPDATED),
    applications: hear(alice, EVENT.FRIEND_APPLICATION_LIST_UPDATED),
    groups: hear(alice, EVENT.GROUP_LIST_UPDATED),
    status: hear(alice, EVENT.USER_STATUS_UPDATED),
    net: hear(alice, EVENT.NET_STATE_CHANGE),
  }

  network.cut()
  await told.net.until(({ state }) => state === TYPES.NET_STATE_DISCONNECTED)
  const unsent = alice.createTextMessage({
    to: 'bob',
    conversationType: TYPES.CONV_C2C,
    payload: { text: 'written offline' },
  })
  const sending = alice.sendMessage(unsent)
  await expect(alice.getMessageList({ conversationID: 'C2Cbob' })).rejects.toMatchObject({
    code: 2800,
    retryable: true,
  })
  edited.payload = { text: 'edited' }
  await bob.modifyMessage(edited)
  await bob.revokeMessage(revoked)
  await bob.revokeMessage(gone)
  await bob.setMessageRead({ conversationID: 'C2Calice' })
  await bob.addMessageReaction(bob.findMessage(own.ID)!, 'up')
  await say(bob, 'alice', 'meanwhile')
  await say(bob, 'g-out', 'to all')
  await bob.addFriend({ to: 'alice', source: 'AddSource_Type_Web' })
  await bob.updateGroupProfile({ groupID: 'g-out', name: 'Way out' })
  await bob.setSelfStatus({ customStatus: 'Busy' })
  network.mend()

  await sending
  await arrived(received, 'meanwhile')
  await arrived(received, 'to all')
  expect((await told.modified.until())[0]).toMatchObject({ ID: edited.ID, payload: { text: 'edited' } })
  expect((await told.revoked.until())[0]).toMatchObject({ ID: revoked.ID, isRevoked: true })
  expect((await told.read.until()).includes(own)).toBe(true)
  expect((await told.reactions.until())[0]).toMatchObject({ messageID: own.ID })
  await told.applications.until(({ friendApplicationList: [first] }) => first?.userID === 'bob')
  await told.groups.until((groups) => groups.some(({ name }) => name === 'Way out'))
  await told.status.until((users) => users.some(({ customStatus }) => customStatus === 'Busy'))
  const { data } = await alice.getConversationProfile('GROUPg-out')
  await expect.poll(() => alice.findMessage(gone.ID)?.isRevoked).toBe(true)
  expect(data.conversation.unreadCount).toBe(2)
  expect(ready.all).toEqual([])
  expect(unsent).toMatchObject({ status: 'success' })
  const texts = received.all.flat().flatMap(({ payload }) => ('text' in payload ? payload.text : []))
  expect(texts.filter((text) => text === 'meanwhile')).toHaveLength(1)
})
