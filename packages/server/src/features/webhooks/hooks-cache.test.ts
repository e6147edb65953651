import { expect, it } from 'vitest'
import type { Secrets } from '../../engine/secrets.ts'
import { createHooksCache } from './hooks-cache.ts'
import type { WebhookStore } from './store.ts'

const APP = 1400000001

function cacheOf(endpoints: () => Promise<[]>) {
  const state = { version: 0, reads: 0, errors: 0 }
  const store = {
    foreignVersion: () => state.version,
    endpoints: () => {
      state.reads++
      return endpoints()
    },
  } as unknown as WebhookStore
  const log = { error: () => void state.errors++, warn: () => {} }
  const cache = createHooksCache({ store, secrets: {} as Secrets, timeoutMs: 2_000, now: () => 0, log })
  return { cache, state }
}

it('[HOOK1] what another process switches on counts from the next event on, however long nothing happened', async () => {
  const { cache, state } = cacheOf(async () => [])
  const first = await cache.of(APP)
  expect(cache.of(APP)).toBe(first)
  state.version++
  const next = cache.of(APP)
  expect(next).toBeInstanceOf(Promise)
  expect((await next).stamp).toBe(1)
  expect(cache.of(APP)).toBe(await next)
  expect(state.reads).toBe(2)
})

it('[HOOK1] what is known holds as long as it cannot be read again', async () => {
  let isBroken = false
  const { cache, state } = cacheOf(async () => {
    if (isBroken) throw new Error('no disk')
    return []
  })
  const first = await cache.of(APP)
  isBroken = true
  state.version++
  expect(await cache.of(APP)).toBe(first)
  expect(state.errors).toBe(1)
})
