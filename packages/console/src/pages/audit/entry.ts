/** A row of the audit log. Times are ms. */
export interface AuditEntry {
  readonly id: string
  readonly at: number
  readonly who: string
  readonly role: string
  /** `account.erase` */
  readonly action: string
  readonly sdkAppId?: number
  readonly target?: { readonly kind: string; readonly id: string }
  readonly address: string
  readonly reason?: string
  readonly outcome: string
  readonly detail?: { readonly before?: unknown; readonly after?: unknown; readonly cut?: number }
}

/** The areas of actions, as the filter offers them. */
export const AREAS = [
  'session',
  'own',
  'user',
  'applications',
  'key',
  'account',
  'group',
  'words',
  'message',
  'webhook',
  'rest',
  'backup',
] as const
export type Area = (typeof AREAS)[number]

/** What the API calls the area. */
export const prefixOf = (area: Area): string => (area === 'applications' ? 'application.' : `${area}.`)

/** A day of a date field as ms of this browser's clock; `days` later. */
export function dayOf(text: string, days = 0): number | undefined {
  const [year, month, day] = text.split('-').map(Number)
  if (year === undefined || month === undefined || day === undefined) return undefined
  return new Date(year, month - 1, day + days).getTime()
}
