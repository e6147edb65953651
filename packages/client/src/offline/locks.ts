/** The part of the Web Locks API that is used: one holder of a name among all tabs of an origin. */
export interface Locks {
  /** Calls `task` when nobody else holds `name`, and holds it until that is over; rejects when `signal` comes first. */
  request(name: string, options: { readonly signal?: AbortSignal }, task: () => Promise<void>): Promise<unknown>
}

/** Locks among the clients of this process. */
export function processLocks(): Locks {
  const queues = new Map<string, (() => Promise<void>)[]>()
  const next = (name: string): void => {
    const queue = queues.get(name)
    const [first] = queue ?? []
    if (!first) queues.delete(name)
    else
      void first().finally(() => {
        queue?.shift()
        next(name)
      })
  }
  return {
    request: (name, { signal }, task) =>
      new Promise((resolve, reject) => {
        const queue = queues.get(name) ?? []
        queues.set(name, queue)
        queue.push(async () => {
          if (signal?.aborted) return reject(signal.reason)
          await task().then(resolve, reject)
        })
        if (queue.length === 1) next(name)
      }),
  }
}

const OF_THIS_PROCESS = processLocks()

/** The locks of the platform: those of all tabs in browsers (pages that are not secure have none), else those of this process. */
export const platformLocks = (): Locks => {
  const { navigator } = globalThis as { navigator?: { readonly locks?: Locks } }
  return navigator?.locks ?? OF_THIS_PROCESS
}
