import { isIP } from 'node:net'

/** A token bucket kept in the session itself: two numbers, no timer. */
export interface Bucket {
  tokens: number
  tokensAt: number
}

/** Takes one token. @returns 0, or the milliseconds until there is one */
export function take(bucket: Bucket, now: number, perSecond: number, burst: number): number {
  const passed = Math.max(0, now - bucket.tokensAt)
  const filled = bucket.tokensAt === 0 ? burst : bucket.tokens + (passed * perSecond) / 1000
  bucket.tokens = Math.min(burst, filled)
  bucket.tokensAt = now
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1
    return 0
  }
  return Math.ceil(((1 - bucket.tokens) * 1000) / perSecond)
}

/** What a request costs beyond the token that it took. Never so much that a whole burst would not pay for it. */
export function charge(bucket: Bucket, tokens: number, burst: number): void {
  bucket.tokens = Math.max(-burst, bucket.tokens - tokens)
}

/**
 * Whom to count a failure of this address against: an IPv6 client has a whole /64 to come from, and an IPv4 one that came through an
 * IPv6 socket is the same client.
 * @example networkOf('::ffff:192.0.2.7') // '192.0.2.7'
 */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address
  // The URL parser gives an IPv6 address its one shortest form.
  const host = new URL(`http://[${address.split('%', 1)[0]}]`).hostname.slice(1, -1)
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(host)
  if (mapped !== null) return dotted(Number.parseInt(mapped[1]!, 16), Number.parseInt(mapped[2]!, 16))
  const [left, right] = host.split('::') as [string, string | undefined]
  const groups = left === '' ? [] : left.split(':')
  const missing = right === undefined ? 0 : 8 - groups.length - (right === '' ? 0 : right.split(':').length)
  const whole = [...groups, ...Array<string>(missing).fill('0'), ...(right ? right.split(':') : [])]
  return `${whole.slice(0, 4).join(':')}::/64`
}

const dotted = (high: number, low: number): string => `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`

/** Counts failures by key (an address) within the current minute; bounded, so that many addresses cannot fill the memory. */
export class FailureCounter {
  readonly #counts = new Map<string, number>()
  readonly #most: number
  readonly #now: () => number
  readonly #windowMs: number
  #window = 0

  /** @param windowMs counts of another time than a minute */
  constructor(most: number, now: () => number, windowMs: number = 60_000) {
    this.#most = most
    this.#now = now
    this.#windowMs = windowMs
  }

  /** Milliseconds until the key may try again; 0 when it may now. */
  blockedFor(key: string): number {
    this.#turn()
    return (this.#counts.get(key) ?? 0) >= this.#most ? this.#windowMs - (this.#now() % this.#windowMs) : 0
  }

  failed(key: string): void {
    this.#turn()
    if (this.#counts.size < 100_000 || this.#counts.has(key)) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
  }

  #turn(): void {
    const window = Math.floor(this.#now() / this.#windowMs)
    if (window === this.#window) return
    this.#window = window
    this.#counts.clear()
  }
}
