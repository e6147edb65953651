const encoder = new TextEncoder()
// Without `ignoreBOM` a byte order mark would vanish; with it, it stays and the JSON reader refuses it.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A typed array of more than 64 bytes costs an allocation outside the heap, which is more than hashing one: so one is kept. */
const shared = new Uint8Array(4096)

export const utf8 = (text: string): Uint8Array => encoder.encode(text)

/** The text in UTF-8, for use at once: the bytes are overwritten by the next call. */
export function utf8Shared(text: string): Uint8Array {
  return text.length * 3 > shared.length ? utf8(text) : shared.subarray(0, writeUtf8(text, shared))
}

/** Writes the text into `out`, which must have room for three bytes a character. */
export const writeUtf8 = (text: string, out: Uint8Array): number => encoder.encodeInto(text, out).written

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
