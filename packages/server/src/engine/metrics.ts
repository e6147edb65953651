import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What this process counts. One registry per server, so that two servers in one process do not mix. Labels never hold an id. */
export interface Metrics {
  readonly registry: Registry
  requestDone(op: string, ms: number, errorName: string | undefined): void
  crashed(): void
  socketOpened(): void
  socketClosed(): void
}

/** @param gauges read at scrape time: name, help and the number */
export function createMetrics(gauges: readonly { name: string; help: string; read: () => number }[]): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'signet_' })
  const seconds = new Histogram({
    name: 'signet_request_seconds',
    help: 'Time from a frame to its answer, by operation.',
    labelNames: ['op'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
    registers: [registry],
  })
  const refused = new Counter({
    name: 'signet_requests_refused_total',
    help: 'Requests answered with an error, by operation and error name.',
    labelNames: ['op', 'error'],
    registers: [registry],
  })
  const crashes = new Counter({
    name: 'signet_internal_errors_total',
    help: 'Requests that failed inside the server; each has a reference in the log.',
    registers: [registry],
  })
  const opened = new Counter({ name: 'signet_sockets_opened_total', help: 'Sockets accepted.', registers: [registry] })
  const closed = new Counter({ name: 'signet_sockets_closed_total', help: 'Sockets ended.', registers: [registry] })
  for (const { name, help, read } of gauges) {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read())
      },
    })
  }
  // A labelled child is looked up once per operation: the hot path touches no label.
  const children = new Map<string, { observe(seconds: number): void }>()
  return {
    registry,
    requestDone(op, ms, errorName) {
      let child = children.get(op)
      if (child === undefined) {
        child = seconds.labels(op)
        children.set(op, child)
      }
      child.observe(ms / 1000)
      if (errorName !== undefined) refused.inc({ op, error: errorName })
    },
    crashed: () => crashes.inc(),
    socketOpened: () => opened.inc(),
    socketClosed: () => closed.inc(),
  }
}
