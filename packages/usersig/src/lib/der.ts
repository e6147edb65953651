/** One element of DER: its tag, and where its body is. */
export interface DerElement {
  readonly tag: number
  readonly start: number
  readonly end: number
}

export const DER = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  sequence: 0x30,
  context0: 0xa0,
  context1: 0xa1,
} as const

/** Reads the element at `at`: definite length in the fewest bytes, at most 65,535, inside `limit`. Else `undefined`. */
export function readDer(bytes: Uint8Array, at: number, limit: number = bytes.length): DerElement | undefined {
  if (at + 2 > limit) return undefined
  const tag = bytes[at]!
  const first = bytes[at + 1]!
  let start = at + 2
  let length = first
  if (first > 0x82 || first === 0x80) return undefined
  if (first === 0x81) {
    length = bytes[start++] ?? 0
    if (length < 0x80) return undefined
  } else if (first === 0x82) {
    length = ((bytes[start] ?? 0) << 8) | (bytes[start + 1] ?? 0)
    start += 2
    if (length < 0x100) return undefined
  }
  const end = start + length
  return end <= limit ? { tag, start, end } : undefined
}

/** The elements of a constructed body, in order; `undefined` when it is not exactly a row of elements. */
export function readDerChildren(bytes: Uint8Array, parent: DerElement): DerElement[] | undefined {
  const children: DerElement[] = []
  for (let at = parent.start; at < parent.end; ) {
    const child = readDer(bytes, at, parent.end)
    if (!child) return undefined
    children.push(child)
    at = child.end
  }
  return children
}

/** Writes an element with the given bodies one after another. */
export function writeDer(tag: number, ...bodies: readonly Uint8Array[]): Uint8Array {
  const length = bodies.reduce((sum, body) => sum + body.length, 0)
  const header = length < 0x80 ? [tag, length] : length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length]
  const out = new Uint8Array(header.length + length)
  out.set(header)
  let at = header.length
  for (const body of bodies) {
    out.set(body, at)
    at += body.length
  }
  return out
}

/** Copies the INTEGER at `at` right-aligned into 32 bytes of `raw`; the index after it, or -1 when it is not minimal or not positive. */
function readScalar(der: Uint8Array, at: number, raw: Uint8Array, to: number): number {
  const element = readDer(der, at)
  if (!element || element.tag !== DER.integer) return -1
  let { start } = element
  const { end } = element
  if (start === end || der[start]! >= 0x80) return -1
  if (der[start] === 0) {
    start++
    if (start === end || der[start]! < 0x80) return -1
  }
  if (end - start > 32) return -1
  for (let i = start, put = to + 32 - (end - start); i < end; ) raw[put++] = der[i++]!
  return end
}

/**
 * The 64 bytes r ‖ s of an ECDSA signature in strict DER: minimal lengths and integers, both positive, nothing after them.
 *
 * @returns `undefined` when it is not that. Whether r and s are below the curve's order is asked where the curve is known.
 */
export function signatureFromDer(der: Uint8Array): Uint8Array | undefined {
  const sequence = readDer(der, 0)
  if (!sequence || sequence.tag !== DER.sequence || sequence.end !== der.length) return undefined
  const raw = new Uint8Array(64)
  const middle = readScalar(der, sequence.start, raw, 0)
  if (middle < 0 || readScalar(der, middle, raw, 32) !== der.length) return undefined
  return raw
}

/** Writes the 32-byte number at `from` as an INTEGER at `at`; the index after it. */
function writeScalar(raw: Uint8Array, from: number, out: Uint8Array, at: number): number {
  let start = from
  while (start < from + 31 && raw[start] === 0) start++
  const zero = raw[start]! >= 0x80 ? 1 : 0
  const size = from + 32 - start
  out[at++] = DER.integer
  out[at++] = zero + size
  if (zero === 1) out[at++] = 0
  for (let i = 0; i < size; i++) out[at++] = raw[start + i]!
  return at
}

/**
 * Strict DER of the 64 bytes r ‖ s.
 *
 * @param out 72 bytes, when the caller has them; the result is then a view of it
 */
export function signatureToDer(raw: Uint8Array, out: Uint8Array = new Uint8Array(72)): Uint8Array {
  const end = writeScalar(raw, 32, out, writeScalar(raw, 0, out, 2))
  out[0] = DER.sequence
  out[1] = end - 2
  return out.subarray(0, end)
}
