import { create } from 'content-disposition'
import { isPlain, UNKNOWN_TYPE } from './rules.ts'

/**
 * What a browser is told about a file (FILE5): only plain images, sounds and videos are shown in place; everything else is saved, under
 * no type that something could run. Whatever it is, it runs no script and reads nothing of this server.
 */
export function headersOf(file: { readonly name: string; readonly type: string; readonly tag: string }) {
  const shown = isPlain(file.type)
  return {
    'content-type': shown ? file.type : UNKNOWN_TYPE,
    'content-disposition': create(file.name, { type: shown ? 'inline' : 'attachment' }),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'cross-origin',
    'referrer-policy': 'no-referrer',
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=31536000, immutable',
    etag: file.tag,
  }
}

/** `If-None-Match`: does the caller have it already? */
export const isKnown = (header: string | undefined, tag: string): boolean =>
  (header ?? '').split(',').some((known) => [tag, `W/${tag}`, '*'].includes(known.trim()))
