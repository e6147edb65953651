import { expect, test } from 'vitest'
import { EVENT } from './event-names.ts'
import { type ChatEvent, Events } from './events.ts'
import { Log } from './log.ts'

function events() {
  const errors: unknown[] = []
  const print = (): void => {}
  return {
    errors,
    events: new Events(new Log({ debug: print, info: print, warn: print, error: (...all) => void errors.push(all) })),
  }
}

test('a handler receives the name and the data, with its context as this', () => {
  const { events: bus } = events()
  const seen: unknown[] = []
  const context = { seen }
  function handler(this: unknown, event: ChatEvent): void {
    ;(this as typeof context).seen.push(event)
  }
  bus.add(EVENT.NET_STATE_CHANGE, handler, context, false)
  bus.emit(EVENT.NET_STATE_CHANGE, { state: 'connected' })
  expect(seen).toEqual([{ name: 'netStateChange', data: { state: 'connected' } }])
})

test('the same handler counts once for each context, and off takes that of the context or all', () => {
  const { events: bus } = events()
  let calls = 0
  const handler = (): void => void calls++
  const [a, b] = [{}, {}]
  for (const context of [a, a, b, undefined]) bus.add(EVENT.SDK_READY, handler, context, false)
  const emitted = (): number => {
    calls = 0
    bus.emit(EVENT.SDK_READY, undefined)
    return calls
  }
  expect(emitted()).toBe(3)
  bus.remove(EVENT.SDK_READY, handler, a)
  expect(emitted()).toBe(2)
  bus.remove(EVENT.SDK_READY, handler)
  expect(emitted()).toBe(0)
})

test('once is for one time, and the function that on returns removes the handler', () => {
  const { events: bus } = events()
  const calls: string[] = []
  bus.add(EVENT.SDK_READY, () => void calls.push('once'), undefined, true)
  const remove = bus.add(EVENT.SDK_READY, () => void calls.push('on'), undefined, false)
  bus.emit(EVENT.SDK_READY, undefined)
  bus.emit(EVENT.SDK_READY, undefined)
  remove()
  bus.emit(EVENT.SDK_READY, undefined)
  expect(calls).toEqual(['once', 'on', 'on'])
})

test('a handler that throws or rejects is logged, and the next one is called', async () => {
  const { events: bus, errors } = events()
  let calls = 0
  bus.add(
    EVENT.SDK_READY,
    () => {
      throw new Error('sync')
    },
    undefined,
    false,
  )
  bus.add(EVENT.SDK_READY, () => Promise.reject(new Error('async')), undefined, false)
  bus.add(EVENT.SDK_READY, () => void calls++, undefined, false)
  bus.emit(EVENT.SDK_READY, undefined)
  await Promise.resolve()
  expect(calls).toBe(1)
  expect(errors).toHaveLength(2)
})

test('handlers that are added or removed while an event is under way change the next one', () => {
  const { events: bus } = events()
  const calls: string[] = []
  const second = (): void => void calls.push('second')
  bus.add(
    EVENT.SDK_READY,
    () => {
      calls.push('first')
      bus.remove(EVENT.SDK_READY, second)
      bus.add(EVENT.SDK_READY, () => void calls.push('third'), undefined, true)
    },
    undefined,
    true,
  )
  bus.add(EVENT.SDK_READY, second, undefined, false)
  bus.emit(EVENT.SDK_READY, undefined)
  bus.emit(EVENT.SDK_READY, undefined)
  expect(calls).toEqual(['first', 'second', 'third'])
})
