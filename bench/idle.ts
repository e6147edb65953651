import { setTimeout as sleep } from 'node:timers/promises'
import { enterCrowd } from './lib/crowd.ts'
import { percentile, type Result, round } from './lib/result.ts'
import { startServerProcess } from './lib/server-process.ts'

export const name = 'idle'
export const description = 'Memory of logged-in sessions that do nothing (10,000 of them).'

const SESSIONS = 10_000

export async function run(): Promise<Result> {
  await using server = await startServerProcess()
  // A first crowd and its departure, so that what is paid once is not counted for each.
  for (const client of await enterCrowd(server, 500)) client.socket.terminate()
  await sleep(500)
  const before = await server.usage()
  await server.reset()
  const startedAt = performance.now()
  const clients = await enterCrowd(server, SESSIONS)
  const seconds = (performance.now() - startedAt) / 1000
  const entered = await server.usage()
  await sleep(3000)
  const after = await server.usage()
  await server.reset()
  await sleep(5000)
  const resting = await server.usage()
  const pings: number[] = []
  for (let i = 0; i < 200; i++) {
    const at = performance.now()
    await clients[(i * 47) % SESSIONS]!.request('ping', {})
    pings.push(performance.now() - at)
  }
  for (const client of clients) client.socket.terminate()
  return {
    perSecond: Math.round(SESSIONS / seconds),
    cpuSecondsPer100k: round((entered.cpuSeconds / SESSIONS) * 100_000),
    p50Ms: round(percentile(pings, 0.5)),
    p99Ms: round(percentile(pings, 0.99)),
    kbPerSession: round((after.rssBytes - before.rssBytes) / SESSIONS / 1024),
    rssMB: Math.round(after.rssBytes / 1e6),
    idleCpuPercent: round((resting.cpuSeconds / 5) * 100),
  }
}
