import type { GroupEvent } from '@signet/protocol/group'
import { LATEST_EVERY_MS } from './rules.ts'

/** Events of which only the newest counts: whoever hears one reads what it is about. */
const KINDS: readonly GroupEvent['kind'][] = ['attributesChanged', 'countersChanged', 'memberChanged']

interface Told {
  readonly event: GroupEvent
  readonly seq: number
}

/** Lets the first of such events through at once and the newest of those after it when it is due: counting likes must not flood a room. */
export class Latest {
  readonly #toldAt = new Map<GroupEvent['kind'], number>()
  readonly #held = new Map<GroupEvent['kind'], Told>()

  /** @param now ms of a clock that nobody sets. @returns whether everybody is told now */
  admits(event: GroupEvent, seq: number, now: number): boolean {
    const { kind } = event
    if (!KINDS.includes(kind)) return true
    if (now - (this.#toldAt.get(kind) ?? Number.NEGATIVE_INFINITY) < LATEST_EVERY_MS) {
      this.#held.set(kind, { event, seq })
      return false
    }
    this.#toldAt.set(kind, now)
    return true
  }

  /** What was held back and is due now. */
  due(now: number): Told[] {
    const due: Told[] = []
    for (const [kind, told] of this.#held) {
      if (!this.admits(told.event, told.seq, now)) continue
      this.#held.delete(kind)
      due.push(told)
    }
    return due
  }
}
