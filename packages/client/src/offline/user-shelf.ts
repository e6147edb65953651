import type { Timer } from '../clock.ts'
import type { Environment } from '../environment.ts'
import type { Scope, Shelf, Shelved } from '../shelf.ts'
import { type KeptMessage, keptMessage, messageFrom } from './kept-message.ts'
import type { Locks } from './locks.ts'
import { type OfflineStorage, prefixOf } from './storage.ts'

/** An entry of the storage. */
interface Kept extends Pick<Shelved, 'input'> {
  readonly message: KeptMessage
  readonly triedAt?: number
  /** Which client sends it, as long as that one lives. */
  readonly owner: string
  /** Greater than that of all that was written before. */
  readonly order: number
}

export interface UserShelfOptions {
  readonly storage: OfflineStorage
  readonly locks: Locks
  readonly scope: Scope
  /** What is older is not sent any more, ms. */
  readonly maxAge: number
  readonly env: Pick<Environment, 'clock' | 'log' | 'uint32'>
}

/** How often it is looked whether another tab has left something behind, ms. */
const LOOK_AGAIN = 30_000

/**
 * The messages of one user that wait to be sent. Each belongs to the client that took it, which holds a lock for as long as it is logged
 * in; when that lock is free, the client is gone, and another one of the same user takes over what it left.
 */
export class UserShelf implements Shelf {
  readonly #options: UserShelfOptions
  readonly #prefix: string
  /** Of this login: set while it lasts. */
  #login: { readonly owner: string; readonly over: AbortController; readonly waitsFor: Set<string> } | undefined
  /** What this client sends, by ID, and its place in the order, which it keeps however often it is written. */
  readonly #own = new Map<string, number>()
  #order = 0

  constructor(options: UserShelfOptions) {
    const { sdkAppId, server, userId } = options.scope
    this.#options = options
    this.#prefix = prefixOf('outbox', sdkAppId, server, userId)
  }

  start(found: (left: readonly Shelved[]) => void): void {
    if (this.#login) return
    const over = new AbortController()
    const { clock, uint32 } = this.#options.env
    const owner = [uint32(), uint32(), uint32(), uint32()].map((part) => part.toString(36)).join('-')
    this.#login = { owner, over, waitsFor: new Set([owner]) }
    const held = new Promise<void>((resolve) => over.signal.addEventListener('abort', () => resolve()))
    this.#options.locks.request(this.#lockOf(owner), {}, () => held).catch(this.#failed)
    let timer: Timer
    const look = (): void => {
      void this.#look(found).catch(this.#failed)
      timer = clock.after(LOOK_AGAIN, look)
    }
    look()
    over.signal.addEventListener('abort', () => clock.cancel(timer))
  }

  async put({ message, input, triedAt }: Shelved): Promise<void> {
    const owner = this.#login?.owner
    if (!owner) return
    const order = this.#own.get(message.ID) ?? this.#next()
    this.#own.set(message.ID, order)
    const kept: Kept = { message: keptMessage(message), input, owner, order, ...(triedAt && { triedAt }) }
    await this.#write({ put: [[this.#keyOf(message.ID), kept]] })
  }

  drop(id: string): void {
    if (this.#own.delete(id)) void this.#write({ drop: [this.#keyOf(id)] })
  }

  stop(isWiped: boolean): void {
    const own = [...this.#own.keys()]
    this.#own.clear()
    const over = this.#login?.over
    this.#login = undefined
    if (isWiped) void this.#write({ drop: own.map((id) => this.#keyOf(id)) }).then(() => over?.abort())
    else over?.abort()
  }

  /** Takes over what belongs to clients that are gone; of those that live, when they go. */
  async #look(found: (left: readonly Shelved[]) => void): Promise<void> {
    const login = this.#login
    if (!login) return
    const owners = new Set((await this.#all()).map(([, { owner }]) => owner))
    for (const owner of owners) {
      if (login.over.signal.aborted || login.waitsFor.has(owner)) continue
      login.waitsFor.add(owner)
      void this.#options.locks
        .request(this.#lockOf(owner), { signal: login.over.signal }, () => this.#takeOver(login.owner, owner, found))
        .catch((error: unknown) => login.over.signal.aborted || this.#failed(error))
    }
  }

  /** While the lock of the former owner is held, so that nobody else does the same. */
  async #takeOver(owner: string, former: string, found: (left: readonly Shelved[]) => void): Promise<void> {
    const left = (await this.#all()).filter(([, kept]) => kept.owner === former)
    if (this.#login?.owner !== owner) return
    const tooOld = this.#options.env.clock.now() - this.#options.maxAge
    const isOld = ({ order }: Kept): boolean => order / 1000 < tooOld
    const taken = left.filter(([, kept]) => !isOld(kept))
    await this.#write({
      put: taken.map(([key, kept]) => [key, { ...kept, owner }]),
      drop: left.filter(([, kept]) => isOld(kept)).map(([key]) => key),
    })
    if (this.#login?.owner !== owner) return
    const messages = taken
      .sort(([, a], [, b]) => a.order - b.order)
      .map(([, { message, input, triedAt, order }]) => {
        this.#own.set(message['ID'] as string, order)
        return { message: messageFrom(message), input, triedAt }
      })
    if (messages.length > 0) found(messages)
  }

  #next(): number {
    this.#order = Math.max(this.#order + 1, this.#options.env.clock.now() * 1000)
    return this.#order
  }

  async #all(): Promise<[string, Kept][]> {
    return (await this.#options.storage.read(this.#prefix)) as [string, Kept][]
  }

  async #write(changes: Parameters<OfflineStorage['write']>[0]): Promise<void> {
    await this.#options.storage.write(changes).catch(this.#failed)
  }

  readonly #failed = (error: unknown): void => this.#options.env.log.warn(`The outbox cannot be kept: ${error}`)

  #keyOf(id: string): string {
    return `${this.#prefix}${id}`
  }

  #lockOf(owner: string): string {
    return `signet-outbox/${owner}`
  }
}
