/** Gives an application a key, and the operator the files of it. */
import { join } from 'node:path'
import type { Admin } from '@signet/server'
import type { Command } from 'commander'
import { CommandError } from '../answer.ts'
import { type CurveName, parseCurve } from '../arguments.ts'
import { refuseTaken, writeNewFiles } from '../files.ts'
import { keyPairFiles } from '../key-files.ts'

export interface NewKeyOptions {
  readonly out?: string
  readonly secret?: boolean
  readonly curve?: CurveName
}

export interface NewKey {
  readonly keyId: string
  /** What it is → where it was written. */
  readonly files: Readonly<Record<string, string>>
}

export const withKeyOptions = (command: Command): Command =>
  command
    .option('--out <dir>', 'folder for the key files; ./keys-<SDKAppID> when not given')
    .option('--secret', 'make a v2 secret instead of a v1 key pair')
    .option('--curve <name>', 'curve of the key pair: P-256 (default) or secp256k1', parseCurve)

/** @throws CommandError when options contradict each other, or the files could not be written: before anything is made */
export function checkKeyOptions({ out, secret, curve }: NewKeyOptions): void {
  if (secret && curve !== undefined) throw new CommandError('--curve is for key pairs: leave it out with --secret')
  if (out === undefined) return
  const names = secret ? ['secret_key'] : ['private_key', 'public_key', 'keys.zip']
  refuseTaken(names.map((name) => join(out, name)))
}

/** Makes the key. The files come first: a key that the application trusts and nobody holds would be of no use. */
export async function giveNewKey(
  keys: Admin['accounts']['keys'],
  sdkAppId: number,
  { out = `keys-${sdkAppId}`, secret = false, curve = 'P-256' }: NewKeyOptions,
): Promise<NewKey> {
  if (secret) return await giveSecret(keys, sdkAppId, out)
  const { generateKeyPair } = await import('@signet/usersig/node')
  const pair = generateKeyPair({ curve })
  const { privateKey, publicKey, keysZip } = await keyPairFiles(out, pair)
  writeNewFiles(out, [privateKey, publicKey, keysZip])
  const { keyId } = await keys.uploadPublicKey(sdkAppId, pair.publicKey)
  return { keyId, files: { privateKey: privateKey.path, publicKey: publicKey.path, keysZip: keysZip.path } }
}

/** The server makes a secret by itself, so here the file comes second; what cannot be written is revoked again. */
async function giveSecret(keys: Admin['accounts']['keys'], sdkAppId: number, out: string): Promise<NewKey> {
  const { keyId, secret } = await keys.makeSecret(sdkAppId)
  const path = join(out, 'secret_key')
  try {
    writeNewFiles(out, [{ path, content: secret, mode: 0o600 }])
  } catch (error) {
    await keys.revoke(sdkAppId, keyId)
    throw error
  }
  return { keyId, files: { secretKey: path } }
}
