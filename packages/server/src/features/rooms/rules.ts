/** Decisions about live rooms: no I/O, no clock. Numbers are those of docs/rules.md. */
import type { MessagePriority } from '@signet/protocol/realtime/frames'
import type { Standing } from '../groups/types.ts'

/** Live rooms that one session is in at once. */
export const ROOMS_OF_A_SESSION = 10
/** Who came last, as everybody in a room may read it. */
export const RECENT_MEMBERS = 30
/** Users that the application reads at most. */
export const LISTED_MEMBERS = 1_000
/** Names in one notice of who came or went; the online count tells of the others. */
export const NAMES_IN_NOTICE = 20
/** How often everybody is told how many are there, at most, ms. */
export const ONLINE_EVERY_MS = 3_000
/** How often everybody is told that something has changed of which only the newest counts, at most, ms. */
export const LATEST_EVERY_MS = 1_000
/** Nodes tell each other how many they have at least so often, ms; who is not heard for the double is gone. */
export const COUNT_EVERY_MS = 5_000
/** An empty room is forgotten after so long, with what was said in it last, ms. */
export const FORGOTTEN_AFTER_MS = 600_000
/** Messages that a retry is known by, per room. */
export const REMEMBERED_MESSAGES = 200

/** What the sender of a message reads that the room had no place for. */
export const DROP_REASON = 'FrequencyControl'

/** Sockets of a room that need no gathering: writing to them takes about a millisecond. */
const SMALL = 100
const SHORTEST_MS = 50
const LONGEST_MS = 250
/** Writes to sockets that one room may cause, per ms. */
const WRITES_PER_MS = 40

/** ROOM2: how long a room of so many sockets gathers what it has to tell, ms. */
export const tickMs = (sockets: number): number =>
  sockets <= SMALL ? 0 : Math.min(LONGEST_MS, Math.max(SHORTEST_MS, sockets / WRITES_PER_MS))

/** How much something in a room matters: 0 is given up last. */
export type Rank = 0 | 1 | 2 | 3 | 4

/** Names of the ranks: of who manages the room, then the priorities. */
export const RANK_NAMES = ['Manager', 'High', 'Normal', 'Low', 'Lowest'] as const

const RANK_OF: { readonly [P in MessagePriority]: Rank } = { High: 1, Normal: 2, Low: 3, Lowest: 4 }

/** ROOM3: what of a room goes first. Notices have the rank of who manages it. */
export function rankOf(standing: Standing, priority: MessagePriority = 'Normal'): Rank {
  return standing === 'Member' || standing === 'Outsider' ? RANK_OF[priority] : 0
}
export const NOTICE: Rank = 0
