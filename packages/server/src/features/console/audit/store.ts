import type { Selectable } from 'kysely'
import type { Database } from '../../../engine/storage/database.ts'
import type { AuditTarget } from './rules.ts'

/** The tables of the audit log. Times are ms; `sdk_app_id` is 0 for what is about no application. */
export interface ConsoleAuditTables {
  console_audit: {
    /** In the order of time. */
    audit_id: string
    at: number
    who: string
    role: string
    action: string
    sdk_app_id: number
    target_kind: string
    target: string
    address: string
    reason: string
    /** `begun`, `done`, or the name of the error. */
    outcome: string
    /** JSON, as `rules.ts` makes it. */
    detail: string
  }
  /** Which rows are about an account. */
  console_audit_account: { sdk_app_id: number; user_id: string; audit_id: string }
}

export type AuditRow = Selectable<ConsoleAuditTables['console_audit']>

/** What a page of the log is chosen by; all that is given has to fit. */
export interface AuditFilter {
  readonly who?: string | undefined
  /** `account.erase`, or `account.` for all of an area. */
  readonly action?: string | undefined
  readonly sdkAppId?: number | undefined
  readonly target?: string | undefined
  /** ms */
  readonly from?: number | undefined
  readonly to?: number | undefined
}

/** Rows that one write takes away. */
const SLICE = 500

export function createConsoleAuditStore(db: Database<ConsoleAuditTables>) {
  const q = db.read
  return {
    async begin(row: AuditRow, accounts: readonly string[]): Promise<void> {
      await db.write([q.insertInto('console_audit').values(row), ...aboutAccounts(row, accounts)])
    },
    /** The target stays what it was unless it is named: erasing an account may have taken it away meanwhile. */
    async end(
      row: AuditRow,
      { outcome, detail, target }: { outcome: string; detail: string; target: AuditTarget | undefined },
      accounts: readonly string[],
    ): Promise<void> {
      const named = target === undefined ? {} : { target_kind: target.kind, target: target.id }
      const update = q
        .updateTable('console_audit')
        .set({ outcome, detail, ...named })
        .where('audit_id', '=', row.audit_id)
      await db.write([update, ...aboutAccounts(row, accounts)])
    },

    /** The newest first, before one of them. */
    async page(filter: AuditFilter, before: string | undefined, limit: number): Promise<AuditRow[]> {
      let query = q.selectFrom('console_audit').selectAll()
      if (before !== undefined) query = query.where('audit_id', '<', before)
      if (filter.who !== undefined) query = query.where('who', '=', filter.who)
      if (filter.sdkAppId !== undefined) query = query.where('sdk_app_id', '=', filter.sdkAppId)
      if (filter.target !== undefined) query = query.where('target', '=', filter.target)
      if (filter.from !== undefined) query = query.where('at', '>=', filter.from)
      if (filter.to !== undefined) query = query.where('at', '<', filter.to)
      if (filter.action?.endsWith('.')) {
        const area = filter.action
        query = query.where('action', '>=', area).where('action', '<', `${area.slice(0, -1)}/`)
      } else if (filter.action !== undefined) query = query.where('action', '=', filter.action)
      return await query.orderBy('audit_id', 'desc').limit(limit).execute()
    },

    async about(sdkAppId: number, userId: string): Promise<AuditRow[]> {
      return await q
        .selectFrom('console_audit')
        .selectAll()
        .where('audit_id', 'in', (inner) =>
          inner
            .selectFrom('console_audit_account')
            .select('console_audit_account.audit_id')
            .where('sdk_app_id', '=', sdkAppId)
            .where('user_id', '=', userId),
        )
        .orderBy('audit_id')
        .execute()
    },
    /** What was done to the application itself, and to its keys, says nothing of its users. */
    async emptyApplication(sdkAppId: number): Promise<void> {
      await db.write([
        q
          .updateTable('console_audit')
          .set({ target: 'erased', reason: '', detail: '' })
          .where('sdk_app_id', '=', sdkAppId)
          .where('target_kind', 'not in', ['application', 'key']),
        q.deleteFrom('console_audit_account').where('sdk_app_id', '=', sdkAppId),
      ])
    },
    /** The oldest, a slice of them. @returns how many */
    async trim(beforeId: string): Promise<number> {
      const oldest = q.selectFrom('console_audit').select('audit_id').where('audit_id', '<', beforeId)
      const rows = await oldest.orderBy('audit_id').limit(SLICE).execute()
      const last = rows.at(-1)
      if (last === undefined) return 0
      await db.write([
        q.deleteFrom('console_audit_account').where('audit_id', '<=', last.audit_id),
        q.deleteFrom('console_audit').where('audit_id', '<=', last.audit_id),
      ])
      return rows.length
    },
    async empty(sdkAppId: number, userId: string, rows: readonly AuditRow[]): Promise<void> {
      await db.write([
        ...rows.map(({ audit_id, target, reason, detail }) =>
          q.updateTable('console_audit').set({ target, reason, detail }).where('audit_id', '=', audit_id),
        ),
        q.deleteFrom('console_audit_account').where('sdk_app_id', '=', sdkAppId).where('user_id', '=', userId),
      ])
    },
  }

  function aboutAccounts({ sdk_app_id, audit_id }: AuditRow, accounts: readonly string[]) {
    return accounts.map((user_id) =>
      q
        .insertInto('console_audit_account')
        .values({ sdk_app_id, user_id, audit_id })
        .onConflict((conflict) => conflict.columns(['sdk_app_id', 'user_id', 'audit_id']).doNothing()),
    )
  }
}
