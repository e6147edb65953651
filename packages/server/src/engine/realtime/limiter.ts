/** A token bucket kept in the session itself: two numbers, no timer. */
export interface Bucket {
  tokens: number
  tokensAt: number
}

/** Takes one token. @returns 0, or the milliseconds until there is one */
export function take(bucket: Bucket, now: number, perSecond: number, burst: number): number {
  const filled = bucket.tokensAt === 0 ? burst : bucket.tokens + ((now - bucket.tokensAt) * perSecond) / 1000
  bucket.tokens = Math.min(burst, Math.max(0, filled))
  bucket.tokensAt = now
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1
    return 0
  }
  return Math.ceil(((1 - bucket.tokens) * 1000) / perSecond)
}

/** Counts failures by key (an address) within the current minute; bounded, so that many addresses cannot fill the memory. */
export class FailureCounter {
  readonly #counts = new Map<string, number>()
  readonly #perMinute: number
  readonly #now: () => number
  #minute = 0

  constructor(perMinute: number, now: () => number) {
    this.#perMinute = perMinute
    this.#now = now
  }

  /** Milliseconds until the key may try again; 0 when it may now. */
  blockedFor(key: string): number {
    this.#turn()
    return (this.#counts.get(key) ?? 0) >= this.#perMinute ? 60_000 - (this.#now() % 60_000) : 0
  }

  failed(key: string): void {
    this.#turn()
    if (this.#counts.size < 100_000 || this.#counts.has(key)) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
  }

  #turn(): void {
    const minute = Math.floor(this.#now() / 60_000)
    if (minute === this.#minute) return
    this.#minute = minute
    this.#counts.clear()
  }
}
