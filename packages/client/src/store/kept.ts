/** Lists by name, made when they are asked for. Of those that nobody shows, only the last few stay. */
export class Kept<T extends { readonly isObserved: boolean }> {
  readonly #lists = new Map<string, T>()
  readonly #idle = new Set<string>()
  readonly #make: (name: string, idle: () => void) => T
  readonly #mostIdle: number

  /** @param make gets the function to call when the last one who showed the list has left */
  constructor(make: (name: string, idle: () => void) => T, mostIdle: number) {
    this.#make = make
    this.#mostIdle = mostIdle
  }

  of(name: string): T {
    const known = this.#lists.get(name)
    if (known) return known
    const list = this.#make(name, () => this.#left(name))
    this.#lists.set(name, list)
    return list
  }

  find(name: string): T | undefined {
    return this.#lists.get(name)
  }

  all(): Iterable<T> {
    return this.#lists.values()
  }

  #left(name: string): void {
    this.#idle.delete(name)
    this.#idle.add(name)
    for (const oldest of this.#idle) {
      if (this.#idle.size <= this.#mostIdle) return
      this.#idle.delete(oldest)
      if (!this.#lists.get(oldest)?.isObserved) this.#lists.delete(oldest)
    }
  }
}
