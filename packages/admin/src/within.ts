/** The time was over before the work was. */
export class Late extends Error {}

/**
 * Work that ends after `ms` or with the signal, also when it does not listen to the one that it is given.
 * @throws Late; what the signal says; what the work throws
 */
export async function within<T>(
  ms: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted()
  const controller = new AbortController()
  const watch: { end?: () => void } = {}
  const ended = new Promise<never>((_resolve, reject) => {
    const stop = (reason: unknown): void => {
      reject(reason)
      controller.abort(reason)
    }
    const abort = (): void => stop(signal?.reason)
    const timer = setTimeout(() => stop(new Late(`not within ${ms} ms`)), ms)
    signal?.addEventListener('abort', abort, { once: true })
    watch.end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
  })
  try {
    return await Promise.race([work(controller.signal), ended])
  } finally {
    watch.end?.()
  }
}
