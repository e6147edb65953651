import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { bundleServer } from '../scripts/lib/server-bundle.ts'
import { percentile, type Result, round } from './lib/result.ts'

export const name = 'start'
export const description = 'Cold start of the built `signet serve` to ready, and its memory at rest.'

const STARTS = 5
/** V8 gives pages back some seconds after the collection. */
const REST_MS = 12_000
const ROOT = fileURLToPath(new URL('..', import.meta.url))

interface Start {
  readonly ms: number
  readonly rssMB: number
  readonly cpuSeconds: number
}

/** The first start makes the folder, the secrets and a password; the others find them. Time is from `spawn` to the ready line. */
export async function run(): Promise<Result> {
  const built = spawnSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-b'], { cwd: ROOT })
  if (built.status !== 0) throw new Error(`tsc -b failed: ${built.stdout}`)
  await bundleServer()
  const dir = await mkdtemp(join(tmpdir(), 'signet-bench-'))
  const starts: Start[] = []
  for (let i = 0; i < STARTS; i++) starts.push(await startOnce(dir))
  await rm(dir, { recursive: true, force: true })
  const [first, ...later] = starts as [Start, ...Start[]]
  const times = later.map(({ ms }) => ms)
  const p50Ms = percentile(times, 0.5)
  return {
    perSecond: round(1000 / p50Ms),
    cpuSecondsPer100k: round(
      percentile(
        later.map(({ cpuSeconds }) => cpuSeconds),
        0.5,
      ) * 100_000,
      0,
    ),
    p50Ms: round(p50Ms),
    p99Ms: round(percentile(times, 0.99)),
    firstStartMs: round(first.ms),
    cpuSecondsPerStart: round(
      percentile(
        later.map(({ cpuSeconds }) => cpuSeconds),
        0.5,
      ),
    ),
    idleRssMB: round(
      percentile(
        later.map(({ rssMB }) => rssMB),
        0.5,
      ),
      1,
    ),
  }
}

async function startOnce(dir: string): Promise<Start> {
  const args = [join(ROOT, 'packages/cli/dist/main.js'), 'serve', '--data', dir, '--port', '0', '--json']
  const at = performance.now()
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve)
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
  const ms = performance.now() - at
  const stat = (await readFile(`/proc/${child.pid}/stat`, 'utf8')).split(') ')[1]!.split(' ')
  await sleep(REST_MS)
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
  child.kill('SIGTERM')
  await ended
  // Fields 14 and 15 of the kernel's stat line, in ticks of 10 ms.
  return {
    ms,
    rssMB: Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024,
    cpuSeconds: (Number(stat[11]) + Number(stat[12])) / 100,
  }
}
