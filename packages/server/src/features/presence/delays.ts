/** Runs work later. @returns what calls it off */
export type After = (ms: number, work: () => void) => () => void

/** The clock of this process; nothing waits for it when the process wants to end. */
export const realAfter: After = (ms, work) => {
  const timer = setTimeout(work, ms)
  timer.unref()
  return () => clearTimeout(timer)
}

export type Delays = ReturnType<typeof createDelays>

/** Many waits of one length with one timer. A key waits once; `add` again begins its wait anew. */
export function createDelays(delayMs: number, after: After, now: () => number) {
  /** In the order in which they are due. */
  const waiting = new Map<string, { readonly due: number; readonly work: () => void }>()
  let cancel: (() => void) | undefined

  function turn(): void {
    cancel = undefined
    for (const [key, { due, work }] of waiting) {
      const left = due - now()
      if (left > 0) {
        cancel = after(left, turn)
        return
      }
      waiting.delete(key)
      work()
    }
  }

  return {
    add(key: string, work: () => void): void {
      waiting.delete(key)
      waiting.set(key, { due: now() + delayMs, work })
      cancel ??= after(delayMs, turn)
    },
    /** @returns whether it waited */
    drop: (key: string): boolean => waiting.delete(key),
    close(): void {
      waiting.clear()
      cancel?.()
      cancel = undefined
    },
  }
}
