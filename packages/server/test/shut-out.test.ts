import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type RawClient, type RawError, testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { rest } from './rest/call.ts'
import { hear, receiver } from './webhook-receiver.ts'

const body = (Text: string) => [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text } }]
const say = (client: RawClient, to: string, words: string) =>
  client.request('send', { to, random: randomInt(2 ** 32), clientTime: 1, body: body(words) })
const nameOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => '',
    (error: RawError) => error.errorName ?? String(error),
  )
const BEFORE = 'C2C.CallbackBeforeSendMsg'

it('[SES4][CHK14] who is deleted is gone from all devices within two seconds, and says nothing from then on', async () => {
  await using im = await testIm({ config: { sockets: { requestsPerSecond: 10_000, requestBurst: 10_000 } } })
  const [eve, phone, bob] = [
    await im.enter('eve'),
    await im.enter('eve', { platform: 'iPhone' }),
    await im.enter('bob'),
  ]
  let isOver = false
  const talking = (async () => {
    for (let i = 0; eve.closed === undefined; i++) {
      const late = isOver
      const refused = await Promise.race([nameOf(say(eve, 'bob', `${i}`)), sleep(3_000).then(() => 'unanswered')])
      if (late) expect(refused).not.toBe('')
    }
  })()
  await bob.until(() => bob.messages.length > 5)
  const startedAt = performance.now()
  await rest(im, 'im_open_login_svc/account_delete', { DeleteItem: [{ UserID: 'eve' }] })
  isOver = true
  const { head } = await bob.request('history', { conversation: 'C2Ceve' })
  await Promise.all([eve, phone].map((client) => client.until(() => client.closed !== undefined, 'the close', 2_000)))
  expect(performance.now() - startedAt).toBeLessThan(2_000)
  await talking
  expect(await nameOf(say(bob, 'eve', 'there?'))).toBe('RECEIVER_INVALID')
  expect((await bob.request('history', { conversation: 'C2Ceve' })).head).toBe(head)
})

it('[SES4][CHK14] what waited for the application when its sender was kicked is refused; other messages go on', async () => {
  await using im = await testIm({ config: { webhooks: { allowedTargets: ['loopback'] } } })
  await using hook = await receiver()
  await hear(im, hook, [BEFORE])
  const [eve, bob] = [await im.enter('eve'), await im.enter('bob')]
  let answer = (): void => {}
  const asked = new Promise<void>((resolve) => {
    answer = resolve
  })
  hook.answer = async ({ body: { From_Account } }) => {
    if (From_Account === 'eve') await asked
    return { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' }
  }
  say(eve, 'bob', 'let me say just this').catch(() => {})
  await hook.until(() => hook.of(BEFORE).length === 1)
  await im.server.im.kick(im.sdkAppId, 'eve')
  await eve.until(() => eve.closed !== undefined)
  answer()
  await say(bob, 'eve', 'hi')
  await sleep(50)
  const { messages } = await bob.request('history', { conversation: 'C2Ceve' })
  expect(messages.map(({ body: [element] }) => element?.MsgContent)).toEqual([{ Text: 'hi' }])
})
