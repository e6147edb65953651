import { sql, type Transaction } from 'kysely'

/** Rows of the audit log that are too old are taken away, and with them what says whom they are about. */
export async function indexAuditAge(trx: Transaction<unknown>): Promise<void> {
  await sql`create index console_audit_account_row on console_audit_account (audit_id)`.execute(trx)
}
