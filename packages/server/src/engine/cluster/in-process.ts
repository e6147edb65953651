import type { Bus } from './bus.ts'

/** The bus of a single node: a function call. `onError` hears what a handler threw (BUS4). */
export function createInProcessBus(onError: (error: unknown) => void = () => {}): Bus {
  const subjects = new Map<string, Set<(payload: string) => void>>()
  return {
    publish(subject, payload) {
      const handlers = subjects.get(subject)
      if (handlers === undefined) return
      for (const handler of handlers) {
        try {
          handler(payload)
        } catch (error) {
          onError(error)
        }
      }
    },
    subscribe(subject, handler) {
      const handlers = subjects.get(subject) ?? new Set()
      subjects.set(subject, handlers)
      // A wrapper, so that the same function subscribed twice is called twice and each end ends one of them.
      const own = (payload: string) => handler(payload)
      handlers.add(own)
      return () => {
        handlers.delete(own)
        if (handlers.size === 0 && subjects.get(subject) === handlers) subjects.delete(subject)
      }
    },
    async close() {
      subjects.clear()
    },
  }
}
