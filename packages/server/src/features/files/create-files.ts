import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../../config/table.ts'
import { blobAddress } from '../../engine/blobs/address.ts'
import type { BlobStore } from '../../engine/blobs/blob-store.ts'
import { openDiskStore } from '../../engine/blobs/disk.ts'
import { openS3Store } from '../../engine/blobs/s3.ts'
import { createKeyedLock } from '../../engine/keyed-lock.ts'
import type { Database } from '../../engine/storage/database.ts'
import { createFileMetrics } from './metrics.ts'
import type { FileParts } from './parts.ts'
import { createSigner } from './signer.ts'
import type { FileTables } from './store.ts'
import { type Swept, sweepFiles } from './sweep.ts'
import { createThumbnailer } from './thumbnails.ts'
import { createUploads } from './uploads.ts'

export interface FilesOptions {
  readonly config: Config['files']
  /** The data folder. */
  readonly dir: string
  readonly db: Database<FileTables>
  /** For signatures of this feature alone. */
  readonly key: Buffer
  readonly epochOf: FileParts['epochOf']
  readonly isMember: FileParts['isMember']
  readonly applications: FileParts['applications']
  readonly now: () => number
  readonly log: {
    warn(what: object, message: string): void
    error(what: object, message: string): void
  }
}

export interface Files extends FileParts {
  /** Removes what nobody needs; goes by itself every hour. */
  sweep(): Promise<Swept>
  /** Ends the work on images. Uploads under way are ended by whoever closes their connections. */
  close(): Promise<void>
}

const SWEEP_EVERY_MS = 3_600_000

/** Opens the files of a data folder, whose tables `migrate` has made. Nothing else may use the folder meanwhile. */
export async function openFiles(options: FilesOptions): Promise<Files> {
  const { config, log, now, db } = options
  const address = blobAddress(config.url) ?? { kind: 'disk', path: '' }
  const root = address.kind === 'disk' && address.path !== '' ? address.path : join(options.dir, 'files')
  const incoming = join(root, 'incoming')
  // Whatever an earlier process did not finish (FILE8).
  await rm(incoming, { recursive: true, force: true })
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  const metrics = createFileMetrics()
  const parts: FileParts = {
    db,
    blobs: await openBlobs(address, root, config),
    incoming,
    limits: config,
    signer: createSigner(options.key),
    thumbnails: createThumbnailer({
      maxPixels: config.maxPixels,
      onFailure(reason) {
        metrics.thumbnailFailed()
        log.warn({ reason }, 'an image has no smaller ones')
      },
    }),
    uploads: createUploads(),
    metrics,
    lock: createKeyedLock(),
    epochOf: options.epochOf,
    isMember: options.isMember,
    applications: options.applications,
    now,
  }
  let sweeping: Promise<Swept> | undefined
  const sweep = (): Promise<Swept> => {
    sweeping ??= sweepFiles(parts).finally(() => {
      sweeping = undefined
    })
    return sweeping
  }
  const timer = setInterval(() => {
    sweep().catch((error: unknown) => log.error({ err: error }, 'files that nobody needs could not be removed'))
  }, SWEEP_EVERY_MS).unref()
  return {
    ...parts,
    sweep,
    async close() {
      clearInterval(timer)
      parts.thumbnails.close()
      await sweeping?.catch(() => undefined)
      parts.blobs.close()
    },
  }
}

async function openBlobs(
  address: NonNullable<ReturnType<typeof blobAddress>>,
  root: string,
  config: Config['files'],
): Promise<BlobStore> {
  if (address.kind === 'disk') return await openDiskStore(root)
  const secretAccessKey = config.secretAccessKey?.reveal()
  const credentials = secretAccessKey === undefined ? undefined : { accessKeyId: config.accessKeyId, secretAccessKey }
  return await openS3Store({ ...address, credentials })
}
