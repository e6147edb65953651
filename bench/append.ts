/**
 * One durable append stream: callers that each wait for their ack, over many conversations, on the LevelDB engine with a real
 * sync per commit. Then the hot read: the newest 20 entries of an active conversation, and of one that has to be read in.
 *
 * `npm run bench -- append [--json]`; `node --conditions=source bench/append.ts`
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { openLevelTimeline } from '../packages/server/src/engine/timeline/level.ts'
import type { Timeline } from '../packages/server/src/engine/timeline/timeline.ts'

export const name = 'append'
export const description = 'One durable append stream with group commit, and the read of the newest 20 entries'

const APPENDS = 200_000
const CALLERS = 256
const CONVERSATIONS = 200
const HOT_READS = 200_000
const COLD_READS = 20_000
const VALUE = JSON.stringify({
  from: 'alice',
  body: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'x'.repeat(124) } }],
})

export interface AppendNumbers {
  readonly name: string
  /** Durable appends, each with a dedupe key. */
  readonly perSecond: number
  readonly cpuSecondsPer100k: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly loopDelayP99Ms: number
  /** One caller that waits for each ack. */
  readonly aloneP50Ms: number
  readonly hotLast20PerSecond: number
  readonly coldLast20PerSecond: number
  readonly callers: number
  readonly conversations: number
  readonly valueBytes: number
}

/** Runs on a folder beside the bench, because a temporary folder may be memory, where a sync costs nothing. */
export async function run(): Promise<AppendNumbers> {
  const folder = await mkdtemp(new URL('.append-', import.meta.url).pathname)
  const timeline = await openLevelTimeline(folder)
  try {
    const aloneP50Ms = await appendAlone(timeline)
    const appends = await appendMany(timeline)
    const hotLast20PerSecond = await readLast20(timeline, HOT_READS)
    await timeline.close()
    const coldLast20PerSecond = await readCold(folder)
    return {
      name,
      ...appends,
      aloneP50Ms,
      hotLast20PerSecond,
      coldLast20PerSecond,
      callers: CALLERS,
      conversations: CONVERSATIONS,
      valueBytes: Buffer.byteLength(VALUE),
    }
  } finally {
    await timeline.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const conversation = (n: number): string => `1400000001\u001fC2Calice\u001fbob${n % CONVERSATIONS}`

async function appendOne(timeline: Timeline, n: number): Promise<void> {
  const dedupe = { key: `${(n * 2654435761) % 4294967296}_${n}`, digest: 'kTk0nDmqXDOhSyVQ5hF2Cw' }
  const author = n % 2 === 0 ? 'alice' : `bob${n % CONVERSATIONS}`
  await timeline.append({ conversation: conversation(n * 7919), value: VALUE, dedupe, author })
}

async function appendAlone(timeline: Timeline): Promise<number> {
  const took: number[] = []
  for (let n = 0; n < 200; n++) {
    const start = performance.now()
    await appendOne(timeline, -n - 1)
    took.push(performance.now() - start)
  }
  return percentile(took, 0.5)
}

async function appendMany(timeline: Timeline) {
  const took: number[] = []
  let next = 0
  async function caller(): Promise<void> {
    while (next < APPENDS) {
      const start = performance.now()
      await appendOne(timeline, next++)
      took.push(performance.now() - start)
    }
  }
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const cpu = process.cpuUsage()
  const start = performance.now()
  await Promise.all(Array.from({ length: CALLERS }, caller))
  const seconds = (performance.now() - start) / 1000
  const used = process.cpuUsage(cpu)
  delay.disable()
  return {
    perSecond: Math.round(APPENDS / seconds),
    cpuSecondsPer100k: round(((used.user + used.system) / 1e6 / APPENDS) * 100_000),
    p50Ms: percentile(took, 0.5),
    p99Ms: percentile(took, 0.99),
    loopDelayP99Ms: round(delay.percentile(99) / 1e6),
  }
}

async function readLast20(timeline: Timeline, reads: number): Promise<number> {
  const start = performance.now()
  for (let n = 0; n < reads; n++) {
    const entries = await timeline.read(conversation(n), { limit: 20 })
    if (entries.length !== 20) throw new Error(`read ${entries.length} entries instead of 20`)
  }
  return Math.round(reads / ((performance.now() - start) / 1000))
}

/** A cache without room for a conversation: every read goes to the store. */
async function readCold(folder: string): Promise<number> {
  const timeline = await openLevelTimeline(folder, { cacheBytes: 1 })
  try {
    return await readLast20(timeline, COLD_READS)
  } finally {
    await timeline.close()
  }
}

const round = (value: number): number => Math.round(value * 100) / 100

function percentile(values: number[], share: number): number {
  values.sort((a, b) => a - b)
  return round(values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0)
}

if (import.meta.main) console.log(JSON.stringify(await run(), undefined, 2))
