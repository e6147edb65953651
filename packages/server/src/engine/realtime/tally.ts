/** What happened in one application on this node since the start, and what is there now. Raised where it happens, by an addition. */
export interface Tally {
  /** Messages that were taken. */
  messages: number
  /** Packets that were handed to sessions of others: messages, and what happened to them. */
  deliveries: number
  /** Those of them that were for all who hear a group. */
  groupDeliveries: number
  sessions: number
  users: number
}

/** One tally for each application that anything happened in. */
export class Tallies {
  readonly #byApp = new Map<number, Tally>()

  of(sdkAppId: number): Tally {
    let tally = this.#byApp.get(sdkAppId)
    if (tally === undefined) {
      tally = { messages: 0, deliveries: 0, groupDeliveries: 0, sessions: 0, users: 0 }
      this.#byApp.set(sdkAppId, tally)
    }
    return tally
  }

  forget(sdkAppId: number): void {
    this.#byApp.delete(sdkAppId)
  }

  entries(): IterableIterator<[number, Tally]> {
    return this.#byApp.entries()
  }
}
