import { boundedCache } from '../../engine/bounded-cache.ts'
import type { Bus } from '../../engine/cluster/bus.ts'
import { type Crowd, type CrowdStore, readCrowd } from './crowd.ts'
import { permissionsFrom } from './permissions/rules.ts'
import { floorFor, groupTimeline, type Voice } from './rules.ts'
import type { GroupStore } from './store.ts'
import { communityOf, isTopicId } from './topics/rules.ts'
import { TYPE_RULES } from './types.ts'

/** Somebody in a group or in one of its topics, as the hot path needs it. */
export interface Seat extends Voice {
  /** They see only messages with a greater seq. */
  readonly floor: number
  /** Messages go to the topics of this community, not to itself. */
  readonly topicsOnly: boolean
}

/** All nodes hear of every group that changed, so that none goes by what it remembers of it. */
const CHANGED_GROUPS = 'groups'
/** And of every application whose groups are all gone, or all new. */
const CHANGED_APPLICATIONS = 'groups-of-applications'

/** Groups whose seats are remembered, and how many of each. */
const GROUPS = 10_000
const SEATS_OF_A_GROUP = 1_000

type SeatStore = Pick<GroupStore, 'seat' | 'banned' | 'topic' | 'muteUntil' | 'permissionsOf'> & CrowdStore
export type Seats = ReturnType<typeof createSeats>

/** What is remembered of a group. */
interface Remembered {
  readonly seats: Map<string, Seat>
  /** Of a live room: everybody of whom nothing is stored. */
  crowd: Promise<Crowd | undefined> | undefined
}

/** Remembers where people sit in groups, so that a message costs no query; forgets a group when anything in it changes. */
export function createSeats(store: SeatStore, bus: Bus, now: () => number) {
  // Topics are remembered with their community: what changes in it may change them.
  const groups = boundedCache<string, Remembered>(GROUPS)
  bus.subscribe(CHANGED_GROUPS, (timeline) => groups.delete(timeline))
  bus.subscribe(CHANGED_APPLICATIONS, (sdkAppId) => {
    const prefix = groupTimeline(Number(sdkAppId), '')
    for (const timeline of [...groups.keys()]) if (timeline.startsWith(prefix)) groups.delete(timeline)
  })
  const keyOf = (sdkAppId: number, id: string): string => groupTimeline(sdkAppId, communityOf(id))
  const nameIn = (id: string, userId: string): string => (isTopicId(id) ? `${id} ${userId}` : userId)

  async function readGroup(sdkAppId: number, groupId: string, userId: string, topicId = ''): Promise<Seat | undefined> {
    const row = await store.seat(sdkAppId, groupId, userId)
    if (row === undefined) return undefined
    const rules = TYPE_RULES[row.type]
    const isGuest =
      row.role === null &&
      !rules.memberListStored &&
      !(await store.banned(sdkAppId, groupId, [userId], now())).has(userId)
    const byPermission = row.enable_permission === 1 && row.role === 'Member'
    return {
      type: row.type,
      standing: row.role ?? (isGuest ? 'Member' : 'Outsider'),
      isMuteAll: row.mute_all === 1,
      mutedUntil: row.until ?? 0,
      floor: floorFor(row.type, row.floor_seq, row.join_seq ?? 0),
      topicsOnly: row.support_topic === 1,
      ...(byPermission && {
        permissions: permissionsFrom(
          row.default_permission,
          await store.permissionsOf(sdkAppId, groupId, userId, topicId),
        ),
      }),
    }
  }

  /** A seat in a topic is the one in its community, with what the topic says. */
  async function read(sdkAppId: number, id: string, userId: string): Promise<Seat | undefined> {
    if (!isTopicId(id)) return await readGroup(sdkAppId, id, userId)
    const groupId = communityOf(id)
    const [seat, topic, mutedUntil] = await Promise.all([
      readGroup(sdkAppId, groupId, userId, id),
      store.topic(sdkAppId, groupId, id),
      store.muteUntil(sdkAppId, id, userId),
    ])
    if (seat === undefined || topic === undefined) return undefined
    return {
      ...seat,
      isMuteAll: seat.isMuteAll || topic.mute_all === 1,
      mutedUntil: Math.max(seat.mutedUntil, mutedUntil),
      floor: topic.floor_seq,
      topicsOnly: false,
    }
  }

  /** Read once for all who come at the same time. */
  function crowdOf(entry: Remembered, sdkAppId: number, groupId: string): Promise<Crowd | undefined> {
    entry.crowd ??= readCrowd(store, sdkAppId, groupId, () => readGroup(sdkAppId, groupId, ''), now()).catch(
      (error: unknown) => {
        entry.crowd = undefined
        throw error
      },
    )
    return entry.crowd
  }

  return {
    /** What is remembered. */
    known: (sdkAppId: number, id: string, userId: string): Seat | undefined =>
      groups.get(keyOf(sdkAppId, id))?.seats.get(nameIn(id, userId)),

    /** Nothing when there is no such group or topic. */
    async of(sdkAppId: number, id: string, userId: string): Promise<Seat | undefined> {
      const key = keyOf(sdkAppId, id)
      const name = nameIn(id, userId)
      // Put there before the query: a change that comes while it runs takes this entry away, and the answer with it.
      const entry: Remembered = groups.get(key) ?? { seats: new Map(), crowd: undefined }
      const { seats } = entry
      const remembered = seats.get(name)
      if (remembered !== undefined) return remembered
      groups.set(key, entry)
      const crowd = isTopicId(id) ? undefined : await crowdOf(entry, sdkAppId, id)
      const seat = crowd?.seatFor(userId) ?? (await read(sdkAppId, id, userId))
      if (seats.size >= SEATS_OF_A_GROUP) seats.clear()
      // Who has no seat is asked for again: they may be banned for a while only, and strangers must not fill the memory.
      if (seat !== undefined && seat.standing !== 'Outsider') seats.set(name, seat)
      return seat
    },

    /** With its topics, on every node. */
    forget: (sdkAppId: number, groupId: string): void => bus.publish(CHANGED_GROUPS, groupTimeline(sdkAppId, groupId)),
    /** All groups of an application, on every node. */
    forgetApplication: (sdkAppId: number): void => bus.publish(CHANGED_APPLICATIONS, String(sdkAppId)),
  }
}
