/** Who may not speak anywhere in an application: decisions only. Numbers are those of docs/rules.md. */
import type { ErrorName } from '@signet/protocol/errors'

/** Seconds that mean for ever: the largest number that the server API has for a time. */
export const FOREVER_SECONDS = 4_294_967_295

/** Until when a user may not send, ms; 0 when they may. */
export interface Mutes {
  readonly c2c: number
  readonly group: number
}
export const NOT_MUTED: Mutes = { c2c: 0, group: 0 }

/** Where a message goes. */
export type Place = keyof Mutes

const FOREVER = Number.MAX_SAFE_INTEGER

export const isMuteSeconds = (seconds: number): boolean =>
  Number.isSafeInteger(seconds) && seconds >= 0 && seconds <= FOREVER_SECONDS

/** When a mute that begins now ends, ms. */
export function untilOf(seconds: number, now: number): number {
  if (seconds === FOREVER_SECONDS) return FOREVER
  return seconds === 0 ? 0 : now + seconds * 1000
}

/** Whole seconds that are left, the last one begun included; 0 when there is none, FOREVER_SECONDS when it does not end. */
export function secondsLeft(until: number, now: number): number {
  if (until === FOREVER) return FOREVER_SECONDS
  return Math.max(0, Math.ceil((until - now) / 1000))
}

/** Why somebody may not send to a place; nothing when they may (MUTE1). */
export function muteRefusal(mutes: Mutes, place: Place, now: number): ErrorName | undefined {
  if (mutes[place] <= now) return undefined
  return place === 'c2c' ? 'SENDER_MUTED' : 'GROUP_MUTED'
}
