import { networkOf } from './limiter.ts'
import type { Session } from './session.ts'

/** Sockets that have not logged in, by the network that they come from: a few of them must not take the places of all. */
export class GuestsByNetwork {
  readonly #networks = new Map<string, Set<Session>>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  /** Has this address as many as it may have? */
  isFull(ip: string): boolean {
    const network = networkOf(ip)
    const guests = this.#networks.get(network)
    if (guests === undefined || guests.size < this.#most) return false
    // Who has logged in meanwhile is taken off only when it matters.
    this.#takeOff(network, guests)
    return guests.size >= this.#most
  }

  add(session: Session): void {
    const network = networkOf(session.ip)
    const guests = this.#networks.get(network)
    if (guests === undefined) this.#networks.set(network, new Set([session]))
    else guests.add(session)
  }

  remove(session: Session): void {
    const network = networkOf(session.ip)
    const guests = this.#networks.get(network)
    if (guests?.delete(session) && guests.size === 0) this.#networks.delete(network)
  }

  /** Forgets who has logged in. Called now and then. */
  tidy(): void {
    for (const [network, guests] of this.#networks) this.#takeOff(network, guests)
  }

  /** Networks with guests. */
  get networks(): number {
    return this.#networks.size
  }

  #takeOff(network: string, guests: Set<Session>): void {
    for (const session of guests) {
      const { kind } = session.state
      if (kind !== 'guest' && kind !== 'entering') guests.delete(session)
    }
    if (guests.size === 0) this.#networks.delete(network)
  }
}
