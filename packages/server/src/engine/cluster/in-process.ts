import type { Bus, BusHandler } from './bus.ts'

/** The bus of a single node: a function call. `onError` hears what a handler threw (BUS4). */
export function createInProcessBus(onError: (error: unknown) => void = () => {}): Bus {
  const subjects = new Map<string, Set<BusHandler>>()

  function tell(subject: string, payload: string, reply?: (answer: string) => void): void {
    const handlers = subjects.get(subject)
    if (handlers === undefined) return
    for (const handler of handlers) {
      try {
        handler(payload, reply)
      } catch (error) {
        onError(error)
      }
    }
  }

  return {
    isAlone: true,
    publish: (subject, payload) => tell(subject, payload),
    async request(subject, payload) {
      const answers: string[] = []
      let isOver = false
      tell(subject, payload, (answer) => {
        if (!isOver) answers.push(answer)
      })
      isOver = true
      return answers
    },
    subscribe(subject, handler) {
      const handlers = subjects.get(subject) ?? new Set()
      subjects.set(subject, handlers)
      // A wrapper, so that the same function subscribed twice is called twice and each end ends one of them.
      const own: BusHandler = (payload, reply) => handler(payload, reply)
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
