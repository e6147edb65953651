import { percentile, type Result, round } from './lib/result.ts'
import { startServerProcess } from './lib/server-process.ts'

export const name = 'start'
export const description = 'Cold start of a server on an empty folder, to ready, and its memory at rest.'

const STARTS = 5

/** From the start of the process (its own clock) to a server that answers, with an application and its keys made. */
export async function run(): Promise<Result> {
  const starts: number[] = []
  const memory: number[] = []
  let cpuSeconds = 0
  for (let i = 0; i < STARTS; i++) {
    await using server = await startServerProcess()
    starts.push(server.startMs)
    const usage = await server.usage()
    memory.push(usage.rssBytes / 1e6)
    cpuSeconds += usage.cpuSeconds
  }
  const p50Ms = percentile(starts, 0.5)
  return {
    perSecond: round(1000 / p50Ms),
    cpuSecondsPer100k: round((cpuSeconds / STARTS) * 100_000),
    p50Ms: round(p50Ms),
    p99Ms: round(percentile(starts, 0.99)),
    rssMB: round(percentile(memory, 0.5), 1),
  }
}
