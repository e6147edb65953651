const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** The three characters that a UserSig puts in place of `+`, `/` and `=`. Not base64url: there `-` is 62 and `_` is 63. */
const TICKET_ALPHABET: string = `${STANDARD.slice(0, 62)}*-`

const BAD = 255
const SPACE = 254
const PAD = 253

function decodeTable(alphabet: string, pad: string, base?: Uint8Array): Uint8Array {
  const table = base ? Uint8Array.from(base) : new Uint8Array(128).fill(BAD)
  for (let value = 0; value < 64; value++) table[alphabet.charCodeAt(value)] = value
  table[pad.charCodeAt(0)] = PAD
  return table
}

/** Two output characters for each 12 bits: half the steps of one at a time. */
function encodePairs(alphabet: string): readonly string[] {
  const pairs: string[] = []
  for (const high of alphabet) for (const low of alphabet) pairs.push(high + low)
  return pairs
}

const PAIRS = { standard: encodePairs(STANDARD), ticket: encodePairs(TICKET_ALPHABET) }
const STRICT = { standard: decodeTable(STANDARD, '='), ticket: decodeTable(TICKET_ALPHABET, '_') }
const LENIENT_TICKET: Uint8Array = decodeTable(STANDARD, '=', STRICT.ticket)
for (const space of ' \t\r\n') LENIENT_TICKET[space.charCodeAt(0)] = SPACE

/** `standard` is RFC 4648 §4; `ticket` is the same with `*`, `-` and `_` for `+`, `/` and `=`. */
export type Alphabet = 'standard' | 'ticket'

export function encodeBase64(bytes: Uint8Array, alphabet: Alphabet, length: number = bytes.length): string {
  const pairs = PAIRS[alphabet]
  const pad = alphabet === 'ticket' ? '_' : '='
  const whole = length - (length % 3)
  let text = ''
  for (let i = 0; i < whole; i += 3) {
    const group = (bytes[i]! << 16) | (bytes[i + 1]! << 8) | bytes[i + 2]!
    text += pairs[group >> 12]! + pairs[group & 4095]!
  }
  if (length - whole === 1) text += pairs[bytes[whole]! << 4]! + pad + pad
  else if (length - whole === 2) {
    const group = (bytes[whole]! << 16) | (bytes[whole + 1]! << 8)
    text += pairs[group >> 12]! + pairs[group & 4095]!.charAt(0) + pad
  }
  return text
}

/**
 * Canonical base64 only: complete padding, zero bits after the last byte, nothing else in between.
 *
 * @returns `undefined` when the text is not that
 */
export function decodeBase64(text: string, alphabet: Alphabet): Uint8Array | undefined {
  const length = text.length
  if (length % 4 !== 0) return undefined
  const table = STRICT[alphabet]
  let padding = 0
  while (padding < 2 && padding < length && table[text.charCodeAt(length - 1 - padding)] === PAD) padding++
  return decodeGroups(text, length - padding, table)
}

/** What old signers made of a ticket: either alphabet, padding optional, whitespace anywhere. Still zero trailing bits. */
export function decodeTicketLenient(text: string): Uint8Array | undefined {
  let packed = ''
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 127 || LENIENT_TICKET[code] !== SPACE) packed += text.charAt(i)
  }
  let end = packed.length
  while (end > 0 && packed.length - end < 2 && LENIENT_TICKET[packed.charCodeAt(end - 1)] === PAD) end--
  return decodeGroups(packed, end, LENIENT_TICKET)
}

function decodeGroups(text: string, end: number, table: Uint8Array): Uint8Array | undefined {
  const rest = end % 4
  if (rest === 1) return undefined
  const whole = end - rest
  const bytes = new Uint8Array((whole >> 2) * 3 + (rest === 0 ? 0 : rest - 1))
  let at = 0
  // Beyond ASCII the table answers undefined, which `|` would turn into a valid 0: hence the check of every code's range.
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
  if (rest > 0) {
    let group = 0
    for (let i = whole; i < end; i++) {
      const code = text.charCodeAt(i)
      seen |= code
      const value = table[code & 127]!
      invalid |= value
      group = (group << 6) | value
    }
    const spare = rest === 2 ? 4 : 2
    if ((group & ((1 << spare) - 1)) !== 0) return undefined
    group >>= spare
    if (rest === 3) bytes[at++] = group >> 8
    bytes[at] = group & 255
  }
  return seen > 127 || invalid > 63 ? undefined : bytes
}
