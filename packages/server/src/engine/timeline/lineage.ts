import { randomBytes } from 'node:crypto'

/** One opening of a log: what was committed from then on carries its name. */
export interface Run {
  readonly id: string
  /** How many commits the log had when it was opened. */
  readonly from: number
}

/**
 * Where a log stands, so that somebody who knew it can tell whether it is still the one they knew (TL19).
 *
 * Every opening of a log begins a run with a name of its own, and the names are kept in the log itself. A mark is the run and the number
 * of commits at a moment. Whoever puts an earlier state back gets a log that knows the runs up to that state, with fewer commits, and the
 * next opening begins another run: a mark that was given later names a run that is not there, or a commit that its run never had.
 */
export interface Lineage {
  /** `<run>.<commits>` */
  mark(): string
  holds(mark: string): boolean
  readonly runs: readonly Run[]
  readonly commits: number
  /** As many are durable now. */
  advance(commits: number): void
}

/** Runs that are remembered: marks of older ones are not held any more. */
export const MOST_RUNS = 500

export const newRunId = (): string => randomBytes(9).toString('base64url')

/** A log that is opened now: the runs and commits that it had before, and a new run. */
export function lineage(earlier: readonly Run[], before: number, id = newRunId()): Lineage {
  const runs: readonly Run[] = [...earlier, { id, from: before }].slice(-MOST_RUNS)
  let commits = before

  return {
    runs,
    get commits() {
      return commits
    },
    mark: () => `${id}.${commits}`,
    holds(mark) {
      const { run, count } = readMark(mark)
      const at = runs.findIndex((known) => known.id === run)
      return at >= 0 && count <= (runs[at + 1]?.from ?? commits)
    },
    advance(count) {
      commits = count
    },
  }
}

function readMark(mark: string): { run: string; count: number } {
  const dot = mark.lastIndexOf('.')
  const digits = mark.slice(dot + 1)
  return { run: mark.slice(0, Math.max(0, dot)), count: /^\d{1,15}$/.test(digits) ? Number(digits) : Number.NaN }
}
