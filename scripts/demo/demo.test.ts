import { expect, it } from 'vitest'
import { runDemo } from './run.ts'

it('[MSG2] every acked message survives a SIGKILL of the server, exactly once and in one order', async () => {
  const result = await runDemo(() => {}, 400)
  expect(result.broken).toEqual([])
  expect(result.ackedBeforeKill).toBeGreaterThan(0)
  expect(result.ackedBeforeKill).toBeLessThan(800)
  expect(result).toMatchObject({ acked: 800, stored: 800, received: 800 })
}, 90_000)
