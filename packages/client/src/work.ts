import { fullJitter, RETRY } from './backoff.ts'
import type { Timer } from './clock.ts'
import type { Environment } from './environment.ts'
import { type ChatError, toChatError } from './errors.ts'

/** What is asked for over one connection: void once the connection is lost. */
export class Work {
  isOver = false
  readonly #env: Environment
  readonly #failed: (error: ChatError) => void
  readonly #timers = new Set<Timer>()

  /** @param failed hears of errors that trying again may not mend */
  constructor(env: Environment, failed: (error: ChatError) => void) {
    this.#env = env
    this.#failed = failed
  }

  end(): void {
    this.isOver = true
    for (const timer of this.#timers) this.#env.clock.cancel(timer)
  }

  /** What is missing is never given up: whatever the server's reason, it is asked again, ever more rarely. */
  later(attempt: number, thrown: unknown, task: () => void): void {
    const error = toChatError(thrown)
    if (!error.retryable) this.#failed(error)
    const { clock, random } = this.#env
    const delay = fullJitter(attempt, RETRY, random) + (error.retryAfter ?? 0)
    const timer = clock.after(delay, () => {
      this.#timers.delete(timer)
      task()
    })
    this.#timers.add(timer)
  }
}
