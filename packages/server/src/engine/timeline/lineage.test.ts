import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLevelTimeline } from './level.ts'
import { type Lineage, lineage, MOST_RUNS } from './lineage.ts'
import { createMemoryTimeline } from './memory.ts'

const say = (value: string) => ({ conversation: 'c', value })

describe('[TL19] a mark', () => {
  it('is held as long as the log goes on, and tells two logs apart', async () => {
    const [one, other] = [createMemoryTimeline(), createMemoryTimeline()]
    const before = one.mark()
    await one.append(say('a'))
    const after = one.mark()
    await one.change('c', { value: 'x' })
    expect(after).not.toBe(before)
    expect([before, after, one.mark()].map((mark) => one.holds(mark))).toEqual([true, true, true])
    expect(other.holds(before)).toBe(false)
  })

  it.each(['', '.', 'nothing', '=.', '=.0', '=.AAAAAAAAAAAAAAAAAAAAAA', `=.${'x'.repeat(1000)}`])(
    '%j is none',
    (text) => {
      const log = lineage([], 0)
      expect(log.holds(text.replace('=', log.runs[0]!.id))).toBe(false)
    },
  )

  it('does not tell how much the server commits', () => {
    const log = lineage([], 41)
    const before = log.mark()
    log.advance(42)
    expect(log.mark().split('.')[0]).toBe(before.split('.')[0])
    expect(Buffer.from(log.mark().split('.')[1]!, 'base64url')).toHaveLength(16)
    expect(log.mark()).not.toContain('42')
  })

  it('of a run that is too old is not held, rather than believed', () => {
    const first = lineage([], 0)
    let { runs } = first
    for (let n = 1; n < MOST_RUNS; n++) runs = lineage(runs, n).runs
    expect(lineage(runs.slice(0, -1), MOST_RUNS).holds(first.mark())).toBe(true)
    expect(lineage(runs, MOST_RUNS).holds(first.mark())).toBe(false)
  })

  it('is held exactly when the history up to it is a part of this one, whatever was saved, restored, lost and opened', () => {
    // A model: the history is the list of commits, each with a name of its own.
    type World = { log: Lineage; history: readonly string[] }
    const step = fc.oneof(
      fc.record({ kind: fc.constant('commit' as const) }),
      fc.record({ kind: fc.constant('open' as const) }),
      fc.record({ kind: fc.constant('save' as const) }),
      fc.record({ kind: fc.constant('restore' as const), which: fc.nat(5) }),
      fc.record({ kind: fc.constant('mark' as const) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let names = 0
        let world: World = { log: lineage([], 0), history: [] }
        const saved: { runs: Lineage['runs']; history: readonly string[] }[] = []
        const marks: { mark: string; history: readonly string[] }[] = []
        const opened = (runs: Lineage['runs'], history: readonly string[]): World => ({
          log: lineage(runs, history.length),
          history,
        })
        for (const s of steps) {
          if (s.kind === 'commit') {
            world = { ...world, history: [...world.history, `commit ${names++}`] }
            world.log.advance(world.history.length)
          } else if (s.kind === 'open') world = opened(world.log.runs, world.history)
          else if (s.kind === 'save') saved.push({ runs: world.log.runs, history: world.history })
          else if (s.kind === 'restore' && saved.length > 0) {
            const from = saved[s.which % saved.length]!
            world = opened(from.runs, from.history)
          } else if (s.kind === 'mark') marks.push({ mark: world.log.mark(), history: world.history })
        }
        for (const { mark, history } of marks) {
          const isPart = history.every((commit, i) => world.history[i] === commit)
          // Never believed wrongly. Refused without need only where nothing was seen since a state that was put back.
          if (!isPart) expect(world.log.holds(mark)).toBe(false)
          else if (saved.length === 0) expect(world.log.holds(mark)).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('[TL19] the log in a folder', () => {
  let root: string
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'lineage-'))
  })
  afterEach(() => rm(root, { recursive: true, force: true }))
  const folder = (name: string) => join(root, name)

  it('holds its marks after a restart', async () => {
    let log = await openLevelTimeline(folder('log'))
    await log.append(say('a'))
    const marks = [log.mark()]
    for (let i = 0; i < 3; i++) {
      await log.close()
      log = await openLevelTimeline(folder('log'))
      marks.push(log.mark())
      await Promise.all([log.append(say('b')), log.append(say('c'))])
      marks.push(log.mark())
    }
    expect(marks.map((mark) => log.holds(mark))).toEqual(marks.map(() => true))
    await log.close()
  })

  it('notices a backup that was put back, also when it has grown beyond what was there', async () => {
    let log = await openLevelTimeline(folder('log'))
    await log.append(say('kept'))
    const before = log.mark()
    await log.close()
    await cp(folder('log'), folder('backup'), { recursive: true })
    log = await openLevelTimeline(folder('log'))
    await log.append(say('lost'))
    const lost = log.mark()
    await log.close()
    log = await openLevelTimeline(folder('backup'))
    for (let i = 0; i < 5; i++) await log.append(say('other'))
    expect([log.holds(before), log.holds(lost)]).toEqual([true, false])
    await log.close()
  })

  it('notices that its newest commits are gone, although no other run began since', async () => {
    const log = await openLevelTimeline(folder('log'))
    await log.append(say('kept'))
    const kept = log.mark()
    // What a snapshot of the disk holds while the server runs.
    await cp(folder('log'), folder('snapshot'), { recursive: true })
    await log.append(say('lost'))
    const lost = log.mark()
    await log.close()
    const restored = await openLevelTimeline(folder('snapshot'))
    expect([restored.holds(kept), restored.holds(lost)]).toEqual([true, false])
    await restored.close()
  })

  it('counts a commit that failed only if it was stored', async () => {
    let fails = false
    const log = await openLevelTimeline(folder('log'), {
      async aroundWrite(write) {
        await write()
        if (fails) throw new Error('the disk says no after it said yes')
      },
    })
    await log.append(say('a'))
    fails = true
    await log.append(say('b')).catch(() => {})
    fails = false
    await new Promise((resolve) => setTimeout(resolve, 1200))
    await log.append(say('c'))
    const mark = log.mark()
    await log.close()
    const again = await openLevelTimeline(folder('log'))
    expect(again.holds(mark)).toBe(true)
    await again.close()
  })
})
