import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

/** How a push ended: as its gateway said; `taken`: it says so later; `refused`: it did not want the request. */
export type PushOutcome = 'sent' | 'failed' | 'unregistered' | 'taken' | 'refused'
/** Why something was not pushed that had to be. `age`, `overflow`: messages or pushes that waited too long, or too many of them. */
export type PushLoss = 'age' | 'overflow' | 'error' | 'removed'

/** What is counted about offline pushes; no label holds an application or a URL. */
export interface PushMetrics {
  ended(outcome: PushOutcome, count?: number): void
  lost(why: PushLoss, count?: number): void
  called(ok: boolean, ms: number): void
  register(registry: Registry): void
}

export function createPushMetrics(gauges: {
  waiting(): number
  /** Since when the oldest waits, ms. */
  oldestAt(): number | undefined
  now(): number
}): PushMetrics {
  const registers: Registry[] = []
  const pushes = new Counter({
    name: 'signet_push_total',
    help: 'Offline pushes by outcome: sent, failed and unregistered as gateways said; taken, when they say so later; refused, when the request was.',
    labelNames: ['outcome'],
    registers,
  })
  const dropped = new Counter({
    name: 'signet_push_dropped_total',
    help: 'Messages and pushes that were given up, by reason: age, overflow, error, or removed when their gateway was.',
    labelNames: ['reason'],
    registers,
  })
  const seconds = new Histogram({
    name: 'signet_push_gateway_seconds',
    help: 'Time of one request to a push gateway, by whether it was taken.',
    labelNames: ['ok'],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10],
    registers,
  })
  const waiting = new Gauge({
    name: 'signet_push_waiting',
    help: 'Messages that wait to be looked at, and pushes that wait for their gateway.',
    registers,
    collect() {
      this.set(gauges.waiting())
    },
  })
  const oldest = new Gauge({
    name: 'signet_push_oldest_seconds',
    help: 'Age of the oldest message of which a push waits.',
    registers,
    collect() {
      const at = gauges.oldestAt()
      this.set(at === undefined ? 0 : Math.max(0, gauges.now() - at) / 1000)
    },
  })
  return {
    ended: (outcome, count = 1) => pushes.inc({ outcome }, count),
    lost: (reason, count = 1) => dropped.inc({ reason }, count),
    called: (ok, ms) => seconds.observe({ ok: String(ok) }, ms / 1000),
    register(registry) {
      registry.registerMetric(pushes)
      registry.registerMetric(dropped)
      registry.registerMetric(seconds)
      for (const gauge of [waiting, oldest]) registry.registerMetric(gauge)
    },
  }
}
