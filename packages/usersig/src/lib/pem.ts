import { decodeBase64, encodeBase64 } from './base64.ts'

/** One block of a PEM text. `der` is undefined when what is between the lines is not base64. */
export interface PemBlock {
  readonly label: string
  readonly der: Uint8Array | undefined
  readonly encrypted: boolean
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----((?:(?!-----)[\s\S])*)-----END \1-----/g
const DOUBLED_BEGIN = /(-----BEGIN [A-Z0-9 ]+-----)\s*(?:\1\s*)+/g

/**
 * The blocks of a PEM text, in order. Tolerates what happens to key files on their way: text around the blocks, CRLF,
 * a doubled BEGIN line, line breaks lost or turned into the two characters `\n` by an environment variable.
 */
export function readPem(text: string): PemBlock[] {
  const repaired = text.replaceAll('\\r', '').replaceAll('\\n', '\n').replace(DOUBLED_BEGIN, '$1\n')
  return Array.from(repaired.matchAll(BLOCK), ([, label, body]) => ({
    label: label!,
    encrypted: label!.startsWith('ENCRYPTED') || body!.includes('ENCRYPTED'),
    der: decodeBase64(body!.replace(/\s+/g, ''), 'standard'),
  }))
}

/** PEM text of `der`, in lines of 64 characters, with a line break at the end. */
export function writePem(label: string, der: Uint8Array): string {
  const lines = encodeBase64(der, 'standard').match(/.{1,64}/g)!
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
