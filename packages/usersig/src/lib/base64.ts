import { fromUtf8 } from './utf8.ts'

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/**
 * `standard` is RFC 4648 §4; `ticket` is the same with `*`, `-` and `_` for `+`, `/` and `=`. That is not base64url:
 * there `-` is 62 and `_` is 63.
 */
export type Alphabet = 'standard' | 'ticket'

const CHARACTERS: Readonly<Record<Alphabet, string>> = { standard: `${DIGITS}+/`, ticket: `${DIGITS}*-` }
const PADDING: Readonly<Record<Alphabet, string>> = { standard: '=', ticket: '_' }

const BAD = 255
const SPACE = 254
const PAD = 253

function decodeTable(alphabet: Alphabet, onTopOf?: Uint8Array): Uint8Array {
  const table = onTopOf ? Uint8Array.from(onTopOf) : new Uint8Array(128).fill(BAD)
  for (let value = 0; value < 64; value++) table[CHARACTERS[alphabet].charCodeAt(value)] = value
  table[PADDING[alphabet].charCodeAt(0)] = PAD
  return table
}

const STRICT = { standard: decodeTable('standard'), ticket: decodeTable('ticket') }
const LENIENT_TICKET: Uint8Array = decodeTable('standard', STRICT.ticket)
for (const space of ' \t\r\n') LENIENT_TICKET[space.charCodeAt(0)] = SPACE

/** Two output characters, in memory order, for each 12 bits: half the steps of one at a time. */
function pairTable(alphabet: Alphabet): Uint16Array {
  const pair = new Uint8Array(2)
  const asOne = new Uint16Array(pair.buffer)
  return Uint16Array.from({ length: 4096 }, (_, bits) => {
    pair[0] = CHARACTERS[alphabet].charCodeAt(bits >> 6)
    pair[1] = CHARACTERS[alphabet].charCodeAt(bits & 63)
    return asOne[0]!
  })
}

const PAIRS = { standard: pairTable('standard'), ticket: pairTable('ticket') }

let written = new Uint8Array(2048)
let writtenPairs = new Uint16Array(written.buffer)

/** Base64 with padding of the first `length` bytes. */
export function encodeBase64(bytes: Uint8Array, alphabet: Alphabet, length: number = bytes.length): string {
  const size = Math.ceil(length / 3) * 4
  if (size > written.length) {
    written = new Uint8Array(size)
    writtenPairs = new Uint16Array(written.buffer)
  }
  const pairs = PAIRS[alphabet]
  let put = 0
  for (let i = 0; i < length; i += 3) {
    // Bytes after the last one count as zero; what they made is then overwritten by the padding.
    const second = i + 1 < length ? bytes[i + 1]! : 0
    const third = i + 2 < length ? bytes[i + 2]! : 0
    const group = (bytes[i]! << 16) | (second << 8) | third
    writtenPairs[put++] = pairs[group >> 12]!
    writtenPairs[put++] = pairs[group & 4095]!
  }
  const rest = length % 3
  if (rest > 0) written.fill(PADDING[alphabet].charCodeAt(0), size - 3 + rest, size)
  return fromUtf8(written.subarray(0, size))!
}

/**
 * Canonical base64 only: complete padding, zero bits after the last byte, nothing else in between.
 *
 * @param out where to put the bytes, when the caller has room; the result is then a view of it
 * @returns `undefined` when the text is not that
 */
export function decodeBase64(text: string, alphabet: Alphabet, out?: Uint8Array): Uint8Array | undefined {
  const length = text.length
  if (length % 4 !== 0) return undefined
  const table = STRICT[alphabet]
  let end = length
  while (end > 0 && length - end < 2 && table[text.charCodeAt(end - 1)] === PAD) end--
  return decodeGroups(text, end, table, out)
}

/** What old signers made of a ticket: either alphabet, padding optional, whitespace anywhere. Still zero trailing bits. */
export function decodeTicketLenient(text: string): Uint8Array | undefined {
  const packed = text.replace(/[ \t\r\n]+/g, '')
  let end = packed.length
  while (end > 0 && packed.length - end < 2 && LENIENT_TICKET[packed.charCodeAt(end - 1)] === PAD) end--
  return decodeGroups(packed, end, LENIENT_TICKET)
}

function decodeGroups(text: string, end: number, table: Uint8Array, out?: Uint8Array): Uint8Array | undefined {
  const rest = end % 4
  if (rest === 1) return undefined
  const whole = end - rest
  const size = (whole >> 2) * 3 + (rest === 0 ? 0 : rest - 1)
  const bytes = out && out.length >= size ? out.subarray(0, size) : new Uint8Array(size)
  let at = 0
  // The tables have 128 entries: of a character beyond ASCII only the low bits are looked up, and `seen` tells it apart.
  let seen = 0
  let invalid = 0
  for (let i = 0; i < whole; i += 4) {
    const c0 = text.charCodeAt(i)
    const c1 = text.charCodeAt(i + 1)
    const c2 = text.charCodeAt(i + 2)
    const c3 = text.charCodeAt(i + 3)
    seen |= c0 | c1 | c2 | c3
    const v0 = table[c0 & 127]!
    const v1 = table[c1 & 127]!
    const v2 = table[c2 & 127]!
    const v3 = table[c3 & 127]!
    invalid |= v0 | v1 | v2 | v3
    bytes[at++] = (v0 << 2) | (v1 >> 4)
    bytes[at++] = (v1 << 4) | (v2 >> 2)
    bytes[at++] = (v2 << 6) | v3
  }
  let group = 0
  for (let i = whole; i < end; i++) {
    const code = text.charCodeAt(i)
    seen |= code
    const value = table[code & 127]!
    invalid |= value
    group = (group << 6) | value
  }
  if (seen > 127 || invalid > 63) return undefined
  if (rest === 0) return bytes
  const spare = rest === 2 ? 4 : 2
  if ((group & ((1 << spare) - 1)) !== 0) return undefined
  group >>= spare
  if (rest === 3) bytes[at++] = group >> 8
  bytes[at] = group
  return bytes
}
