import { dropOldest } from '../bounded.ts'
import type { Connection } from '../connection.ts'
import type { Environment } from '../environment.ts'
import { Wanted } from '../wanted.ts'
import { emptyProfile, type Profile, profileFromWire } from './profile.ts'

/** Profiles of one request. */
const PAGE = 100
/** Profiles in memory. */
const MOST = 10_000

/** The profiles that are known, one instance of each; those that something refers to are fetched by themselves. */
export class People {
  readonly #env: Environment
  readonly #request: Connection['request']
  readonly #learned: (profiles: readonly Profile[], changed: readonly Profile[]) => void
  readonly #known = new Map<string, Profile>()
  readonly #wanted: Wanted

  /** @param learned called with profiles that were read, and with those of them that are others than they were */
  constructor(
    env: Environment,
    request: Connection['request'],
    learned: (profiles: readonly Profile[], changed: readonly Profile[]) => void,
  ) {
    this.#env = env
    this.#request = request
    this.#learned = learned
    // Names beside messages are not worth an error: what cannot be had now is asked for when it is needed again.
    const failed = (error: unknown): void => env.log.info(`Profiles could not be read: ${error}`)
    this.#wanted = new Wanted(PAGE, (userIds) => this.fetch(userIds), failed)
  }

  forget(): void {
    this.#known.clear()
    this.#wanted.clear()
  }

  known(userId: string): Profile | undefined {
    return this.#known.get(userId)
  }

  /** What is known, or an empty profile, which is filled in when it has been fetched. */
  of(userId: string): Profile {
    const known = this.#known.get(userId)
    if (known) return known
    const profile = emptyProfile(userId)
    this.#keep(profile)
    this.want(userId)
    return profile
  }

  /** Fetches the profile soon, with others, unless it was fetched before. */
  want(userId: string): void {
    if (userId !== '' && !this.#known.get(userId)?.lastUpdatedTime) this.#wanted.add(userId)
  }

  /** Fetches the profile soon, also when it is known: it may be another one by now. */
  refresh(userId: string): void {
    this.#wanted.add(userId)
  }

  /** Reads profiles now; who does not exist is left out. @throws {ChatError} what the server says */
  async fetch(userIds: readonly string[]): Promise<Profile[]> {
    const found: Profile[] = []
    const changed: Profile[] = []
    let rest = [...new Set(userIds)]
    while (rest.length > 0) {
      const answer = await this.#request('profile.get', { userIds: rest.slice(0, PAGE) })
      rest = [...(answer.rest ?? []), ...rest.slice(PAGE)]
      for (const { userId, code, items } of answer.profiles) {
        if (code !== 0) continue
        const read = profileFromWire(userId, items, this.#env.clock.now())
        const isChanged = isOther(this.#known.get(userId), read)
        const profile = this.#learn(read)
        found.push(profile)
        if (isChanged) changed.push(profile)
      }
    }
    this.#learned(found, changed)
    return found
  }

  /** As `fetch`, but only those that were never read. */
  async fetchUnknown(userIds: readonly string[]): Promise<void> {
    const unknown = userIds.filter((userId) => !this.#known.get(userId)?.lastUpdatedTime)
    for (const userId of unknown) this.#wanted.drop(userId)
    await this.fetch(unknown)
  }

  /** After an outage: what could not be fetched is asked for again. */
  resume(): void {
    for (const { userID, lastUpdatedTime } of this.#known.values()) if (!lastUpdatedTime) this.want(userID)
  }

  #learn(profile: Profile): Profile {
    const known = this.#known.get(profile.userID)
    if (known) return Object.assign(known, profile)
    this.#keep(profile)
    return profile
  }

  #keep(profile: Profile): void {
    this.#known.set(profile.userID, profile)
    dropOldest(this.#known, MOST)
  }
}

/** Whether a profile that was read before says something else now. */
function isOther(before: Profile | undefined, now: Profile): boolean {
  if (!before?.lastUpdatedTime) return false
  const { lastUpdatedTime } = before
  return JSON.stringify({ ...before }) !== JSON.stringify({ ...now, lastUpdatedTime })
}
