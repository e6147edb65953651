import { describe, expect, it } from 'vitest'
import { createInProcessBus } from '../../engine/cluster/in-process.ts'
import { Registry } from '../../engine/realtime/registry.ts'
import type { Identity, Session } from '../../engine/realtime/session.ts'
import type { After } from './delays.ts'
import { createPresence } from './presence.ts'
import { createWatchers } from './watchers.ts'

/** A clock that a test turns, with the timers that go by it. */
function handClock() {
  let time = 0
  let timers: { at: number; work: () => void }[] = []
  const after: After = (ms, work) => {
    const timer = { at: time + ms, work }
    timers.push(timer)
    return () => {
      timers = timers.filter((other) => other !== timer)
    }
  }
  return {
    after,
    now: () => time,
    get timers() {
      return timers.length
    },
    async pass(ms: number): Promise<void> {
      const end = time + ms
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
        if (next === undefined) break
        time = Math.max(time, next.at)
        timers = timers.filter((other) => other !== next)
        next.work()
        await settle()
      }
      time = end
      await settle()
    },
  }
}
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Two nodes on one bus, by one clock. */
function cluster(graceMs = 5000) {
  const clock = handClock()
  const bus = createInProcessBus()
  const nodeOf = () => {
    const registry: Registry = new Registry(
      bus,
      () => {},
      async () => [],
      (...question) => presence.respond(...question),
    )
    const presence = createPresence({ bus, registry, graceMs, ...clock })
    const onFailure = (error: unknown) => {
      throw error
    }
    const watchers = createWatchers({ bus, presence, ...clock, onFailure })
    return { registry, presence, watchers }
  }
  return { clock, bus, one: nodeOf(), other: nodeOf() }
}
type Node = ReturnType<typeof cluster>['one']

let ids = 0
function sessionOf(userId: string, platform = 'Web', sdkAppId = 1) {
  const heard: { at: number; users: { userId: string; status: string; customStatus: string }[] }[] = []
  const identity = { sdkAppId, userId, platform } as Identity
  const session = {
    id: `s${++ids}`,
    identity,
    state: { kind: 'live', identity },
    send: (packet: { text: string }) => heard.push(JSON.parse(packet.text)),
  } as unknown as Session
  return { session, identity, heard }
}

async function come(node: Node, userId: string, platform?: string) {
  const user = sessionOf(userId, platform)
  await node.registry.add(user.session, user.identity)
  await node.presence.arrived(user.identity)
  return user
}
function go(node: Node, { session, identity }: ReturnType<typeof sessionOf>, saidGoodbye = false) {
  node.registry.remove(session, identity)
  node.presence.departed(identity, saidGoodbye)
}
const stand = async (node: Node, userId: string) => (await node.presence.statusOf(1, [userId]))[0]

describe('[PRES1] the status of a user', () => {
  it('is the same asked on any node, with the platforms of all of them', async () => {
    const { one, other } = cluster()
    expect(await stand(one, 'alice')).toMatchObject({ status: 'offline', platforms: [] })
    await come(one, 'alice', 'Web')
    await come(other, 'alice', 'iPhone')
    await come(other, 'alice', 'iPhone')
    for (const node of [one, other]) {
      expect(await stand(node, 'alice')).toEqual({
        userId: 'alice',
        status: 'online',
        customStatus: '',
        platforms: ['Web', 'iPhone'],
      })
    }
    expect((await one.presence.statusOf(2, ['alice']))[0]?.status).toBe('offline')
  })

  it('outlasts a lost connection by the grace, and a goodbye by nothing', async () => {
    const { one, clock } = cluster()
    const alice = await come(one, 'alice')
    const bob = await come(one, 'bob')
    go(one, alice)
    go(one, bob, true)
    expect([await stand(one, 'alice'), await stand(one, 'bob')]).toMatchObject([
      { status: 'online' },
      { status: 'offline' },
    ])
    await clock.pass(4999)
    expect(await stand(one, 'alice')).toMatchObject({ status: 'online', platforms: [] })
    await clock.pass(1)
    expect((await stand(one, 'alice'))?.status).toBe('offline')
    expect(clock.timers).toBe(0)
  })

  it('does not change for who comes back within the grace, on this node or another one', async () => {
    const { one, other, clock } = cluster()
    const watcher = await come(one, 'carol')
    const alice = await come(one, 'alice')
    await one.watchers.subscribe(watcher.session, 1, ['alice'])
    go(one, alice)
    await clock.pass(3000)
    const again = await come(one, 'alice')
    await clock.pass(10_000)
    go(one, again)
    await clock.pass(3000)
    await come(other, 'alice')
    await clock.pass(10_000)
    expect(watcher.heard).toEqual([])
    expect((await stand(one, 'alice'))?.status).toBe('online')
  })

  it('[PRES1] is that of who went again during the login: offline after the grace', async () => {
    const { one, clock } = cluster()
    const watcher = await come(one, 'carol')
    await one.watchers.subscribe(watcher.session, 1, ['alice'])
    const alice = sessionOf('alice')
    await one.registry.add(alice.session, alice.identity)
    go(one, alice)
    await one.presence.arrived(alice.identity)
    expect((await stand(one, 'alice'))?.status).toBe('online')
    await clock.pass(7000)
    expect((await stand(one, 'alice'))?.status).toBe('offline')
    expect(clock.timers).toBe(0)
  })

  it('is told when two devices come at the same moment', async () => {
    const { one, clock } = cluster()
    const watcher = await come(one, 'carol')
    await one.watchers.subscribe(watcher.session, 1, ['alice'])
    const both = [sessionOf('alice'), sessionOf('alice')]
    await Promise.all(both.map(({ session, identity }) => one.registry.add(session, identity)))
    await Promise.all(both.map(({ identity }) => one.presence.arrived(identity)))
    await clock.pass(1000)
    expect(watcher.heard).toMatchObject([{ users: [{ userId: 'alice', status: 'online' }] }])
  })
})

describe('[PRES2] a custom status', () => {
  it('is that of the user on every node, also one they come to later, and goes when they go', async () => {
    const { one, other, clock } = cluster()
    const web = await come(one, 'alice')
    await one.presence.say({ sdkAppId: 1, userId: 'alice' }, 'In a call')
    const phone = await come(other, 'alice')
    go(one, web)
    await clock.pass(6000)
    expect((await stand(one, 'alice'))?.customStatus).toBe('In a call')
    go(other, phone)
    await clock.pass(4000)
    await come(one, 'alice')
    expect((await stand(other, 'alice'))?.customStatus).toBe('In a call')
    await clock.pass(6000)
    expect((await stand(other, 'alice'))?.customStatus).toBe('In a call')
  })

  it('outlasts a connection that was lost and came back to the same node', async () => {
    const { one, clock } = cluster()
    const alice = await come(one, 'alice')
    await one.presence.say({ sdkAppId: 1, userId: 'alice' }, 'In a call')
    go(one, alice)
    await clock.pass(3000)
    await come(one, 'alice')
    await clock.pass(10_000)
    expect((await stand(one, 'alice'))?.customStatus).toBe('In a call')
    expect(clock.timers).toBe(0)
  })

  it('is gone with its user, and after it was taken back', async () => {
    const { one, other, clock } = cluster()
    const alice = await come(one, 'alice')
    await other.presence.say({ sdkAppId: 1, userId: 'alice' }, 'Away')
    expect((await stand(one, 'alice'))?.customStatus).toBe('Away')
    await one.presence.say({ sdkAppId: 1, userId: 'alice' }, '')
    expect((await stand(one, 'alice'))?.customStatus).toBe('')
    await one.presence.say({ sdkAppId: 1, userId: 'alice' }, 'Away')
    go(one, alice)
    await clock.pass(6000)
    await come(one, 'alice')
    expect((await stand(one, 'alice'))?.customStatus).toBe('')
  })
})

describe('[PRES4] a subscriber', () => {
  it('[CHK41] hears at most once a second of 300 users who come and go ten times a second, and then how things stand', async () => {
    const { one, other, clock } = cluster(0)
    const watcher = await come(one, 'carol')
    const users = Array.from({ length: 300 }, (_, i) => `user${i}`)
    for (let i = 0; i < 300; i += 100) await one.watchers.subscribe(watcher.session, 1, users.slice(i, i + 100))
    const here = new Map<string, Awaited<ReturnType<typeof come>>>()
    const times: number[] = []
    const { send } = watcher.session
    watcher.session.send = (packet) => {
      times.push(clock.now())
      send.call(watcher.session, packet)
    }
    for (let tick = 0; tick < 50; tick++) {
      for (const userId of users) {
        const known = here.get(userId)
        if (known === undefined) here.set(userId, await come(other, userId))
        else {
          go(other, known)
          here.delete(userId)
        }
      }
      await clock.pass(90)
    }
    for (const userId of users.slice(0, 7)) here.set(userId, await come(other, userId))
    await clock.pass(2000)
    for (const [i, time] of times.entries()) if (i > 0) expect(time - times[i - 1]!).toBeGreaterThanOrEqual(1000)
    expect(times.length).toBeGreaterThan(2)
    const last = new Map(watcher.heard.flatMap(({ users: told }) => told.map((user) => [user.userId, user.status])))
    expect(users.filter((userId) => last.get(userId) === 'online')).toEqual(users.slice(0, 7))
  })

  it('hears soon of a change when nothing was told for a while, of all that happen together in one packet', async () => {
    const { one, other, clock } = cluster()
    const watcher = await come(one, 'carol')
    await one.watchers.subscribe(watcher.session, 1, ['alice', 'bob'])
    await clock.pass(5000)
    await come(other, 'alice')
    await come(other, 'bob')
    await clock.pass(50)
    expect(watcher.heard).toHaveLength(1)
    expect(watcher.heard[0]?.users.map(({ userId }) => userId)).toEqual(['alice', 'bob'])
  })

  it('hears nothing of others, of other applications, and after it unsubscribed or left', async () => {
    const { one, clock } = cluster()
    const watcher = await come(one, 'carol')
    const leaver = await come(one, 'dave')
    await one.watchers.subscribe(watcher.session, 1, ['alice', 'bob'])
    await one.watchers.subscribe(leaver.session, 1, ['alice'])
    expect(one.watchers.users).toBe(2)
    one.watchers.unsubscribe(watcher.session, 1, ['alice'])
    one.watchers.forget(leaver.session)
    expect(one.watchers.users).toBe(1)
    await come(one, 'alice')
    const elsewhere = sessionOf('bob', 'Web', 2)
    await one.registry.add(elsewhere.session, elsewhere.identity)
    await one.presence.arrived(elsewhere.identity)
    await clock.pass(5000)
    expect([watcher.heard, leaver.heard]).toEqual([[], []])
    one.watchers.unsubscribe(watcher.session, 1)
    expect(one.watchers.users).toBe(0)
  })

  it('is told what changed while it subscribed', async () => {
    const { one, clock } = cluster()
    const watcher = await come(one, 'carol')
    const subscribing = one.watchers.subscribe(watcher.session, 1, ['alice'])
    await come(one, 'alice')
    const [before] = await subscribing
    await clock.pass(2000)
    const told = watcher.heard.flatMap(({ users }) => users).at(-1) ?? before
    expect(told).toMatchObject({ userId: 'alice', status: 'online' })
  })

  it('[PRES3] is refused more users than a session may follow, and goes on with those it had', async () => {
    const { one } = cluster()
    const watcher = await come(one, 'carol')
    const users = Array.from({ length: 501 }, (_, i) => `user${i}`)
    await one.watchers.subscribe(watcher.session, 1, users.slice(0, 500))
    await one.watchers.subscribe(watcher.session, 1, users.slice(0, 100))
    await expect(one.watchers.subscribe(watcher.session, 1, users.slice(500))).rejects.toMatchObject({
      errorName: 'BAD_PARAMETER',
    })
    expect(one.watchers.users).toBe(500)
  })
})
