/** A pending timer; only the clock that made it can read it. */
export type Timer = unknown

/** Time as the core sees it, so that tests turn the hands themselves. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Calls `task` once after `delay` milliseconds. */
  after(delay: number, task: () => void): Timer
  /** Forgets a timer; one that has fired, or `undefined`, is fine. */
  cancel(timer: Timer): void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delay, task) => setTimeout(task, delay),
  cancel: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout> | undefined),
}
