const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const
/** One press of Ctrl-C reaches a process twice when a parent such as npm passes it on: that is still one wish to stop. */
const SAME_WISH_MS = 300

/** Resolves at the first signal that asks to stop. A second one ends the process at once. */
export function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    let askedAt: number | undefined
    const onSignal = () => {
      const now = performance.now()
      if (askedAt === undefined) {
        askedAt = now
        resolve()
      } else if (now - askedAt > SAME_WISH_MS) {
        process.exit(1)
      }
    }
    for (const signal of SIGNALS) process.on(signal, onSignal)
  })
}
