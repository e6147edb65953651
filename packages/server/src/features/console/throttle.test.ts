import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createThrottle } from './throttle.ts'

const MINUTE = 60_000
const wrong = async () => {
  await turn()
  return undefined
}

function clocked() {
  const clock = { at: 30_000_000 * MINUTE }
  return { clock, throttle: createThrottle(() => clock.at) }
}

test('[CON8] ten wrong passwords from one address in a minute stop that address, and only it', async () => {
  const { clock, throttle } = clocked()
  const attempt = { address: '10.0.0.1', name: 'owner' }
  clock.at += 15_000
  for (let i = 0; i < 10; i++) expect(await throttle.guard(attempt, wrong)).toBeUndefined()
  await expect(throttle.guard(attempt, async () => 'right')).rejects.toMatchObject({
    errorName: 'TOO_FREQUENT',
    retryAfter: 45_000,
  })
  expect(await throttle.guard({ ...attempt, address: '10.0.0.2' }, async () => 'right')).toBe('right')
  clock.at += 45_000
  expect(await throttle.guard(attempt, async () => 'right')).toBe('right')
})

test('[CON8] many addresses together may not guess one name on and on', async () => {
  const { throttle } = clocked()
  let tried = 0
  for (let i = 0; i < 100; i++) {
    await throttle.guard({ address: `10.0.0.${i}`, name: 'owner' }, wrong).then(
      () => tried++,
      () => undefined,
    )
  }
  expect(tried).toBe(40)
  expect(await throttle.guard({ address: '10.0.1.1', name: 'another' }, async () => 'right')).toBe('right')
})

test('[CON8] guesses side by side learn no more than guesses one by one', async () => {
  const { throttle } = clocked()
  const attempt = { address: '10.0.0.1', name: 'owner' }
  const guesses = Array.from({ length: 50 }, (_, i) => throttle.guard(attempt, i === 49 ? lateRight : wrong))
  const told = (await Promise.allSettled(guesses)).filter((outcome) => outcome.status === 'fulfilled')
  expect(told).toHaveLength(10)
  expect(told.every(({ value }) => value === undefined)).toBe(true)
})

const lateRight = async () => {
  for (let i = 0; i < 3; i++) await turn()
  return 'right'
}

test('what is right and what goes wrong otherwise counts for nothing', async () => {
  const { throttle } = clocked()
  const attempt = { address: '10.0.0.1', name: 'owner' }
  for (let i = 0; i < 50; i++) {
    await throttle.guard(attempt, async () => 'right')
    const broken = throttle.guard(attempt, () => Promise.reject(new Error('busy')))
    await expect(broken).rejects.toThrow('busy')
  }
})

test('[CON8] a whole /64 network of IPv6 guesses as one address, and an address in another form is the same', async () => {
  const { throttle } = clocked()
  for (let i = 0; i < 10; i++) await throttle.guard({ address: `2001:db8::${i + 1}`, name: `user-${i}` }, wrong)
  const neighbour = throttle.guard({ address: '2001:db8::ffff:1', name: 'owner' }, async () => 'right')
  await expect(neighbour).rejects.toMatchObject({ errorName: 'TOO_FREQUENT' })
  for (let i = 0; i < 10; i++) await throttle.guard({ address: '10.0.0.1', name: `user-${i}` }, wrong)
  const mapped = throttle.guard({ address: '::ffff:10.0.0.1', name: 'owner' }, async () => 'right')
  await expect(mapped).rejects.toMatchObject({ errorName: 'TOO_FREQUENT' })
})

test('[CON13] ten wrong codes of one name in an hour stop its codes, wherever they come from', async () => {
  const { clock, throttle } = clocked()
  for (let i = 0; i < 10; i++) {
    expect(await throttle.guardCode('owner', wrong)).toBeUndefined()
    clock.at += MINUTE
  }
  const right = async () => 'right'
  await expect(throttle.guardCode('owner', right)).rejects.toMatchObject({ errorName: 'TOO_FREQUENT' })
  expect(await throttle.guardCode('another', right)).toBe('right')
  clock.at += 60 * MINUTE
  expect(await throttle.guardCode('owner', right)).toBe('right')
})
