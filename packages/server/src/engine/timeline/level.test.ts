import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ClassicLevel } from 'classic-level'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { timelineContract } from './contract.ts'
import { type LevelTimelineOptions, openLevelTimeline } from './level.ts'
import { entryKey, FORMAT_KEY, headKey } from './level-keys.ts'
import type { Timeline, TimelineOptions } from './timeline.ts'

const openFor = (more: LevelTimelineOptions) => async (options: TimelineOptions) => {
  const folder = await mkdtemp(join(tmpdir(), 'timeline-'))
  let failing = false
  const aroundWrite = (write: () => Promise<void>) =>
    failing ? Promise.reject(new Error('No space left on device')) : write()
  const open = () => openLevelTimeline(folder, { ...options, ...more, aroundWrite })
  let timeline = await open()
  return {
    timeline,
    async reopen() {
      await timeline.close()
      timeline = await open()
      return timeline
    },
    failCommits(now: boolean) {
      failing = now
    },
    async dispose() {
      await timeline.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

timelineContract('level', openFor({}))
timelineContract('level, commits of at most 3', openFor({ maxBatch: 3 }))
timelineContract('level, no room for active conversations', openFor({ cacheBytes: 1 }))

describe('the LevelDB engine', () => {
  const C = 'app\u001fGROUPg'
  let folder: string
  let timeline: Timeline
  /** What a write does: tests hold it up or make it fail. */
  let aroundWrite: (write: () => Promise<void>) => Promise<void>

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'timeline-'))
    aroundWrite = (write) => write()
  })
  afterEach(async () => {
    await timeline.close()
    await rm(folder, { recursive: true, force: true })
  })

  const open = async (options: LevelTimelineOptions = {}) => {
    timeline = await openLevelTimeline(folder, { aroundWrite: (write) => aroundWrite(write), ...options })
    return timeline
  }
  const say = (value: string, key = value) => timeline.append({ conversation: C, value, dedupe: { key, digest: 'd' } })
  const values = async () => (await timeline.read(C, { limit: 1000 })).map((entry) => entry.value)
  const storedKeys = async (prefix: string) => {
    const db = new ClassicLevel(folder)
    const keys = await db.keys({ gte: prefix, lt: `${prefix}\uffff` }).all()
    await db.close()
    return keys
  }

  /** Holds up the first write while `more` is appended, and tells how many writes there were. */
  async function writesFor(more: readonly string[]): Promise<number> {
    let writes = 0
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    aroundWrite = async (write) => {
      if (++writes === 1) await held
      await write()
    }
    const first = say('first')
    while (writes === 0) await sleep(1)
    const rest = more.map((value, i) => say(value, `k${i}`))
    await sleep(5)
    release()
    await Promise.all([first, ...rest])
    return writes
  }

  test('[TL1] every commit is synced before it is acked', async () => {
    const other = new ClassicLevel(join(folder, 'other'))
    await other.open()
    const batch = other.batch()
    const write = vi.spyOn(Object.getPrototypeOf(Object.getPrototypeOf(batch)), 'write')
    await batch.close()
    await other.close()
    await open()
    await say('a')
    await timeline.change(C, { value: 'b' })
    expect(write.mock.calls).toEqual([[{ sync: true }], [{ sync: true }]])
    write.mockRestore()
  })

  test('[TL11] while a commit is under way callers gather, and share the next ones up to maxBatch', async () => {
    await open({ maxBatch: 4 })
    expect(await writesFor(['1', '2', '3', '4', '5', '6', '7', '8', '9'])).toBe(1 + 3)
  })

  test('[TL11] callers of one turn share a commit', async () => {
    await open()
    let writes = 0
    aroundWrite = (write) => {
      writes++
      return write()
    }
    await Promise.all(['a', 'b', 'c'].map((value) => say(value)))
    expect(writes).toBe(1)
  })

  test('[TL11] a commit ends at 1 MiB of text', async () => {
    await open()
    expect(await writesFor(Array(40).fill('x'.repeat(65_536)))).toBe(1 + 3)
  })

  test('[TL10] [TL4] what a failed commit stored after all is found by the retry, and its number is not given again', async () => {
    await open()
    await say('before')
    aroundWrite = async (write) => {
      await write()
      throw new Error('sync failed')
    }
    await expect(say('unclear')).rejects.toMatchObject({ errorName: 'STORE_UNAVAILABLE' })
    aroundWrite = (write) => write()
    expect(await say('next')).toMatchObject({ seq: 3, duplicate: false })
    expect(await say('unclear')).toMatchObject({ seq: 2, duplicate: true })
    expect(await values()).toEqual(['before', 'unclear', 'next'])
  })

  test('[TL10] failures are reported with their cause, and a repair that did not help is not repeated at once', async () => {
    const causes: unknown[] = []
    await open({ onFailure: (error) => causes.push(error) })
    aroundWrite = () => Promise.reject(new Error('Input/output error'))
    for (let i = 0; i < 50; i++) await say('x').catch(() => undefined)
    expect(causes.length).toBeLessThan(25)
    expect(causes[0]).toMatchObject({ message: 'Input/output error' })
    aroundWrite = (write) => write()
    await sleep(300)
    expect(await say('x')).toMatchObject({ seq: 1 })
  })

  test('[TL10] when the folder cannot be opened again everything is refused until it can, without a restart', async () => {
    await open({ cacheBytes: 1 })
    await say('kept')
    const current = join(folder, 'CURRENT')
    const good = await readFile(current)
    aroundWrite = async () => {
      await writeFile(current, 'nonsense')
      throw new Error('Input/output error')
    }
    await expect(say('lost')).rejects.toMatchObject({ errorName: 'STORE_UNAVAILABLE' })
    aroundWrite = (write) => write()
    expect(await values()).toEqual(['kept'])
    await expect(say('lost')).rejects.toMatchObject({ errorName: 'STORE_UNAVAILABLE' })
    await expect(values()).rejects.toMatchObject({ errorName: 'STORE_UNAVAILABLE' })
    await writeFile(current, good)
    await sleep(300)
    expect(await values()).toEqual(['kept'])
    expect(await say('after')).toMatchObject({ seq: 2 })
  })

  test('[TL7] reads while commits fail and the folder is opened again', async () => {
    await open({ cacheBytes: 1 })
    // Long enough that a read takes several steps, between which the folder must not be closed.
    const kept = Array.from({ length: 40 }, (_, i) => `${i}`.padEnd(60_000, 'x'))
    await Promise.all(kept.map((value, i) => say(value, `k${i}`)))
    let n = 0
    aroundWrite = (write) => (n++ === 0 ? Promise.reject(new Error('No space left on device')) : write())
    const reads = Array.from({ length: 200 }, async (_, i) => {
      await sleep(i)
      return (await timeline.read(C, { before: 41, limit: 40 })).length
    })
    await say('lost').catch(() => undefined)
    await say('after')
    expect(new Set(await Promise.all(reads))).toEqual(new Set([40]))
  })

  test('[TL4] expired dedupe keys are removed in the background; live ones stay', async () => {
    const day = 86_400_000
    let clock = 20_000 * day
    await open({ now: () => clock, sweepEvery: 20 })
    await Promise.all(Array.from({ length: 700 }, (_, i) => say(`old${i}`)))
    clock += day
    await say('yesterday')
    await sleep(50)
    await timeline.close()
    expect(await storedKeys('d')).toHaveLength(701)
    clock += day
    await open({ now: () => clock, sweepEvery: 20 })
    expect(await say('old1')).toMatchObject({ duplicate: false })
    const left = await vi.waitFor(
      async () => {
        await sleep(50)
        await timeline.close()
        const keys = await storedKeys('d')
        await open({ now: () => clock, sweepEvery: 20 })
        expect(keys.length).toBeLessThan(10)
        return keys
      },
      { timeout: 10_000 },
    )
    expect(left.map((key) => key.split('\0')[1])).toEqual(['yesterday', 'old1'])
  })

  test('[TL4] a retry right after a restart is found while the stored keys are still read in', async () => {
    await open()
    await Promise.all(Array.from({ length: 5000 }, (_, i) => say(String(i))))
    await timeline.close()
    await open()
    const again = await Promise.all(Array.from({ length: 5000 }, (_, i) => say(String(i))))
    expect(again.filter((ack) => !ack.duplicate)).toEqual([])
    await sleep(100)
    expect(await say('4999')).toMatchObject({ seq: 5000, duplicate: true })
  })

  test.each([
    ['1', '2 0 1764000000000 1764000000000'],
    ['2', '2 0 1764000000000 1764000000000 1'],
  ])('[TL16] a folder of format %s is taken over: its entries are read and count', async (format, head) => {
    const db = new ClassicLevel(folder)
    const entries = { [entryKey(C, 1)]: '1764000000000 5-6 old', [entryKey(C, 2)]: '1764000000000 -7 old' }
    const all = { ...entries, [headKey(C)]: head, [FORMAT_KEY]: format }
    for (const [key, value] of Object.entries(all)) await db.put(key, value)
    await db.close()
    await open()
    expect(await values()).toEqual(['5-6 old', '-7 old'])
    const unread = (after: number, author = 'alice') => timeline.unread([{ conversation: C, after, author }])
    expect([await unread(0), await unread(1), await unread(2)]).toEqual([[2], [1], [0]])
    await timeline.append({ conversation: C, value: 'new', author: 'bob' })
    await timeline.append({ conversation: C, value: 'tip', counts: false })
    await timeline.close()
    await open()
    expect([await unread(0), await unread(1), await unread(3), await unread(0, 'bob')]).toEqual([[3], [2], [0], [0]])
  })

  test('[TL15] a count is right although a commit comes between its reads', async () => {
    await open({ cacheBytes: 1 })
    for (let n = 0; n < 30; n++) await timeline.append({ conversation: C, value: '', author: `user${n % 12}` })
    const asked = Array.from({ length: 200 }, async (_, i) => {
      await sleep(i % 20)
      const queries = Array.from({ length: 12 }, (_, n) => ({ conversation: C, after: 0, author: `user${n}` }))
      return Math.max(...(await timeline.unread(queries)))
    })
    for (let n = 30; n < 300; n++) await timeline.append({ conversation: C, value: '', author: `user${n % 12}` })
    // Twelve take turns: there are never more than eleven behind somebody's last one.
    expect(new Set(await Promise.all(asked))).toEqual(new Set([11]))
  })

  describe('drop', () => {
    const START = 1_764_000_000_000
    let clock = START
    const fill = async (count: number) => {
      await open({ now: () => clock })
      for (let n = 1; n <= count; n++) {
        clock = START + n
        await timeline.append({ conversation: C, value: `m${n}`, author: 'bob' })
      }
      await timeline.change(C, { value: 'edit', states: [{ seq: 2, value: 'e', after: 0 }] })
    }
    const seqs = async () => (await timeline.read(C, { limit: 1000 })).map((entry) => entry.seq)

    test('[TL18] entries and states that were dropped are not stored any more', async () => {
      await fill(40)
      expect(await timeline.drop(() => START + 31)).toBe(30)
      await timeline.close()
      expect(await storedKeys('e')).toHaveLength(10)
      expect(await storedKeys('s')).toEqual([])
      expect(await storedKeys('g')).toEqual([])
    })

    test('[TL18] of many conversations each is dropped, and compacted whole', async () => {
      await open({ now: () => clock })
      const names = Array.from({ length: 700 }, (_, n) => `app\u001fC2C\u001fuser${n}`)
      const sayAll = () => Promise.all(names.map((conversation) => timeline.append({ conversation, value: 'm' })))
      await sayAll()
      await sayAll()
      clock += 1000
      await sayAll()
      expect(await timeline.drop((name) => (name.endsWith('7') ? 0 : clock))).toBe(630 * 2)
      const left = await Promise.all(names.map((name) => timeline.read(name, { limit: 9 })))
      expect(left.map((entries) => entries.length)).toEqual(names.map((name) => (name.endsWith('7') ? 3 : 1)))
      await timeline.close()
      expect(await storedKeys('e')).toHaveLength(630 + 3 * 70)
      expect(await storedKeys('g')).toEqual([])
    })

    test('[TL18] what a failure or a crash left half dropped is not seen, and goes the next time', async () => {
      await fill(40)
      aroundWrite = (write) => (++writes > 1 ? Promise.reject(new Error('No space left on device')) : write())
      let writes = 0
      await expect(timeline.drop(() => START + 31)).rejects.toMatchObject({ errorName: 'STORE_UNAVAILABLE' })
      expect(await seqs()).toEqual([31, 32, 33, 34, 35, 36, 37, 38, 39, 40])
      aroundWrite = (write) => write()
      await timeline.close()
      expect(await storedKeys('e')).toHaveLength(40)
      expect(await storedKeys('g')).toHaveLength(1)
      await open({ now: () => clock, cacheBytes: 1 })
      expect(await seqs()).toEqual([31, 32, 33, 34, 35, 36, 37, 38, 39, 40])
      expect((await timeline.read(C, { after: 0, limit: 2 })).map((entry) => entry.seq)).toEqual([31, 32])
      expect(await timeline.unread([{ conversation: C, after: 0, author: 'alice' }])).toEqual([10])
      expect(await timeline.drop(() => 0)).toBe(0)
      await timeline.close()
      expect(await storedKeys('e')).toHaveLength(10)
      expect(await storedKeys('g')).toEqual([])
    })

    test('[TL18] a close in the middle waits for no more than a step; the rest goes after the next start', async () => {
      await open({ now: () => clock })
      await Promise.all(Array.from({ length: 5000 }, (_, n) => timeline.append({ conversation: C, value: `m${n}` })))
      clock += 1000
      const dropping = timeline.drop(() => clock)
      while ((await seqs()).length > 0) await sleep(1)
      await timeline.close()
      expect(await dropping).toBeLessThanOrEqual(5000)
      await open({ now: () => clock })
      expect(await seqs()).toEqual([])
      await timeline.drop(() => 0)
      await timeline.close()
      expect(await storedKeys('e')).toEqual([])
    })
  })

  test('a folder that is open already, or of another format, is refused with its reason', async () => {
    await open()
    await expect(openLevelTimeline(folder)).rejects.toMatchObject({ code: 'TIMELINE_LOCKED' })
    await timeline.close()
    const db = new ClassicLevel(folder)
    await db.put(FORMAT_KEY, '99')
    await db.close()
    await expect(openLevelTimeline(folder)).rejects.toThrow('its format is 99; this version reads format 3')
  })
})
