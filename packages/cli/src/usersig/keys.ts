/** Keys from files. What a key is follows from the option that names its file, never from a ticket. */
import { createKeyRing, type Key, type KeyRing, privateKey, publicKey, secretKey } from '@signet/usersig/node'
import { CommandError } from '../answer.ts'
import { readSecret, readText } from '../files.ts'

export interface SigningKeyOptions {
  readonly key?: string
  readonly secretFile?: string
}

/** The one key to sign with. @throws CommandError | UserSigError */
export function signingKey({ key, secretFile }: SigningKeyOptions): Key {
  if ((key === undefined) === (secretFile === undefined)) {
    throw new CommandError('give one key: --key FILE (v1, private key) or --secret-file FILE (v2)')
  }
  return key === undefined ? secretKey(readSecret(secretFile!)) : privateKey(readText(key))
}

/** All keys to verify with, each under the name of its file. @throws CommandError | UserSigError */
export function verifyingKeys(keyFiles: readonly string[], secretFiles: readonly string[]): KeyRing {
  const keys = [
    ...keyFiles.map((path) => ({ id: path, key: publicKey(readText(path)) })),
    ...secretFiles.map((path) => ({ id: path, key: secretKey(readSecret(path)) })),
  ]
  if (keys.length === 0) throw new CommandError('give at least one key: --key FILE (v1) or --secret-file FILE (v2)')
  return createKeyRing(keys)
}
