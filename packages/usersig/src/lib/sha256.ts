import { fromUtf8, utf8Shared } from './utf8.ts'

/*
 * SHA-256 (FIPS 180-4) and HMAC (RFC 2104) for texts of a few hundred bytes, where the price of a call into a platform's
 * crypto is several times that of the hash. It has no branch and no look-up that depends on the data.
 */

/** The first 32 bits of the fractional parts of the roots (`power` 1/2 or 1/3) of the first primes. */
function rootBits(count: number, power: number): Int32Array {
  const bits = new Int32Array(count)
  for (let found = 0, candidate = 2; found < count; candidate++) {
    let prime = true
    for (let divisor = 2; divisor * divisor <= candidate; divisor++) if (candidate % divisor === 0) prime = false
    if (prime) bits[found++] = ((candidate ** power % 1) * 0x100000000) | 0
  }
  return bits
}

const K = rootBits(64, 1 / 3)
const INITIAL = rootBits(8, 1 / 2)
const W = new Int32Array(64)

/** Eight words: the state after a whole number of 64-byte blocks. */
export type HashState = Int32Array

function compress(state: HashState, bytes: Uint8Array, at: number): void {
  for (let i = 0; i < 16; i++, at += 4) {
    W[i] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
  }
  for (let i = 16; i < 64; i++) {
    const x = W[i - 15]!
    const y = W[i - 2]!
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    W[i] = (W[i - 16]! + s0 + W[i - 7]! + s1) | 0
  }
  let a = state[0]!
  let b = state[1]!
  let c = state[2]!
  let d = state[3]!
  let e = state[4]!
  let f = state[5]!
  let g = state[6]!
  let h = state[7]!
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i]! + W[i]!) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  state[0] = (state[0]! + a) | 0
  state[1] = (state[1]! + b) | 0
  state[2] = (state[2]! + c) | 0
  state[3] = (state[3]! + d) | 0
  state[4] = (state[4]! + e) | 0
  state[5] = (state[5]! + f) | 0
  state[6] = (state[6]! + g) | 0
  state[7] = (state[7]! + h) | 0
}

const tail = new Uint8Array(128)
const scratch: HashState = new Int32Array(8)

/** Absorbs `bytes` as the end of a message of which `before` bytes are in `state` already, and writes the digest to `out`. */
function finish(state: HashState, bytes: Uint8Array, before: number, out: Uint8Array): void {
  const length = bytes.length
  const whole = length - (length % 64)
  for (let at = 0; at < whole; at += 64) compress(state, bytes, at)
  const rest = length - whole
  const size = rest < 56 ? 64 : 128
  tail.fill(0)
  for (let i = 0; i < rest; i++) tail[i] = bytes[whole + i]!
  tail[rest] = 0x80
  const bits = (before + length) * 8
  tail[size - 4] = bits >>> 24
  tail[size - 3] = bits >>> 16
  tail[size - 2] = bits >>> 8
  tail[size - 1] = bits
  compress(state, tail, 0)
  if (size === 128) compress(state, tail, 64)
  for (let i = 0; i < 8; i++) {
    const word = state[i]!
    out[4 * i] = word >>> 24
    out[4 * i + 1] = word >>> 16
    out[4 * i + 2] = word >>> 8
    out[4 * i + 3] = word
  }
}

/** SHA-256 of up to 2²⁹ - 1 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(32)
  scratch.set(INITIAL)
  finish(scratch, bytes, 0, out)
  return out
}

const HEX_DIGITS = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0))

export function hex(bytes: Uint8Array): string {
  const digits = new Uint8Array(bytes.length * 2)
  for (let i = 0; i < bytes.length; i++) {
    digits[2 * i] = HEX_DIGITS[bytes[i]! >> 4]!
    digits[2 * i + 1] = HEX_DIGITS[bytes[i]! & 15]!
  }
  return fromUtf8(digits)!
}

export const sha256Hex = (text: string): string => hex(sha256(utf8Shared(text)))

/** An HMAC key after its first block: what is the same for every message is worked out once. */
export interface HmacState {
  readonly inner: HashState
  readonly outer: HashState
}

export function hmacState(key: Uint8Array): HmacState {
  const short = key.length > 64 ? sha256(key) : key
  const half = (pad: number): HashState => {
    const block = new Uint8Array(64).fill(pad)
    for (let i = 0; i < short.length; i++) block[i] = short[i]! ^ pad
    const state = INITIAL.slice()
    compress(state, block, 0)
    return state
  }
  return { inner: half(0x36), outer: half(0x5c) }
}

const innerDigest = new Uint8Array(32)

export function hmacSha256(key: HmacState, message: Uint8Array): Uint8Array {
  scratch.set(key.inner)
  finish(scratch, message, 64, innerDigest)
  const out = new Uint8Array(32)
  scratch.set(key.outer)
  finish(scratch, innerDigest, 64, out)
  return out
}

/** Takes the same time wherever the first difference is. The length is not a secret. */
export function equalConstantTime(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!
  return difference === 0
}
