import { testIm } from '@signet/testkit'
import { expect, test } from 'vitest'
import { type Chat, createInstance, EXTRA_EVENT, TYPES } from '../../src/index.ts'
import { randomNumbers } from '../../src/testing/random-numbers.ts'
import { ChaosProxy } from '../chaos-proxy.ts'
import { EVENT, say } from './lab.ts'

const CLIENTS = 60
/** Logins that the server admits at once, and in a second. */
const ADMITTED = 20

test('when all connections break at once, all clients come back as the server admits them, and nothing is lost or told twice', async () => {
  await using im = await testIm({ config: { login: { perSecond: ADMITTED, burst: ADMITTED } } })
  const proxy = await ChaosProxy.open(im.url, randomNumbers(1))
  const texts = new Map<Chat, string[]>()
  const back = new Map<Chat, number>()
  let readyCount = 0
  const chats: Chat[] = []
  for (let n = 0; n < CLIENTS; n++) {
    const chat = createInstance({
      SDKAppID: im.sdkAppId,
      proxyServer: proxy.url(`user${n}`),
      timeouts: { login: 30_000 },
    })
    chat.setLogLevel(4)
    chats.push(chat)
    texts.set(chat, [])
    chat.on(EVENT.SDK_READY, () => readyCount++)
    chat.on(EVENT.MESSAGE_RECEIVED, ({ data }) => {
      for (const message of data) if (message.type === TYPES.MSG_TEXT) texts.get(chat)?.push(message.payload.text)
    })
    chat.on(EXTRA_EVENT.RECOVERED, ({ data }) => void (data.recovered && back.set(chat, data.outage)))
  }
  await Promise.all(chats.map((chat, n) => chat.login({ userID: `user${n}`, userSig: im.sign(`user${n}`) })))
  await expect.poll(() => readyCount, { timeout: 20_000 }).toBe(CLIENTS)

  const writer = await im.login('writer')
  proxy.cut()
  await Promise.all(chats.map((_, n) => say(writer, `user${n}`, 'meanwhile')))
  await expect.poll(() => back.size, { timeout: 20_000 }).toBe(CLIENTS)
  expect(Math.max(...back.values())).toBeGreaterThan((CLIENTS / ADMITTED - 2) * 1_000)
  expect([...texts.values()]).toEqual(chats.map(() => ['meanwhile']))
  expect(readyCount).toBe(CLIENTS)
  await Promise.all(chats.map((chat) => chat.destroy()))
  await proxy.close()
}, 60_000)
