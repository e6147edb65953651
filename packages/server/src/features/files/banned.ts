import { sdkAppIdOfFile } from '@signet/protocol/file'
import { fail } from '../../engine/failure.ts'
import { applicationQuery } from './access.ts'
import type { FileParts } from './parts.ts'
import { banContent, filesByIds, isBanned, type StoredFile, unbanContent } from './store.ts'

/** How long the application reads a file at an address that it was given, ms. */
const ADDRESS_MS = 15 * 60_000

/** The file of the application at an address, whatever host and query it has. */
async function fileAt({ db }: FileParts, sdkAppId: number, url: string): Promise<StoredFile | undefined> {
  const fileId = /^\/files\/([^/]+)(?:\/[^/]*)?$/.exec(URL.parse(url, 'http://localhost')?.pathname ?? '')?.[1]
  if (fileId === undefined || sdkAppIdOfFile(fileId) !== sdkAppId) return undefined
  const [file] = await filesByIds(db.read, sdkAppId, [fileId])
  return file
}

/** Keeps the content of a file from everybody but the application, or gives it back (FILE13). @throws Failure FILE_NOT_FOUND */
export async function setBanned(parts: FileParts, sdkAppId: number, url: string, banned: boolean): Promise<void> {
  const file = await fileAt(parts, sdkAppId, url)
  if (file === undefined) throw fail('FILE_NOT_FOUND')
  if (banned) await banContent(parts.db, sdkAppId, file.sha256, parts.now())
  else await unbanContent(parts.db, sdkAppId, file.sha256)
}

/** Where the application itself reads a file for a while (FILE13); nothing when there is none. @throws Failure ACCOUNT_NOT_FOUND */
export async function applicationAddress(
  parts: FileParts,
  { sdkAppId, administrator }: { readonly sdkAppId: number; readonly administrator: string },
  url: string,
): Promise<{ readonly address: string; readonly banned: boolean } | undefined> {
  const file = await fileAt(parts, sdkAppId, url)
  if (file === undefined) return undefined
  const epoch = await parts.epochOf(sdkAppId, administrator)
  if (epoch === undefined)
    throw fail('ACCOUNT_NOT_FOUND', 'The administrator who calls has no account: import it first.')
  const { fileId } = file
  const expiresAt = parts.now() + ADDRESS_MS
  const path = `/files/${fileId}?${applicationQuery(parts.signer, { fileId, userId: administrator, expiresAt }, epoch)}`
  const address = URL.canParse(url) ? new URL(path, url).href : path
  return { address, banned: await isBanned(parts.db.read, sdkAppId, file.sha256) }
}
