/** Decisions about files of an hour of messages: no I/O, no clock. Numbers are those of docs/rules.md. */

/** Kinds of conversations, as callers name them. */
export const CHAT_TYPES = ['C2C', 'Group'] as const
export type ChatType = (typeof CHAT_TYPES)[number]

const HOUR_MS = 3_600_000
/** Hours are those of UTC+8, wherever the server stands: so has the service that this one stands in for. */
const ZONE_MS = 8 * HOUR_MS
/** How long after its end an hour can be had, ms. */
export const KEPT_MS = 7 * 24 * HOUR_MS
/** Clocks of nodes differ a little: an hour is over a minute after its end. */
const GRACE_MS = 60_000

/** When the hour begins that `YYYYMMDDHH` names, ms; nothing when there is no such hour. */
export function hourOf(text: string): number | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)$/.exec(text)
  if (found === null) return undefined
  const [year, month, day, hour] = found.slice(1).map(Number) as [number, number, number, number]
  const start = Date.UTC(year, month - 1, day, hour) - ZONE_MS
  return hourText(start) === text ? start : undefined
}

/** `YYYYMMDDHH` of an hour. */
export const hourText = (start: number): string =>
  new Date(start + ZONE_MS).toISOString().slice(0, 13).replaceAll(/[-T]/g, '')

/** `YYYY-MM-DD hh:mm:ss` */
export const timeText = (ms: number): string => new Date(ms + ZONE_MS).toISOString().slice(0, 19).replace('T', ' ')

export const endOf = (start: number): number => start + HOUR_MS

/** Is what was said in an hour all there? And can it still be had? */
export function stateOf(start: number, now: number): 'going on' | 'over' | 'gone' {
  if (now < endOf(start) + GRACE_MS) return 'going on'
  return now < endOf(start) + KEPT_MS ? 'over' : 'gone'
}

/** How the logs of a kind of conversation begin. */
export const prefixOf = (sdkAppId: number, type: ChatType): string => `${sdkAppId}\x1f${type.toUpperCase()}\x1f`
