import { type AppSettings, DEFAULT_SETTINGS } from './rules.ts'
import type { AppRow } from './store.ts'

/** An application: one tenant. */
export interface App {
  readonly sdkAppId: number
  readonly name: string
  /** UserIDs that may use the server API; at least one. */
  readonly administrators: readonly string[]
  readonly settings: AppSettings
  /** ms */
  readonly createdAt: number
  /** ms; absent while it is in service. */
  readonly disabledAt?: number
}

export function appOf(row: AppRow, administrators: readonly string[]): App {
  return {
    sdkAppId: row.sdk_app_id,
    name: row.name,
    administrators,
    settings: { ...DEFAULT_SETTINGS, ...(JSON.parse(row.settings) as Partial<AppSettings>) },
    createdAt: row.created_at,
    ...(row.disabled_at === null ? {} : { disabledAt: row.disabled_at }),
  }
}
