import type { UserStatus } from '../methods/status.ts'
import type { ChatParts } from './chat-parts.ts'
import { Kept } from './kept.ts'
import { Observed } from './observed.ts'

/** Users of one request, and of one client, as the server allows. */
const MOST_A_CALL = 100
const MOST = 500
/** Users whose status stays in memory after it was shown. */
const MOST_IDLE = 100

/** Whether one user is there, while somebody wants to know. Undefined: that is not known. */
export class UserPresence extends Observed<UserStatus | undefined> {
  readonly userID: string
  readonly #ask: () => void

  /** @internal */
  constructor(userID: string, ask: () => void, idle: () => void) {
    super(undefined, idle)
    this.userID = userID
    this.#ask = ask
  }

  resume(): void {
    if (this.isObserved) this.#ask()
  }

  reset(): void {
    this.state.set(undefined)
  }

  /** It was read, or told. */
  learn(status: UserStatus): void {
    const { statusType, customStatus } = this.get() ?? {}
    if (status.statusType !== statusType || status.customStatus !== customStatus) this.state.set(status)
  }
}

/** Who is there, of those whom somebody shows: subscribed to together, at the end of a turn. */
export class Presence {
  readonly #chat: ChatParts
  readonly #users: Kept<UserPresence>
  readonly #subscribed = new Set<string>()
  #isAsking = false

  constructor(chat: ChatParts) {
    this.#chat = chat
    this.#users = new Kept((userID, idle) => new UserPresence(userID, () => this.resume(), idle), MOST_IDLE)
  }

  of(userID: string): UserPresence {
    return this.#users.of(userID)
  }

  told(statuses: readonly UserStatus[]): void {
    for (const status of statuses) this.#users.find(status.userID)?.learn(status)
  }

  /** Asks about those whom nobody has asked about. */
  resume(): void {
    if (this.#isAsking) return
    this.#isAsking = true
    queueMicrotask(async () => {
      const wanted = [...this.#users.all()].filter((user) => user.isObserved && !this.#subscribed.has(user.userID))
      for (let from = 0; from < wanted.length && this.#chat.isReady(); from += MOST_A_CALL) {
        // An application may not tell who is there, or the network is away: then it is not known.
        await this.#follow(wanted.slice(from, from + MOST_A_CALL).map(({ userID }) => userID)).catch(() => {})
      }
      this.#isAsking = false
      const isNew = (user: UserPresence): boolean => user.isObserved && !wanted.includes(user)
      if ([...this.#users.all()].some((user) => isNew(user) && !this.#subscribed.has(user.userID))) this.resume()
    })
  }

  /** Another login. */
  reset(): void {
    this.#subscribed.clear()
    for (const user of this.#users.all()) user.reset()
  }

  async #follow(userIDList: string[]): Promise<void> {
    await this.#makeRoom(userIDList.length)
    const { failureUserList } = (await this.#chat.subscribeUserStatus({ userIDList })).data
    const failed = new Set(failureUserList.map(({ userID }) => userID))
    // Who has no account yet may have one when somebody looks again.
    for (const userID of userIDList) if (!failed.has(userID)) this.#subscribed.add(userID)
    this.told((await this.#chat.getUserStatus({ userIDList })).data.successUserList)
  }

  async #makeRoom(wanted: number): Promise<void> {
    if (this.#subscribed.size + wanted <= MOST) return
    const userIDList = [...this.#subscribed].filter((userID) => !this.#users.find(userID)?.isObserved)
    if (userIDList.length === 0) return
    await this.#chat.unsubscribeUserStatus({ userIDList })
    for (const userID of userIDList) {
      this.#subscribed.delete(userID)
      this.#users.find(userID)?.reset()
    }
  }
}
