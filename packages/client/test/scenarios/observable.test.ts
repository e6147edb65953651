import { type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { computed, reactive, toRaw } from 'vue'
import type { Chat } from '../../src/index.ts'
import { arrived, EVENT, enter, hear, say, TYPES } from './lab.ts'

// Apps of the official SDKs keep messages in Vue's state and hand what they find there to the methods.
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

test('an observable message is sent, and the app sees how it fares', async () => {
  const made = alice.createTextMessage({ to: 'bob', conversationType: TYPES.CONV_C2C, payload: { text: 'hi' } })
  const state = reactive({ messages: [made] })
  const shown = computed(() => state.messages.map(({ status, sequence }) => `${status} ${sequence > 0}`))
  expect(shown.value).toEqual(['unSend false'])
  const { data } = await alice.sendMessage(state.messages[0]!)
  expect(shown.value).toEqual(['success true'])
  expect(toRaw(data.message)).toBe(made)
  expect(toRaw(alice.findMessage(made.ID))).toBe(made)
})

test('the file of an observable message is uploaded', async () => {
  const file = new File(['four'], 'a.txt', { type: 'text/plain' })
  const made = alice.createFileMessage({ to: 'bob', conversationType: TYPES.CONV_C2C, payload: { file } })
  const message = reactive(made)
  await alice.sendMessage(message)
  expect(message.payload.fileUrl).toMatch(/^http/)
  expect(await (await fetch(message.payload.fileUrl)).text()).toBe('four')
})

test('what happens to a message is known of the observable one, too', async () => {
  const received = hear(bob, EVENT.MESSAGE_RECEIVED)
  const reacted = hear(bob, EVENT.MESSAGE_REACTIONS_UPDATED)
  await say(alice, 'bob', 'react to me')
  const message = reactive(await arrived(received, 'react to me'))
  await bob.addMessageReaction(message, 'heart')
  await reacted.until()
  const { data } = await bob.getMessageReactions({ messageList: [message] })
  expect(data.resultList[0]?.reactionList).toMatchObject([{ reactionID: 'heart', reactedByMyself: true }])
  const to = { to: 'bob', conversationType: TYPES.CONV_C2C } as const
  await alice.sendMessage(alice.createForwardMessage({ ...to, payload: reactive(await say(alice, 'bob', 'x')) }))
  await bob.deleteMessage([message])
  expect(message.isDeleted).toBe(true)
})

test('several observable messages are merged and sent', async () => {
  const messageList = reactive([await say(alice, 'bob', 'one'), await say(alice, 'bob', 'two')])
  const payload = reactive({ messageList, title: 'Two', abstractList: ['one', 'two'], compatibleText: '' })
  const message = reactive(alice.createMergerMessage({ to: 'bob', conversationType: TYPES.CONV_C2C, payload }))
  const received = hear(bob, EVENT.MESSAGE_RECEIVED)
  await alice.sendMessage(message)
  const [merged] = await received.until(([first]) => first?.type === TYPES.MSG_MERGER)
  expect(merged?.payload).toMatchObject({ title: 'Two', abstractList: ['one', 'two'] })
})
