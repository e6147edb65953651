const encoder = new TextEncoder()
// Without `ignoreBOM` a byte order mark would vanish; with it, it stays and the JSON reader refuses it.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export const utf8 = (text: string): Uint8Array => encoder.encode(text)

/** Length of the text in UTF-8. */
export const utf8Length = (text: string): number => encoder.encode(text).length

/** @returns `undefined` when the bytes are not UTF-8 */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

/** Half of a surrogate pair: it has no UTF-8 form, so two different ids could sign alike. */
export const hasLoneSurrogate = (text: string): boolean => /[\ud800-\udfff]/u.test(text)
