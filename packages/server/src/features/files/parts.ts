import type { BlobStore } from '../../engine/blobs/blob-store.ts'
import type { KeyedLock } from '../../engine/keyed-lock.ts'
import type { Database } from '../../engine/storage/database.ts'
import type { FileMetrics } from './metrics.ts'
import type { Signer } from './signer.ts'
import type { FileTables } from './store.ts'
import type { Thumbnailer } from './thumbnails.ts'
import type { LoginEpoch } from './ticket.ts'
import type { Uploads } from './uploads.ts'

export interface FileLimits {
  /** Largest file, bytes. */
  readonly maxBytes: number
  /** Of the files of one user, bytes. */
  readonly userQuotaBytes: number
  /** Of the files of one application, bytes. */
  readonly appQuotaBytes: number
  /** How long a ticket is good, ms. */
  readonly ticketMs: number
  /** How long an address is good at least, ms; at most twice as long. */
  readonly urlMs: number
  /** A file that no message carried for so long goes away, ms. */
  readonly unboundMs: number
}

/** What the verbs of files are made of; `create-files.ts` puts it together. */
export interface FileParts {
  readonly db: Database<FileTables>
  readonly blobs: BlobStore
  /** Folder of uploads under way. */
  readonly incoming: string
  readonly limits: FileLimits
  readonly signer: Signer
  readonly thumbnails: Thumbnailer
  readonly uploads: Uploads
  readonly metrics: FileMetrics
  /** By content: whoever stores or removes some bytes does it alone. */
  readonly lock: KeyedLock
  readonly epochOf: LoginEpoch
  /** Is the user in the group now? */
  isMember(sdkAppId: number, groupId: string, userId: string): Promise<boolean>
  /** All applications. */
  applications(): Promise<readonly number[]>
  /** ms */
  now(): number
}
