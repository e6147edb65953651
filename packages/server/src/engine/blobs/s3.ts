import { type FileHandle, open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { type BlobStore, type ByteRange, checkKey } from './blob-store.ts'
import { storeFailure } from './failure.ts'

export interface S3Options {
  readonly bucket: string
  /** In front of every key, without slashes at its ends; may be empty. */
  readonly prefix: string
  /** `https://host:port` of a store that is not AWS; buckets are then addressed by path. */
  readonly endpoint: string | undefined
  readonly region: string
  /** Absent: what the environment of the process offers (variables, profile, role of the machine). */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined
}

const CONNECT_MS = 5000
const SILENCE_MS = 30_000
const nothing = (): void => {}
const SILENT = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing }

/** Blobs in any store that speaks S3. The client library is loaded when it is needed, so that a start without it stays short. */
export async function openS3Store(options: S3Options): Promise<BlobStore> {
  const { S3Client, PutObjectCommand, GetObjectCommand, DeleteObjectCommand } = await import('@aws-sdk/client-s3')
  const { bucket, prefix, endpoint, region, credentials } = options
  const client = new S3Client({
    region,
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(credentials === undefined ? {} : { credentials }),
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENCE_MS },
    // What goes wrong is thrown, and logged where it is answered.
    logger: SILENT,
    // Checksums beyond what the protocol asks for are refused by some compatible stores.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const place = (key: string) => ({ Bucket: bucket, Key: prefix === '' ? checkKey(key) : `${prefix}/${checkKey(key)}` })
  return {
    async put(key, path, size) {
      const target = place(key)
      let file: FileHandle | undefined
      try {
        file = await open(path, 'r')
        const broken = new AbortController()
        const body = file.createReadStream({ autoClose: false }).once('error', (error) => broken.abort(error))
        const command = new PutObjectCommand({ ...target, Body: body, ContentLength: size })
        await client.send(command, { abortSignal: broken.signal })
      } catch (error) {
        throw storeFailure(error)
      } finally {
        await file?.close()
      }
    },
    async read(key, range) {
      const wanted = { ...place(key), ...(range === undefined ? {} : { Range: rangeHeader(range) }) }
      try {
        const { Body } = await client.send(new GetObjectCommand(wanted))
        // In Node the body of an answer is a stream of Node.
        return Body as Readable | undefined
      } catch (error) {
        if ((error as Error).name === 'NoSuchKey') return undefined
        throw storeFailure(error)
      }
    },
    async delete(key) {
      const target = place(key)
      try {
        await client.send(new DeleteObjectCommand(target))
      } catch (error) {
        throw storeFailure(error)
      }
    },
    close: () => client.destroy(),
  }
}

const rangeHeader = ({ start, end }: ByteRange): string => `bytes=${start}-${end}`
