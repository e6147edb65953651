import { RANKS, type Rank } from '../../engine/realtime/live-batch.ts'

const SLOT_MS = 100
/** A second and the part of a slot that has begun: so no second holds more than the cap. */
const SLOTS = 11

/** How many of each rank within the last second. */
class Window {
  readonly sums = new Array<number>(RANKS).fill(0)
  readonly #slots = new Uint32Array(RANKS * SLOTS)

  add(rank: Rank, slot: number): void {
    this.sums[rank]!++
    this.#slots[(slot % SLOTS) * RANKS + rank]!++
  }

  /** Begins a slot: what stood there is older than a second. */
  begin(slot: number): void {
    const at = (slot % SLOTS) * RANKS
    for (let rank = 0; rank < RANKS; rank++) {
      this.sums[rank]! -= this.#slots[at + rank]!
      this.#slots[at + rank] = 0
    }
  }
}

/**
 * ROOM3: which messages a room takes. Each rank gets of the cap what the ranks above it did not ask for within the last second, so
 * that what matters more never waits for what matters less. What is below `High` never passes the cap together; `High` and who
 * manages the room are not held up by what was taken before they came.
 */
export class MessageCap {
  /** Messages a second; the application may change its mind. */
  perSecond: number
  readonly #asked = new Window()
  readonly #taken = new Window()
  #slot = 0

  constructor(perSecond: number) {
    this.perSecond = perSecond
  }

  /** @param now ms of a clock that nobody sets */
  take(rank: Rank, now: number): boolean {
    this.#turn(now)
    let left = this.perSecond - this.#taken.sums[rank]!
    for (let above = 0; above < rank; above++) left -= this.#asked.sums[above]!
    if (rank > 1) left = Math.min(left, this.perSecond - this.#taken.sums.reduce((sum, count) => sum + count, 0))
    this.#asked.add(rank, this.#slot)
    if (left <= 0) return false
    this.#taken.add(rank, this.#slot)
    return true
  }

  /** Another node took one. */
  heard(rank: Rank, now: number): void {
    this.#turn(now)
    this.#asked.add(rank, this.#slot)
    this.#taken.add(rank, this.#slot)
  }

  #turn(now: number): void {
    const slot = Math.floor(now / SLOT_MS)
    const first = Math.max(this.#slot + 1, slot - SLOTS + 1)
    for (let next = first; next <= slot; next++) {
      this.#asked.begin(next)
      this.#taken.begin(next)
    }
    this.#slot = slot
  }
}
