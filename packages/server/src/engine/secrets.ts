import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { link, mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { inspect } from 'node:util'

/**
 * What the server keeps secret at rest. Sealing is AES-256-GCM under a key derived from the master key of `secrets.json`.
 *
 * SEC1 The first start makes a random 256-bit master key, readable by its owner only; a later start never replaces it.
 * SEC2 A file that others can read, and a master key that somebody made up, are refused with what to do.
 * SEC3 What was sealed opens only unchanged, with the same context, under the same master key.
 * SEC4 Nothing here shows the master key: not as text, JSON or in a log.
 * SEC5 A key for one purpose tells nothing of the master key or of the key for another purpose, and is the same after a restart.
 */
export interface Secrets {
  /** @returns text that `open` turns back; `context` (what it belongs to) is bound to it and not secret */
  seal(plaintext: string, context: string): string
  /** @throws SecretsError when it was changed, moved to another context, or sealed under another master key */
  open(sealed: string, context: string): string
  /** A key of 256 bits for one purpose, the same after a restart. */
  key(purpose: string): Buffer
}

/** Why the secrets cannot be used; `message` says what to do and holds nothing secret. */
export class SecretsError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SecretsError'
  }
}

const MASTER_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Names the algorithm and the derivation below; another one gets another prefix. */
const VERSION = 's1'

/**
 * Opens `secrets.json` in the data folder; makes it (0600) when there is none.
 *
 * @example
 * const secrets = await openSecrets('/var/lib/signet')
 * const sealed = secrets.seal(secret, `app_key/${sdkAppId}/${keyId}`)
 * @throws SecretsError when the file is readable by others, damaged, or holds a weak key
 */
export async function openSecrets(dataDir: string): Promise<Secrets> {
  const path = join(dataDir, 'secrets.json')
  const text = (await readPrivate(path)) ?? (await createSecretsFile(dataDir, path))
  return createSecrets(parseMasterKey(text, path))
}

/** Secrets under a master key that is not in a file. */
export function createSecrets(masterKey: Buffer): Secrets {
  const weakness = weaknessOf(masterKey)
  if (weakness) throw new SecretsError(`The master key ${weakness}: make 32 random bytes.`)
  const key = Buffer.from(hkdfSync('sha256', masterKey, '', 'signet seal s1', 32))
  const hidden = () => '[secrets]'
  return Object.freeze({
    seal(plaintext: string, context: string) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
      const body = Buffer.concat([nonce, cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `${VERSION}.${body.toString('base64url')}`
    },
    open(sealed: string, context: string) {
      const [version, body] = sealed.split('.')
      if (version !== VERSION || body === undefined) {
        throw new SecretsError('A sealed value has an unknown form: a newer program wrote it, or it was changed.')
      }
      const bytes = Buffer.from(body, 'base64url')
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
          authTagLength: TAG_BYTES,
        })
          .setAAD(Buffer.from(context))
          .setAuthTag(bytes.subarray(-TAG_BYTES))
        return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      } catch {
        throw new SecretsError(
          'A sealed value cannot be opened: secrets.json is not the one it was sealed with (restore it from the backup of ' +
            'the same data folder), or the value was changed.',
        )
      }
    },
    key: (purpose: string) => Buffer.from(hkdfSync('sha256', masterKey, '', `signet key ${purpose}`, 32)),
    toString: hidden,
    toJSON: hidden,
    [inspect.custom]: hidden,
  })
}

/** The file's text; nothing when there is no file. Checks the permissions of the very file that it reads. */
async function readPrivate(path: string): Promise<string | undefined> {
  let handle: Awaited<ReturnType<typeof open>>
  try {
    handle = await open(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new SecretsError(
      `${path} cannot be read (${(error as NodeJS.ErrnoException).code}): let the server's user own it.`,
    )
  }
  try {
    const { mode } = await handle.stat()
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      const octal = (mode & 0o777).toString(8).padStart(4, '0')
      throw new SecretsError(`${path} is open to other users (mode ${octal}). Run: chmod 600 ${path}`)
    }
    return await handle.readFile('utf8')
  } finally {
    await handle.close()
  }
}

/** Whole or not at all, and never over an existing file: of two processes that start at once, both use the first one's key. */
async function createSecretsFile(dataDir: string, path: string): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(8).toString('hex')}.new`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify({ version: 1, masterKey: strongKey().toString('base64url') }, null, 2)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  try {
    await link(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft)
  }
  const folder = await open(dataDir, 'r')
  await folder.sync().finally(() => folder.close())
  return (await readPrivate(path))!
}

function strongKey(): Buffer {
  let key = randomBytes(MASTER_BYTES)
  while (weaknessOf(key)) key = randomBytes(MASTER_BYTES)
  return key
}

function parseMasterKey(text: string, path: string): Buffer {
  const remedy = `restore ${path} from a backup; only when nothing was sealed yet, delete it and start again`
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new SecretsError(`${path} is not JSON: ${remedy}.`)
  }
  const { version, masterKey } = (parsed ?? {}) as { version?: unknown; masterKey?: unknown }
  if (version !== 1)
    throw new SecretsError(`${path} has an unknown version: start the program that made it, or ${remedy}.`)
  if (typeof masterKey !== 'string') throw new SecretsError(`${path} has no masterKey: ${remedy}.`)
  const key = Buffer.from(masterKey, 'base64url')
  const weakness = key.toString('base64url') === masterKey ? weaknessOf(key) : 'is not 32 bytes in base64url'
  if (weakness) throw new SecretsError(`The masterKey in ${path} ${weakness}: ${remedy}.`)
  return key
}

/** Words that people put where a secret belongs, also hashed. */
const KNOWN = ['', 'changeme', 'change-me', 'secret', 'password', 'default', 'signet', 'test', 'admin', '123456']

/** Why these bytes are no random key. A random key passes, but for one in 10^9, which `strongKey` draws again. */
function weaknessOf(key: Buffer): string | undefined {
  if (key.length !== MASTER_BYTES) return `has ${key.length} bytes, not ${MASTER_BYTES}`
  if (new Set(key).size < 16) return 'repeats itself'
  if (key.every((byte) => byte >= 0x20 && byte <= 0x7e)) return 'is typed text, not random bytes'
  const step = (key[1]! - key[0]!) & 0xff
  if (key.every((byte, i) => i === 0 || ((byte - key[i - 1]!) & 0xff) === step)) return 'is a sequence'
  const isKnown = KNOWN.some((word) => createHash('sha256').update(word).digest().equals(key))
  return isKnown ? 'is the hash of a well-known word' : undefined
}
