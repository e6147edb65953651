/** A set of texts that may say "yes" about one that it never saw, and never "no" about one that it did. */
export interface Bloom {
  /** True when as many texts were added as keep wrong answers below 1 in 200. */
  readonly full: boolean
  add(hash: Hash): void
  mayHave(hash: Hash): boolean
}

/** Two independent 32-bit hashes, from which all probes are made. */
export interface Hash {
  readonly first: number
  readonly step: number
}

const BITS = 2 ** 24
const MASK = BITS - 1
const BITS_PER_TEXT = 12
const PROBES = 8

/** `const seen = bloom(); seen.add(hashOf('a', seed)); seen.mayHave(hashOf('a', seed))` — 2 MiB for 1.4 million texts */
export function bloom(): Bloom {
  const words = new Int32Array(BITS / 32)
  let count = 0

  return {
    get full() {
      return count * BITS_PER_TEXT >= BITS
    },

    add({ first, step }) {
      count++
      for (let i = 0, at = first; i < PROBES; i++, at = (at + step) | 0) words[(at & MASK) >>> 5]! |= 1 << (at & 31)
    },

    mayHave({ first, step }) {
      for (let i = 0, at = first; i < PROBES; i++, at = (at + step) | 0) {
        if ((words[(at & MASK) >>> 5]! & (1 << (at & 31))) === 0) return false
      }
      return true
    },
  }
}

/** @param seed a random number of the process, so that nobody can choose texts that collide */
export function hashOf(text: string, seed: number): Hash {
  let first = seed | 0
  let step = ~seed
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    first = Math.imul(first ^ unit, 0x0100_0193)
    step = Math.imul(step ^ unit, 0x5bd1_e995)
    step ^= step >>> 15
  }
  return { first: mix(first), step: mix(step) | 1 }
}

/** Lets every bit of the input change every bit of the output. */
function mix(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb_352d)
  hash = Math.imul(hash ^ (hash >>> 15), 0x846c_a68b)
  return hash ^ (hash >>> 16)
}
