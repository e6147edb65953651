import { mkdtemp, rm } from 'node:fs/promises'
import { openLevelTimeline } from '../packages/server/src/engine/timeline/level.ts'
import type { UnreadQuery } from '../packages/server/src/engine/timeline/timeline.ts'
import { fill } from './lib/fill-timeline.ts'
import { watchLoop } from './lib/loop-delay.ts'
import { percentile, type Result, round } from './lib/result.ts'

export const name = 'unread'
export const description = 'Unread counts of a user in 3,000 groups, from a store that was just opened'

const GROUPS = 15_000
const QUERIES = 3000
const ROUNDS = 15
const MESSAGES = Number(process.env['SIGNET_BENCH_MESSAGES'] ?? 300_000)
/** More than are kept with a head, so that the author is looked up too. */
const AUTHORS = 12
const TIP_EVERY = 5

const group = (n: number): string => `1400000001\u001fGROUP\u001fgroup${n}`

/** Each round opens the store anew: nothing of it is in memory but what the operating system keeps of its files. */
export async function run(): Promise<Result> {
  const folder = await mkdtemp(new URL('.unread-', import.meta.url).pathname)
  try {
    const each = Math.ceil(MESSAGES / GROUPS)
    await fill(folder, MESSAGES, (n) => ({
      conversation: group(n % GROUPS),
      author: `user${Math.floor(n / GROUPS) % AUTHORS}`,
      counts: Math.floor(n / GROUPS) % TIP_EVERY > 0,
    }))
    const took: number[] = []
    const warm: number[] = []
    const loop = watchLoop()
    const startedCpu = process.cpuUsage()
    for (let r = 0; r < ROUNDS; r++) {
      const queries = Array.from({ length: QUERIES }, (_, i): UnreadQuery => {
        return { conversation: group((i * 4 + r) % GROUPS), after: (i * 7) % each, author: `user${i % (2 * AUTHORS)}` }
      })
      const timeline = await openLevelTimeline(folder)
      loop.start()
      for (const times of [took, warm]) {
        const start = performance.now()
        await timeline.unread(queries)
        times.push(performance.now() - start)
      }
      loop.stop()
      await timeline.close()
    }
    const used = process.cpuUsage(startedCpu)
    const counts = ROUNDS * 2 * QUERIES
    return {
      perSecond: Math.round((QUERIES / percentile(took, 0.5)) * 1000),
      cpuSecondsPer100k: round(((used.user + used.system) / 1e6 / counts) * 100_000),
      p50Ms: round(percentile(took, 0.5)),
      p99Ms: round(percentile(took, 0.99)),
      loopDelayP99Ms: loop.p99Ms(),
      againP50Ms: round(percentile(warm, 0.5)),
      queries: QUERIES,
      groups: GROUPS,
      messages: MESSAGES,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
