import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RawClient } from '@signet/testkit'
import { enterCrowd } from './lib/crowd.ts'
import { percentile, type Result, round } from './lib/result.ts'
import { startServerProcess } from './lib/server-process.ts'

export const name = 'webhooks'
export const description =
  'What webhooks add to a message: none, after, before. 50 clients; the receiver is the load generator.'

const CLIENTS = 50
const MEASURED_MS = 5000
const ANSWER = '{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":""}'

interface Load {
  readonly sent: number
  readonly perSecond: number
  readonly cpuSecondsPer100k: number
  readonly latencies: number[]
}

/** The same load three times: without webhooks, with one that tells, and with one that asks before each message. */
export async function run(): Promise<Result> {
  let taken = 0
  const receiver = createServer((request, response) => {
    request.resume()
    request.once('end', () => {
      taken++
      response.end(ANSWER)
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`

  const measured = async (commands: readonly string[]): Promise<Load & { readonly drained: number }> => {
    await using server = await startServerProcess({ webhooks: { allowedTargets: ['loopback'] } })
    if (commands.length > 0) await server.addWebhook(url, commands)
    const clients = await enterCrowd(server, CLIENTS)
    await load(clients, 1000)
    await server.reset()
    const result = await load(clients, MEASURED_MS)
    const before = taken
    const { cpuSeconds } = await server.usage()
    const from = performance.now()
    for (let last = -1; last !== taken && commands.length > 0; ) {
      last = taken
      await sleep(300)
    }
    const drained = ((taken - before) / Math.max(1, performance.now() - from - 300)) * 1000
    for (const client of clients) client.socket.terminate()
    return { ...result, cpuSecondsPer100k: (cpuSeconds / result.sent) * 100_000, drained }
  }

  const none = await measured([])
  const after = await measured(['C2C.CallbackAfterSendMsg'])
  const before = await measured(['C2C.CallbackBeforeSendMsg'])
  receiver.close()
  receiver.closeAllConnections()
  return {
    perSecond: Math.round(none.perSecond),
    cpuSecondsPer100k: round(none.cpuSecondsPer100k),
    p50Ms: round(percentile(none.latencies, 0.5)),
    p99Ms: round(percentile(none.latencies, 0.99)),
    perSecondWithAfter: Math.round(after.perSecond),
    cpuSecondsPer100kWithAfter: round(after.cpuSecondsPer100k),
    p99MsWithAfter: round(percentile(after.latencies, 0.99)),
    queuedDeliveredPerSecond: Math.round(after.drained),
    perSecondWithBefore: Math.round(before.perSecond),
    cpuSecondsPer100kWithBefore: round(before.cpuSecondsPer100k),
    p50MsWithBefore: round(percentile(before.latencies, 0.5)),
    p99MsWithBefore: round(percentile(before.latencies, 0.99)),
  }
}

let random = 1

/** Each client has one message under way. */
async function load(clients: readonly RawClient[], ms: number): Promise<Load> {
  const end = performance.now() + ms
  const latencies: number[] = []
  const lane = async (client: RawClient, i: number): Promise<void> => {
    while (performance.now() < end) {
      const from = performance.now()
      const body = [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: 'x'.repeat(200) } }]
      await client.request('send', { to: `user${i ^ 1}`, random: random++, clientTime: 1, body })
      latencies.push(performance.now() - from)
    }
  }
  const startedAt = performance.now()
  await Promise.all(clients.map(lane))
  const seconds = (performance.now() - startedAt) / 1000
  return { sent: latencies.length, perSecond: latencies.length / seconds, cpuSecondsPer100k: 0, latencies }
}
