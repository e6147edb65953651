/** Random numbers that a seed repeats. */
export interface Random {
  /** 0 ≤ n < `most` */
  below(most: number): number
  pick<T>(values: readonly T[]): T
  /** True once in so many. */
  once(inSoMany: number): boolean
}

export function seeded(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (most: number): number => Math.floor(next() * most)
  return { below, pick: (values) => values[below(values.length)]!, once: (inSoMany) => below(inSoMany) === 0 }
}
