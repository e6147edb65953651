import { execFileSync } from 'node:child_process'
import { afterEach, expect, it, vi } from 'vitest'
import { runDemo } from './run.ts'

afterEach(() => vi.unstubAllEnvs())

it('[MSG2] every acked message survives a SIGKILL of the server, exactly once and in one order', async () => {
  const result = await runDemo(() => {}, 400)
  expect(result.broken).toEqual([])
  expect(result.ackedBeforeKill).toBeGreaterThan(0)
  expect(result.ackedBeforeKill).toBeLessThan(800)
  expect(result).toMatchObject({ acked: 800, stored: 800, received: 800 })
}, 90_000)

it('the demo leaves no process behind when it breaks in the middle', async () => {
  const breakIt = (line: string): void => {
    if (line.startsWith('Exchanging')) throw new Error('broken on purpose')
  }
  await expect(runDemo(breakIt, 10)).rejects.toThrow('broken on purpose')
  await expect.poll(() => childrenOf(process.pid), { timeout: 10_000 }).toEqual([])
}, 60_000)

it("the demo is not disturbed by somebody's settings", async () => {
  vi.stubEnv('SIGNET_SERVER_HOST', 'nowhere.invalid')
  vi.stubEnv('SIGNET_NO_SUCH_SETTING', '1')
  expect((await runDemo(() => {}, 20)).broken).toEqual([])
}, 90_000)

/** What runs the demo's files as a child of this process. */
function childrenOf(pid: number): string[] {
  const rows = execFileSync('ps', ['-eo', 'ppid=,pid=,args='], { encoding: 'utf8' }).split('\n')
  return rows.filter((row) => row.trim().startsWith(`${pid} `) && /signet-demo-|demo\/person\.ts/.test(row))
}
