import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

/** How a call ended. */
export type WebhookOutcome = 'ok' | 'refused' | 'dropped' | 'failed' | 'skipped'

/** What is counted about webhooks, by command; no label holds an application or a URL. */
export interface WebhookMetrics {
  called(command: string, outcome: WebhookOutcome, ms: number): void
  /** From the event to its delivery, ms. */
  delivered(command: string, ms: number): void
  buried(command: string): void
  overflowed(): void
  register(registry: Registry): void
}

/** Read when somebody looks. */
export interface WebhookGauges {
  waiting(): number
  openCircuits(): number
  /** Command → since when the oldest event waits, ms. */
  oldest(): Promise<ReadonlyMap<string, number>>
  now(): number
}

const OUTCOME_HELP =
  'Webhook calls by command and outcome: ok, refused, dropped, failed, or skipped because the circuit of their URL was open.'

export function createWebhookMetrics(gauges: WebhookGauges): WebhookMetrics {
  const registers: Registry[] = []
  const calls = new Counter({
    name: 'signet_webhook_calls_total',
    help: OUTCOME_HELP,
    labelNames: ['command', 'outcome'],
    registers,
  })
  const seconds = new Histogram({
    name: 'signet_webhook_seconds',
    help: 'Time of one webhook call, by command.',
    labelNames: ['command'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10],
    registers,
  })
  const lag = new Histogram({
    name: 'signet_webhook_lag_seconds',
    help: 'Time from an event to the delivery of its webhook, by command.',
    labelNames: ['command'],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 60, 300, 1800, 7200],
    registers,
  })
  const dead = new Counter({
    name: 'signet_webhook_dead_total',
    help: 'Events that no try could deliver, by command; they are kept as dead letters.',
    labelNames: ['command'],
    registers,
  })
  const overflow = new Counter({
    name: 'signet_webhook_overflow_total',
    help: 'Events given up because too many of their application waited.',
    registers,
  })
  const waiting = new Gauge({
    name: 'signet_webhook_waiting',
    help: 'Events that wait for their delivery.',
    registers,
    collect() {
      this.set(gauges.waiting())
    },
  })
  const circuits = new Gauge({
    name: 'signet_webhook_open_circuits',
    help: 'URLs that are left alone because they failed, by direction counted apart.',
    registers,
    collect() {
      this.set(gauges.openCircuits())
    },
  })
  const oldest = new Gauge({
    name: 'signet_webhook_oldest_seconds',
    help: 'Age of the oldest event that is next in its line, by command.',
    labelNames: ['command'],
    registers,
    async collect() {
      this.reset()
      for (const [command, since] of await gauges.oldest()) {
        this.set({ command }, Math.max(0, gauges.now() - since) / 1000)
      }
    },
  })
  return {
    called(command, outcome, ms) {
      calls.inc({ command, outcome })
      if (outcome !== 'skipped') seconds.observe({ command }, ms / 1000)
    },
    delivered: (command, ms) => lag.observe({ command }, ms / 1000),
    buried: (command) => dead.inc({ command }),
    overflowed: () => overflow.inc(),
    register(registry) {
      for (const metric of [calls, seconds, lag, dead, overflow, waiting, circuits, oldest])
        registry.registerMetric(metric)
    },
  }
}
