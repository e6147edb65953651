import { type RawClient, type RawError, testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { HOOK_CONFIG, hear, OK, type Receiver, receiver } from './webhook-receiver.ts'

const BEFORE = ['C2C.CallbackBeforeSendMsg', 'Group.CallbackBeforeSendMsg']

/** The application answers when it is told to. */
function slow(hook: Receiver): () => void {
  let answer = (): void => {}
  const asked = new Promise<void>((resolve) => {
    answer = resolve
  })
  hook.answer = async () => {
    await asked
    return OK
  }
  return answer
}

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'sent',
    (error: RawError) => error.errorName,
  )
let random = 1
const say = (client: RawClient, to: object, more: object = {}) =>
  codeOf(
    client.request('send', {
      ...to,
      ...more,
      random: random++,
      clientTime: 1,
      body: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'late' } }],
    }),
  )

it('[HOOK4][GRP11][GRP14] what waits for the application is not said by who was removed, nor in the next group of that name', async () => {
  await using im = await testIm({ config: { webhooks: { ...HOOK_CONFIG, timeoutMs: 2_000 } } })
  await using hook = await receiver()
  await hear(im, hook, BEFORE)
  const [alice, bob, carl] = [await im.enter('alice'), await im.enter('bob'), await im.enter('carl')]
  const members = ['bob', 'carl'].map((userId) => ({ userId }))
  for (const groupId of ['club', 'ends'])
    await alice.request('group.create', { type: 'Public', name: 'x', groupId, members })
  const answer = slow(hook)
  const late = [
    say(bob, { group: 'club' }),
    say(bob, { group: 'club' }, { onlineOnly: true }),
    say(bob, { group: 'ends' }),
  ]
  const good = say(carl, { group: 'club' })
  await hook.until(() => hook.received.length === 4)
  await alice.request('group.kick', { groupId: 'club', userIds: ['bob'] })
  await alice.request('group.dissolve', { groupId: 'ends' })
  await carl.request('group.create', { type: 'Public', name: 'another', groupId: 'ends' })
  answer()
  expect(await Promise.all(late)).toEqual(['GROUP_DENIED', 'GROUP_DENIED', 'GROUP_DENIED'])
  expect(await good).toBe('sent')
  const { messages } = await carl.request('history', { conversation: 'GROUPends' })
  expect(messages.filter(({ event }) => event === undefined)).toEqual([])
  expect(carl.pushes.filter(({ type }) => type === 'signal')).toEqual([])
})

it('[HOOK4][BLK2] nor by who was blocked', async () => {
  await using im = await testIm({ config: { webhooks: { ...HOOK_CONFIG, timeoutMs: 2_000 } } })
  await using hook = await receiver()
  await hear(im, hook, BEFORE)
  const [alice, bob] = [await im.enter('alice'), await im.enter('bob')]
  const answer = slow(hook)
  const late = [say(bob, { to: 'alice' }), say(bob, { to: 'alice' }, { onlineOnly: true })]
  await hook.until(() => hook.received.length === 2)
  await alice.request('blacklist.add', { userIds: ['bob'] })
  answer()
  expect(await Promise.all(late)).toEqual(['BLACKLISTED_BY_RECEIVER', 'BLACKLISTED_BY_RECEIVER'])
  expect((await alice.request('history', { conversation: 'C2Cbob' })).messages).toEqual([])
})
