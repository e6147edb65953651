import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ABSOLUTE_MS, createConsoleSessions, csrfTokenOf, IDLE_MS } from './sessions.ts'

const OWNER = { name: 'owner', passwordAt: 1 }

function clocked(options: { maxPerUser?: number; maxSessions?: number } = {}) {
  const clock = { at: 1_790_000_000_000 }
  return { clock, sessions: createConsoleSessions({ now: () => clock.at, ...options }) }
}

test('[CON5] an id has 256 random bits, and nothing that is kept holds it or its token', () => {
  const kept: unknown[] = []
  const set = Map.prototype.set
  Map.prototype.set = function (key, value) {
    kept.push(key, value)
    return set.call(this, key, value)
  }
  try {
    const id = clocked().sessions.open(OWNER)
    expect(id).toMatch(/^[A-Za-z0-9_-]{43}$/)
    const text = JSON.stringify(kept)
    expect(text).toContain('owner')
    expect(text).not.toContain(id)
    expect(text).not.toContain(csrfTokenOf(id))
  } finally {
    Map.prototype.set = set
  }
})

test('[CON5] ids and tokens of sessions are all different', () => {
  const { sessions } = clocked({ maxPerUser: 100 })
  const ids = Array.from({ length: 100 }, () => sessions.open(OWNER))
  expect(new Set([...ids, ...ids.map(csrfTokenOf)]).size).toBe(200)
})

test('[CON6] a session ends when it was not used for 30 minutes, and not before', () => {
  const { clock, sessions } = clocked()
  const id = sessions.open(OWNER)
  clock.at += IDLE_MS - 1
  expect(sessions.use(id)).toEqual(OWNER)
  clock.at += IDLE_MS - 1
  expect(sessions.use(id)).toEqual(OWNER)
  clock.at += IDLE_MS
  expect(sessions.use(id)).toBeUndefined()
  clock.at -= IDLE_MS
  expect(sessions.use(id)).toBeUndefined()
})

test('[CON6] a session ends after 12 hours, however busy', () => {
  const { clock, sessions } = clocked()
  const id = sessions.open(OWNER)
  const end = clock.at + ABSOLUTE_MS
  for (; clock.at < end; clock.at += 60_000) expect(sessions.use(id)).toEqual(OWNER)
  expect(sessions.use(id)).toBeUndefined()
  expect([IDLE_MS, ABSOLUTE_MS]).toEqual([30 * 60_000, 12 * 3_600_000])
})

test('[CON5] a user who signs in too often loses the session unused for longest, and nobody else loses one', () => {
  const { sessions } = clocked({ maxPerUser: 3 })
  const other = sessions.open({ name: 'other', passwordAt: 1 })
  const [first, second, third] = [sessions.open(OWNER), sessions.open(OWNER), sessions.open(OWNER)]
  sessions.use(first!)
  sessions.open(OWNER)
  expect(sessions.use(second!)).toBeUndefined()
  for (const id of [first, third]) expect(sessions.use(id!)).toEqual(OWNER)
  expect(sessions.use(other)).toBeDefined()
})

test('[CON5] whatever happens, sessions are bounded, and exactly those that are open and not over are found', () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('open' as const), name: fc.constantFrom('a', 'b', 'c') }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('use' as const), which: fc.nat(30) }) },
    fc.record({ kind: fc.constant('end' as const), which: fc.nat(30) }),
    fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(1, IDLE_MS / 2, IDLE_MS - 1, IDLE_MS) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { clock, sessions } = clocked({ maxPerUser: 3, maxSessions: 5 })
      let model: { id: string; name: string; opened: number; used: number }[] = []
      const ids: string[] = []
      const live = () => model.filter((s) => clock.at - s.used < IDLE_MS && clock.at - s.opened < ABSOLUTE_MS)
      for (const step of steps) {
        if (step.kind === 'wait') clock.at += step.ms
        if (step.kind === 'open') {
          model = live()
          const own = model.filter((s) => s.name === step.name)
          const out = own.length >= 3 ? own[0] : model.length >= 5 ? model[0] : undefined
          model = model.filter((s) => s !== out)
          const id = sessions.open({ name: step.name, passwordAt: 1 })
          ids.push(id)
          model.push({ id, name: step.name, opened: clock.at, used: clock.at })
        }
        if (step.kind === 'end' && ids[step.which] !== undefined) {
          sessions.end(ids[step.which]!)
          model = model.filter((s) => s.id !== ids[step.which])
        }
        if (step.kind === 'use' && ids[step.which] !== undefined) {
          const found = live().find((s) => s.id === ids[step.which])
          expect(sessions.use(ids[step.which]!)?.name).toBe(found?.name)
          // Used last: behind the others.
          model = model.filter((s) => s.id !== ids[step.which])
          if (found) model.push({ ...found, used: clock.at })
        }
        expect(sessions.size).toBeLessThanOrEqual(5)
      }
    }),
    { numRuns: 300 },
  )
})
