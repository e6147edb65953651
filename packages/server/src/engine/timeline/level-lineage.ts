import type { ClassicLevel } from 'classic-level'
import { COMMITS_KEY, RUNS_KEY } from './level-keys.ts'
import { type Lineage, lineage, type Run } from './lineage.ts'

/** Begins a run of the log in a folder that was just opened. */
export async function beginRun(db: ClassicLevel): Promise<Lineage> {
  const [runs, commits] = await Promise.all([db.get(RUNS_KEY), readCommits(db)])
  const begun = lineage(readRuns(runs), commits)
  // A full disk must not keep the server from starting: then nobody finds this run again, and whoever knew it begins anew.
  await db.put(RUNS_KEY, runsRecord(begun.runs), { sync: true }).catch(() => undefined)
  return begun
}

export const readCommits = async (db: ClassicLevel): Promise<number> => Number((await db.get(COMMITS_KEY)) ?? 0)

const runsRecord = (runs: readonly Run[]): string => runs.map(({ id, key, from }) => `${id} ${key} ${from}`).join('\n')

const readRuns = (record: string | undefined): Run[] =>
  (record ?? '').split('\n').flatMap((line) => {
    const [id, key, from] = line.split(' ')
    return id && key && from ? [{ id, key, from: Number(from) }] : []
  })
