import type { ByteRange } from '../../engine/blobs/blob-store.ts'

/** What a `Range` header asks of a file. Several ranges, and what cannot be read, ask for the whole. */
export type Wanted =
  | { readonly kind: 'whole' }
  | ({ readonly kind: 'part' } & ByteRange)
  | { readonly kind: 'impossible' }

const WHOLE: Wanted = { kind: 'whole' }

export function rangeOf(header: string | undefined, size: number): Wanted {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  if (found === null) return WHOLE
  const [, first, last] = found as unknown as [string, string, string]
  if (first === '' && last === '') return WHOLE
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length === 0 ? { kind: 'impossible' } : { kind: 'part', start: size - length, end: size - 1 }
  }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < start) return WHOLE
  return start >= size ? { kind: 'impossible' } : { kind: 'part', start, end }
}
