import { join } from 'node:path'
import type { NewFile } from './files.ts'

export interface KeyPairFiles {
  readonly privateKey: NewFile
  readonly publicKey: NewFile
  /** Exactly the two others, under their usual names. */
  readonly keysZip: NewFile
}

/** The files of a key pair as a console download has them. */
export async function keyPairFiles(
  dir: string,
  pair: { readonly privateKey: string; readonly publicKey: string },
): Promise<KeyPairFiles> {
  const { strToU8, zipSync } = await import('fflate')
  const entry = (pem: string, mode: number) =>
    // `os: 3` is Unix: the upper half of `attrs` then is the mode that an unzip program restores.
    [strToU8(pem), { os: 3, attrs: ((0o100000 | mode) << 16) >>> 0 }] as [Uint8Array, { os: number; attrs: number }]
  const zip = zipSync({ private_key: entry(pair.privateKey, 0o600), public_key: entry(pair.publicKey, 0o644) })
  return {
    privateKey: { path: join(dir, 'private_key'), content: pair.privateKey, mode: 0o600 },
    publicKey: { path: join(dir, 'public_key'), content: pair.publicKey, mode: 0o644 },
    keysZip: { path: join(dir, 'keys.zip'), content: zip, mode: 0o600 },
  }
}
