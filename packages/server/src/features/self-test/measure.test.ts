import { expect, test } from 'vitest'
import { Tracker } from './measure.ts'

const five = (): Tracker => {
  const tracker = new Tracker()
  for (let no = 1; no <= 5; no++) {
    tracker.sent(no, no * 100)
    tracker.acked(no, no * 100 + no)
  }
  return tracker
}

test('all that arrives in order is measured from its sending', () => {
  const tracker = five()
  for (let no = 1; no <= 5; no++) tracker.received(no, 40 + no, no * 100 + 2 * no)
  expect(tracker.result()).toEqual({
    sent: 5,
    acked: 5,
    received: 5,
    duplicates: 0,
    gaps: 0,
    outOfOrder: 0,
    delivery: { median: 6, p99: 10, max: 10 },
    ack: { median: 3, p99: 5, max: 5 },
  })
})

test('what is missing, comes twice or comes late is told', () => {
  const tracker = five()
  for (const no of [1, 3, 3, 2, 5]) tracker.received(no, 40 + no, 1000)
  tracker.received(99, 99, 1000)
  expect(tracker.result()).toMatchObject({ received: 4, duplicates: 1, gaps: 1, outOfOrder: 1 })
})

test('nothing that came is no figure', () => {
  expect(new Tracker().result()).toMatchObject({ received: 0, gaps: 0, delivery: undefined })
})
