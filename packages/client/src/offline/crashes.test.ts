import fc from 'fast-check'
import { expect, test } from 'vitest'
import { outcome, text, type Witness, World } from '../../test/world.ts'
import type { OfflineOutbox } from '../shelf.ts'
import { MemoryNetwork } from '../testing/memory-network.ts'
import { refusal } from '../testing/model-server.ts'
import { type Locks, processLocks } from './locks.ts'
import { memoryStorage } from './storage.ts'
import { UserShelf } from './user-shelf.ts'

const PEERS = ['bob', 'carol']
const STEPS = 40

/** A page of alice that may die at any moment: it then writes nothing more, and its locks are free. */
interface Page extends Witness {
  readonly network: MemoryNetwork
  crash(): void
}

/** Pages that come, write, lose the network and die. @returns what was written in each page, and what the server has */
async function life(seed: number) {
  const world = new World(seed)
  const { random, server, clock } = world
  const chance = (share: number): boolean => random() < share
  const storage = memoryStorage()
  const locks = processLocks()

  const open = async (): Promise<Page> => {
    let isDead = false
    let die = (): void => {}
    const dead = new Promise<void>((resolve) => (die = resolve))
    const ownLocks: Locks = {
      request: (name, options, task) => locks.request(name, options, () => Promise.race([task(), dead])),
    }
    const ownStorage = {
      read: storage.read,
      write: async (changes: Parameters<typeof storage.write>[0]) => {
        if (chance(0.3)) await new Promise<void>((resolve) => clock.after(5, resolve))
        if (!isDead) await storage.write(changes)
        // The page is gone before it hears that it is written.
        if (isDead) await new Promise(() => {})
      },
    }
    const maxAge = Number.POSITIVE_INFINITY
    const outbox: OfflineOutbox = {
      shelf: (scope, env) => new UserShelf({ storage: ownStorage, locks: ownLocks, scope, maxAge, env }),
    }
    const network = new MemoryNetwork(clock, server)
    network.weather.delay = () => Math.floor(random() * 30)
    const witness = world.client({ outbox }, network)
    witness.chat.setLogLevel(4)
    const crash = (): void => {
      isDead = true
      die()
      network.weather.isReachable = false
      network.weather.isSilent = true
      network.cut()
    }
    const login = outcome(witness.chat.login({ userID: 'alice', userSig: 'ticket' }))
    await clock.advance(30_000)
    await login
    return { ...witness, network, crash }
  }

  let isStorm = true
  const busy = refusal(60007, 'TOO_FREQUENT', { retryable: true, retryAfter: 50 })
  server.faults = {
    ...server.faults,
    loseAnswer: (op) => isStorm && op === 'send' && chance(0.2),
    refuse: (op) => (isStorm && op === 'send' && chance(0.2) ? busy : undefined),
  }
  /** By page and peer, in the order in which they were written. */
  const written: string[][] = []
  let pages = [await open(), await open()]
  let count = 0
  const logs = new Map(pages.map((page) => [page, new Map<string, string[]>()]))
  for (let step = 0; step < STEPS; step++) {
    const page = pages[Math.floor(random() * pages.length)]!
    if (chance(0.6) && page.chat.isReady()) {
      const peer = PEERS[Math.floor(random() * PEERS.length)]!
      const lists = logs.get(page)!
      const words = `${++count}`
      lists.set(peer, [...(lists.get(peer) ?? []), words])
      void outcome(page.chat.sendMessage(text(page.chat, peer, words)))
    } else if (chance(0.3)) {
      page.network.weather.isReachable = !page.network.weather.isReachable
      page.network.cut()
    } else if (chance(0.25)) {
      // What was written in the very moment of the crash may be lost: nobody was told that it is kept.
      await clock.advance(10)
      page.crash()
      const next = await open()
      logs.set(next, new Map())
      pages = [...pages.filter((other) => other !== page), next]
    }
    await clock.advance(Math.floor(random() * 200))
  }
  isStorm = false
  for (const { network } of pages) {
    network.weather.isReachable = true
    network.nudge()
  }
  await clock.advance(120_000)
  for (const lists of logs.values()) written.push(...lists.values())
  const stored = PEERS.flatMap((peer) =>
    server
      .log('alice', peer)
      .map(({ body: [element] }) => (element?.MsgType === 'TIMTextElem' ? element.MsgContent.Text : '')),
  )
  return { written, stored, left: (await storage.read('')).length, count }
}

test('[SDK7] whatever pages die and networks break, each message that was kept is stored once, in the order in which it was written', async () => {
  let total = 0
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const { written, stored, left, count } = await life(seed)
      expect([...stored].sort()).toEqual(written.flat().sort())
      for (const words of written) expect(stored.filter((word) => words.includes(word))).toEqual(words)
      expect(left).toBe(0)
      total += count
    }),
    { numRuns: Number(process.env['CRASHES'] ?? 30), seed: Number(process.env['SEED'] ?? 20261123) },
  )
  expect(total).toBeGreaterThan(300)
}, 60_000)
