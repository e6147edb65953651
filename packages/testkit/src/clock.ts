/** A clock that tests turn. It runs with the real one, plus what it was moved by. */
export class TestClock {
  #offset = 0
  readonly now = (): number => Date.now() + this.#offset

  advance(ms: number): void {
    this.#offset += ms
  }
}
