import { readdirSync, readFileSync } from 'node:fs'

/** How long the threads of this process were ready to run without a core to run on, ms. Zero where the system does not tell. */
export function runQueueWaitMs(): number {
  const tasks = '/proc/self/task'
  try {
    return readdirSync(tasks).reduce((sum, task) => sum + waitOf(`${tasks}/${task}/schedstat`), 0)
  } catch {
    return 0
  }
}

/** The file has: time on a core, time waiting for one (both ns), number of turns. */
function waitOf(path: string): number {
  try {
    return Number(readFileSync(path, 'utf8').split(' ')[1]) / 1e6
  } catch {
    // A thread that ended meanwhile.
    return 0
  }
}
