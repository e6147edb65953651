import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import { type Curve, type Key, materialOf } from './key.ts'
import { isScalar } from './lib/curve.ts'
import { signatureFromDer } from './lib/der.ts'
import { writePkcs8, writeSpki } from './lib/ec-key.ts'
import { writePem } from './lib/pem.ts'
import { equalConstantTime, type HmacState, hmacSha256, hmacState } from './lib/sha256.ts'
import { utf8Shared } from './lib/utf8.ts'

/** Preparing a key costs more than using it: it is done once for each key, as long as the key lives. */
const prepared = new WeakMap<Key, KeyObject | HmacState>()

function prepare(key: Key): KeyObject | HmacState {
  const known = prepared.get(key)
  if (known) return known
  const material = materialOf(key)
  const fresh =
    material.kind === 'secret'
      ? hmacState(material.bytes)
      : material.kind === 'private'
        ? createPrivateKey({ key: Buffer.from(writePkcs8(material)), format: 'der', type: 'pkcs8' })
        : createPublicKey({ key: Buffer.from(writeSpki(material)), format: 'der', type: 'spki' })
  prepared.set(key, fresh)
  return fresh
}

/** v1: strict DER. v2: the HMAC. */
export function signBytes(key: Key, text: string): Uint8Array {
  const handle = prepare(key)
  return 'inner' in handle ? hmacSha256(handle, utf8Shared(text)) : sign('sha256', utf8Shared(text), handle)
}

export function verifyBytes(key: Key, text: string, signature: Uint8Array): boolean {
  const handle = prepare(key)
  if ('inner' in handle) return equalConstantTime(hmacSha256(handle, utf8Shared(text)), signature)
  const raw = signatureFromDer(signature)
  if (!raw || !isScalar(key.curve!, raw) || !isScalar(key.curve!, raw, 32)) return false
  return verify('sha256', utf8Shared(text), handle, signature)
}

/** PKCS8 and SPKI in PEM. */
export function generatePair(curve: Curve): { privateKey: string; publicKey: string } {
  const pair = generateKeyPairSync('ec', { namedCurve: curve === 'P-256' ? 'prime256v1' : 'secp256k1' })
  return {
    privateKey: writePem('PRIVATE KEY', pair.privateKey.export({ format: 'der', type: 'pkcs8' })),
    publicKey: writePem('PUBLIC KEY', pair.publicKey.export({ format: 'der', type: 'spki' })),
  }
}
