/** Results by key, in the order in which they were asked for, however they come in. */
export class InOrder {
  readonly #last = new Map<string, Promise<unknown>>()

  /** Is something asked for before still open? Whoever comes without a question waits for it all the same. */
  isWaited(key: string): boolean {
    return this.#last.size > 0 && this.#last.has(key)
  }

  /** The result of `work`, not before whatever was asked for ahead of it. */
  after<T>(key: string, work: Promise<T>): Promise<T> {
    const ahead = this.#last.get(key)
    const result = ahead === undefined ? work : waitThen(ahead, work)
    this.#last.set(key, result)
    const done = () => {
      if (this.#last.get(key) === result) this.#last.delete(key)
    }
    result.then(done, done)
    return result
  }
}

async function waitThen<T>(ahead: Promise<unknown>, work: Promise<T>): Promise<T> {
  // Both are under way already: a failure of this one must find somebody who listens.
  work.catch(() => {})
  await ahead.catch(() => {})
  return await work
}
