/** A process full of clients that only count what they get, so that whoever measures how late things are is not late itself. */
import { inTurns, PlainSocket } from './plain-socket.ts'
import { percentile } from './result.ts'

/** What the process is asked. Every order is answered with one message. */
export type CrowdOrder =
  /** With `logins`, the data of each, they log in as well. */
  | { readonly kind: 'open'; readonly url: string; readonly count: number; readonly logins?: readonly object[] }
  /** All ask the same at once. */
  | { readonly kind: 'ask'; readonly op: string; readonly data: object }
  | { readonly kind: 'bytes' }
  | { readonly kind: 'close' }

export interface CrowdAnswer {
  /** Bytes that one client got so far, the mean of all. */
  readonly bytes: number
  /** Of `ask`: from the first question to the answers, ms. */
  readonly lastMs: number
  readonly p99Ms: number
}

let crowd: PlainSocket[] = []
const AT_ONCE = 50

async function obey(order: CrowdOrder): Promise<number[]> {
  switch (order.kind) {
    case 'open':
      await inTurns(order.count, AT_ONCE, async (i) => {
        const one = await PlainSocket.open(order.url)
        if (order.logins !== undefined) await one.ask('login', order.logins[i]!)
        crowd.push(one)
      })
      return []
    case 'ask': {
      const startedAt = performance.now()
      return await Promise.all(
        crowd.map(async (one) => {
          await one.ask(order.op, order.data)
          return performance.now() - startedAt
        }),
      )
    }
    case 'bytes':
      return []
    case 'close':
      for (const one of crowd) one.close()
      crowd = []
      return []
  }
}

process.on('message', async (order: CrowdOrder) => {
  const times = await obey(order)
  const bytes = crowd.reduce((sum, one) => sum + one.bytes, 0) / Math.max(1, crowd.length)
  const p99Ms = percentile(times, 0.99)
  process.send?.({ bytes, lastMs: times.at(-1) ?? 0, p99Ms } satisfies CrowdAnswer)
})
process.on('disconnect', () => process.exit(0))
