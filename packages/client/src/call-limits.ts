import type { Chat } from './chat.ts'
import type { Clock } from './clock.ts'
import { clientError } from './errors.ts'
import type { Message } from './message.ts'

/** How long the calls of `chat.with(…)` may take. */
export interface CallLimits {
  /** Abandons what is under way. A message that is abandoned is sent no more, as by `cancelSend`. */
  readonly signal?: AbortSignal
  /** Milliseconds until a call rejects with 2801. */
  readonly timeout?: number
}

/** The same chat, with limits on all that answers with a promise. */
export function limited(chat: Chat, limits: CallLimits, clock: Clock): Chat {
  const methods = Object.entries(chat).map(([name, method]: [string, (...input: unknown[]) => unknown]) => [
    name,
    (...input: unknown[]): unknown => {
      if (limits.signal?.aborted) return Promise.reject(aborted(limits.signal))
      const answer = method(...input)
      const isSending = name === 'sendMessage' || name === 'resendMessage'
      const cancel = isSending ? () => void chat.cancelSend(input[0] as Message).catch(() => {}) : () => {}
      return answer instanceof Promise ? race(answer, limits, clock, cancel) : answer
    },
  ])
  const view = Object.fromEntries(methods) as Chat
  view.with = (others) => limited(chat, { ...limits, ...others }, clock)
  return view
}

function race<T>(answer: Promise<T>, { signal, timeout }: CallLimits, clock: Clock, cancel: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer =
      timeout === undefined
        ? undefined
        : clock.after(timeout, () => reject(clientError('TIMEOUT', `No answer within ${timeout} ms.`)))
    const abandon = (): void => {
      reject(aborted(signal))
      cancel()
    }
    signal?.addEventListener('abort', abandon, { once: true })
    answer.then(resolve, reject).finally(() => {
      clock.cancel(timer)
      signal?.removeEventListener('abort', abandon)
    })
  })
}

const aborted = (signal: AbortSignal | undefined) => clientError('ABORTED', undefined, { cause: signal?.reason })
