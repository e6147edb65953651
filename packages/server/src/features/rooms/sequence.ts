import { randomInt } from 'node:crypto'

/** Numbers of what is said in live rooms. */
export interface Sequence {
  next(): number
  /** Another node gave this number. */
  heard(seq: number): void
}

/** Places between one millisecond and the next. */
const PER_MS = 1000

/**
 * Rises, and begins with the time: rooms are kept nowhere, so this is what keeps a restart from repeating a number. Nodes that have not
 * heard of each other begin at different places of a millisecond.
 * @param now ms
 */
export function createSequence(now: () => number): Sequence {
  const place = randomInt(PER_MS)
  let last = 0
  return {
    next() {
      last = Math.max(last + 1, now() * PER_MS + place)
      return last
    },
    heard(seq) {
      if (seq > last) last = seq
    },
  }
}
