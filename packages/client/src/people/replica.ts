import type { Revised } from '@signet/protocol/revisions'
import type { NewsPacket } from '../connection.ts'
import type { Core } from '../core.ts'
import type { Part } from '../part.ts'

export interface Copy<T> {
  readonly value: T
  readonly revision: number
}

export interface ReplicaOptions<T> {
  readonly what: Revised
  /** Fetches all of it. */
  load(): Promise<Copy<T>>
  /** It is another one than before, or here for the first time: then there is nothing before it. `isNews`: it was told to have changed. */
  changed(value: T, before: T | undefined, isNews: boolean): void
  /** Somebody listens for changes, so it is fetched without being asked for. */
  isWatched(): boolean
}

/** A copy of something that all devices of a user share. Fetched when it is first needed, and again when its revision is another. */
export class Replica<T> implements Part {
  readonly #core: Core
  readonly #options: ReplicaOptions<T>
  #copy: Copy<T> | undefined
  /** The newest revision that the server told. */
  #told = 0
  #loading: Promise<T> | undefined

  constructor(core: Core, options: ReplicaOptions<T>) {
    this.#core = core
    this.#options = options
    core.attach(this)
  }

  /** What is known, without asking. */
  get known(): T | undefined {
    return this.#copy?.value
  }

  /** The newest. @throws {ChatError} when it must be fetched and cannot be */
  async get(): Promise<T> {
    this.#core.ready()
    return this.#copy && this.#copy.revision >= this.#told ? this.#copy.value : await this.#load()
  }

  /** This client has changed it: the copy is old, also before the server says so. */
  stale(): void {
    this.#told = Math.max(this.#told, (this.#copy?.revision ?? 0) + 1)
  }

  ready(): void {
    if (this.#options.isWatched()) this.#core.background(() => this.#load())
  }

  push(packet: NewsPacket): void {
    if (packet.type === 'changed' && packet.what === this.#options.what) this.#tell(packet.revision)
  }

  /** The revision that the server has now. */
  revisionIs(revision: number): void {
    if (this.#copy && revision !== this.#copy.revision) this.#tell(revision)
  }

  forget(): void {
    this.#copy = undefined
    this.#told = 0
    this.#loading = undefined
  }

  get what(): Revised {
    return this.#options.what
  }

  #tell(revision: number): void {
    this.#told = Math.max(this.#told, revision)
    if (!this.#core.isReady || (!this.#copy && !this.#options.isWatched())) return
    if (!this.#copy || this.#copy.revision < this.#told) this.#core.background(() => this.#load())
  }

  /** One at a time: who asks meanwhile gets the same answer. */
  #load(): Promise<T> {
    this.#loading ??= this.#loadUntilNewest().finally(() => {
      this.#loading = undefined
    })
    return this.#loading
  }

  async #loadUntilNewest(): Promise<T> {
    for (;;) {
      const account = this.#core.account
      const told = this.#told
      const copy = await this.#options.load()
      if (this.#core.account !== account) return copy.value
      const before = this.#copy
      this.#copy = copy
      // What `stale` said may have come to nothing: then the revision that was read is the newest.
      if (this.#told <= told) this.#told = copy.revision
      if (before?.revision !== copy.revision) this.#options.changed(copy.value, before?.value, told > 0)
      if (copy.revision >= this.#told) return copy.value
    }
  }
}

/** After an outage asks once for all revisions, and lets those replicas fetch that have another. */
export function keepInStep(core: Core, replicas: readonly Replica<unknown>[]): void {
  core.attach({
    resumed: () => {
      // What was forgotten because the server was restored is read again if somebody listens.
      for (const replica of replicas) if (replica.known === undefined) replica.ready()
      if (replicas.every(({ known }) => known === undefined)) return
      core.background(async () => {
        const { revisions } = await core.ask('revisions', {})
        for (const replica of replicas) replica.revisionIs(revisions[replica.what] ?? 0)
      })
    },
  })
}
