import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFauxqs } from 'fauxqs'
import { afterAll, expect, it } from 'vitest'
import { blobAddress } from './address.ts'
import { blobStoreContract } from './contract.ts'
import { openS3Store, type S3Options } from './s3.ts'

/** A server that speaks S3 over HTTP, in this process. */
const server = await startFauxqs({ port: 0, logger: false })
server.createBucket('chat')
const folder = await mkdtemp(join(tmpdir(), 'signet-s3-'))
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

const options: S3Options = {
  bucket: 'chat',
  prefix: 'files',
  endpoint: `http://127.0.0.1:${server.port}`,
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKID', secretAccessKey: 'b7c2f0d4e1a95836' },
}

const upload = async (): Promise<string> => {
  const path = join(folder, 'upload')
  await writeFile(path, 'words')
  return path
}

blobStoreContract('S3', () => openS3Store(options))
blobStoreContract('S3 without a prefix', () => openS3Store({ ...options, prefix: '' }))

// A store of your own, with an empty bucket: SIGNET_TEST_S3='s3://bucket?endpoint=http://host' and the AWS variables for its keys.
const own = process.env['SIGNET_TEST_S3']
if (own !== undefined) {
  const address = blobAddress(own)
  if (address?.kind !== 's3') throw new Error(`SIGNET_TEST_S3 is no address: ${own}`)
  blobStoreContract(own, () => openS3Store({ ...address, credentials: undefined }))

  it('is refused by a store that checks signatures when the key is a wrong one', async () => {
    const { AWS_ACCESS_KEY_ID: accessKeyId = '' } = process.env
    const wrong = await openS3Store({ ...address, credentials: { accessKeyId, secretAccessKey: 'e3a95836b7c2f0d4' } })
    await expect(wrong.put('1/ab/x', await upload(), 5)).rejects.toMatchObject({
      errorName: 'FILE_STORE_UNAVAILABLE',
      cause: { name: 'SignatureDoesNotMatch' },
    })
    wrong.close()
  })
}

it('[BLOB5] a bucket that does not exist is a store that cannot be used', async () => {
  const store = await openS3Store({ ...options, bucket: 'another' })
  await expect(store.put('1/ab/x', await upload(), 5)).rejects.toMatchObject({ errorName: 'FILE_STORE_UNAVAILABLE' })
  store.close()
})

it('[BLOB5] a store that does not answer, or answers with an error, is refused in time', async () => {
  const silent = createServer((request, response) => {
    request.resume()
    response.writeHead(503).end()
  })
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as AddressInfo
  const store = await openS3Store({ ...options, endpoint: `http://127.0.0.1:${port}` })
  await expect(store.put('1/ab/x', await upload(), 5)).rejects.toMatchObject({ errorName: 'FILE_STORE_UNAVAILABLE' })
  await expect(store.read('1/ab/x')).rejects.toMatchObject({ errorName: 'FILE_STORE_UNAVAILABLE' })
  await new Promise((resolve) => silent.close(resolve))
  await expect(store.put('1/ab/x', await upload(), 5)).rejects.toMatchObject({ errorName: 'FILE_STORE_UNAVAILABLE' })
  store.close()
})
