import { describe, expect, it } from 'vitest'
import { createInProcessBus } from '../cluster/in-process.ts'
import { Registry } from './registry.ts'
import type { Identity, Session } from './session.ts'
import { groupSubject, partSubject, userSubject } from './subject.ts'

const identity = (userId: string): Identity => ({
  sdkAppId: 1,
  userId,
  tinyId: '1',
  keyId: 'k',
  expiresAt: 9e12,
  platform: 'Web',
  instance: '',
  since: 1,
})

function sessionOf(id: string) {
  const heard: string[] = []
  const session = { id, send: (packet: { text: string }) => heard.push(packet.text) } as unknown as Session
  return { session, heard }
}

type Heard = ReturnType<typeof sessionOf>

/** A gate that a test opens when it wants the subjects to be known. */
function gated(subjects: () => readonly string[]) {
  let open = () => {}
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  return {
    open,
    subjectsOf: async () => {
      const found = [...subjects()]
      await gate
      return found
    },
  }
}

const CLUB = groupSubject(1, 'club')
const DEAF = partSubject(CLUB, '-news')
const PART = partSubject(CLUB, 'news')
const stays = () => true

describe('the registry', () => {
  it('tells everybody who hears a subject, once per session, except the one that is not to be told', async () => {
    const bus = createInProcessBus()
    const one = new Registry(bus, stays, async () => [CLUB])
    const other = new Registry(bus, stays, async () => [CLUB])
    const alice = sessionOf('a')
    const phone = sessionOf('p')
    const bob = sessionOf('b')
    await one.add(alice.session, identity('alice'))
    await one.add(phone.session, identity('alice'))
    await other.add(bob.session, identity('bob'))
    one.pushTo(CLUB, 'hello', { except: 'a' })
    expect([alice.heard, phone.heard, bob.heard]).toEqual([[], ['hello'], ['hello']])
  })

  it('tells those of an audience alone who are named and hear it, on every node', async () => {
    const bus = createInProcessBus()
    const one = new Registry(bus, stays, async (_, userId) => (userId === 'carol' ? [] : [CLUB]))
    const other = new Registry(bus, stays, async () => [CLUB])
    const [alice, phone, bob, carol, dave] = ['a', 'p', 'b', 'c', 'd'].map(sessionOf) as [
      Heard,
      Heard,
      Heard,
      Heard,
      Heard,
    ]
    await one.add(alice.session, identity('alice'))
    await one.add(phone.session, identity('alice'))
    await other.add(bob.session, identity('bob'))
    await one.add(carol.session, identity('carol'))
    await one.add(dave.session, identity('dave'))
    const only = ['alice', 'bob', 'carol', 'nobody'].map((userId) => userSubject(1, userId))
    one.pushTo(CLUB, 'psst', { except: 'a', only })
    expect([alice, phone, bob, carol, dave].map(({ heard }) => heard)).toEqual([[], ['psst'], ['psst'], [], []])
  })

  it('lets a user hear a subject from join to leave, on every node', async () => {
    const bus = createInProcessBus()
    const one = new Registry(bus, stays)
    const other = new Registry(bus, stays)
    const alice = sessionOf('a')
    await one.add(alice.session, identity('alice'))
    other.pushTo(CLUB, '1')
    other.join(1, 'alice', CLUB)
    other.join(1, 'alice', CLUB)
    other.pushTo(CLUB, '2')
    other.leave(1, 'alice', CLUB)
    other.pushTo(CLUB, '3')
    expect(alice.heard).toEqual(['2'])
    expect(one.audiences).toBe(0)
  })

  it('does not bring back what a user left while their subjects were read, and keeps what they joined', async () => {
    const LATE = groupSubject(1, 'late')
    const { open, subjectsOf } = gated(() => [CLUB])
    const registry = new Registry(createInProcessBus(), stays, subjectsOf)
    const alice = sessionOf('a')
    const added = registry.add(alice.session, identity('alice'))
    registry.leave(1, 'alice', CLUB)
    registry.join(1, 'alice', LATE)
    open()
    await added
    registry.pushTo(CLUB, 'club')
    registry.pushTo(LATE, 'late')
    expect(alice.heard).toEqual(['late'])
  })

  it('a second session waits for the subjects that the first one asked for', async () => {
    const { open, subjectsOf } = gated(() => [CLUB])
    const registry = new Registry(createInProcessBus(), stays, subjectsOf)
    void registry.add(sessionOf('a').session, identity('alice'))
    const phone = sessionOf('p')
    const added = registry.add(phone.session, identity('alice')).then(() => registry.pushTo(CLUB, 'hello'))
    expect(registry.audiences).toBe(0)
    open()
    await added
    expect(phone.heard).toEqual(['hello'])
  })

  it('leaves nothing behind when the last session goes, also when it goes before its subjects are known', async () => {
    const { open, subjectsOf } = gated(() => [CLUB])
    const registry = new Registry(createInProcessBus(), stays, subjectsOf)
    const quick = sessionOf('q')
    const added = registry.add(quick.session, identity('alice'))
    registry.remove(quick.session, identity('alice'))
    open()
    await added
    const bob = sessionOf('b')
    await registry.add(bob.session, identity('bob'))
    expect(registry.audiences).toBe(1)
    registry.remove(bob.session, identity('bob'))
    expect([registry.users, registry.audiences]).toEqual([0, 0])
  })

  it('takes a session out again when its subjects cannot be read', async () => {
    const registry = new Registry(createInProcessBus(), stays, async () => {
      throw new Error('no database')
    })
    await expect(registry.add(sessionOf('a').session, identity('alice'))).rejects.toThrow('no database')
    expect(registry.users).toBe(0)
  })

  it('a disbanded subject has no audience any more', async () => {
    const registry = new Registry(createInProcessBus(), stays, async () => [CLUB])
    const alice = sessionOf('a')
    await registry.add(alice.session, identity('alice'))
    registry.disband(CLUB)
    registry.pushTo(CLUB, 'hello')
    expect(alice.heard).toEqual([])
    expect(registry.audiences).toBe(0)
  })

  it('tells all but those who are in the audience of another subject', async () => {
    const bus = createInProcessBus()
    const registry = new Registry(bus, stays, async (_, userId) => (userId === 'bob' ? [CLUB, DEAF] : [CLUB]))
    const [alice, bob] = ['a', 'b'].map(sessionOf) as [Heard, Heard]
    await registry.add(alice.session, identity('alice'))
    await registry.add(bob.session, identity('bob'))
    registry.pushTo(CLUB, '1', { unless: DEAF })
    registry.pushTo(CLUB, '2', { unless: DEAF, only: [userSubject(1, 'bob')] })
    registry.leave(1, 'bob', DEAF)
    registry.pushTo(CLUB, '3', { unless: DEAF })
    expect([alice.heard, bob.heard]).toEqual([['1', '3'], ['3']])
  })

  it('lets who ceases to hear a subject cease to hear its parts, also while their subjects are still read', async () => {
    const reading = gated(() => [CLUB, PART])
    const registry = new Registry(createInProcessBus(), stays, reading.subjectsOf)
    const alice = sessionOf('a')
    const added = registry.add(alice.session, identity('alice'))
    registry.leave(1, 'alice', CLUB)
    reading.open()
    await added
    registry.pushTo(PART, '1')
    registry.join(1, 'alice', CLUB)
    registry.join(1, 'alice', PART)
    registry.pushTo(PART, '2')
    registry.leave(1, 'alice', CLUB)
    registry.pushTo(PART, '3')
    expect([alice.heard, registry.audiences]).toEqual([['2'], 0])
  })
})
