/** Why something that waited was given up. */
export type Loss = 'age' | 'overflow'

/**
 * What waits for its turn, bounded by age and by number (PSH6): when there is no room the oldest goes, since news that are old help
 * nobody. Taking, adding and dropping cost the same however many wait.
 */
export class Waiting<T extends { readonly at: number }> {
  #items: (T | undefined)[] = []
  #head = 0
  readonly #limits: { readonly most: number; readonly maxAgeMs: number }
  readonly #lost: (why: Loss) => void

  constructor(limits: { readonly most: number; readonly maxAgeMs: number }, lost: (why: Loss) => void) {
    this.#limits = limits
    this.#lost = lost
  }

  get size(): number {
    return this.#items.length - this.#head
  }

  /** When the oldest was made, ms; nothing when none waits. */
  get oldestAt(): number | undefined {
    return this.#items[this.#head]?.at
  }

  add(item: T, now: number): void {
    this.dropOld(now)
    if (this.size >= this.#limits.most) {
      this.#shift()
      this.#lost('overflow')
    }
    this.#items.push(item)
  }

  /** The oldest that is not too old. */
  take(now: number): T | undefined {
    this.dropOld(now)
    return this.#shift()
  }

  dropOld(now: number): void {
    for (let oldest = this.oldestAt; oldest !== undefined && now - oldest > this.#limits.maxAgeMs; ) {
      this.#shift()
      this.#lost('age')
      oldest = this.oldestAt
    }
  }

  #shift(): T | undefined {
    const item = this.#items[this.#head]
    if (item === undefined) return undefined
    this.#items[this.#head++] = undefined
    // Half of it is empty: moving the rest costs less than what was taken since.
    if (this.#head > 32 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head)
      this.#head = 0
    }
    return item
  }
}
