import { randomBytes } from 'node:crypto'
import { RawClient } from '@signet/testkit'
import { secretKey, sign } from '@signet/usersig/node'
import { percentile, type Result, round } from './lib/result.ts'
import { type Ready, startServerProcess } from './lib/server-process.ts'

export const name = 'files'
export const description =
  'Uploads of 32 MiB, four at once, then the same bytes read back: CPU, memory and the event loop meanwhile'

const SIZE = 32 * 1024 * 1024
const FILES = 32
const AT_ONCE = 4

export async function run(): Promise<Result> {
  await using server = await startServerProcess()
  const client = await enter(server)
  const urls: string[] = []
  await upload(server, client, randomBytes(1000))

  await server.reset()
  const before = (await server.usage()).rssBytes
  const took: number[] = []
  const startedAt = performance.now()
  await inParallel(FILES, async () => {
    const at = performance.now()
    urls.push(await upload(server, client, randomBytes(SIZE)))
    took.push(performance.now() - at)
  })
  const uploadSeconds = (performance.now() - startedAt) / 1000
  const uploads = await server.usage()

  await server.reset()
  const readAt = performance.now()
  await inParallel(FILES, async (i) => {
    const answer = await fetch(server.url + urls[i]!)
    let bytes = 0
    for await (const chunk of answer.body!) bytes += chunk.length
    if (bytes !== SIZE) throw new Error(`${bytes} bytes came back`)
  })
  const readSeconds = (performance.now() - readAt) / 1000
  const reads = await server.usage()
  await client.close()
  const gib = (FILES * SIZE) / 1024 ** 3
  return {
    perSecond: round(FILES / uploadSeconds),
    cpuSecondsPer100k: round((uploads.cpuSeconds / FILES) * 100_000),
    p50Ms: round(percentile(took, 0.5)),
    p99Ms: round(percentile(took, 0.99)),
    uploadMiBPerSecond: Math.round((FILES * SIZE) / 1024 ** 2 / uploadSeconds),
    uploadCpuSecondsPerGiB: round(uploads.cpuSeconds / gib),
    uploadLoopDelayP99Ms: round(uploads.loopDelayP99Ms),
    uploadRssGrowthMB: Math.round((uploads.rssBytes - before) / 1e6),
    readMiBPerSecond: Math.round((FILES * SIZE) / 1024 ** 2 / readSeconds),
    readCpuSecondsPerGiB: round(reads.cpuSeconds / gib),
    readLoopDelayP99Ms: round(reads.loopDelayP99Ms),
  }
}

async function enter({ url, sdkAppId, secret }: Ready): Promise<RawClient> {
  const client = await RawClient.open(url)
  const now = Math.floor(Date.now() / 1000)
  const userSig = sign(secretKey(secret), { sdkAppId, userId: 'alice', expire: 3600, now })
  await client.login({ sdkAppId, userId: 'alice', userSig })
  return client
}

async function upload({ url }: Ready, client: RawClient, body: Uint8Array<ArrayBuffer>): Promise<string> {
  const { ticket } = await client.request('file.ticket', { name: 'bench.bin', size: body.length })
  const headers = { authorization: `Bearer ${ticket}` }
  const answer = await fetch(`${url}/files`, { method: 'POST', headers, body })
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
  return ((await answer.json()) as { url: string }).url
}

async function inParallel(count: number, work: (i: number) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}
