/**
 * How many different names were seen, in 2 KB whatever their number: two sketches become one, and nobody can be read out of it. The count
 * is exact for a handful and within about 2 % for many.
 */
export class Sketch {
  readonly #ranks: Uint8Array

  constructor(ranks: Uint8Array = new Uint8Array(REGISTERS)) {
    this.#ranks = ranks
  }

  static read(text: string): Sketch {
    const ranks = new Uint8Array(Buffer.from(text, 'base64'))
    return ranks.length === REGISTERS ? new Sketch(ranks) : new Sketch()
  }

  /** @param hash of the name, 32 bits. @returns whether it changed anything */
  add(hash: number): boolean {
    const register = hash >>> (32 - BITS)
    // How far the first 1 is behind the bits that chose the register.
    const rank = Math.clz32((hash << BITS) | (1 << (BITS - 1))) + 1
    if (rank <= this.#ranks[register]!) return false
    this.#ranks[register] = rank
    return true
  }

  merge(other: Sketch): void {
    for (let i = 0; i < REGISTERS; i++) {
      if (other.#ranks[i]! > this.#ranks[i]!) this.#ranks[i] = other.#ranks[i]!
    }
  }

  get count(): number {
    let sum = 0
    let empty = 0
    for (const rank of this.#ranks) {
      sum += 2 ** -rank
      if (rank === 0) empty++
    }
    const estimate = (ALPHA * REGISTERS * REGISTERS) / sum
    // Few names: how many registers are untouched says it better.
    const few = estimate <= 2.5 * REGISTERS && empty > 0 ? REGISTERS * Math.log(REGISTERS / empty) : estimate
    return Math.round(few)
  }

  toString(): string {
    return Buffer.from(this.#ranks).toString('base64')
  }
}

const BITS = 11
const REGISTERS = 1 << BITS
const ALPHA = 0.7213 / (1 + 1.079 / REGISTERS)

/** 32 well mixed bits of a name. */
export function hashOf(name: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
