/** Who is there: types and limits that both sides know. */

export const STATUS_LIMITS = {
  /** Of a custom status, UTF-8. */
  customStatusBytes: 256,
  /** Users whose status one request reads. */
  users: 500,
  /** Users that one request subscribes to. */
  subscribed: 100,
  /** Users that one session is subscribed to at once. */
  subscriptions: 500,
} as const

/** `offline` is everybody who is not connected. */
export type OnlineStatus = 'online' | 'offline'

export interface WireStatus {
  readonly userId: string
  readonly status: OnlineStatus
  /** What the user says about themselves while they are online; empty when nothing. */
  readonly customStatus: string
}
