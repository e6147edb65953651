import { afterEach, expect, test, vi } from 'vitest'
import { untilSignal } from './until-signal.ts'

afterEach(() => {
  vi.restoreAllMocks()
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.removeAllListeners(signal)
})

test.each([
  ['at once, as a parent passes it on', 20, 0],
  ['later, from a person who will not wait', 2000, 1],
])('a second signal that comes %s', async (_name, afterMs, exits) => {
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never)
  const clock = vi.spyOn(performance, 'now').mockReturnValue(1000)
  const stopped = untilSignal()
  process.emit('SIGINT')
  await stopped
  clock.mockReturnValue(1000 + afterMs)
  process.emit('SIGINT')
  expect(exit).toHaveBeenCalledTimes(exits)
})
