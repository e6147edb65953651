/**
 * Events that the official SDK does not have. Usable as a value and as a type.
 *
 * @example
 * ```ts
 * chat.on(EXTRA_EVENT.RECOVERED, ({ data }) => {
 *   if (!data.recovered) reloadEverything()
 * })
 * ```
 */
export const EXTRA_EVENT = {
  RECOVERED: 'signetRecovered',
  UNSENT_UPDATED: 'signetUnsentUpdated',
  CACHE_READ: 'signetCacheRead',
  RECEIPTS_COUNTED: 'signetReceiptsCounted',
  ROOM_ONLINE_UPDATED: 'signetRoomOnlineUpdated',
} as const

type Names = typeof EXTRA_EVENT

/** Any of their names. */
export type EXTRA_EVENT = (typeof EXTRA_EVENT)[keyof typeof EXTRA_EVENT]

/** `EXTRA_EVENT.RECOVERED` as a type: the one name. */
export declare namespace EXTRA_EVENT {
  export type RECOVERED = Names['RECOVERED']
  export type UNSENT_UPDATED = Names['UNSENT_UPDATED']
  export type CACHE_READ = Names['CACHE_READ']
  export type RECEIPTS_COUNTED = Names['RECEIPTS_COUNTED']
  export type ROOM_ONLINE_UPDATED = Names['ROOM_ONLINE_UPDATED']
}
