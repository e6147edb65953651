import { inspect, sign } from '@signet/usersig/node'
import type { AdminOptions } from './options.ts'

/** Life of a ticket that is signed here, s. */
const LIFE = 86_400
/** A ticket is replaced so long before its end, ms; short ones after nine tenths of their life. */
const MARGIN = 300_000

export interface Tickets {
  /** A ticket that is good for now. @throws what the key or `getUserSig` throws */
  get(): Promise<string>
  /** The server refused it: the next `get` gives another one. */
  drop(ticket: string): void
}

interface Held {
  readonly ticket: string
  /** ms */
  readonly renewAt: number
}

/** One ticket for all calls; calls that come while one is being made wait for the same. */
export function createTickets(options: AdminOptions & { readonly administrator: string; now(): number }): Tickets {
  const { sdkAppId, administrator, now } = options
  let held: Held | undefined
  let making: Promise<Held> | undefined

  const make = async (): Promise<Held> => {
    const seconds = Math.floor(now() / 1000)
    if (options.key !== undefined) {
      const ticket = sign(options.key, { sdkAppId, userId: administrator, expire: LIFE, now: seconds })
      return { ticket, renewAt: now() + LIFE * 1000 - MARGIN }
    }
    const ticket = await options.getUserSig(administrator)
    if (typeof ticket !== 'string' || ticket === '') throw new TypeError('getUserSig gave no text.')
    const { issuedAt = seconds, expiresAt = seconds } = inspect(ticket)
    const life = (expiresAt - issuedAt) * 1000
    return { ticket, renewAt: expiresAt * 1000 - Math.min(MARGIN, life / 10) }
  }

  return {
    async get() {
      if (held !== undefined && now() < held.renewAt) return held.ticket
      making ??= make().finally(() => {
        making = undefined
      })
      held = await making
      return held.ticket
    },
    drop(ticket) {
      if (held?.ticket === ticket) held = undefined
    },
  }
}
