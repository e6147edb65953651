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
  await expect(alice.createGroup({ name: 'Team', type: TYPES.GRP_WORK })).rejects.toMatchObject({ code: 60009 })
})
