/** The server process of the benches: starts a server, then answers questions about its own use of the machine. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { defaultConfig, start } from '@signet/server'
import { createProfiler } from './profile.ts'
import { percentile } from './result.ts'
import { runQueueWaitMs } from './run-queue.ts'

const overrides = JSON.parse(process.argv[2]!) as Parameters<typeof defaultConfig>[0]
const server = await start(
  defaultConfig({
    ...overrides,
    server: { port: 0 },
    log: { level: 'warn' },
    // The load generator is one address with many sockets.
    sockets: { requestsPerSecond: 1_000_000, requestBurst: 1_000_000, ...overrides?.sockets },
    groups: { messagesPerSecond: 1_000_000, ...overrides?.groups },
    login: { failuresPerMinute: 1_000_000, perSecond: 1_000_000, burst: 1_000_000, ...overrides?.login },
  }),
)
const { accounts } = server.im
const { sdkAppId } = await accounts.apps.create({ name: 'bench', settings: { loginPolicy: 'multi' } })
const { keyId } = await accounts.keys.makeSecret(sdkAppId)
const { privateKey } = await accounts.keys.makeKeyPair(sdkAppId)
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
/** How long the store took for each append, ms: what an ack waits for beside the sockets. */
const { timeline } = server.im
const append = timeline.append.bind(timeline)
let appends: number[] = []
timeline.append = async (draft) => {
  const at = performance.now()
  const appended = await append(draft)
  appends.push(performance.now() - at)
  return appended
}
let cpu = { user: 0, system: 0 }
let waited = runQueueWaitMs()
let resetAt = performance.now()

const profiler = createProfiler('server')

process.on('message', async (question: string | { addWebhook: { url: string; commands: string[] } }) => {
  if (typeof question === 'object') {
    await server.im.webhookSettings.endpoints.add(sdkAppId, question.addWebhook)
    process.send?.('ok')
    return
  }
  if (question === 'reset') {
    await profiler.start()
    globalThis.gc?.()
    cpu = process.cpuUsage()
    appends = []
    delay.reset()
    waited = runQueueWaitMs()
    resetAt = performance.now()
    process.send?.('ok')
    return
  }
  const used = process.cpuUsage(cpu)
  await profiler.stop()
  globalThis.gc?.()
  process.send?.({
    cpuSeconds: (used.user + used.system) / 1e6,
    rssBytes: process.memoryUsage.rss(),
    loopDelayP99Ms: delay.percentile(99) / 1e6,
    loopDelayMaxMs: delay.max / 1e6,
    appendP99Ms: percentile(appends, 0.99),
    runQueueShare: (runQueueWaitMs() - waited) / (performance.now() - resetAt),
  })
})
process.on('disconnect', () => process.exit(0))
process.send?.({
  url: server.url,
  sdkAppId,
  secret: await accounts.keys.revealSecret(sdkAppId, keyId),
  privateKey,
  startMs: performance.now(),
})
