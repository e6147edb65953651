/** Gathers work while a commit is under way, and commits it together when that has ended. */
export interface GroupCommit<Work> {
  add(work: Work): void
  /** Resolves when nothing waits and nothing is under way. */
  idle(): Promise<void>
}

export interface GroupCommitOptions<Work> {
  /** Most pieces of work in one commit. */
  readonly maxBatch: number
  /** A commit also ends at this much text: a large commit would hold up the event loop and everyone in it. */
  readonly maxSize: number
  readonly sizeOf: (work: Work) => number
  /** Must not reject: it answers the callers of its batch, whatever happens. */
  readonly commit: (batch: readonly Work[]) => Promise<void>
}

/**
 * One commit at a time, in the order of `add`. The first piece of work starts one at the end of the current turn of the event
 * loop, never after a timer, so that an only caller does not wait and callers of the same turn share.
 *
 * `const commits = groupCommit({ maxBatch: 256, maxSize: 1 << 20, sizeOf: (w) => w.length, commit })`
 */
export function groupCommit<Work>(options: GroupCommitOptions<Work>): GroupCommit<Work> {
  let waiting: Work[] = []
  let running: Promise<void> | undefined

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      await endOfTurn()
      await options.commit(takeBatch())
    }
    running = undefined
  }

  function takeBatch(): Work[] {
    const most = Math.min(waiting.length, options.maxBatch)
    let count = 0
    for (let size = 0; count < most && size < options.maxSize; count++) size += options.sizeOf(waiting[count]!)
    if (count < waiting.length) return waiting.splice(0, count)
    const batch = waiting
    waiting = []
    return batch
  }

  return {
    add(work) {
      waiting.push(work)
      running ??= drain()
    },
    async idle() {
      while (running !== undefined) await running
    },
  }
}

const endOfTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
