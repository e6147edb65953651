/** A comment that flies over the stage. */
export interface Flight {
  readonly id: string
  readonly text: string
  readonly lane: number
}

/** How long a comment takes across the stage, ms. */
export const FLIGHT_MS = 8_000

/** A letter of this width, px, decides when the next one may follow in the same lane. */
const LETTER = 18
const GAP = 40

/**
 * Gives comments lanes so that none covers another. With all lanes taken a comment is not flown: the list beside the stage has it.
 *
 * @example
 * ```ts
 * const lanes = new Lanes(6)
 * lanes.place('hello', 800, performance.now()) // 0
 * ```
 */
export class Lanes {
  /** From when on, ms, the right edge of each lane is free. */
  readonly #free: number[]

  constructor(count: number) {
    this.#free = Array.from({ length: count }, () => 0)
  }

  /** @param width of the stage, px @returns the lane, or nothing when all are taken */
  place(text: string, width: number, now: number): number | undefined {
    const lane = this.#free.findIndex((free) => free <= now)
    if (lane < 0) return undefined
    const own = [...text].length * LETTER + GAP
    // It moves its own width and that of the stage in one flight.
    this.#free[lane] = now + (own / (width + own)) * FLIGHT_MS
    return lane
  }
}
