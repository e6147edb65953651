import type { S3Options } from './s3.ts'

/** Where blobs go, as one address says it. */
export type BlobAddress =
  | { readonly kind: 'disk'; readonly path: string }
  | ({ readonly kind: 's3' } & Omit<S3Options, 'credentials'>)

/**
 * Reads `file:`, `file:PATH` or `s3://BUCKET[/PREFIX][?endpoint=https://HOST&region=REGION]`. Nothing for what is none of them.
 *
 * @example
 * blobAddress('s3://chat/files?endpoint=https://s3.example.com')
 */
export function blobAddress(text: string): BlobAddress | undefined {
  if (text.startsWith('file:')) return { kind: 'disk', path: text.slice('file:'.length) }
  if (!URL.canParse(text)) return undefined
  const { protocol, host, pathname, searchParams } = new URL(text)
  const prefix = pathname.replace(/^\/|\/$/g, '')
  const endpoint = searchParams.get('endpoint') ?? undefined
  if (protocol !== 's3:' || !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(host)) return undefined
  if (!/^(?:[\w.-]+(?:\/[\w.-]+)*)?$/.test(prefix)) return undefined
  if ([...searchParams.keys()].some((name) => name !== 'endpoint' && name !== 'region')) return undefined
  if (endpoint !== undefined && !/^https?:\/\/[^/?#@]+\/?$/.test(endpoint)) return undefined
  return { kind: 's3', bucket: host, prefix, endpoint, region: searchParams.get('region') ?? 'us-east-1' }
}
