/** Decisions about what happened on a day: no I/O, no clock. Numbers are those of docs/rules.md. */

export const DAY_MS = 86_400_000
/** Days are those of UTC+8, wherever the server stands: so has the service that this one stands in for. */
const ZONE_MS = 8 * 3_600_000
/** Days that are told. */
export const DAYS = 30

/** Number of the day that a time is in. */
export const dayOf = (ms: number): number => Math.floor((ms + ZONE_MS) / DAY_MS)

/** When a day begins, ms. */
export const startOf = (day: number): number => day * DAY_MS - ZONE_MS

/** `YYYYMMDD` */
export const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '')

/** What is added up. */
export const COUNTS = [
  'logins',
  'c2cUp',
  'groupUp',
  'c2cDown',
  'groupDown',
  'friendsAdded',
  'friendsRemoved',
  'groupJoins',
  'groupQuits',
  'groupsMade',
  'groupsDissolved',
  'hookCalls',
  'hookAnswers',
] as const
export type Count = (typeof COUNTS)[number]

/** What is counted once for each name, however often it comes. */
export const KINDS = ['active', 'loggedIn', 'senders', 'c2cSenders', 'groupSenders', 'groups'] as const
export type Kind = (typeof KINDS)[number]

/** What happened in an application on a day. */
export interface Day {
  readonly day: number
  readonly counts: Readonly<Record<Count, number>>
  readonly different: Readonly<Record<Kind, number>>
  /** Users with a session, at most at once. */
  readonly mostOnline: number
}
