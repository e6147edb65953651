import { LRUCache } from 'lru-cache'
import type { Bus } from '../../engine/cluster/bus.ts'
import { floorFor, groupTimeline, type Voice } from './rules.ts'
import type { GroupStore } from './store.ts'
import { TYPE_RULES } from './types.ts'

/** Somebody in a group, as the hot path needs it. */
export interface Seat extends Voice {
  /** They see only messages with a greater seq. */
  readonly floor: number
}

/** All nodes hear of every group that changed, so that none goes by what it remembers of it. */
const CHANGED_GROUPS = 'groups'

/** Groups whose seats are remembered, and how many of each. */
const GROUPS = 10_000
const SEATS_OF_A_GROUP = 1_000

export type Seats = ReturnType<typeof createSeats>

/** Remembers where people sit in groups, so that a message costs no query; forgets a group when anything in it changes. */
export function createSeats(store: Pick<GroupStore, 'seat' | 'banned'>, bus: Bus, now: () => number) {
  const groups = new LRUCache<string, Map<string, Seat>>({ max: GROUPS })
  bus.subscribe(CHANGED_GROUPS, (timeline) => groups.delete(timeline))

  async function read(sdkAppId: number, groupId: string, userId: string): Promise<Seat | undefined> {
    const row = await store.seat(sdkAppId, groupId, userId)
    if (row === undefined) return undefined
    const rules = TYPE_RULES[row.type]
    const isGuest =
      row.role === null &&
      !rules.memberListStored &&
      !(await store.banned(sdkAppId, groupId, [userId], now())).has(userId)
    return {
      type: row.type,
      standing: row.role ?? (isGuest ? 'Member' : 'Outsider'),
      isMuteAll: row.mute_all === 1,
      mutedUntil: row.until ?? 0,
      floor: floorFor(row.type, row.floor_seq, row.join_seq ?? 0),
    }
  }

  return {
    /** What is remembered. */
    known: (timeline: string, userId: string): Seat | undefined => groups.get(timeline)?.get(userId),

    /** Nothing when there is no such group. */
    async of(sdkAppId: number, groupId: string, userId: string): Promise<Seat | undefined> {
      const timeline = groupTimeline(sdkAppId, groupId)
      const remembered = groups.get(timeline)?.get(userId)
      if (remembered !== undefined) return remembered
      // Put there before the query: a change that comes while it runs takes this map away, and the answer with it.
      const seats = groups.get(timeline) ?? new Map<string, Seat>()
      groups.set(timeline, seats)
      const seat = await read(sdkAppId, groupId, userId)
      if (seats.size >= SEATS_OF_A_GROUP) seats.clear()
      // Who has no seat is asked for again: they may be banned for a while only, and strangers must not fill the memory.
      if (seat !== undefined && seat.standing !== 'Outsider') seats.set(userId, seat)
      return seat
    },

    /** On every node. */
    forget: (sdkAppId: number, groupId: string): void => bus.publish(CHANGED_GROUPS, groupTimeline(sdkAppId, groupId)),
  }
}
