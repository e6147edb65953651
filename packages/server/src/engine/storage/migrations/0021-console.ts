import { sql, type Transaction } from 'kysely'

/** Several people at the console: what each may do, their second factors, and a log of what they did. */
export async function widenConsole(trx: Transaction<unknown>): Promise<void> {
  // Whoever could sign in before could do everything.
  await sql`alter table console_user add column role text not null default 'owner'`.execute(trx)
  await sql`alter table console_user add column disabled_at bigint not null default 0`.execute(trx)
  await sql`alter table console_user add column sealed_totp text not null default ''`.execute(trx)
  await sql`alter table console_user add column totp_step bigint not null default 0`.execute(trx)
  await sql`create table console_recovery_code (
    name text not null,
    code_hash text not null,
    primary key (name, code_hash)
  )`.execute(trx)
  await sql`create table console_setting (
    name text not null primary key,
    value text not null
  )`.execute(trx)
  await sql`create table console_audit (
    audit_id text not null primary key,
    at bigint not null,
    who text not null,
    role text not null,
    action text not null,
    sdk_app_id bigint not null,
    target_kind text not null,
    target text not null,
    address text not null,
    reason text not null,
    outcome text not null,
    detail text not null
  )`.execute(trx)
  await sql`create index console_audit_app on console_audit (sdk_app_id, audit_id)`.execute(trx)
  await sql`create index console_audit_who on console_audit (who, audit_id)`.execute(trx)
  await sql`create index console_audit_action on console_audit (action, audit_id)`.execute(trx)
  await sql`create table console_audit_account (
    sdk_app_id bigint not null,
    user_id text not null,
    audit_id text not null,
    primary key (sdk_app_id, user_id, audit_id)
  )`.execute(trx)
}
