import { type RawError, testIm } from '@signet/testkit'
import { expect, it } from 'vitest'

const text = (Text: string) => [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text } }]

it('[SES22][CHK47] short of memory, new logins and what matters less in rooms go first; who is in goes on', async () => {
  await using im = await testIm()
  const [alice, bob] = [await im.enter('alice'), await im.enter('bob')]
  const { groupId } = await alice.request('group.create', { type: 'AVChatRoom', name: 'live' })
  for (const client of [alice, bob]) await client.request('group.join', { groupId })
  let random = 1
  const say = (priority: 'High' | 'Normal') =>
    bob.request('send', { group: groupId, body: text(priority), random: random++, clientTime: 1, priority })
  const { memory } = im.server.im.login
  const isTight = memory.isTight
  Object.assign(memory, { isTight: () => true })
  const refusal = (await im.enter('carl').catch((error: unknown) => error)) as RawError
  expect(refusal).toMatchObject({ errorName: 'OVERLOADED' })
  expect(refusal.retryAfter).toBeGreaterThanOrEqual(5_000)
  const guest = await im.connect()
  const watching = guest.request('room.watch', { sdkAppId: im.sdkAppId, groupId, protocol: 1 })
  await expect(watching).rejects.toMatchObject({ errorName: 'OVERLOADED' })
  expect((await say('Normal')).dropReason).toBe('FrequencyControl')
  expect((await say('High')).dropReason).toBeUndefined()
  expect((await bob.request('send', { to: 'alice', body: text('hi'), random: 9, clientTime: 1 })).seq).toBe(1)
  Object.assign(memory, { isTight })
  await im.enter('carl')
  expect((await say('Normal')).dropReason).toBeUndefined()
})
