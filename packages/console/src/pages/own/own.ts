import type { Role } from '@signet/protocol/console/roles'

/** Somebody as they see themselves. Times are ms. */
export interface Own {
  readonly name: string
  readonly role: Role
  readonly changedAt: number
  readonly secondFactor: boolean
  readonly required: boolean
  readonly recoveryCodesLeft: number
  readonly sessions: readonly OwnSession[]
}

export interface OwnSession {
  readonly key: string
  readonly address: string
  readonly agent: string
  readonly openedAt: number
  readonly usedAt: number
  readonly current: boolean
}
