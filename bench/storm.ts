/**
 * Every client loses its connection at the same moment and comes back within five seconds, as after a load balancer was restarted. Two
 * users who stay write to each other all the while.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { RawClient, RawError } from '@signet/testkit'
import { secretKey, sign } from '@signet/usersig/node'
import { percentile, type Result, round } from './lib/result.ts'
import { type ServerProcess, startServerProcess } from './lib/server-process.ts'

export const name = 'storm'
export const description =
  'All clients (--clients 2000) come back within 5 s; logins at the default rate (--rate 1000); others go on writing'

const SPREAD_MS = 5000
const AT_ONCE = 50

type Options = Readonly<Record<string, string | true>>
const numberOf = (options: Options, key: string, otherwise: number): number =>
  typeof options[key] === 'string' ? Number(options[key]) : otherwise

export async function run(options: Options = {}): Promise<Result> {
  const count = numberOf(options, 'clients', 2000)
  const rate = numberOf(options, 'rate', 1000)
  await using server = await startServerProcess({ login: { perSecond: rate, burst: rate } })
  const key = secretKey(server.secret)
  const tickets = Array.from({ length: count }, (_, i) => sign(key, { sdkAppId: server.sdkAppId, userId: `user${i}` }))
  const storm = new Storm(server, tickets)
  for (let from = 0; from < count; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, i) => from + i)
    await Promise.all(some.map((i) => storm.comeBack(i)))
  }
  const talk = await talkers(server, key)
  await talk.measure(3000)
  const quietP99 = percentile(talk.latencies.splice(0), 0.99)
  storm.reset()
  await server.reset()
  for (const client of storm.clients) client?.socket.terminate()
  const startedAt = performance.now()
  const measuring = talk.measure()
  await Promise.all(
    tickets.map(async (_, i) => {
      await sleep((i / count) * SPREAD_MS)
      await storm.comeBack(i)
    }),
  )
  const seconds = (performance.now() - startedAt) / 1000
  talk.stop()
  await measuring
  const usage = await server.usage()
  for (const client of storm.clients) client?.socket.terminate()
  talk.close()
  return {
    perSecond: Math.round(count / seconds),
    cpuSecondsPer100k: round((usage.cpuSeconds / count) * 100_000),
    p50Ms: round(percentile(storm.waits, 0.5)),
    p99Ms: round(percentile(storm.waits, 0.99)),
    allBackSeconds: round(seconds),
    triesPerClient: round(storm.tries / count),
    refused: storm.refused,
    messageP99Ms: round(percentile(talk.latencies, 0.99)),
    messageP99MsBefore: round(quietP99),
    loopDelayP99Ms: round(usage.loopDelayP99Ms),
    runQueueShare: round(usage.runQueueShare),
  }
}

class Storm {
  readonly clients: (RawClient | undefined)[] = []
  /** From the first try to being in, ms. */
  readonly waits: number[] = []
  tries = 0
  refused = 0
  readonly #server: ServerProcess
  readonly #tickets: readonly string[]

  constructor(server: ServerProcess, tickets: readonly string[]) {
    this.#server = server
    this.#tickets = tickets
  }

  reset(): void {
    this.waits.length = 0
    this.tries = 0
    this.refused = 0
  }

  async comeBack(i: number): Promise<void> {
    const startedAt = performance.now()
    for (;;) {
      this.tries++
      const client = await RawClient.open(this.#server.url).catch(() => undefined)
      if (client === undefined) {
        await sleep(1000 * Math.random())
        continue
      }
      try {
        await client.login({
          sdkAppId: this.#server.sdkAppId,
          userId: `user${i}`,
          userSig: this.#tickets[i]!,
          instance: 'one',
        })
        this.clients[i] = client
        this.waits.push(performance.now() - startedAt)
        return
      } catch (error) {
        client.socket.terminate()
        if (!(error instanceof RawError)) continue
        this.refused++
        await sleep(error.retryAfter)
      }
    }
  }
}

/** Two users who are online all the time, one message after the other. */
async function talkers(server: ServerProcess, key: ReturnType<typeof secretKey>) {
  const enter = async (userId: string): Promise<RawClient> => {
    const client = await RawClient.open(server.url)
    const userSig = sign(key, { sdkAppId: server.sdkAppId, userId })
    for (;;) {
      const refused = await client.login({ sdkAppId: server.sdkAppId, userId, userSig }).then(
        () => undefined,
        (error: RawError) => error,
      )
      if (refused === undefined) return client
      await sleep(refused.retryAfter)
    }
  }
  const [alice, bob] = [await enter('alice'), await enter('bob')]
  const latencies: number[] = []
  let random = 0
  let isOver = false
  return {
    latencies,
    async measure(ms = Number.POSITIVE_INFINITY): Promise<void> {
      const end = performance.now() + ms
      while (!isOver && performance.now() < end) {
        const at = performance.now()
        const body = [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: 'still here' } }]
        const got = bob.messages.length + 1
        await alice.request('send', { to: 'bob', random: ++random, clientTime: 1, body })
        await bob.until(() => bob.messages.length >= got, 'the message', 30_000)
        latencies.push(performance.now() - at)
        await sleep(10)
      }
    },
    stop(): void {
      isOver = true
    },
    close(): void {
      alice.socket.terminate()
      bob.socket.terminate()
    },
  }
}
