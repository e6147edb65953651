import { mkdtemp, rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { openLevelTimeline } from '../packages/server/src/engine/timeline/level.ts'
import { VALUES } from './lib/fill-timeline.ts'
import { percentile, type Result, round } from './lib/result.ts'
import { runQueueWaitMs } from './lib/run-queue.ts'

export const name = 'pace'
export const description = 'The store alone at a steady rate: how long an append takes, and how long its commit'

/** Half of what the send bench reaches with a load generator on the same two cores. */
const PER_SECOND = Number(process.env['SIGNET_BENCH_RATE'] ?? 12_000)
const MS = 15_000
const PAIRS = 100

/** Open loop: appends start on time whether or not earlier ones were answered. */
export async function run(): Promise<Result> {
  const folder = await mkdtemp(new URL('.pace-', import.meta.url).pathname)
  const commits: number[] = []
  const took: number[] = []
  const timeline = await openLevelTimeline(folder, {
    async aroundWrite(write) {
      const start = performance.now()
      await write()
      commits.push(performance.now() - start)
    },
  })
  try {
    const pending: Promise<unknown>[] = []
    const cpu = process.cpuUsage()
    const waited = runQueueWaitMs()
    const startedAt = performance.now()
    for (let sent = 0; performance.now() - startedAt < MS; await sleep(1)) {
      const due = Math.floor(((performance.now() - startedAt) / 1000) * PER_SECOND)
      for (; sent < due; sent++) {
        const start = performance.now()
        pending.push(timeline.append(draftOf(sent)).then(() => took.push(performance.now() - start)))
      }
    }
    await Promise.all(pending)
    const used = process.cpuUsage(cpu)
    return {
      perSecond: Math.round(took.length / (MS / 1000)),
      cpuSecondsPer100k: round(((used.user + used.system) / 1e6 / took.length) * 100_000),
      p50Ms: round(percentile(took, 0.5)),
      p99Ms: round(percentile(took, 0.99)),
      commitsPerSecond: Math.round(commits.length / (MS / 1000)),
      commitP50Ms: round(percentile(commits, 0.5)),
      commitP99Ms: round(percentile(commits, 0.99)),
      commitMaxMs: round(percentile(commits, 1)),
      runQueueShare: round((runQueueWaitMs() - waited) / MS),
    }
  } finally {
    await timeline.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function draftOf(n: number) {
  const pair = (n * 7919) % PAIRS
  return {
    conversation: `1400000001\u001fC2C\u001fuser${2 * pair}\u001fuser${2 * pair + 1}`,
    value: VALUES[n % VALUES.length]!,
    author: `user${2 * pair + (n % 2)}`,
    dedupe: { key: `user${2 * pair}_${n}_1764000000`, digest: 'kTk0nDmqXDOhSyVQ5hF2CwkTk0nDmqXDOhSyVQ5hF2C' },
  }
}
