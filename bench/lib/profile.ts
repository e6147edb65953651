import { mkdir, writeFile } from 'node:fs/promises'
import { Session } from 'node:inspector/promises'
import { join } from 'node:path'

/** Keeps CPU profiles of stretches of this process: open them in a browser's developer tools. */
export interface Profiler {
  /** Begins a stretch; one that is under way is given up. */
  start(): Promise<void>
  /** Ends the stretch and writes it down; nothing when none is under way. */
  stop(): Promise<void>
}

/** `SIGNET_BENCH_PROFILE=folder` says where to; without it nothing is kept. */
export function createProfiler(name: string, folder = process.env['SIGNET_BENCH_PROFILE']): Profiler {
  if (folder === undefined) return { start: async () => {}, stop: async () => {} }
  const inspector = new Session()
  inspector.connect()
  let isUnderWay = false
  let profiles = 0
  return {
    async start() {
      await inspector.post('Profiler.enable')
      if (isUnderWay) await inspector.post('Profiler.stop')
      await inspector.post('Profiler.start')
      isUnderWay = true
    },
    async stop() {
      if (!isUnderWay) return
      isUnderWay = false
      const { profile } = await inspector.post('Profiler.stop')
      await mkdir(folder, { recursive: true })
      await writeFile(join(folder, `${name}-${process.pid}-${++profiles}.cpuprofile`), JSON.stringify(profile))
    },
  }
}
