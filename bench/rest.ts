import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { secretKey, sign } from '@signet/usersig/node'
import { percentile, type Result, round } from './lib/result.ts'
import { type Ready, startServerProcess } from './lib/server-process.ts'

export const name = 'rest'
export const description = 'Durable private messages over the server API: openim/sendmsg, answered after the sync.'

const ACCOUNTS = 100
const CONNECTIONS = 64
const FULL_MS = 8000
const HALF_MS = 6000
const SETTLE_MS = 3000
const TEXT = 'x'.repeat(200)

/** Full load over kept connections for the cost, then half of that rate for the latency. */
export async function run(): Promise<Result> {
  const rest = { requestsPerSecond: 1_000_000, appRequestsPerSecond: 1_000_000 }
  await using server = await startServerProcess({ rest })
  const call = caller(server)
  await importAccounts(call)
  const next = { random: 1 }
  await fullLoad(call, next, 2000)

  await server.reset()
  const startedAt = performance.now()
  const acked = await fullLoad(call, next, FULL_MS)
  const seconds = (performance.now() - startedAt) / 1000
  const full = await server.usage()

  // The store sorts what full load left behind; half load is measured on its own debts.
  await sleep(SETTLE_MS)
  await server.reset()
  const latencies = await steadyLoad(call, next, acked / seconds / 2)
  const half = await server.usage()
  return {
    perSecond: Math.round(acked / seconds),
    cpuSecondsPer100k: round((full.cpuSeconds / acked) * 100_000),
    perSecondAndCore: Math.round(acked / full.cpuSeconds),
    p50Ms: round(percentile(latencies, 0.5)),
    p99Ms: round(percentile(latencies, 0.99)),
    acked,
    halfLoadPerSecond: Math.round(latencies.length / (HALF_MS / 1000)),
    appendP99MsAtHalfLoad: round(half.appendP99Ms ?? Number.NaN),
    loopDelayP99MsAtHalfLoad: round(half.loopDelayP99Ms),
    rssMB: Math.round(full.rssBytes / 1e6),
  }
}

type Call = (path: string, body: object) => Promise<{ ErrorCode: number; ErrorInfo: string }>

/** Calls as a backend does: one ticket, kept connections. */
function caller({ url, sdkAppId, secret }: Ready): Call {
  const userSig = sign(secretKey(secret), { sdkAppId, userId: 'administrator' })
  const query = new URLSearchParams({
    sdkappid: String(sdkAppId),
    identifier: 'administrator',
    usersig: userSig,
    random: '1',
    contenttype: 'json',
  })
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  return (path, body) =>
    new Promise((resolve, reject) => {
      const text = JSON.stringify(body)
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
      const sent = request(`${url}/v4/${path}?${query}`, { method: 'POST', agent, headers }, (response) => {
        let answer = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          answer += chunk
        })
        response.on('end', () => resolve(JSON.parse(answer)))
        response.on('error', reject)
      })
      sent.on('error', reject)
      sent.end(text)
    })
}

async function importAccounts(call: Call): Promise<void> {
  const Accounts = Array.from({ length: ACCOUNTS }, (_, i) => `user${i}`)
  const { ErrorCode, ErrorInfo } = await call('im_open_login_svc/multiaccount_import', { Accounts })
  if (ErrorCode !== 0) throw new Error(`accounts: ${ErrorCode} ${ErrorInfo}`)
}

async function sendOne(call: Call, next: { random: number }): Promise<void> {
  const random = next.random++
  const { ErrorCode, ErrorInfo } = await call('openim/sendmsg', {
    From_Account: `user${random % ACCOUNTS}`,
    To_Account: `user${(random + 1) % ACCOUNTS}`,
    MsgRandom: random,
    MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: TEXT } }],
  })
  if (ErrorCode !== 0) throw new Error(`sendmsg: ${ErrorCode} ${ErrorInfo}`)
}

async function fullLoad(call: Call, next: { random: number }, ms: number): Promise<number> {
  const end = performance.now() + ms
  let acked = 0
  const lane = async (): Promise<void> => {
    while (performance.now() < end) {
      await sendOne(call, next)
      acked++
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, lane))
  return acked
}

/** Open loop: calls leave on time whether or not earlier ones were answered, so that waiting is not hidden. */
async function steadyLoad(call: Call, next: { random: number }, perSecond: number): Promise<number[]> {
  const latencies: number[] = []
  const pending: Promise<void>[] = []
  const startedAt = performance.now()
  let sent = 0
  while (performance.now() - startedAt < HALF_MS) {
    const due = Math.floor(((performance.now() - startedAt) / 1000) * perSecond)
    for (; sent < due; sent++) {
      const at = performance.now()
      const done = sendOne(call, next).then(() => void latencies.push(performance.now() - at))
      pending.push(done)
    }
    await sleep(1)
  }
  await Promise.all(pending)
  return latencies
}
