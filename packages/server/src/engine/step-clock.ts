/** The wall clock, with what it takes to compare its times although somebody set it back. */
export interface StepClock {
  /** ms */
  now(): number
  /** The earliest that this clock showed after a time that it gave: what was stamped later is not older. ms */
  notAfter(time: number): number
}

/** Steps smaller than this go unnoticed, ms: whoever compares times of several machines allows for them anyway. */
const NOTICED_MS = 30_000

/**
 * Watches a clock for steps back. It has to be asked at every stamp, else a step and its way back could pass between two looks.
 * Everything from the lowest to the highest time around the steps is ambiguous; a time from the future is one of before a restart.
 * @example
 * const clock = stepClock(Date.now)
 * const candidates = stamped.filter((entry) => entry.time >= clock.notAfter(since))
 */
export function stepClock(read: () => number): StepClock {
  let last = read()
  /** The latest time it ever showed: small steps back go unnoticed, so it may lie above what it showed before a great one. */
  let top = last
  let high = Number.NEGATIVE_INFINITY
  let low = Number.POSITIVE_INFINITY
  const now = (): number => {
    const time = read()
    top = Math.max(top, time)
    if (time < last - NOTICED_MS) {
      high = Math.max(high, top)
      low = Math.min(low, time)
    }
    last = time
    return time
  }
  return {
    now,
    notAfter(time) {
      if (time <= high) return Math.min(time, low)
      return time > now() + NOTICED_MS ? 0 : time
    },
  }
}
