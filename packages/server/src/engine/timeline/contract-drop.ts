// biome-ignore lint/correctness/noUndeclaredDependencies: a part of the test suite in contract.ts.
import { expect, test } from 'vitest'
import type { ContractSubject } from './contract.ts'
import type { Range } from './timeline.ts'

const count = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

/** The rules TL17 and TL18. */
export function dropRules(on: ContractSubject): void {
  const C = on.conversation
  const unread = async (author: string, after = 0) =>
    (await on.timeline.unread([{ conversation: C, after, author }]))[0]
  const seqs = async (range: Range) => (await on.timeline.read(C, range)).map((entry) => entry.seq)
  /** Entries 1 to n, one in a second. @returns the time of the first, ms */
  const sayEverySecond = async (n: number): Promise<number> => {
    const start = on.clock
    for (const i of count(n)) {
      on.clock = start + (i - 1) * 1000
      await on.say(`m${i}`, { author: 'bob' })
    }
    return start
  }

  test('[TL17] what is older than the period is read no more, whichever way it is asked for', async () => {
    const start = await sayEverySecond(120)
    const head = (await on.timeline.heads([C]))[0]
    for (const _ of ['as appended', 'as reopened']) {
      for (const [time, first] of [
        [start, 1],
        [start + 1, 2],
        [start + 70_000, 71],
        [start + 118_500, 120],
      ] as const) {
        on.keepFrom = time
        const kept = count(120).slice(first - 1)
        expect(await seqs({ limit: 1000 })).toEqual(kept)
        expect(await seqs({ limit: 3 })).toEqual(kept.slice(-3))
        expect(await seqs({ after: 0, limit: 5 })).toEqual(kept.slice(0, 5))
        expect(await seqs({ after: first + 1, limit: 5 })).toEqual(kept.slice(2, 7))
        expect(await seqs({ before: first + 2, limit: 9 })).toEqual(kept.filter((seq) => seq < first + 2))
        expect(await seqs({ after: 2, before: 101, limit: 1000 })).toEqual(kept.filter((seq) => seq > 2 && seq < 101))
        expect(await seqs({ before: first, limit: 9 })).toEqual([])
      }
      on.keepFrom = start + 119_001
      expect(await seqs({ limit: 9 })).toEqual([])
      expect(await seqs({ after: 0, limit: 9 })).toEqual([])
      expect((await on.timeline.heads([C]))[0]).toEqual(head)
      await on.reopened()
    }
    expect(await on.say('next')).toMatchObject({ seq: 121 })
  })

  test('[TL18] what was dropped is gone for good; what is left, numbers, heads, retries and states are as before', async () => {
    const dedupe = { key: '1', digest: 'd' }
    await on.say('m0', { dedupe, conversation: `${C}2` })
    const first = await on.say('old', { dedupe })
    on.clock += 1000
    const start = await sayEverySecond(99)
    for (const seq of [50, 80]) await on.timeline.change(C, { value: 'edit', states: [{ seq, value: 'e', after: 0 }] })
    const head = (await on.timeline.heads([C]))[0]
    const kept = (await on.timeline.read(C, { limit: 1000 })).slice(60)
    expect(await on.timeline.drop((name) => (name === C ? start + 59_000 : 0))).toBe(60)
    for (const _ of ['as dropped', 'as reopened']) {
      expect(await on.timeline.read(C, { limit: 1000 })).toEqual(kept)
      expect(await on.timeline.read(C, { after: 0, limit: 5 })).toEqual(kept.slice(0, 5))
      expect(await seqs({ before: 62, limit: 5 })).toEqual([61])
      expect(await seqs({ before: 61, limit: 5 })).toEqual([])
      expect(await seqs({ after: 40, limit: 2 })).toEqual([61, 62])
      expect((await on.timeline.heads([C]))[0]).toEqual(head)
      expect(await on.values(`${C}2`)).toEqual(['m0'])
      expect(await on.say('old', { dedupe })).toEqual({ ...first, duplicate: true })
      await on.reopened()
    }
    const change = (seq: number) => on.timeline.change(C, { value: 'v', states: [{ seq, value: 'x', after: 0 }] })
    await expect(change(60)).rejects.toMatchObject({ errorName: 'BAD_PARAMETER' })
    await change(61)
    expect(await on.say('next')).toMatchObject({ seq: 101 })
    expect(await on.timeline.drop(() => start + 59_000)).toBe(1)
    expect(await on.timeline.drop(() => start + 59_000)).toBe(0)
  })

  test('[TL18] a conversation of which everything was dropped goes on where it was', async () => {
    await sayEverySecond(40)
    const head = (await on.timeline.heads([C]))[0]
    on.clock += 1000
    expect(await on.timeline.drop(() => on.clock)).toBe(40)
    for (const _ of ['as dropped', 'as reopened']) {
      expect(await on.values()).toEqual([])
      expect(await seqs({ after: 0, limit: 9 })).toEqual([])
      expect((await on.timeline.heads([C]))[0]).toEqual(head)
      expect(await unread('alice')).toBe(0)
      await on.reopened()
    }
    expect(await on.say('next')).toMatchObject({ seq: 41 })
    expect(await on.values()).toEqual(['next'])
    expect(await unread('alice', 3)).toBe(1)
  })

  test('[TL18] what was dropped is unread for nobody', async () => {
    const start = on.clock
    for (const i of count(30)) {
      on.clock = start + i
      await on.say('m', { author: `user${i % 11}`, counts: i % 3 > 0 })
    }
    for (const dropped of [15, 23]) {
      await on.timeline.drop(() => start + dropped + 1)
      for (const _ of ['as dropped', 'as reopened']) {
        for (const after of [0, 3, 15, 16, 20, 29]) {
          for (const n of [3, 9, 99]) {
            const own = count(30).findLast((i) => i % 11 === n) ?? 0
            const expected = count(30).filter((i) => i > Math.max(dropped, after, own) && i % 3 > 0).length
            expect(await unread(`user${n}`, after)).toBe(expected)
          }
        }
        await on.reopened()
      }
    }
  })

  test('[TL18] appends and reads go on while entries are dropped', async () => {
    await sayEverySecond(50)
    const cut = on.clock + 1
    on.clock += 1000
    const dropping = on.timeline.drop(() => cut)
    const acks = await Promise.all(count(100).map((n) => on.say(`n${n}`)))
    expect(await dropping).toBe(50)
    expect(acks.map((ack) => ack.seq)).toEqual(count(100).map((n) => n + 50))
    expect(await seqs({ limit: 1000 })).toEqual(acks.map((ack) => ack.seq))
  })
}
