import { adler32 } from './adler32.ts'

/** What is wrong with a zlib stream. `too-large` is told before the output is complete. */
export type InflateProblem =
  | 'not-zlib'
  | 'truncated'
  | 'corrupt'
  | 'checksum'
  | 'too-large'
  | 'trailing-data'
  | 'padding'
  | 'dictionary'

const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
]
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
]
const DISTANCE_EXTRA = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
]
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

/** Codes of up to this many bits decode by one look-up; longer ones bit by bit. */
const FAST_BITS = 9

interface Huffman {
  /** `symbol << 4 | length` by the next FAST_BITS bits of the stream; 0 = a longer code, or none. */
  readonly fast: Uint16Array
  readonly count: Uint16Array
  readonly symbol: Uint16Array
}

const newHuffman = (): Huffman => ({
  fast: new Uint16Array(1 << FAST_BITS),
  count: new Uint16Array(16),
  symbol: new Uint16Array(288),
})

const offsets = new Uint16Array(16)
const nextCode = new Uint16Array(16)

/** Fills the tables for a canonical code; false when the lengths describe none (over-subscribed, or incomplete where that is an error). */
function build(table: Huffman, lengths: Uint8Array, from: number, size: number, sparse = true): boolean {
  const { fast, count, symbol } = table
  count.fill(0)
  fast.fill(0)
  for (let i = 0; i < size; i++) count[lengths[from + i]!]!++
  let left = 1
  let code = 0
  offsets[1] = 0
  for (let bits = 1; bits <= 15; bits++) {
    left = (left << 1) - count[bits]!
    if (left < 0) return false
    nextCode[bits] = code
    code = (code + count[bits]!) << 1
    if (bits < 15) offsets[bits + 1] = offsets[bits]! + count[bits]!
  }
  for (let i = 0; i < size; i++) {
    const bits = lengths[from + i]!
    if (bits === 0) continue
    symbol[offsets[bits]!++] = i
    const value = nextCode[bits]!++
    if (bits > FAST_BITS) continue
    // The stream holds a code's first bit lowest.
    let reversed = 0
    for (let bit = 0; bit < bits; bit++) reversed |= ((value >> bit) & 1) << (bits - 1 - bit)
    for (let at = reversed; at < 1 << FAST_BITS; at += 1 << bits) fast[at] = (i << 4) | bits
  }
  // One code of one bit is the only incomplete set that RFC 1951 allows; an empty one is never read from.
  return left === 0 || (sparse && count[0]! + count[1]! === size && count[1]! <= 1)
}

const fixedLengths = new Uint8Array(320)
  .fill(8, 0, 144)
  .fill(9, 144, 256)
  .fill(7, 256, 280)
  .fill(8, 280, 288)
  .fill(5, 288)
const FIXED_LITERALS: Huffman = newHuffman()
const FIXED_DISTANCES: Huffman = newHuffman()
build(FIXED_LITERALS, fixedLengths, 0, 288)
build(FIXED_DISTANCES, fixedLengths, 288, 32)

class Inflater {
  #input: Uint8Array = new Uint8Array(0)
  #limit = 0
  #at = 0
  #bits = 0
  #held = 0
  #out: Uint8Array = new Uint8Array(1024)
  #length = 0
  readonly #literals = newHuffman()
  readonly #distances = newHuffman()
  readonly #lengths = new Uint8Array(320)

  run(input: Uint8Array, limit: number): Uint8Array | InflateProblem {
    this.#input = input
    this.#limit = limit
    this.#at = 2
    this.#bits = 0
    this.#held = 0
    this.#length = 0
    for (let last = 0; last === 0; ) {
      last = this.#take(1)
      const type = this.#take(2)
      if (last < 0 || type < 0) return 'truncated'
      let problem: InflateProblem | undefined
      if (type === 0) problem = this.#stored()
      else if (type === 1) problem = this.#block(FIXED_LITERALS, FIXED_DISTANCES)
      else if (type === 2) problem = this.#dynamic()
      else return 'corrupt'
      if (problem) return problem
    }
    if (!this.#align()) return 'padding'
    const end = this.#at
    if (input.length < end + 4) return 'truncated'
    const sum = ((input[end]! << 24) | (input[end + 1]! << 16) | (input[end + 2]! << 8) | input[end + 3]!) >>> 0
    if (sum !== adler32(this.#out, 0, this.#length)) return 'checksum'
    return input.length > end + 4 ? 'trailing-data' : this.#out.subarray(0, this.#length)
  }

  /**
   * Goes to the next byte boundary, giving back whole bytes that were looked at ahead. The bits passed over mean nothing,
   * so they have to be zero, as every compressor writes them: else one ticket would have many texts.
   */
  #align(): boolean {
    const zero = (this.#bits & ((1 << (this.#held & 7)) - 1)) === 0
    this.#at -= this.#held >> 3
    this.#bits = 0
    this.#held = 0
    return zero
  }

  /** The next `count` (≤ 13) bits, lowest first; -1 at the end of the input. */
  #take(count: number): number {
    while (this.#held < count) {
      if (this.#at >= this.#input.length) return -1
      this.#bits |= this.#input[this.#at++]! << this.#held
      this.#held += 8
    }
    const value = this.#bits & ((1 << count) - 1)
    this.#bits >>>= count
    this.#held -= count
    return value
  }

  #symbol(table: Huffman): number {
    while (this.#held < 15 && this.#at < this.#input.length) {
      this.#bits |= this.#input[this.#at++]! << this.#held
      this.#held += 8
    }
    const entry = table.fast[this.#bits & ((1 << FAST_BITS) - 1)]!
    const length = entry & 15
    if (length !== 0) {
      if (length > this.#held) return -1
      this.#bits >>>= length
      this.#held -= length
      return entry >> 4
    }
    return this.#longSymbol(table)
  }

  #longSymbol(table: Huffman): number {
    let code = 0
    let first = 0
    let index = 0
    for (let length = 1; length <= 15; length++) {
      const bit = this.#take(1)
      if (bit < 0) return -1
      code |= bit
      const count = table.count[length]!
      if (code - count < first) return table.symbol[index + (code - first)]!
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    return -2
  }

  #room(more: number): boolean {
    const need = this.#length + more
    if (need > this.#limit) return false
    if (need > this.#out.length) {
      const grown = new Uint8Array(Math.min(this.#limit, Math.max(need, this.#out.length * 2)))
      grown.set(this.#out.subarray(0, this.#length))
      this.#out = grown
    }
    return true
  }

  #stored(): InflateProblem | undefined {
    const input = this.#input
    if (!this.#align()) return 'padding'
    let at = this.#at
    if (at + 4 > input.length) return 'truncated'
    const size = input[at]! | (input[at + 1]! << 8)
    if (size !== (~(input[at + 2]! | (input[at + 3]! << 8)) & 0xffff)) return 'corrupt'
    at += 4
    if (!this.#room(size)) return 'too-large'
    if (at + size > input.length) return 'truncated'
    this.#out.set(input.subarray(at, at + size), this.#length)
    this.#length += size
    this.#at = at + size
    return undefined
  }

  #dynamic(): InflateProblem | undefined {
    const literals = this.#take(5) + 257
    const distances = this.#take(5) + 1
    const codes = this.#take(4)
    if (codes < 0) return 'truncated'
    if (literals > 286 || distances > 30) return 'corrupt'
    const lengths = this.#lengths
    lengths.fill(0, 0, 19)
    for (let i = 0; i < codes + 4; i++) {
      const length = this.#take(3)
      if (length < 0) return 'truncated'
      lengths[CODE_LENGTH_ORDER[i]!] = length
    }
    if (!build(this.#literals, lengths, 0, 19, false)) return 'corrupt'
    for (let at = 0; at < literals + distances; ) {
      const symbol = this.#symbol(this.#literals)
      if (symbol < 0) return symbol === -1 ? 'truncated' : 'corrupt'
      if (symbol < 16) {
        lengths[at++] = symbol
        continue
      }
      if (symbol === 16 && at === 0) return 'corrupt'
      const value = symbol === 16 ? lengths[at - 1]! : 0
      const extra = symbol === 16 ? this.#take(2) : symbol === 17 ? this.#take(3) : this.#take(7)
      if (extra < 0) return 'truncated'
      const repeat = extra + (symbol === 18 ? 11 : 3)
      if (at + repeat > literals + distances) return 'corrupt'
      lengths.fill(value, at, at + repeat)
      at += repeat
    }
    // Without a code for "end of block" the block could not end.
    if (lengths[256] === 0) return 'corrupt'
    if (!build(this.#distances, lengths, literals, distances)) return 'corrupt'
    if (!build(this.#literals, lengths, 0, literals)) return 'corrupt'
    return this.#block(this.#literals, this.#distances)
  }

  #block(literals: Huffman, distances: Huffman): InflateProblem | undefined {
    for (;;) {
      const symbol = this.#symbol(literals)
      if (symbol < 0) return symbol === -1 ? 'truncated' : 'corrupt'
      if (symbol === 256) return undefined
      if (symbol < 256) {
        if (!this.#room(1)) return 'too-large'
        this.#out[this.#length++] = symbol
        continue
      }
      const problem = this.#copy(symbol - 257, distances)
      if (problem) return problem
    }
  }

  #copy(kind: number, distances: Huffman): InflateProblem | undefined {
    if (kind > 28) return 'corrupt'
    const lengthBits = this.#take(LENGTH_EXTRA[kind]!)
    if (lengthBits < 0) return 'truncated'
    const length = LENGTH_BASE[kind]! + lengthBits
    const symbol = this.#symbol(distances)
    if (symbol < 0) return symbol === -1 ? 'truncated' : 'corrupt'
    if (symbol > 29) return 'corrupt'
    const distanceBits = this.#take(DISTANCE_EXTRA[symbol]!)
    if (distanceBits < 0) return 'truncated'
    const distance = DISTANCE_BASE[symbol]! + distanceBits
    if (distance > this.#length) return 'corrupt'
    if (!this.#room(length)) return 'too-large'
    const out = this.#out
    let to = this.#length
    // Byte by byte: the source may overlap what is being written.
    for (let from = to - distance, end = to + length; to < end; ) out[to++] = out[from++]!
    this.#length = to
    return undefined
  }
}

/** Its tables and its output are what inflating costs most: made once, used for one stream after another. */
const inflater = new Inflater()

/**
 * Inflates one zlib stream (RFC 1950) that fills `input` exactly, to at most `limit` bytes.
 * The same code on every runtime, synchronous, and bounded while it works: output over the limit is never allocated.
 *
 * @returns the bytes for use at once, as they are overwritten by the next call; or what is wrong
 */
export function inflate(input: Uint8Array, limit: number): Uint8Array | InflateProblem {
  if (input.length < 2) return 'truncated'
  const method = input[0]!
  const flags = input[1]!
  if ((method & 15) !== 8 || method >> 4 > 7 || ((method << 8) | flags) % 31 !== 0) return 'not-zlib'
  if ((flags & 32) !== 0) return 'dictionary'
  return inflater.run(input, limit)
}
