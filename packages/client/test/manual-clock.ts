import type { Clock, Timer } from '../src/clock.ts'

interface Due {
  readonly at: number
  readonly order: number
  readonly task: () => void
}

/** A clock that the test turns: tasks run in the order of their times, with all promises settled between two of them. */
export class ManualClock implements Clock {
  #now: number
  #order = 0
  readonly #due = new Set<Due>()

  constructor(now = 1_800_000_000_000) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  after(delay: number, task: () => void): Timer {
    const due: Due = { at: this.#now + Math.max(0, delay), order: this.#order++, task }
    this.#due.add(due)
    return due
  }

  cancel(timer: Timer): void {
    this.#due.delete(timer as Due)
  }

  /** How many timers are set. */
  get pending(): number {
    return this.#due.size
  }

  /** Lets `ms` milliseconds pass. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms
    await settle()
    for (let next = this.#next(); next && next.at <= end; next = this.#next()) {
      this.#due.delete(next)
      this.#now = Math.max(this.#now, next.at)
      next.task()
      await settle()
    }
    this.#now = end
  }

  #next(): Due | undefined {
    let first: Due | undefined
    for (const due of this.#due) {
      if (!first || due.at < first.at || (due.at === first.at && due.order < first.order)) first = due
    }
    return first
  }
}

/** Resolves after all promises that can settle have settled. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
