import { UserSigError, type UserSigReason } from './errors.ts'
import { type Curve, isOnCurve, isScalar } from './lib/curve.ts'
import { type EcKeyProblem, type EcPrivate, type EcPublic, readPkcs8, readSec1, readSpki } from './lib/ec-key.ts'
import { type PemBlock, readPem } from './lib/pem.ts'
import { utf8 } from './lib/utf8.ts'

export type { Curve }

/** What a key is for: `secret` signs and verifies v2, `private` signs v1, `public` verifies v1. */
export type KeyKind = 'secret' | 'private' | 'public'

/** The hidden part of a key. */
export type KeyMaterial =
  | { readonly kind: 'secret'; readonly bytes: Uint8Array }
  | ({ readonly kind: 'private' } & EcPrivate)
  | ({ readonly kind: 'public' } & EcPublic)

let open: (key: UserSigKey) => KeyMaterial | undefined

/** A key bound to its algorithm. Made by `secretKey`, `privateKey` and `publicKey` only; what it hides cannot be printed. */
class UserSigKey {
  readonly version: 1 | 2
  readonly kind: KeyKind
  readonly curve: Curve | undefined
  readonly #material: KeyMaterial

  constructor(material: KeyMaterial) {
    this.version = material.kind === 'secret' ? 2 : 1
    this.kind = material.kind
    this.curve = material.kind === 'secret' ? undefined : material.curve
    this.#material = material
    Object.freeze(this)
  }

  static {
    open = (key) => (typeof key === 'object' && key !== null && #material in key ? key.#material : undefined)
  }

  toString(): string {
    return this.curve ? `v1 ${this.kind} key on ${this.curve}` : 'v2 secret key'
  }
}

/**
 * An opaque, frozen key. It names its version and kind, and the curve of a v1 key; its material never shows in JSON,
 * `console.log` or a string. The algorithm of a signature comes from here, never from a ticket.
 */
export type Key = UserSigKey

/** @throws INVALID_ARGUMENT when it was not made by this copy of the package */
export function materialOf(key: Key): KeyMaterial {
  const material = open(key)
  if (material) return material
  throw new UserSigError(
    'INVALID_ARGUMENT',
    'This is not a key of this package.',
    'Make it with secretKey(), privateKey() or publicKey().',
  )
}

export const isKey = (value: unknown): value is Key => open(value as UserSigKey) !== undefined

const refuse = (reason: UserSigReason, message: string, remedy: string): never => {
  throw new UserSigError(reason, message, remedy)
}

const HEX_SECRET = /^[0-9a-f]{64}$/i
const LOOKS_LIKE_PEM = /-----BEGIN ([A-Z0-9 ]+)-----/

function requireText(value: unknown, what: string): asserts value is string {
  if (typeof value !== 'string') {
    refuse(
      'INVALID_KEY',
      `The ${what} is not a string.`,
      'Pass the text of the key, not a Buffer, a path or an object.',
    )
  }
  if ((value as string).trim() === '') {
    refuse(
      'INVALID_KEY',
      `The ${what} is empty.`,
      'Check that the file or environment variable it is read from is set.',
    )
  }
}

/**
 * A v2 secret key, as the console shows it: normally 64 hexadecimal characters, which are used as they stand.
 *
 * @example
 * const key = secretKey(process.env.IM_SECRET_KEY)
 *
 * @throws UserSigError INVALID_KEY when it is empty, short, or has whitespace in it; WRONG_KIND_OF_KEY when it is PEM
 */
export function secretKey(secret: string): Key {
  requireText(secret, 'v2 secret key')
  const pem = LOOKS_LIKE_PEM.exec(secret)
  if (pem) {
    const isPublic = pem[1]!.includes('PUBLIC')
    refuse(
      'WRONG_KIND_OF_KEY',
      `This looks like a v1 ${isPublic ? 'public' : 'private'} key given as a v2 secret.`,
      `Use ${isPublic ? 'publicKey() to verify' : 'privateKey() to sign'}, or pass the secret key of the console.`,
    )
  }
  if (/\s/.test(secret)) {
    refuse('INVALID_KEY', 'The v2 secret key has whitespace in it.', 'Trim it: a file often ends with a line break.')
  }
  if (!/^[\u0021-\u007e]{32,512}$/.test(secret)) {
    refuse(
      'INVALID_KEY',
      `The v2 secret key has ${secret.length} characters; a secret has 64 hexadecimal ones.`,
      'Copy the whole secret key from the console, or make one with generateSecret().',
    )
  }
  return new UserSigKey({ kind: 'secret', bytes: utf8(secret) })
}

/**
 * A v1 private key in PEM: PKCS8 (`PRIVATE KEY`, what `keys.zip` holds) or SEC1 (`EC PRIVATE KEY`), on P-256 or secp256k1.
 * An `EC PARAMETERS` block in front is ignored: the key itself names its curve.
 *
 * @example
 * const key = privateKey(await readFile('private_key', 'utf8'))
 *
 * @throws UserSigError INVALID_KEY when it cannot be read; WRONG_KIND_OF_KEY for a public key or a v2 secret;
 * UNSUPPORTED_CURVE for other curves
 */
export function privateKey(pem: string): Key {
  const block = findBlock(pem, 'private')
  const read = readDerOf(block, block.label === 'EC PRIVATE KEY' ? readSec1 : readPkcs8)
  if (!isScalar(read.curve, read.scalar) || (read.point && !isOnCurve(read.curve, read.point))) {
    refuse(
      'INVALID_KEY',
      'The numbers of this private key are not on its curve.',
      'The file is damaged: download it again.',
    )
  }
  return new UserSigKey({ kind: 'private', ...read })
}

/**
 * A v1 public key in PEM (SPKI, `PUBLIC KEY`), on P-256 or secp256k1. It verifies and cannot sign.
 *
 * @example
 * const key = publicKey(await readFile('public_key', 'utf8'))
 *
 * @throws UserSigError INVALID_KEY when it cannot be read; WRONG_KIND_OF_KEY for a private key or a v2 secret;
 * UNSUPPORTED_CURVE for other curves
 */
export function publicKey(pem: string): Key {
  const read = readDerOf(findBlock(pem, 'public'), readSpki)
  if (!isOnCurve(read.curve, read.point)) {
    refuse(
      'INVALID_KEY',
      'The point of this public key is not on its curve.',
      'The file is damaged: download it again.',
    )
  }
  return new UserSigKey({ kind: 'public', ...read })
}

const LABELS: Readonly<Record<'private' | 'public', readonly string[]>> = {
  private: ['PRIVATE KEY', 'EC PRIVATE KEY'],
  public: ['PUBLIC KEY'],
}

function findBlock(pem: string, wanted: 'private' | 'public'): PemBlock {
  requireText(pem, `v1 ${wanted} key`)
  if (HEX_SECRET.test(pem.trim())) {
    refuse('WRONG_KIND_OF_KEY', `This looks like a v2 secret given as a v1 ${wanted} key.`, 'Use secretKey().')
  }
  const blocks = readPem(pem)
  const found = blocks.find((block) => LABELS[wanted].includes(block.label))
  const other = blocks.find((block) => LABELS[wanted === 'private' ? 'public' : 'private'].includes(block.label))
  if (found?.encrypted || blocks.some((block) => block.encrypted)) {
    refuse(
      'INVALID_KEY',
      'This key is encrypted with a password.',
      'Decrypt it first: openssl pkey -in private_key -out plain_key.',
    )
  }
  if (found) return found
  if (other && wanted === 'public') {
    refuse(
      'WRONG_KIND_OF_KEY',
      'This is a private key, where a public key is wanted.',
      'Verify with the public key (keys.zip holds both), and keep the private key out of this place.',
    )
  }
  if (other) {
    refuse(
      'WRONG_KIND_OF_KEY',
      'This is a public key, where a private key is wanted.',
      'Sign with the file named private_key; a public key can only verify.',
    )
  }
  if (blocks.length > 0) {
    refuse(
      'WRONG_KIND_OF_KEY',
      `This PEM holds ${blocks.map((block) => block.label).join(' and ')}, not a v1 ${wanted} key.`,
      `Pass the block that begins with -----BEGIN ${LABELS[wanted][0]}-----.`,
    )
  }
  return refuse(
    'INVALID_KEY',
    `This is not a PEM text, so not a v1 ${wanted} key.`,
    'Keep the BEGIN and END lines, and pass the text of the file, not its path.',
  )
}

const PROBLEMS: Readonly<Record<EcKeyProblem, readonly [UserSigReason, string, string]>> = {
  'not-der': [
    'INVALID_KEY',
    'The inside of this PEM is damaged.',
    'Some of it may be lost: download or copy it again.',
  ],
  'not-ec': [
    'WRONG_KIND_OF_KEY',
    'This is not an elliptic curve key.',
    'UserSig v1 needs an EC key on P-256 or secp256k1.',
  ],
  'other-curve': ['UNSUPPORTED_CURVE', 'This key is on another curve.', 'UserSig v1 uses P-256 and secp256k1 only.'],
  'no-curve': [
    'INVALID_KEY',
    'This key does not name its curve.',
    'Convert it: openssl pkcs8 -topk8 -nocrypt -in FILE.',
  ],
  compressed: [
    'INVALID_KEY',
    'The public point of this key is compressed.',
    'Convert it: openssl ec -pubin -in FILE -pubout -conv_form uncompressed.',
  ],
}

function readDerOf<T extends object>(block: PemBlock, read: (der: Uint8Array) => T | EcKeyProblem): T {
  const result = block.der ? read(block.der) : 'not-der'
  return typeof result === 'string' ? refuse(...PROBLEMS[result]) : result
}
