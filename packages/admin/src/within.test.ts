import { getEventListeners } from 'node:events'
import { expect, it } from 'vitest'
import { Late, within } from './within.ts'

it('work that does not listen ends in time, and is told', async () => {
  let told: AbortSignal | undefined
  const work = (signal: AbortSignal) => {
    told = signal
    return new Promise<never>(() => {})
  }
  await expect(within(10, undefined, work)).rejects.toBeInstanceOf(Late)
  expect(told?.aborted).toBe(true)
})

it('a signal that outlives many calls keeps nothing of them', async () => {
  const { signal } = new AbortController()
  for (let i = 0; i < 20; i++) await within(1000, signal, async () => i)
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
})
