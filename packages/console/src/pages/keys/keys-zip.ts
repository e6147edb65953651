import { strToU8, zipSync } from 'fflate'
import { saveFile } from '../../pieces/save-file.ts'

/** Hands out `keys.zip`, made in this browser: the files `private_key` and `public_key`, as backends expect them. */
export function saveKeysZip(pair: { readonly privateKey: string; readonly publicKey: string }): void {
  const zip = zipSync({ private_key: strToU8(pair.privateKey), public_key: strToU8(pair.publicKey) })
  saveFile('keys.zip', 'application/zip', new Uint8Array(zip))
}
