import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MemoryNetwork } from '../src/testing/memory-network.ts'
import { refusal } from '../src/testing/model-server.ts'
import { outcome, text, textsOf, type Witness, World } from './world.ts'

const USERS = ['alice', 'bob', 'carol'] as const
const STEPS = 120

/** Two devices each for three users, in bad weather. @returns what every device saw, and what the server stored */
async function storm(seed: number) {
  const world = new World(seed)
  const { random, server, clock } = world
  const chance = (share: number): boolean => random() < share
  let isStorm = true
  const inStorm = (share: number) => (): boolean => isStorm && chance(share)
  const busy = refusal(60007, 'TOO_FREQUENT', { retryable: true, retryAfter: 200 })
  server.syncPage = 1
  server.isToldDirty = chance(0.5)
  server.echoesOwn = chance(0.5)
  for (const words of ['old 1', 'old 2']) server.write('bob', 'alice', words)

  const networks: MemoryNetwork[] = []
  const devices: { user: string; witness: Witness; sent: Promise<unknown>[] }[] = []
  for (const user of [...USERS, ...USERS]) {
    const network = new MemoryNetwork(clock, server)
    network.weather.delay = () => Math.floor(random() * 80)
    networks.push(network)
    const witness = world.client({}, network)
    witness.chat.setLogLevel(4)
    const login = witness.chat.login({ userID: user, userSig: 'ticket' })
    await clock.advance(3_000)
    await login
    devices.push({ user, witness, sent: [] })
  }
  server.faults = {
    losePush: inStorm(0.1),
    doublePush: inStorm(0.1),
    holdPush: inStorm(0.2),
    loseAnswer: inStorm(0.03),
    refuse: (op) => (op !== 'login' && inStorm(0.05)() ? busy : undefined),
  }
  for (let step = 0; step < STEPS; step++) {
    const index = Math.floor(random() * devices.length)
    const device = devices[index]!
    const peers = USERS.filter((user) => user !== device.user)
    if (chance(0.6)) {
      const message = text(device.witness.chat, peers[Math.floor(random() * peers.length)]!, `${index}/${step}`)
      device.sent.push(outcome(device.witness.chat.sendMessage(message)))
    } else if (chance(0.3)) {
      networks[index]!.cut()
    } else if (chance(0.15)) {
      networks[index]!.weather.isReachable = !networks[index]!.weather.isReachable
    } else if (chance(0.1)) {
      networks[index]!.weather.isSilent = true
      clock.after(15_000, () => {
        networks[index]!.weather.isSilent = false
      })
    } else if (chance(0.2)) {
      server.closeAll(4006)
    }
    await clock.advance(Math.floor(random() * 1_500))
  }
  isStorm = false
  server.release()
  for (const network of networks) Object.assign(network.weather, { isReachable: true, isSilent: false })
  await clock.advance(60_000)
  // The last push of all may be lost without a word: a reconnect, or the next message, shows it.
  for (const network of networks) network.cut()
  await clock.advance(60_000)
  return { world, devices }
}

test('[CHK62] after drops, doubles, reorderings and disconnects every device has the same logs, each message once, in order', async () => {
  let messages = 0
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const { world, devices } = await storm(seed)
      for (const { user, witness, sent } of devices) {
        const outcomes = (await Promise.all(sent)) as Awaited<
          ReturnType<typeof outcome<{ data: { message: never } }>>
        >[]
        for (const peer of USERS) {
          if (peer === user) continue
          const stored = world.server.log(user, peer)
          const seen = witness.received.filter(({ conversationID }) => conversationID === `C2C${peer}`)
          const sequences = seen.map(({ sequence }) => sequence)
          expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b))
          const reading = witness.chat.getMessageList({ conversationID: `C2C${peer}`, count: 100 })
          await world.clock.advance(1_000)
          const { messageList } = (await reading).data
          expect(messageList.map(({ ID }) => ID)).toEqual(
            stored.map(({ tinyId, clientTime, random }) => `${tinyId}-${clientTime}-${random}`),
          )
          const own = messageList.filter(
            (message) => !seen.includes(message) && !textsOf([message])[0]!.startsWith('old'),
          )
          expect(own.every(({ flow, status }) => flow === 'out' && status === 'success')).toBe(true)
          const prefix = `${devices.findIndex((device) => device.witness === witness)}/`
          expect(textsOf(own).every((words) => words.startsWith(prefix))).toBe(true)
          expect(textsOf(seen).some((words) => words.startsWith(prefix))).toBe(false)
          messages += stored.length
        }
        // Whoever was told of success finds the message stored; whoever was told of failure may resend: the ID is the same.
        for (const result of outcomes) if ('error' in result) expect(result.error.code).toBe(2801)
      }
      expect(
        new Set(devices.flatMap(({ witness }) => witness.events.filter((event) => event.startsWith('error')))),
      ).toEqual(new Set())
    }),
    { numRuns: Number(process.env['STORMS'] ?? 40), seed: Number(process.env['SEED'] ?? 20261123) },
  )
  expect(messages).toBeGreaterThan(1_000)
}, 120_000)
