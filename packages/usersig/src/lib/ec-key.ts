import { CURVES, type Curve, curveByOid } from './curve.ts'
import { DER, type DerElement, readDer, readDerChildren, writeDer } from './der.ts'
import { hex } from './sha256.ts'

/** A key as numbers: 32 bytes of private scalar, 65 bytes of public point (0x04, x, y). */
export interface EcPrivate {
  readonly curve: Curve
  readonly scalar: Uint8Array
  readonly point: Uint8Array | undefined
}

export interface EcPublic {
  readonly curve: Curve
  readonly point: Uint8Array
}

/** What stands in the way of reading a key. */
export type EcKeyProblem = 'not-der' | 'not-ec' | 'other-curve' | 'no-curve' | 'compressed'

const EC_PUBLIC_KEY = '2a8648ce3d0201'

const oidOf = (der: Uint8Array, element: DerElement | undefined): string | undefined =>
  element?.tag === DER.oid ? hex(der.subarray(element.start, element.end)) : undefined

function topLevel(der: Uint8Array): DerElement[] | undefined {
  const outer = readDer(der, 0)
  if (!outer || outer.tag !== DER.sequence || outer.end !== der.length) return undefined
  return readDerChildren(der, outer)
}

/** `SEQUENCE { id-ecPublicKey, namedCurve }` */
function readAlgorithm(der: Uint8Array, element: DerElement | undefined): Curve | EcKeyProblem {
  const parts = element?.tag === DER.sequence ? readDerChildren(der, element) : undefined
  if (!parts) return 'not-der'
  if (oidOf(der, parts[0]) !== EC_PUBLIC_KEY) return 'not-ec'
  const oid = oidOf(der, parts[1])
  if (oid === undefined) return 'no-curve'
  return curveByOid(oid) ?? 'other-curve'
}

const isCurve = (value: Curve | EcKeyProblem): value is Curve => value in CURVES

function readPoint(der: Uint8Array, bits: DerElement | undefined): Uint8Array | EcKeyProblem {
  if (bits?.tag !== DER.bitString || der[bits.start] !== 0) return 'not-der'
  const point = der.slice(bits.start + 1, bits.end)
  if (point.length === 33 && (point[0] === 2 || point[0] === 3)) return 'compressed'
  return point.length === 65 && point[0] === 4 ? point : 'not-der'
}

/** SEC1 `ECPrivateKey`. `outerCurve` is what a PKCS8 wrapper says; inside it the key need not repeat it. */
export function readSec1(der: Uint8Array, outerCurve?: Curve): EcPrivate | EcKeyProblem {
  const parts = topLevel(der)
  const [version, octets] = parts ?? []
  if (!parts || version?.tag !== DER.integer || der[version.start] !== 1 || octets?.tag !== DER.octetString) {
    return 'not-der'
  }
  if (octets.end - octets.start > 32) return 'other-curve'
  const parameters = parts.find((part) => part.tag === DER.context0)
  const oid = parameters && oidOf(der, readDer(der, parameters.start, parameters.end))
  const curve = oid === undefined ? outerCurve : curveByOid(oid)
  if (!curve) return oid === undefined ? 'no-curve' : 'other-curve'
  if (outerCurve && outerCurve !== curve) return 'not-der'
  const scalar = new Uint8Array(32)
  scalar.set(der.subarray(octets.start, octets.end), 32 - (octets.end - octets.start))
  const wrapped = parts.find((part) => part.tag === DER.context1)
  if (!wrapped) return { curve, scalar, point: undefined }
  const point = readPoint(der, readDer(der, wrapped.start, wrapped.end))
  if (point === 'compressed') return { curve, scalar, point: undefined }
  return typeof point === 'string' ? point : { curve, scalar, point }
}

/** PKCS8 `PrivateKeyInfo` around a SEC1 key. */
export function readPkcs8(der: Uint8Array): EcPrivate | EcKeyProblem {
  const [version, algorithm, octets] = topLevel(der) ?? []
  if (version?.tag !== DER.integer || octets?.tag !== DER.octetString) return 'not-der'
  const curve = readAlgorithm(der, algorithm)
  return isCurve(curve) ? readSec1(der.slice(octets.start, octets.end), curve) : curve
}

/** SPKI `SubjectPublicKeyInfo`. */
export function readSpki(der: Uint8Array): EcPublic | EcKeyProblem {
  const parts = topLevel(der)
  if (parts?.length !== 2) return 'not-der'
  const curve = readAlgorithm(der, parts[0])
  if (!isCurve(curve)) return curve
  const point = readPoint(der, parts[1])
  return typeof point === 'string' ? point : { curve, point }
}

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text.match(/../g)!, (pair) => Number.parseInt(pair, 16))

const algorithmOf = (curve: Curve): Uint8Array =>
  writeDer(DER.sequence, writeDer(DER.oid, bytesOf(EC_PUBLIC_KEY)), writeDer(DER.oid, bytesOf(CURVES[curve].oid)))

export const writeSpki = ({ curve, point }: EcPublic): Uint8Array =>
  writeDer(DER.sequence, algorithmOf(curve), writeDer(DER.bitString, Uint8Array.of(0), point))

export function writePkcs8({ curve, scalar, point }: EcPrivate): Uint8Array {
  const bits = point ? [writeDer(DER.context1, writeDer(DER.bitString, Uint8Array.of(0), point))] : []
  const sec1 = writeDer(
    DER.sequence,
    writeDer(DER.integer, Uint8Array.of(1)),
    writeDer(DER.octetString, scalar),
    ...bits,
  )
  return writeDer(
    DER.sequence,
    writeDer(DER.integer, Uint8Array.of(0)),
    algorithmOf(curve),
    writeDer(DER.octetString, sec1),
  )
}
