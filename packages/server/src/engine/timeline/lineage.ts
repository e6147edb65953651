import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** One opening of a log: what was committed from then on carries its name. */
export interface Run {
  readonly id: string
  /** Hides the counts in its marks: how much is said in all applications together is nobody's business. 16 bytes, base64url. */
  readonly key: string
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
  /** `<run>.<commits, encrypted>` */
  mark(): string
  holds(mark: string): boolean
  readonly runs: readonly Run[]
  readonly commits: number
  /** As many are durable now. */
  advance(commits: number): void
}

/** Runs that are remembered: marks of older ones are not held any more. */
export const MOST_RUNS = 500

/** A log that is opened now: the runs and commits that it had before, and a new run. */
export function lineage(earlier: readonly Run[], before: number): Lineage {
  const run: Run = {
    id: randomBytes(9).toString('base64url'),
    key: randomBytes(16).toString('base64url'),
    from: before,
  }
  const runs: readonly Run[] = [...earlier, run].slice(-MOST_RUNS)
  let commits = before
  let last = { commits: -1, mark: '' }

  return {
    runs,
    get commits() {
      return commits
    },
    mark() {
      if (last.commits !== commits) last = { commits, mark: `${run.id}.${hidden(run, commits)}` }
      return last.mark
    },
    holds(mark) {
      const at = runs.findIndex(({ id }) => mark.startsWith(`${id}.`))
      const of = runs[at]
      return of !== undefined && shown(of, mark.slice(of.id.length + 1)) <= (runs[at + 1]?.from ?? commits)
    },
    advance(count) {
      commits = count
    },
  }
}

const CIPHER = 'aes-128-ecb'

/** One block: a number, then zeros, by which it is known again. */
function hidden({ key }: Run, count: number): string {
  const block = Buffer.alloc(16)
  block.writeDoubleBE(count)
  return createCipheriv(CIPHER, Buffer.from(key, 'base64url'), null)
    .setAutoPadding(false)
    .update(block)
    .toString('base64url')
}

/** NaN, which is not less than anything, when it is none of this run. */
function shown({ key }: Run, text: string): number {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length !== 16) return Number.NaN
  const decipher = createDecipheriv(CIPHER, Buffer.from(key, 'base64url'), null).setAutoPadding(false)
  const block = decipher.update(bytes)
  return block.readBigUInt64BE(8) === 0n ? block.readDoubleBE() : Number.NaN
}
