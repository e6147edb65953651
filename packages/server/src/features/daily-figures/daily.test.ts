import { expect, it } from 'vitest'
import { Tallies } from '../../engine/realtime/tally.ts'
import { createDaily, type Daily } from './daily.ts'
import { DAY_MS, dayOf, startOf } from './rules.ts'
import type { DailyStore, Increment } from './store.ts'

const APP = 1_400_000_001
const C2C = { sdkAppId: APP, timeline: `${APP}\x1fC2C\x1fann\x1fben` }

/** Counts into a list, at a time that tests turn. */
function counting() {
  const stored: Increment[] = []
  const failures: unknown[] = []
  const clock = { now: startOf(20_000) + 1_000, isBroken: false }
  const tallies = new Tallies()
  const store = {
    async add(increment: Increment) {
      if (clock.isBroken) throw new Error('the disk is full')
      stored.push(increment)
    },
    async removeBefore() {},
    days: async () => [],
  } as unknown as DailyStore
  const daily: Daily = createDaily({
    store,
    tallies,
    hooks: () => ({ calls: 0, failed: 0 }),
    now: () => clock.now,
    onFailure: (error) => failures.push(error),
  })
  return { stored, failures, clock, tallies, daily }
}

const sent = (stored: readonly Increment[]) => stored.map(({ day, counts }) => [day, counts.get('c2cUp') ?? 0])

it('[DAY1] what was counted is stored once, and nothing where nothing happened', async () => {
  const { stored, daily } = counting()
  daily.said(C2C, 'ann')
  daily.said(C2C, 'ben')
  await daily.flush()
  await daily.flush()
  daily.said(C2C, 'ann')
  await daily.close()
  expect(sent(stored)).toEqual([
    [20_000, 2],
    [20_000, 1],
  ])
  expect(stored[0]!.sketches.get('senders')!.count).toBe(2)
  expect(stored[1]!.sketches.size).toBe(0)
})

it('[DAY1] a message belongs to the day on which it was taken, also when the day ends before it is stored', async () => {
  const { stored, clock, daily } = counting()
  daily.said(C2C, 'ann')
  clock.now = startOf(20_001)
  daily.said(C2C, 'ann')
  clock.now += 3 * DAY_MS
  daily.said(C2C, 'ann')
  await daily.close()
  expect(sent(stored)).toEqual([
    [20_000, 1],
    [20_001, 1],
    [20_004, 1],
  ])
  expect(stored.every(({ sketches }) => sketches.get('active')!.count === 1)).toBe(true)
})

it('[DAY1] what cannot be stored is stored later, and counted once', async () => {
  const { stored, failures, clock, daily } = counting()
  clock.isBroken = true
  daily.said(C2C, 'ann')
  await daily.flush()
  daily.said(C2C, 'ben')
  await daily.flush()
  expect([stored.length, failures.length > 0]).toEqual([0, true])
  clock.isBroken = false
  await daily.close()
  expect(sent(stored)).toEqual([
    [20_000, 1],
    [20_000, 1],
  ])
})

it('[DAY1] deliveries of groups and of private chats are told apart, and who is there is the greatest number', async () => {
  const { stored, tallies, daily } = counting()
  const tally = tallies.of(APP)
  tally.users = 3
  tally.deliveries = 10
  tally.groupDeliveries = 4
  await daily.flush()
  tally.users = 2
  tally.deliveries = 11
  await daily.close()
  expect(stored.map(({ counts, mostOnline }) => [counts.get('c2cDown'), counts.get('groupDown'), mostOnline])).toEqual([
    [6, 4, 3],
    [1, undefined, 2],
  ])
})

it('[DAY2] a day is one of UTC+8', () => {
  expect(dayOf(Date.UTC(2026, 10, 23, 15, 59, 59))).toBe(dayOf(Date.UTC(2026, 10, 23)))
  expect(dayOf(Date.UTC(2026, 10, 23, 16))).toBe(dayOf(Date.UTC(2026, 10, 24)))
})
