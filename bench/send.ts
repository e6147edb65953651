import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RawClient } from '@signet/testkit'
import { enterCrowd } from './lib/crowd.ts'
import { percentile, type Result, round } from './lib/result.ts'
import { startServerProcess } from './lib/server-process.ts'

export const name = 'send'
export const description = 'Durable private messages: send, ack after the sync, deliver. 200 clients, 200-byte bodies.'

const CLIENTS = 200
const WINDOW = 4
const FULL_MS = 8000
const HALF_MS = 6000
const SETTLE_MS = 5000
/** A rate at which the load generator, on the same machine, leaves the server a core of its own. */
const CALM_PER_SECOND = 5000
const TEXT = 'x'.repeat(200)

/** Full load (each client keeps a few messages under way) for the cost, then half of that rate for the latency. */
export async function run(): Promise<Result> {
  await using server = await startServerProcess()
  const clients = await enterCrowd(server, CLIENTS)
  let delivered = 0
  for (const client of clients) client.onPush = (packet) => void (packet.type === 'message' && delivered++)
  const next = { random: 1 }
  await fullLoad(clients, next, 2000)

  await server.reset()
  delivered = 0
  const startedAt = performance.now()
  const acked = await fullLoad(clients, next, FULL_MS)
  const seconds = (performance.now() - startedAt) / 1000
  const full = await server.usage()
  const deliveredFull = delivered

  // The store sorts what full load left behind; half load is measured on its own debts.
  await sleep(SETTLE_MS)
  await server.reset()
  const ownDelay = monitorEventLoopDelay({ resolution: 1 })
  ownDelay.enable()
  const latencies = await steadyLoad(clients, next, acked / seconds / 2)
  const ownDelayP99Ms = ownDelay.percentile(99) / 1e6
  const half = await server.usage()
  const calm = await steadyLoad(clients, next, CALM_PER_SECOND)
  for (const client of clients) client.socket.terminate()
  return {
    perSecond: Math.round(acked / seconds),
    cpuSecondsPer100k: round((full.cpuSeconds / acked) * 100_000),
    p50Ms: round(percentile(latencies, 0.5)),
    p99Ms: round(percentile(latencies, 0.99)),
    delivered: deliveredFull,
    acked,
    halfLoadPerSecond: Math.round(latencies.length / (HALF_MS / 1000)),
    cpuSecondsPer100kAtHalfLoad: round((half.cpuSeconds / latencies.length) * 100_000),
    p50MsAt5000: round(percentile(calm, 0.5)),
    p99MsAt5000: round(percentile(calm, 0.99)),
    loadGeneratorLoopDelayP99Ms: round(ownDelayP99Ms),
    loopDelayP99Ms: round(full.loopDelayP99Ms),
    appendP99MsAtHalfLoad: round(half.appendP99Ms ?? Number.NaN),
    loopDelayP99MsAtHalfLoad: round(half.loopDelayP99Ms),
    runQueueShareAtHalfLoad: round(half.runQueueShare),
    rssMB: Math.round(full.rssBytes / 1e6),
  }
}

/** Sends one message from client i to its neighbour. */
function sendOne(clients: RawClient[], i: number, next: { random: number }) {
  return clients[i]!.request('send', {
    to: `user${i ^ 1}`,
    random: next.random++,
    clientTime: Math.floor(Date.now() / 1000),
    body: [{ MsgType: 'TIMTextElem', MsgContent: { Text: TEXT } }],
  })
}

async function fullLoad(clients: RawClient[], next: { random: number }, ms: number): Promise<number> {
  const end = performance.now() + ms
  let acked = 0
  const lane = async (i: number): Promise<void> => {
    while (performance.now() < end) {
      await sendOne(clients, i, next)
      acked++
    }
  }
  await Promise.all(clients.flatMap((_, i) => Array.from({ length: WINDOW }, () => lane(i))))
  return acked
}

/** Open loop: messages leave on time whether or not earlier ones were answered, so that waiting is not hidden. */
async function steadyLoad(clients: RawClient[], next: { random: number }, perSecond: number): Promise<number[]> {
  const latencies: number[] = []
  const pending: Promise<void>[] = []
  const startedAt = performance.now()
  let sent = 0
  while (performance.now() - startedAt < HALF_MS) {
    const due = Math.floor(((performance.now() - startedAt) / 1000) * perSecond)
    for (; sent < due; sent++) {
      const at = performance.now()
      pending.push(
        sendOne(clients, sent % clients.length, next).then(() => {
          latencies.push(performance.now() - at)
        }),
      )
    }
    await sleep(1)
  }
  await Promise.all(pending)
  return latencies
}
