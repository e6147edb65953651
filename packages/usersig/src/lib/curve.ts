/** The two curves that v1 keys are on. */
export type Curve = 'P-256' | 'secp256k1'

interface CurveNumbers {
  readonly oid: string
  readonly p: bigint
  readonly a: bigint
  readonly b: bigint
  readonly n: bigint
}

/** `oid` is the hex of the DER body of the object identifier. */
export const CURVES: Readonly<Record<Curve, CurveNumbers>> = {
  'P-256': {
    oid: '2a8648ce3d030107',
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    a: -3n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  },
  secp256k1: {
    oid: '2b8104000a',
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2fn,
    a: 0n,
    b: 7n,
    n: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
  },
}

export function curveByOid(oid: string): Curve | undefined {
  for (const curve of ['P-256', 'secp256k1'] as const) if (CURVES[curve].oid === oid) return curve
  return undefined
}

const toBigInt = (bytes: Uint8Array): bigint => {
  let value = 0n
  for (const byte of bytes) value = (value << 8n) | BigInt(byte)
  return value
}

/** 32 bytes, big-endian. */
const toBytes = (value: bigint): Uint8Array =>
  Uint8Array.from(value.toString(16).padStart(64, '0').match(/../g)!, (pair) => Number.parseInt(pair, 16))

const ORDERS: Readonly<Record<Curve, Uint8Array>> = {
  'P-256': toBytes(CURVES['P-256'].n),
  secp256k1: toBytes(CURVES.secp256k1.n),
}

/** Is the 32-byte number at `from` in 1 … n-1? What a private key, r and s must be. */
export function isScalar(curve: Curve, bytes: Uint8Array, from: number = 0): boolean {
  const order = ORDERS[curve]
  let zero = true
  for (let i = 0; i < 32; i++) if (bytes[from + i] !== 0) zero = false
  if (zero) return false
  for (let i = 0; i < 32; i++) if (bytes[from + i] !== order[i]) return bytes[from + i]! < order[i]!
  return false
}

/** The 64 bytes r ‖ s with the smaller of s and n - s, which are the same signature: what some verifiers insist on. */
export function withLowS(curve: Curve, raw: Uint8Array): Uint8Array {
  const { n } = CURVES[curve]
  const s = toBigInt(raw.subarray(32))
  if (s <= n >> 1n) return raw
  const low = Uint8Array.from(raw)
  low.set(toBytes(n - s), 32)
  return low
}

/** Is the uncompressed point (0x04, x, y) on the curve? Both curves have cofactor 1, so no more needs to be asked. */
export function isOnCurve(curve: Curve, point: Uint8Array): boolean {
  if (point.length !== 65 || point[0] !== 4) return false
  const { p, a, b } = CURVES[curve]
  const x = toBigInt(point.subarray(1, 33))
  const y = toBigInt(point.subarray(33))
  if (x >= p || y >= p) return false
  return (y * y - x * x * x - a * x - b) % p === 0n
}
