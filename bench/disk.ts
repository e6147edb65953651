import { closeSync, fdatasyncSync, fsyncSync, openSync, unlinkSync, writeSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import { percentile, type Result, round } from './lib/result.ts'

export const name = 'disk'
export const description = 'What the disk alone does with the writes of the store: syncs of the size of a commit'

/** About 25 messages with their keys: a commit at 12,000 messages/s. */
const COMMIT = 16 * 1024
const EVERY_MS = 2
const MS = 6000
/** What the store writes to a new file when its buffer is full, and how often at that rate. */
const TABLE = 16 * 1024 * 1024
const TABLE_EVERY_MS = 1500

interface Writer {
  readonly path: string
}

/** Syncs one commit every 2 ms: alone, beside table files, and beside them into a file that has its size already. */
export async function run(): Promise<Result> {
  const folder = await mkdtemp(new URL('.disk-', import.meta.url).pathname)
  try {
    const alone = await commits(join(folder, 'alone'), false)
    const tables = new Worker(new URL(import.meta.url), { workerData: { path: folder } satisfies Writer })
    const beside = await commits(join(folder, 'beside'), false)
    const pregrown = await commits(join(folder, 'pregrown'), true)
    await tables.terminate()
    return {
      perSecond: Math.round(alone.took.length / (MS / 1000)),
      cpuSecondsPer100k: round((alone.cpuSeconds / alone.took.length) * 100_000),
      p50Ms: round(percentile(alone.took, 0.5)),
      p99Ms: round(percentile(alone.took, 0.99)),
      maxMs: round(percentile(alone.took, 1)),
      besideTablesP50Ms: round(percentile(beside.took, 0.5)),
      besideTablesP99Ms: round(percentile(beside.took, 0.99)),
      besideTablesMaxMs: round(percentile(beside.took, 1)),
      pregrownBesideTablesP50Ms: round(percentile(pregrown.took, 0.5)),
      pregrownBesideTablesP99Ms: round(percentile(pregrown.took, 0.99)),
      pregrownBesideTablesMaxMs: round(percentile(pregrown.took, 1)),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function commits(path: string, isPregrown: boolean): Promise<{ took: number[]; cpuSeconds: number }> {
  const file = openSync(path, 'w')
  const block = Buffer.alloc(COMMIT, 'x')
  if (isPregrown) {
    for (let at = 0; at < (MS / EVERY_MS) * COMMIT; at += COMMIT) writeSync(file, block, 0, COMMIT, at)
    fsyncSync(file)
  }
  const took: number[] = []
  const cpu = process.cpuUsage()
  const end = performance.now() + MS
  for (let at = 0; performance.now() < end; at += COMMIT) {
    const start = performance.now()
    writeSync(file, block, 0, COMMIT, at)
    fdatasyncSync(file)
    took.push(performance.now() - start)
    await sleep(EVERY_MS)
  }
  const used = process.cpuUsage(cpu)
  closeSync(file)
  return { took, cpuSeconds: (used.user + used.system) / 1e6 }
}

async function writeTables({ path }: Writer): Promise<never> {
  const block = Buffer.alloc(64 * 1024, 'y')
  for (let n = 0; ; n++) {
    const name = join(path, `table${n % 4}`)
    const file = openSync(name, 'w')
    for (let at = 0; at < TABLE; at += block.length) writeSync(file, block)
    fsyncSync(file)
    closeSync(file)
    if (n % 4 === 3) unlinkSync(name)
    await sleep(TABLE_EVERY_MS)
  }
}

if (!isMainThread && workerData !== null) await writeTables(workerData as Writer)
