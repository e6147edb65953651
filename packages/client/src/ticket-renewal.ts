import type { Timer } from './clock.ts'
import type { Environment } from './environment.ts'
import type { Link } from './link.ts'
import type { CreateOptions } from './options.ts'

/** A timer takes no more than this, ms. */
const LONGEST_TIMER = 2 ** 31 - 1
/** A ticket is replaced this long before it ends, ms; a short one when a tenth of it is left. */
const LEAD = 5 * 60_000
/** Between two tries to replace it, ms. */
const SHORTEST = 1_000

/** When a ticket that ends in `left` ms is to be replaced, ms from now. A try that failed is repeated at half of what is left. */
export const renewalDelay = (left: number, isRetry: boolean): number =>
  Math.max(SHORTEST, isRetry ? left / 2 : left - Math.min(LEAD, left / 10))

/** Whose ticket it is; a newer one is written here. */
interface Holder {
  readonly userId: string
  userSig: string
}

/** Shows the server a newer ticket before the old one ends, if the app can fetch one. */
export class TicketRenewal {
  readonly #env: Environment
  readonly #getUserSig: CreateOptions['getUserSig']
  #timer: Timer
  /** Server clock minus this clock, ms. */
  #ahead = 0
  /** What is watched now; another object means: not any more. */
  #watch: object | undefined

  constructor(env: Environment, getUserSig: CreateOptions['getUserSig']) {
    this.#env = env
    this.#getUserSig = getUserSig
  }

  /** @param expiresAt when the ticket ends, and `time`, what it is now: ms on the server's clock */
  watch(holder: Holder, link: Link, expiresAt: number, time: number): void {
    const left = expiresAt - time
    this.stop()
    if (!this.#getUserSig || left <= 0) return
    const watch = {}
    this.#watch = watch
    this.#ahead = time - this.#env.clock.now()
    this.#wait(watch, holder, link, this.#env.clock.now() + left, renewalDelay(left, false))
  }

  stop(): void {
    this.#watch = undefined
    this.#env.clock.cancel(this.#timer)
  }

  #wait(watch: object, holder: Holder, link: Link, ends: number, delay: number): void {
    const { clock } = this.#env
    const isCut = delay > LONGEST_TIMER
    this.#timer = clock.after(isCut ? LONGEST_TIMER : delay, () => {
      if (isCut) this.#wait(watch, holder, link, ends, delay - LONGEST_TIMER)
      else void this.#renew(watch, holder, link, ends)
    })
  }

  async #renew(watch: object, holder: Holder, link: Link, ends: number): Promise<void> {
    const { clock, log } = this.#env
    try {
      const userSig = await this.#getUserSig?.({ userID: holder.userId, reason: 'expiring' })
      if (this.#watch !== watch) return
      if (!userSig || userSig === holder.userSig) throw new Error('getUserSig had no newer one.')
      const expiresAt = await new Promise<number>((resolve, reject) => {
        link.call('session.renew', { userSig }, (outcome) => {
          if (outcome.ok) resolve(outcome.data.expiresAt)
          else reject(outcome.error)
        })
      })
      if (this.#watch !== watch) return
      holder.userSig = userSig
      this.watch(holder, link, expiresAt, clock.now() + this.#ahead)
    } catch (error) {
      if (this.#watch !== watch) return
      log.info(`The ticket could not be renewed yet: ${error}`)
      this.#wait(watch, holder, link, ends, renewalDelay(ends - clock.now(), true))
    }
  }
}
