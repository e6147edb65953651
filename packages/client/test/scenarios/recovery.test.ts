import { setTimeout as sleep } from 'node:timers/promises'
import { type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Chat, createInstance, EXTRA_EVENT, type Message } from '../../src/index.ts'
import { memoryStorage, offlineOutbox } from '../../src/offline.ts'
import { randomNumbers } from '../../src/testing/random-numbers.ts'
import { ChaosProxy } from '../chaos-proxy.ts'
import { EVENT, TYPES } from './lab.ts'

/** How long the storm lasts. In full it is an hour: `SIGNET_RECOVERY_SECONDS=3600 npx vitest run packages/client/test/scenarios/recovery.test.ts`. */
const SECONDS = Number(process.env['SIGNET_RECOVERY_SECONDS'] ?? 4)
const SEED = Number(process.env['SEED'] ?? 20261123)
/** A message may have to wait until the storm is over, ms. */
const PATIENCE = (SECONDS + 120) * 1_000

const USERS = Array.from({ length: 10 }, (_, n) => `user${n}`)
const GROUPS = ['g-one', 'g-two']

interface Device {
  readonly name: string
  readonly user: string
  readonly chat: Chat
  /** What it holds of each conversation, by place: what it received, and what it sent. */
  readonly logs: Map<string, Map<number, string>>
  readonly twice: string[]
  readonly recovered: boolean[]
  readonly errors: number[]
  readyCount: number
}

let im: TestIm
let proxy: ChaosProxy
const random = randomNumbers(SEED)
const chance = (share: number): boolean => random() < share
const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!

beforeAll(async () => {
  im = await testIm()
  // The dice of the proxy are seeded; what they fall on is not, as the machine and its timers have a part in it.
  proxy = await ChaosProxy.open(im.url, randomNumbers(SEED + 1))
})
afterAll(async () => {
  await proxy.close()
  await im.close()
})

async function device(name: string, user: string, withOutbox: boolean): Promise<Device> {
  const chat = createInstance({
    SDKAppID: im.sdkAppId,
    proxyServer: proxy.url(name),
    timeouts: { request: 700, probe: 500, connect: 2_000, send: PATIENCE },
    ...(withOutbox && { outbox: offlineOutbox({ storage: memoryStorage() }) }),
  })
  chat.setLogLevel(4)
  const made: Device = { name, user, chat, logs: new Map(), twice: [], recovered: [], errors: [], readyCount: 0 }
  chat.on(EVENT.SDK_READY, () => made.readyCount++)
  chat.on(EVENT.ERROR, ({ data }) => void made.errors.push(data.code))
  chat.on(EXTRA_EVENT.RECOVERED, ({ data }) => void made.recovered.push(data.recovered))
  chat.on(EVENT.MESSAGE_RECEIVED, ({ data }) => {
    for (const message of data) note(made, message)
  })
  const ready = new Promise((resolve) => chat.once(EVENT.SDK_READY, resolve))
  await chat.login({ userID: user, userSig: im.sign(user) })
  await ready
  return made
}

function note({ logs, twice }: Device, { conversationID, conversationType, sequence, ID }: Message): void {
  if (conversationType === TYPES.CONV_SYSTEM) return
  const log = logs.get(conversationID) ?? new Map<number, string>()
  logs.set(conversationID, log)
  if (log.has(sequence)) twice.push(`${conversationID} ${sequence}`)
  log.set(sequence, ID)
}

/** Everything that the server has of a conversation. */
async function stored(chat: Chat, conversationID: string): Promise<string[]> {
  const ids: string[] = []
  let next = ''
  do {
    const { data } = await chat.getMessageList({ conversationID, nextReqMessageID: next, count: 100 })
    ids.unshift(...data.messageList.map(({ ID, sequence }) => `${sequence} ${ID}`))
    next = data.nextReqMessageID
  } while (next !== '')
  return ids
}

const held = ({ logs }: Device, conversationID: string): string[] =>
  [...(logs.get(conversationID) ?? [])].sort(([a], [b]) => a - b).map(([seq, ID]) => `${seq} ${ID}`)

test(
  `[CHK62] 20 clients in ${SECONDS} s of lost, doubled and overtaken frames, offline and online at random: at the end all hold the same logs`,
  async () => {
    const first = await im.login(USERS[0]!)
    const memberList = USERS.slice(1).map((userID) => ({ userID }))
    await Promise.all(USERS.slice(1).map(async (user) => (await im.enter(user)).close()))
    for (const groupID of GROUPS)
      await first.createGroup({ groupID, name: groupID, type: TYPES.GRP_PUBLIC, memberList })
    const before = new Map<string, number>()
    for (const groupID of GROUPS) before.set(`GROUP${groupID}`, (await stored(first, `GROUP${groupID}`)).length)

    const devices = await Promise.all(
      [...USERS, ...USERS].map((user, index) => device(`${user}-${index}`, user, index % 2 === 0)),
    )
    proxy.weather = { drop: 0.03, dup: 0.05, reorder: 0.08 }
    const end = performance.now() + SECONDS * 1_000
    const sends: Promise<unknown>[] = []
    const failed: number[] = []
    let stormy = true
    const away = async ({ name }: Device): Promise<void> => {
      proxy.offline(name)
      await sleep(100 + random() * 1_400)
      if (stormy) proxy.online(name)
    }
    // However busy the machine is, something has to happen.
    while (performance.now() < end || proxy.count.cut < 3 || sends.length <= SECONDS * 10) {
      const sender = oneOf(devices)
      if (chance(0.05)) void away(oneOf(devices))
      else if (chance(0.005)) proxy.cut()
      const isGroup = chance(0.5)
      const to = isGroup ? oneOf(GROUPS) : oneOf(USERS.filter((user) => user !== sender.user))
      const conversationType = isGroup ? TYPES.CONV_GROUP : TYPES.CONV_C2C
      const message = sender.chat.createTextMessage({ to, conversationType, payload: { text: `${sends.length}` } })
      const sent = sender.chat.sendMessage(message).then(
        () => note(sender, message),
        ({ code }: { code: number }) => void failed.push(code),
      )
      sends.push(sent)
      await sleep(5 + random() * 30)
    }
    stormy = false
    proxy.weather = { drop: 0, dup: 0, reorder: 0 }
    for (const { name } of devices) proxy.online(name)
    // A push that was lost without a word shows when the next one comes, or at the next reconnect.
    proxy.cut()
    await Promise.all(sends)

    expect(failed).toEqual([])
    const names = (user: string): string[] => [
      ...GROUPS.map((groupID) => `GROUP${groupID}`),
      ...USERS.filter((other) => other !== user).map((other) => `C2C${other}`),
    ]
    let total = 0
    for (const one of devices) {
      const reader = await im.login(one.user)
      for (const conversationID of names(one.user)) {
        const all = (await stored(reader, conversationID)).slice(before.get(conversationID) ?? 0)
        await expect.poll(() => held(one, conversationID), { timeout: 20_000 }).toEqual(all)
        total += all.length
      }
      await reader.logout()
    }
    const { dropped, doubled, overtaken, cut } = proxy.count
    expect(Math.min(dropped, doubled, overtaken)).toBeGreaterThan(SECONDS)
    expect(cut).toBeGreaterThan(20)
    expect(sends.length).toBeGreaterThan(SECONDS * 10)
    expect(total).toBeGreaterThan(sends.length * 2)
    for (const { readyCount, recovered, twice, errors } of devices) {
      expect([readyCount, twice, errors]).toEqual([1, [], []])
      expect(recovered.length).toBeGreaterThan(0)
      expect(new Set(recovered)).toEqual(new Set([true]))
    }
    await Promise.all(devices.map(({ chat }) => chat.destroy()))
  },
  SECONDS * 1_500 + 120_000,
)
