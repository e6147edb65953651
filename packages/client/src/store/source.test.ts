import { expect, test } from 'vitest'
import { Value } from './source.ts'

test('listeners hear of another value only, and not after they stopped', () => {
  const value = new Value(1)
  let calls = 0
  const stop = value.subscribe(() => calls++)
  value.set(1)
  value.set(2)
  stop()
  value.set(3)
  expect([calls, value.get(), value.isObserved]).toEqual([1, 3, false])
})

test('a listener that was given twice stops once at a time', () => {
  const value = new Value(1)
  let calls = 0
  const listener = () => void calls++
  const stop = value.subscribe(listener)
  value.subscribe(listener)
  stop()
  value.set(2)
  expect(calls).toBe(1)
})
