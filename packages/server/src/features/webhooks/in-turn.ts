/** Work that is not waited for, one after the other by key. A failure is told and ends nothing but itself. */
export class InTurn {
  readonly #last = new Map<string, Promise<void>>()
  readonly #failed: (error: unknown) => void

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed
  }

  run(key: string, work: () => Promise<void>): void {
    const turn = (this.#last.get(key) ?? Promise.resolve()).then(work).catch(this.#failed)
    this.#last.set(key, turn)
    turn.then(() => {
      if (this.#last.get(key) === turn) this.#last.delete(key)
    })
  }

  /** When all that was given so far is done. */
  async idle(): Promise<void> {
    await Promise.all(this.#last.values())
  }
}
