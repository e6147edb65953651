import { createHash, createPublicKey, randomBytes } from 'node:crypto'
import { isSdkAppId } from '@signet/protocol/ids'
import { type Curve, generateKeyPair, generateSecret, publicKey, UserSigError } from '@signet/usersig/node'
import { fail } from '../../engine/failure.ts'
import { SecretsError } from '../../engine/secrets.ts'
import { secretContext } from './app-cache.ts'
import type { AccountParts } from './parts.ts'
import { isUsable, type KeyStatus, keyStatus, MAX_USABLE_KEYS } from './rules.ts'
import type { KeyRow } from './store.ts'

/** A key as everybody may see it: no secret is in it. Times in ms. */
export interface KeyInfo {
  readonly keyId: string
  /** 1: ECDSA, we hold the public key. 2: HMAC, we hold the secret. */
  readonly version: 1 | 2
  readonly status: KeyStatus
  /** SPKI PEM of a v1 key. */
  readonly publicKey?: string
  readonly curve?: Curve
  readonly createdAt: number
  readonly retiresAt?: number
  readonly revokedAt?: number
  readonly lastUsedAt?: number
}

/** Verbs of an application's keys. All throw APP_NOT_FOUND; BAD_PARAMETER for an unknown key of it. */
export interface KeyVerbs {
  /** Makes a v1 pair. The private key is in the answer and nowhere else. Curve: P-256 by default. */
  makeKeyPair(
    sdkAppId: number,
    options?: { readonly curve?: Curve },
  ): Promise<{ keyId: string; privateKey: string; publicKey: string }>
  /** Takes the public half of a v1 pair (SPKI PEM). The same key again changes nothing. */
  uploadPublicKey(sdkAppId: number, pem: string): Promise<{ keyId: string; publicKey: string }>
  /** Makes a v2 secret, 64 hexadecimal characters. It is sealed at rest. */
  makeSecret(sdkAppId: number): Promise<{ keyId: string; secret: string }>
  revealSecret(sdkAppId: number, keyId: string): Promise<string>
  /** Oldest first. */
  list(sdkAppId: number): Promise<KeyInfo[]>
  /** The key verifies for another `overlapMs`, then no more. */
  retire(sdkAppId: number, keyId: string, options: { readonly overlapMs: number }): Promise<KeyInfo>
  /** The key verifies nothing from now on, and never again. */
  revoke(sdkAppId: number, keyId: string): Promise<KeyInfo>
}

export function createKeyVerbs({ store, secrets, cache, usage, now }: AccountParts): KeyVerbs {
  /** A key of this application: a key of another one does not exist here. */
  async function find(sdkAppId: number, keyId: string): Promise<KeyRow> {
    if (!isSdkAppId(sdkAppId)) throw fail('APP_NOT_FOUND')
    await cache.load(sdkAppId)
    const row = (await store.keys(sdkAppId)).find((key) => key.key_id === keyId)
    if (!row) throw fail('BAD_PARAMETER', `The application ${sdkAppId} has no key ${JSON.stringify(keyId)}.`)
    return row
  }

  async function add(
    sdkAppId: number,
    keyId: string,
    held: Pick<KeyRow, 'public_key' | 'sealed_secret'>,
  ): Promise<void> {
    if (!isSdkAppId(sdkAppId)) throw fail('APP_NOT_FOUND')
    await cache.load(sdkAppId)
    await store.transaction(async (trx) => {
      const keys = await store.keys(sdkAppId, trx)
      const existing = keys.find((key) => key.key_id === keyId)
      if (existing) {
        if (isUsable(timesOf(existing), now())) return
        throw fail('BAD_PARAMETER', `The key ${keyId} was ${keyStatus(timesOf(existing), now())}: make a new one.`)
      }
      if (keys.filter((key) => isUsable(timesOf(key), now())).length >= MAX_USABLE_KEYS) {
        throw fail('BAD_PARAMETER', `An application has at most ${MAX_USABLE_KEYS} usable keys: revoke one first.`)
      }
      const row: KeyRow = {
        sdk_app_id: sdkAppId,
        key_id: keyId,
        kind: held.public_key === null ? 'secret' : 'public',
        ...held,
        created_at: now(),
        retires_at: null,
        revoked_at: null,
        last_used_at: null,
      }
      await store.insertKey(row, trx).execute()
    })
    cache.invalidate()
  }

  async function change(
    sdkAppId: number,
    keyId: string,
    row: Pick<Partial<KeyRow>, 'retires_at' | 'revoked_at'>,
  ): Promise<KeyInfo> {
    await store.write([store.updateKey(sdkAppId, keyId, row)])
    cache.invalidate()
    return info(await find(sdkAppId, keyId))
  }

  const info = (row: KeyRow): KeyInfo => {
    const lastUsedAt = usage.lastUsed(row.sdk_app_id, row.key_id) ?? row.last_used_at
    const curve = row.public_key === null ? undefined : publicKey(row.public_key).curve
    return {
      keyId: row.key_id,
      version: row.kind === 'secret' ? 2 : 1,
      status: keyStatus(timesOf(row), now()),
      ...(row.public_key === null ? {} : { publicKey: row.public_key }),
      ...(curve === undefined ? {} : { curve }),
      createdAt: row.created_at,
      ...(row.retires_at === null ? {} : { retiresAt: row.retires_at }),
      ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at }),
      ...(lastUsedAt === null ? {} : { lastUsedAt }),
    }
  }

  return {
    async makeKeyPair(sdkAppId, options = {}) {
      const pair = generateKeyPair(options)
      const canonical = canonicalPublicKey(pair.publicKey)
      await add(sdkAppId, canonical.keyId, { public_key: canonical.pem, sealed_secret: null })
      return { keyId: canonical.keyId, privateKey: pair.privateKey, publicKey: canonical.pem }
    },

    async uploadPublicKey(sdkAppId, pem) {
      const canonical = canonicalPublicKey(pem)
      await add(sdkAppId, canonical.keyId, { public_key: canonical.pem, sealed_secret: null })
      return { keyId: canonical.keyId, publicKey: canonical.pem }
    },

    async makeSecret(sdkAppId) {
      const secret = generateSecret()
      const keyId = `v2-${randomBytes(8).toString('hex')}`
      const sealed = secrets.seal(secret, secretContext(sdkAppId, keyId))
      await add(sdkAppId, keyId, { public_key: null, sealed_secret: sealed })
      return { keyId, secret }
    },

    async revealSecret(sdkAppId, keyId) {
      const row = await find(sdkAppId, keyId)
      if (row.sealed_secret === null) {
        throw fail('BAD_PARAMETER', `The key ${keyId} is a public key: its private half was never kept here.`)
      }
      try {
        return secrets.open(row.sealed_secret, secretContext(sdkAppId, keyId))
      } catch (error) {
        if (error instanceof SecretsError) throw fail('INTERNAL', error.message)
        throw error
      }
    },

    async list(sdkAppId) {
      if (!isSdkAppId(sdkAppId)) throw fail('APP_NOT_FOUND')
      await cache.load(sdkAppId)
      return (await store.keys(sdkAppId)).map(info)
    },

    async retire(sdkAppId, keyId, { overlapMs }) {
      if (!Number.isSafeInteger(overlapMs) || overlapMs < 0) {
        throw fail('BAD_PARAMETER', 'The overlap is a whole number of milliseconds, 0 or more.')
      }
      const row = await find(sdkAppId, keyId)
      if (row.revoked_at !== null) throw fail('BAD_PARAMETER', `The key ${keyId} was revoked already.`)
      return await change(sdkAppId, keyId, { retires_at: now() + overlapMs })
    },

    async revoke(sdkAppId, keyId) {
      const row = await find(sdkAppId, keyId)
      return row.revoked_at === null ? await change(sdkAppId, keyId, { revoked_at: now() }) : info(row)
    },
  }
}

const timesOf = (row: KeyRow) => ({ retiresAt: row.retires_at ?? undefined, revokedAt: row.revoked_at ?? undefined })

const BODY = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----/

/** One form and one name for a public key, however its file was treated on the way (KEY1, KEY6). */
function canonicalPublicKey(pem: string): { keyId: string; pem: string } {
  if (typeof pem === 'string' && pem.includes('PRIVATE KEY')) {
    throw fail(
      'BAD_PARAMETER',
      'This text holds a private key. It was not kept; upload the public key alone, and replace the pair if others saw it.',
    )
  }
  try {
    publicKey(pem)
  } catch (error) {
    if (error instanceof UserSigError) throw fail('BAD_PARAMETER', error.message)
    throw error
  }
  const body = BODY.exec(pem.replaceAll('\\r', '').replaceAll('\\n', '\n'))?.[1] ?? ''
  const key = createPublicKey({ key: Buffer.from(body, 'base64'), format: 'der', type: 'spki' })
  const fingerprint = createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest('hex')
  return { keyId: `v1-${fingerprint.slice(0, 16)}`, pem: key.export({ format: 'pem', type: 'spki' }) as string }
}
