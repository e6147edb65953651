import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MessageCap } from './cap.ts'
import type { Rank } from './rules.ts'

const MANAGER = 0
const HIGH = 1
const NORMAL = 2
const LOW = 3
const LOWEST = 4

/** Offers so many a second of each rank, evenly mixed, and counts what was taken. */
function flood(cap: MessageCap, perSecond: readonly number[], seconds: number, from = 0): number[] {
  const taken = [0, 0, 0, 0, 0]
  const asked = [0, 0, 0, 0, 0]
  for (let ms = 0; ms < seconds * 1000; ms++) {
    for (const rank of [LOWEST, LOW, NORMAL, HIGH, MANAGER] as const) {
      while (asked[rank]! < ((ms + 1) * perSecond[rank]!) / 1000) {
        asked[rank]!++
        if (cap.take(rank, from + ms)) taken[rank]!++
      }
    }
  }
  return taken
}

describe('[ROOM3] what a room takes of too much', () => {
  it.each([
    ['only Normal', [0, 0, 4000, 0, 0]],
    ['only Lowest', [0, 0, 0, 0, 4000]],
  ])('%s: the cap, each second', (_, perSecond) => {
    const taken = flood(new MessageCap(40), perSecond, 10).reduce((sum, count) => sum + count, 0)
    expect(taken).toBeGreaterThanOrEqual(360)
    expect(taken).toBeLessThanOrEqual(400)
  })

  it('[CHK36] at a hundred times the cap every High is taken, Normal fills what is left, and nothing below is taken', () => {
    const cap = new MessageCap(40)
    const mixed = [0, 20, 1000, 1000, 1980]
    // Before anything above them was asked for, those below had their part of one second.
    const first = flood(cap, mixed, 1)
    expect(first[HIGH]).toBe(20)
    expect(first[NORMAL]! + first[LOW]! + first[LOWEST]!).toBeLessThanOrEqual(40)
    const taken = flood(cap, mixed, 10, 1000)
    expect(taken[HIGH]).toBe(200)
    expect(taken[NORMAL]).toBeGreaterThan(160)
    expect(taken[NORMAL]).toBeLessThanOrEqual(200)
    expect(taken[LOW]! + taken[LOWEST]!).toBe(0)
  })

  it('who manages the room is taken although High fills the cap', () => {
    const taken = flood(new MessageCap(40), [10, 1000, 0, 0, 0], 10)
    expect(taken[MANAGER]).toBe(100)
    expect(taken[HIGH]).toBeLessThanOrEqual(310)
  })

  it('what is quiet again leaves its share to the others', () => {
    const cap = new MessageCap(40)
    flood(cap, [0, 0, 1000, 1000, 0], 1)
    expect(flood(cap, [0, 0, 1000, 1000, 0], 2, 1000)[LOW]).toBe(0)
    expect(flood(cap, [0, 0, 0, 1000, 0], 3, 3000)[LOW]).toBeGreaterThan(70)
  })

  it('other nodes use up the same cap', () => {
    const cap = new MessageCap(40)
    for (let i = 0; i < 40; i++) cap.heard(NORMAL, 5000)
    expect(cap.take(NORMAL, 5500)).toBe(false)
    expect(cap.take(NORMAL, 6200)).toBe(true)
  })

  it('no second holds more than the cap of what is below High, and High and managers have at most the cap each', () => {
    const offer = fc.record({ rank: fc.integer({ min: 0, max: 4 }), after: fc.integer({ min: 0, max: 60 }) })
    fc.assert(
      fc.property(fc.array(offer, { maxLength: 400 }), fc.integer({ min: 1, max: 12 }), (offers, perSecond) => {
        const cap = new MessageCap(perSecond)
        const taken: { rank: number; at: number }[] = []
        let now = 0
        for (const { rank, after } of offers) {
          now += after
          if (cap.take(rank as Rank, now)) taken.push({ rank, at: now })
        }
        for (const { at } of taken) {
          const second = taken.filter((other) => other.at <= at && other.at > at - 1000)
          expect(second.filter(({ rank }) => rank > HIGH).length).toBeLessThanOrEqual(perSecond)
          for (const rank of [MANAGER, HIGH]) {
            expect(second.filter((other) => other.rank === rank).length).toBeLessThanOrEqual(perSecond)
          }
        }
      }),
      { numRuns: 60 },
    )
  })
})
