/**
 * Something that changes, for whoever shows it. Values are replaced, never changed in place: what is `===` to before is as before.
 *
 * @example `const stop = store.unread.subscribe(() => badge(store.unread.get()))`
 */
export interface Source<T> {
  /** The value as it is now. */
  readonly get: () => T
  /** @returns the function that ends it */
  readonly subscribe: (listener: () => void) => () => void
}

/** @internal A source that its owner sets. */
export class Value<T> implements Source<T> {
  #value: T
  readonly #listeners = new Set<() => void>()

  constructor(value: T) {
    this.#value = value
  }

  readonly get = (): T => this.#value

  readonly subscribe = (listener: () => void): (() => void) => {
    // One function may be given twice; each time ends by itself.
    const own = (): void => listener()
    this.#listeners.add(own)
    return () => void this.#listeners.delete(own)
  }

  get isObserved(): boolean {
    return this.#listeners.size > 0
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return
    this.#value = value
    for (const listener of [...this.#listeners]) listener()
  }
}
