import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Loss, Waiting } from './waiting.ts'

it('[PSH6] what waits is what a list would hold that forgets the oldest beyond a number and an age', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('add' as const), later: fc.nat(30) }),
    fc.record({ do: fc.constant('take' as const), later: fc.nat(30) }),
    fc.record({ do: fc.constant('drop' as const), later: fc.nat(300) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), fc.integer({ min: 1, max: 40 }), (steps, most) => {
      const maxAgeMs = 100
      const lost: Record<Loss, number> = { age: 0, overflow: 0 }
      const waiting = new Waiting<{ at: number; n: number }>({ most, maxAgeMs }, (why) => lost[why]++)
      let model: { at: number; n: number }[] = []
      let [now, n, added, taken] = [0, 0, 0, 0]
      for (const { do: what, later } of steps) {
        now += later
        model = model.filter(({ at }) => now - at <= maxAgeMs)
        if (what === 'add') {
          const item = { at: now, n: n++ }
          waiting.add(item, now)
          added++
          model = [...model, item].slice(-most)
        } else if (what === 'take') {
          const item = waiting.take(now)
          expect(item).toEqual(model.shift())
          if (item !== undefined) taken++
        } else waiting.dropOld(now)
        expect(waiting.size).toBe(model.length)
        expect(waiting.oldestAt).toBe(model[0]?.at)
      }
      expect(added).toBe(taken + waiting.size + lost.age + lost.overflow)
    }),
  )
})

it('[PSH6] an item that lies between the times of others is dropped with them, and none is looked at twice', () => {
  const waiting = new Waiting<{ at: number }>({ most: 100_000, maxAgeMs: 10 }, () => {})
  for (let at = 0; at < 100_000; at++) waiting.add({ at }, 0)
  const from = performance.now()
  for (let i = 0; i < 99_990; i++) waiting.take(0)
  expect(waiting.size).toBe(10)
  expect(performance.now() - from).toBeLessThan(2_000)
})
