/** How many logins a node takes. */
export interface AdmissionOptions {
  readonly perSecond: number
  /** As many are taken at once after a quiet time. */
  readonly burst: number
  /** ms, of a clock that nobody sets */
  now(): number
  /** 0 to 1 */
  random(): number
}

/** Nobody is told to wait for longer, ms: whoever comes later than that has a new guess. */
const LONGEST_WAIT_MS = 30_000
const JITTER_MS = 500

/**
 * Takes logins at a bounded rate, so that thousands of clients that come back at once are all in soon (SES17). Who finds no place is told
 * a time of its own at which there will be one: they come one after the other and not all again in a second.
 */
export function createAdmission({ perSecond, burst, now, random }: AdmissionOptions) {
  const interval = 1000 / perSecond
  /** When the logins taken so far are paid for, ms. */
  let paidAt = Number.NEGATIVE_INFINITY
  /** The last place that was promised, ms. */
  let promisedAt = Number.NEGATIVE_INFINITY

  return {
    /** Takes one login. @returns 0, or the milliseconds after which to come again */
    wait(): number {
      const time = now()
      paidAt = Math.max(paidAt, time)
      // The difference of two times first: a sum with an interval in it rounds, and a quiet server would refuse its first login.
      const early = paidAt - time - (burst - 1) * interval
      if (early <= 0) {
        paidAt += interval
        return 0
      }
      const place = Math.max(promisedAt + interval, time + early)
      const wait = place - time
      if (wait > LONGEST_WAIT_MS) return Math.ceil(LONGEST_WAIT_MS * (0.5 + random() / 2))
      promisedAt = place
      return Math.ceil(wait + random() * JITTER_MS)
    },
  }
}

export type Admission = ReturnType<typeof createAdmission>
