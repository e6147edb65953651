import { type Chat, EVENT, type Message, TYPES } from '@signet/chat'
import { type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HOOK_CONFIG, hear, OK, type Receiver, receiver } from './webhook-receiver.ts'

const BEFORE = 'C2C.CallbackBeforeSendMsg'
const text = (Text: string) => [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text } }]

let im: TestIm
let hook: Receiver
let alice: Chat

beforeAll(async () => {
  im = await testIm({ config: { webhooks: { ...HOOK_CONFIG, timeoutMs: 2_000 } } })
  hook = await receiver()
  await hear(im, hook, [BEFORE], {})
  await im.login('bob')
  alice = await im.login('alice')
})
afterAll(async () => {
  await im.close()
  await hook[Symbol.asyncDispose]()
})

const toBob = { to: 'bob', conversationType: TYPES.CONV_C2C } as const

test('who sent a message that the application changed sees what everybody reads', async () => {
  hook.answer = () => ({ ...OK, MsgBody: text('***'), CloudCustomData: 'seen' })
  const modified: (readonly Message[])[] = []
  const off = alice.on(EVENT.MESSAGE_MODIFIED, ({ data }) => modified.push(data))
  const message = alice.createTextMessage({ ...toBob, payload: { text: 'a bad word' } })
  const { data } = await alice.sendMessage(message)
  off()
  expect(data.message).toBe(message)
  expect(message).toMatchObject({
    status: 'success',
    payload: { text: '***' },
    cloudCustomData: 'seen',
    isModified: true,
  })
  expect(modified).toEqual([[message]])
  const { data: profile } = await alice.getConversationProfile('C2Cbob')
  expect(profile.conversation.lastMessage.messageForShow).toBe('***')
})

test('a message that was let through as it was is told of by nothing', async () => {
  hook.answer = () => OK
  const modified: unknown[] = []
  const off = alice.on(EVENT.MESSAGE_MODIFIED, ({ data }) => modified.push(data))
  const message = alice.createTextMessage({ ...toBob, payload: { text: 'a good word' }, cloudCustomData: 'mine' })
  await alice.sendMessage(message)
  off()
  expect(message).toMatchObject({ payload: { text: 'a good word' }, cloudCustomData: 'mine', isModified: false })
  expect(modified).toEqual([])
})
