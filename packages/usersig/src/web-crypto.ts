import { UserSigError, withoutSecp256k1 } from './errors.ts'
import { type Curve, type Key, materialOf } from './key.ts'
import { isScalar } from './lib/curve.ts'
import { signatureToDer } from './lib/der.ts'
import { writePkcs8, writeSpki } from './lib/ec-key.ts'
import { writePem } from './lib/pem.ts'
import { utf8 } from './lib/utf8.ts'
import type { Ticket } from './ticket.ts'

type CryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>

const ECDSA = { name: 'ECDSA', hash: 'SHA-256' } as const
const ECDSA_P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const
const HMAC = { name: 'HMAC', hash: 'SHA-256' } as const

/** Importing a key costs more than using it: it is done once for each key, as long as the key lives. */
const imported = new WeakMap<Key, Promise<CryptoKey>>()

function requireWebCrypto(curve?: Curve): void {
  if (globalThis.crypto?.subtle === undefined) {
    throw new UserSigError(
      'INVALID_ARGUMENT',
      'This place has no Web Crypto.',
      'Serve the page over https or from localhost; on a server use a current runtime.',
    )
  }
  if (curve === 'secp256k1') throw withoutSecp256k1('Web Crypto')
}

/** Web Crypto's types want bytes that are not shared between threads; ours never are. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => bytes as Uint8Array<ArrayBuffer>

function importKey(key: Key): Promise<CryptoKey> {
  const known = imported.get(key)
  if (known) return known
  const material = materialOf(key)
  requireWebCrypto(key.curve)
  const { subtle } = crypto
  const fresh: Promise<CryptoKey> =
    material.kind === 'secret'
      ? subtle.importKey('raw', own(material.bytes), HMAC, false, ['sign', 'verify'])
      : material.kind === 'private'
        ? subtle.importKey('pkcs8', own(writePkcs8(material)), ECDSA_P256, false, ['sign'])
        : subtle.importKey('spki', own(writeSpki(material)), ECDSA_P256, false, ['verify'])
  imported.set(key, fresh)
  return fresh
}

/** v1: strict DER. v2: the HMAC. */
export async function signBytes(key: Key, text: string): Promise<Uint8Array> {
  const cryptoKey = await importKey(key)
  const data = own(utf8(text))
  if (key.kind === 'secret') return new Uint8Array(await crypto.subtle.sign(HMAC, cryptoKey, data))
  return signatureToDer(new Uint8Array(await crypto.subtle.sign(ECDSA, cryptoKey, data)))
}

export async function verifySignature(key: Key, { signedText, signature }: Ticket): Promise<boolean> {
  const cryptoKey = await importKey(key)
  const data = own(utf8(signedText))
  if (key.curve === undefined) return crypto.subtle.verify(HMAC, cryptoKey, own(signature), data)
  if (!isScalar(key.curve, signature) || !isScalar(key.curve, signature, 32)) return false
  return crypto.subtle.verify(ECDSA, cryptoKey, own(signature), data)
}

/** PKCS8 and SPKI in PEM. */
export async function generatePair(curve: Curve): Promise<{ privateKey: string; publicKey: string }> {
  requireWebCrypto(curve)
  const { subtle } = crypto
  const pair = await subtle.generateKey(ECDSA_P256, true, ['sign', 'verify'])
  const pkcs8 = new Uint8Array(await subtle.exportKey('pkcs8', pair.privateKey))
  const spki = new Uint8Array(await subtle.exportKey('spki', pair.publicKey))
  return { privateKey: writePem('PRIVATE KEY', pkcs8), publicKey: writePem('PUBLIC KEY', spki) }
}
