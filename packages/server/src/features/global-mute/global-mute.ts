import type { ErrorName } from '@signet/protocol/errors'
import { boundedCache } from '../../engine/bounded-cache.ts'
import type { Bus } from '../../engine/cluster/bus.ts'
import { fail } from '../../engine/failure.ts'
import type { Database } from '../../engine/storage/database.ts'
import { isMuteSeconds, type Mutes, muteRefusal, type Place, secondsLeft, untilOf } from './rules.ts'
import { createGlobalMuteStore, type GlobalMuteTables } from './store.ts'

/** Seconds; absent: as it is. */
export interface MuteSeconds {
  /** For private messages. 0 lifts it, 4294967295 is for ever. */
  readonly c2c?: number
  /** For messages in groups and live rooms, likewise. */
  readonly group?: number
}

export interface GlobalMuteParts {
  readonly db: Database<GlobalMuteTables>
  readonly bus: Bus
  exists(sdkAppId: number, userId: string): Promise<boolean>
  /** ms */
  now(): number
  /** Most users kept, about 100 bytes each. Default 200,000. */
  readonly cachedUsers?: number
}

/** All nodes hear whose mute changed, so that none goes by what it remembers. */
const CHANGED = 'mutes'

export type GlobalMute = ReturnType<typeof createGlobalMute>

/**
 * The application's word that somebody may not send, to anybody or to any group (MUTE1).
 * @example
 * await mute.set(1400000001, 'alice', { c2c: 60 })
 * mute.refusal(1400000001, 'alice', 'c2c') // 'SENDER_MUTED', for a minute
 */
export function createGlobalMute({ db, bus, exists, now, cachedUsers = 20_000 }: GlobalMuteParts) {
  const store = createGlobalMuteStore(db)
  const known = boundedCache<string, Mutes>(cachedUsers)
  const reading = new Map<string, Promise<Mutes>>()
  let seenForeign = db.foreignVersion()

  const nameOf = (sdkAppId: number, userId: string): string => `${sdkAppId}/${userId}`

  function forget(name: string): void {
    known.delete(name)
    // What is being read may be what was there before.
    reading.delete(name)
  }
  bus.subscribe(CHANGED, forget)

  function read(sdkAppId: number, userId: string, name: string): Promise<Mutes> {
    const underWay = reading.get(name)
    if (underWay !== undefined) return underWay
    const fresh: Promise<Mutes> = store.mutes(sdkAppId, userId).then((mutes) => {
      if (reading.get(name) === fresh) known.set(name, mutes)
      return mutes
    })
    reading.set(name, fresh)
    const done = (): void => {
      if (reading.get(name) === fresh) reading.delete(name)
    }
    fresh.then(done, done)
    return fresh
  }

  return {
    /** Why a user may not send to a place. Synchronous once it is known, so that the order of a sender holds (MSG7). */
    refusal(sdkAppId: number, userId: string, place: Place): ErrorName | undefined | Promise<ErrorName | undefined> {
      const version = db.foreignVersion()
      if (version !== seenForeign) {
        seenForeign = version
        known.clear()
        reading.clear()
      }
      const name = nameOf(sdkAppId, userId)
      const mutes = known.get(name)
      if (mutes !== undefined) return muteRefusal(mutes, place, now())
      return read(sdkAppId, userId, name).then((fresh) => muteRefusal(fresh, place, now()))
    },

    /**
     * Mutes a user in private chats, in groups, or both; from the answer on, on every node, until the time is over.
     * @throws Failure BAD_PARAMETER, ACCOUNT_NOT_FOUND
     */
    async set(sdkAppId: number, userId: string, seconds: MuteSeconds): Promise<void> {
      const given = Object.values(seconds).filter((value) => value !== undefined)
      if (given.length === 0 || !given.every(isMuteSeconds)) {
        throw fail('BAD_PARAMETER', 'A mute is 0–4294967295 seconds, for private messages, for groups, or both.')
      }
      if (!(await exists(sdkAppId, userId))) throw fail('ACCOUNT_NOT_FOUND')
      const at = now()
      await store.put(sdkAppId, userId, {
        ...(seconds.c2c === undefined ? {} : { c2c: untilOf(seconds.c2c, at) }),
        ...(seconds.group === undefined ? {} : { group: untilOf(seconds.group, at) }),
      })
      bus.publish(CHANGED, nameOf(sdkAppId, userId))
    },

    /** Seconds that are left of each. @throws Failure ACCOUNT_NOT_FOUND */
    async get(sdkAppId: number, userId: string): Promise<Required<MuteSeconds>> {
      if (!(await exists(sdkAppId, userId))) throw fail('ACCOUNT_NOT_FOUND')
      const { c2c, group } = await store.mutes(sdkAppId, userId)
      return { c2c: secondsLeft(c2c, now()), group: secondsLeft(group, now()) }
    },
  }
}
