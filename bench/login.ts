import { PROTOCOL_VERSION } from '@signet/protocol/realtime/frames'
import { privateKey, sign } from '@signet/usersig/node'
import { PlainSocket } from './lib/plain-socket.ts'
import { percentile, type Result, round } from './lib/result.ts'
import { startServerProcess } from './lib/server-process.ts'

export const name = 'login'
export const description = 'Logins with a P-256 UserSig, each on a new socket: connect, verify, session, close.'

const USERS = 2000
const LOGINS = 8000
const AT_ONCE = 64

/** Tickets are signed beforehand; every ticket is verified by the server, none is cached. */
export async function run(): Promise<Result> {
  await using server = await startServerProcess()
  const key = privateKey(server.privateKey)
  const tickets = Array.from({ length: USERS }, (_, i) => sign(key, { sdkAppId: server.sdkAppId, userId: `user${i}` }))
  const latencies: number[] = []
  const logIn = async (i: number): Promise<void> => {
    const at = performance.now()
    const client = await PlainSocket.open(`${server.url}/im`)
    const [userId, userSig] = [`user${i % USERS}`, tickets[i % USERS]!]
    await client.ask('login', { protocol: PROTOCOL_VERSION, sdkAppId: server.sdkAppId, userId, userSig })
    latencies.push(performance.now() - at)
    client.close()
  }
  const logInAll = async (count: number): Promise<void> => {
    let next = 0
    const lane = async (): Promise<void> => {
      while (next < count) await logIn(next++)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, lane))
  }
  // The first logins make the accounts; that is measured apart.
  const firstAt = performance.now()
  await logInAll(USERS)
  const firstPerSecond = USERS / ((performance.now() - firstAt) / 1000)
  latencies.length = 0
  await server.reset()
  const startedAt = performance.now()
  await logInAll(LOGINS)
  const seconds = (performance.now() - startedAt) / 1000
  const usage = await server.usage()
  return {
    perSecond: Math.round(LOGINS / seconds),
    cpuSecondsPer100k: round((usage.cpuSeconds / LOGINS) * 100_000),
    perCpuSecond: Math.round(LOGINS / usage.cpuSeconds),
    p50Ms: round(percentile(latencies, 0.5)),
    p99Ms: round(percentile(latencies, 0.99)),
    firstLoginsPerSecond: Math.round(firstPerSecond),
    loopDelayP99Ms: round(usage.loopDelayP99Ms),
  }
}
