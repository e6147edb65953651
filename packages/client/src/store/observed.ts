import { type Source, Value } from './source.ts'

/** A source that is read when somebody looks at it, and belongs to one login. */
export abstract class Observed<T> implements Source<T> {
  /** @internal */
  protected readonly state: Value<T>
  readonly #idle: () => void

  /** @internal @param idle called when the last one who looked has left */
  constructor(state: T, idle: () => void = () => {}) {
    this.state = new Value(state)
    this.#idle = idle
  }

  /** What is known now; empty before somebody subscribes. */
  readonly get = (): T => this.state.get()

  /** What it is about is read when somebody subscribes. @returns the function that ends it */
  readonly subscribe = (listener: () => void): (() => void) => {
    const stop = this.state.subscribe(listener)
    this.resume()
    return () => {
      stop()
      if (!this.isObserved) this.#idle()
    }
  }

  /** Whether somebody shows it. */
  get isObserved(): boolean {
    return this.state.isObserved
  }

  /** Begins, or tries again what failed, if somebody looks. */
  abstract resume(): void

  /** Another login: nothing of what was is shown. */
  abstract reset(): void
}
