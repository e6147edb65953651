/** Names that something refers to: what they stand for is fetched soon, many at a time, each once. */
export class Wanted {
  readonly #page: number
  readonly #fetch: (names: string[]) => Promise<unknown>
  readonly #failed: (error: unknown) => void
  readonly #names = new Set<string>()
  #isAsking = false

  /**
   * @param page most names of one request
   * @param failed what cannot be had now is not asked for again until somebody wants it again
   */
  constructor(page: number, fetch: (names: string[]) => Promise<unknown>, failed: (error: unknown) => void) {
    this.#page = page
    this.#fetch = fetch
    this.#failed = failed
  }

  add(name: string): void {
    this.#names.add(name)
    if (this.#isAsking) return
    this.#isAsking = true
    queueMicrotask(() => void this.#ask())
  }

  drop(name: string): void {
    this.#names.delete(name)
  }

  clear(): void {
    this.#names.clear()
  }

  async #ask(): Promise<void> {
    try {
      while (this.#names.size > 0) {
        const names = [...this.#names].slice(0, this.#page)
        for (const name of names) this.#names.delete(name)
        await this.#fetch(names)
      }
    } catch (error) {
      this.#failed(error)
    } finally {
      this.#isAsking = false
    }
  }
}
