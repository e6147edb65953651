import { randomBytes } from 'node:crypto'
import type { Role } from '@signet/protocol/console/roles'
import type { Database } from '../../../engine/storage/database.ts'
import { type AuditNote, accountsIn, detailOf, targetIn } from './rules.ts'
import { type AuditFilter, type AuditRow, type ConsoleAuditTables, createConsoleAuditStore } from './store.ts'

/** A deed that is about to be done. */
export interface Deed {
  /** Empty, with an empty role, for a sign-in by a name that there is not. */
  readonly who: string
  readonly role: Role | ''
  readonly action: string
  /** 0 for what is about no application. */
  readonly sdkAppId: number
  readonly address: string
  readonly reason: string
  readonly input: unknown
}

/** A row as the console shows it. Times are ms. */
export interface AuditEntry {
  readonly id: string
  readonly at: number
  readonly who: string
  readonly role: string
  readonly action: string
  readonly sdkAppId?: number
  readonly target?: { readonly kind: string; readonly id: string }
  readonly address: string
  readonly reason?: string
  /** `begun` stays where the server ended before the deed did. */
  readonly outcome: string
  readonly detail?: { readonly before?: unknown; readonly after?: unknown; readonly cut?: number }
}

/** What was done at the console, by whom (CON15). */
export interface ConsoleAudit {
  /** Writes the deed down before it is done. @returns what to call when it is over: with `done`, or the name of the error */
  begin(deed: Deed): Promise<(outcome: string, note: AuditNote) => Promise<void>>
  /** The newest first. `next` is there while there are older ones: pass it as `before`. */
  page(
    filter: AuditFilter,
    page: { readonly before?: string | undefined; readonly limit: number },
  ): Promise<{ readonly entries: readonly AuditEntry[]; readonly next?: string }>
  /** Takes what names an account out of the log: that something was done, by whom and when, stays (CON16). */
  forget(sdkAppId: number, userId: string): Promise<void>
  /** The same for everybody in an application that is erased. */
  forgetApplication(sdkAppId: number): Promise<void>
  /** Takes away some of the rows from before this moment, ms: the oldest, a bounded number. @returns how many; 0 when none is left */
  trim(before: number): Promise<number>
}

/**
 * @example
 * const audit = createConsoleAudit({ db, now: Date.now })
 * const end = await audit.begin({ who: 'owner', role: 'owner', action: 'account.kick', … })
 * await end('done', {})
 */
export function createConsoleAudit(parts: {
  /** Any database that has these tables among others. */
  readonly db: Database<ConsoleAuditTables>
  /** ms */
  now(): number
}): ConsoleAudit {
  const store = createConsoleAuditStore(parts.db)
  let count = 0

  const timeOf = (at: number): string => String(at).padStart(15, '0')

  /** Sorted as text they are in the order of time; those of one millisecond in the order of this process. */
  function idAt(at: number): string {
    count = (count + 1) % 1_000_000
    return `${timeOf(at)}-${String(count).padStart(6, '0')}-${randomBytes(6).toString('hex')}`
  }

  return {
    async begin(deed) {
      const { who, role, action, address, reason, input } = deed
      const at = parts.now()
      const target = targetIn(input)
      const row: AuditRow = {
        audit_id: idAt(at),
        at,
        who,
        role,
        action,
        sdk_app_id: deed.sdkAppId,
        target_kind: target?.kind ?? '',
        target: target?.id ?? '',
        address,
        reason,
        outcome: 'begun',
        detail: '',
      }
      await store.begin(row, accountsIn(input, {}))
      return async (outcome, note) => {
        const detail = detailOf(note.before, note.after)
        await store.end(row, { outcome, detail, target: note.target }, accountsIn(undefined, note))
      }
    },

    async page(filter, { before, limit }) {
      const rows = await store.page(filter, before, limit + 1)
      const entries = rows.slice(0, limit)
      const next = rows.length > limit ? entries.at(-1)?.audit_id : undefined
      return { entries: entries.map(entryOf), ...(next === undefined ? {} : { next }) }
    },

    forgetApplication: (sdkAppId) => store.emptyApplication(sdkAppId),
    trim: (before) => store.trim(timeOf(Math.max(0, before))),

    async forget(sdkAppId, userId) {
      const rows = await store.about(sdkAppId, userId)
      if (rows.length === 0) return
      // The rows of one erased account stay recognizable as such; whose they were cannot be had back.
      const nobody = `erased-${randomBytes(6).toString('hex')}`
      await store.empty(
        sdkAppId,
        userId,
        rows.map((row) => ({
          ...row,
          detail: '',
          target: row.target_kind === 'account' && row.target === userId ? nobody : row.target,
          reason: row.reason.includes(userId) ? '' : row.reason,
        })),
      )
    },
  }
}

const entryOf = (row: AuditRow): AuditEntry => ({
  id: row.audit_id,
  at: row.at,
  who: row.who,
  role: row.role,
  action: row.action,
  ...(row.sdk_app_id === 0 ? {} : { sdkAppId: row.sdk_app_id }),
  ...(row.target === '' ? {} : { target: { kind: row.target_kind, id: row.target } }),
  address: row.address,
  ...(row.reason === '' ? {} : { reason: row.reason }),
  outcome: row.outcome,
  ...(row.detail === '' ? {} : { detail: JSON.parse(row.detail) }),
})
