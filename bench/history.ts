import { mkdtemp, rm } from 'node:fs/promises'
import { openLevelTimeline } from '../packages/server/src/engine/timeline/level.ts'
import type { Range, Timeline } from '../packages/server/src/engine/timeline/timeline.ts'
import { fill } from './lib/fill-timeline.ts'
import { watchLoop } from './lib/loop-delay.ts'
import { percentile, type Result, round } from './lib/result.ts'

export const name = 'history'
export const description =
  'Pages of 20 from 5,000,000 stored messages: one conversation with 2,000,000, and 30,000 others'

const MESSAGES = Number(process.env['SIGNET_BENCH_MESSAGES'] ?? 5_000_000)
const PAGE = 20
const READS = 4000
/** Where the messages go: two in five into the large conversation, the others around. */
const LARGE_SHARE = 2
const OF = 5
const REST = OF - LARGE_SHARE
const SMALL = Math.max(1, Math.floor(MESSAGES / 166))

const LARGE = '1400000001\u001fGROUP\u001flarge'
const small = (n: number): string => `1400000001\u001fC2Calice\u001fbob${n % SMALL}`
const conversationOf = (n: number): string =>
  n % OF < LARGE_SHARE ? LARGE : small(Math.floor(n / OF) * REST + (n % OF) - LARGE_SHARE)

/** A place among `count`, spread evenly and the same in every run. */
const spread = (i: number, count: number): number => Math.floor(((i * 0.618_033_988_75) % 1) * count)

/** Every page is of a conversation that is not in the memory of the server, asked for one after the other. */
export async function run(): Promise<Result> {
  const folder = await mkdtemp(new URL('.history-', import.meta.url).pathname)
  try {
    const filledAt = performance.now()
    await fill(folder, MESSAGES, (n) => ({ conversation: conversationOf(n), author: n % 2 === 0 ? 'alice' : 'bob' }))
    const fillSeconds = (performance.now() - filledAt) / 1000
    const timeline = await openLevelTimeline(folder, { cacheBytes: 1 })
    const [head] = await timeline.heads([LARGE])
    const loop = watchLoop()
    loop.start()
    const deep = await pages(timeline, (i) => [LARGE, { before: PAGE + 1 + spread(i, head!.seq - PAGE), limit: PAGE }])
    const upward = await pages(timeline, (i) => [LARGE, { after: spread(i, head!.seq - PAGE), limit: PAGE }])
    const newest = await pages(timeline, (i) => [small(spread(i, SMALL)), { limit: PAGE }])
    loop.stop()
    await timeline.close()
    const all = [...deep.took, ...upward.took, ...newest.took]
    const seconds = all.reduce((sum, ms) => sum + ms, 0) / 1000
    const cpuSeconds = deep.cpuSeconds + upward.cpuSeconds + newest.cpuSeconds
    return {
      perSecond: Math.round(all.length / seconds),
      cpuSecondsPer100k: round((cpuSeconds / all.length) * 100_000),
      p50Ms: round(percentile(all, 0.5)),
      p99Ms: round(percentile(all, 0.99)),
      deepP99Ms: round(percentile(deep.took, 0.99)),
      upwardP99Ms: round(percentile(upward.took, 0.99)),
      newestP99Ms: round(percentile(newest.took, 0.99)),
      loopDelayP99Ms: loop.p99Ms(),
      maxMs: round(percentile(all, 1)),
      messages: MESSAGES,
      inOneConversation: head!.seq,
      fillSeconds: round(fillSeconds),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function pages(timeline: Timeline, page: (i: number) => [conversation: string, range: Range]) {
  const took: number[] = []
  const cpu = process.cpuUsage()
  for (let i = 0; i < READS; i++) {
    const [conversation, range] = page(i)
    const start = performance.now()
    const entries = await timeline.read(conversation, range)
    took.push(performance.now() - start)
    if (entries.length !== PAGE) throw new Error(`a page of ${entries.length} instead of ${PAGE}`)
  }
  const used = process.cpuUsage(cpu)
  return { took, cpuSeconds: (used.user + used.system) / 1e6 }
}
