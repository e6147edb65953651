import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openLevelTimeline } from '../packages/server/src/engine/timeline/level.ts'
import type { Timeline } from '../packages/server/src/engine/timeline/timeline.ts'
import { fill } from './lib/fill-timeline.ts'
import { watchLoop } from './lib/loop-delay.ts'
import { percentile, type Result, round } from './lib/result.ts'

export const name = 'drop'
export const description = 'Dropping the older half of 1,000,000 messages beside other appends: time, room given back'

const MESSAGES = Number(process.env['SIGNET_BENCH_MESSAGES'] ?? 1_000_000)
const SMALL = Math.max(1, Math.floor(MESSAGES / 200))
const EVERY_MS = 5

const LARGE = '1400000001\u001fGROUP\u001flarge'
const conversationOf = (n: number): string =>
  n % 2 === 0 ? LARGE : `1400000001\u001fC2Calice\u001fbob${Math.floor(n / 2) % SMALL}`

/** Half of the messages lie in one conversation, the others in many; each half is dropped of them. */
export async function run(): Promise<Result> {
  const folder = await mkdtemp(new URL('.drop-', import.meta.url).pathname)
  try {
    const draftOf = (n: number) => ({ conversation: conversationOf(n), author: 'alice' })
    await fill(folder, MESSAGES / 2, draftOf)
    await sleep(10)
    const cut = Date.now()
    await sleep(10)
    await fill(folder, MESSAGES / 2, draftOf)
    const timeline = await openLevelTimeline(folder)
    await sleep(2000)
    const bytesBefore = await bytesOf(folder)
    const quiet = await appendDuring(timeline, sleep(3000))
    const loop = watchLoop()
    loop.start()
    const cpu = process.cpuUsage()
    const startedAt = performance.now()
    const dropping = timeline.drop(() => cut)
    const took = await appendDuring(timeline, dropping)
    const seconds = (performance.now() - startedAt) / 1000
    const used = process.cpuUsage(cpu)
    const dropped = await dropping
    loop.stop()
    await timeline.close()
    return {
      perSecond: Math.round(dropped / seconds),
      cpuSecondsPer100k: round(((used.user + used.system) / 1e6 / dropped) * 100_000),
      p50Ms: round(percentile(took, 0.5)),
      p99Ms: round(percentile(took, 0.99)),
      loopDelayP99Ms: loop.p99Ms(),
      quietP50Ms: round(percentile(quiet, 0.5)),
      quietP99Ms: round(percentile(quiet, 0.99)),
      dropped,
      megabytesBefore: Math.round(bytesBefore / 1e6),
      megabytesAfter: Math.round((await bytesOf(folder)) / 1e6),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** How long an append takes meanwhile, ms. */
async function appendDuring(timeline: Timeline, work: Promise<unknown>): Promise<number[]> {
  let isOver = false
  const over = work.finally(() => {
    isOver = true
  })
  const took: number[] = []
  while (!isOver) {
    const start = performance.now()
    await timeline.append({ conversation: 'other', value: 'x'.repeat(200) })
    took.push(performance.now() - start)
    await sleep(EVERY_MS)
  }
  await over
  return took
}

async function bytesOf(folder: string): Promise<number> {
  const sizes = await Promise.all(
    (await readdir(folder)).map((name) =>
      stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
