import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import { withoutSecp256k1 } from './errors.ts'
import { type Curve, type Key, materialOf } from './key.ts'
import { isScalar, withLowS } from './lib/curve.ts'
import { signatureToDer } from './lib/der.ts'
import { writePkcs8, writeSpki } from './lib/ec-key.ts'
import { writePem } from './lib/pem.ts'
import { equalConstantTime, type HmacState, hmacSha256, hmacState } from './lib/sha256.ts'
import { utf8Shared } from './lib/utf8.ts'
import type { Ticket } from './ticket.ts'

/** Preparing a key costs more than using it: it is done once for each key, as long as the key lives. */
const prepared = new WeakMap<Key, KeyObject | HmacState>()

function prepare(key: Key): KeyObject | HmacState {
  const known = prepared.get(key)
  if (known) return known
  const material = materialOf(key)
  const fresh =
    material.kind === 'secret'
      ? hmacState(material.bytes)
      : onCurve(material.curve, () =>
          material.kind === 'private'
            ? createPrivateKey({ key: Buffer.from(writePkcs8(material)), format: 'der', type: 'pkcs8' })
            : createPublicKey({ key: Buffer.from(writeSpki(material)), format: 'der', type: 'spki' }),
        )
  prepared.set(key, fresh)
  return fresh
}

/** Runtimes that imitate node:crypto on another library lack secp256k1, and say so in words of their own. */
function onCurve<T>(curve: Curve, run: () => T): T {
  try {
    return run()
  } catch (error) {
    throw curve === 'secp256k1' ? withoutSecp256k1("this runtime's crypto") : error
  }
}

/** v1: strict DER. v2: the HMAC. */
export function signBytes(key: Key, text: string): Uint8Array {
  const handle = prepare(key)
  return 'inner' in handle ? hmacSha256(handle, utf8Shared(text)) : sign('sha256', Buffer.from(text), handle)
}

const derShared = Buffer.allocUnsafeSlow(72)

export function verifySignature(key: Key, { signedText, signature }: Ticket): boolean {
  const handle = prepare(key)
  if ('inner' in handle) return equalConstantTime(hmacSha256(handle, utf8Shared(signedText)), signature)
  if (!isScalar(key.curve!, signature) || !isScalar(key.curve!, signature, 32)) return false
  // On secp256k1 some runtimes verify only a low s, as a currency does; tickets come with either.
  const raw = key.curve === 'secp256k1' ? withLowS(key.curve, signature) : signature
  return verify('sha256', Buffer.from(signedText), handle, signatureToDer(raw, derShared))
}

/** PKCS8 and SPKI in PEM. */
export function generatePair(curve: Curve): { privateKey: string; publicKey: string } {
  const namedCurve = curve === 'P-256' ? 'prime256v1' : 'secp256k1'
  const pair = onCurve(curve, () => generateKeyPairSync('ec', { namedCurve }))
  return {
    privateKey: writePem('PRIVATE KEY', pair.privateKey.export({ format: 'der', type: 'pkcs8' })),
    publicKey: writePem('PUBLIC KEY', pair.publicKey.export({ format: 'der', type: 'spki' })),
  }
}
