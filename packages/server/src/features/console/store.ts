import type { Generated, Selectable } from 'kysely'
import type { Database } from '../../engine/storage/database.ts'
import type { ConsoleAuditTables } from './audit/store.ts'

/** The tables of this feature. Times are ms, 0 for never. */
export interface ConsoleTables extends ConsoleAuditTables {
  console_user: {
    name: string
    /** As `password.ts` writes it. */
    password_hash: string
    /** 1 while the password is a one-time one. */
    must_change: number
    created_at: number
    changed_at: number
    role: Generated<string>
    disabled_at: Generated<number>
    /** The secret that codes are made of; empty: no second factor. */
    sealed_totp: Generated<string>
    /** The last 30 seconds of which a code was used: none is good twice. */
    totp_step: Generated<number>
  }
  console_recovery_code: { name: string; code_hash: string }
  /** What holds for everybody at the console. */
  console_setting: { name: string; value: string }
}

export type ConsoleUserRow = Selectable<ConsoleTables['console_user']>
type NewUser = Pick<ConsoleUserRow, 'name' | 'password_hash' | 'must_change' | 'created_at' | 'changed_at' | 'role'>
type PasswordChange = Pick<ConsoleUserRow, 'password_hash' | 'must_change' | 'changed_at'>

export type ConsoleStore = ReturnType<typeof createConsoleStore>

export function createConsoleStore(db: Database<ConsoleTables>) {
  const q = db.read

  const removeCodes = (name: string) => q.deleteFrom('console_recovery_code').where('name', '=', name)
  const setFactor = (name: string, sealed: string) =>
    q.updateTable('console_user').set({ sealed_totp: sealed, totp_step: 0 }).where('name', '=', name)

  return {
    async user(name: string): Promise<ConsoleUserRow | undefined> {
      return await q.selectFrom('console_user').selectAll().where('name', '=', name).executeTakeFirst()
    },
    async users(): Promise<ConsoleUserRow[]> {
      return await q.selectFrom('console_user').selectAll().orderBy('created_at').orderBy('name').execute()
    },
    async firstUser(): Promise<ConsoleUserRow | undefined> {
      return await q
        .selectFrom('console_user')
        .selectAll()
        .orderBy('created_at')
        .orderBy('name')
        .limit(1)
        .executeTakeFirst()
    },
    /** @returns false when the name is taken */
    async insert(row: NewUser): Promise<boolean> {
      const insert = q.insertInto('console_user').values(row)
      const [result] = await db.write([insert.onConflict((conflict) => conflict.column('name').doNothing())])
      return result?.changed === 1
    },
    /** @returns false when the password is not the one that `oldHash` says any more */
    async setPassword(name: string, oldHash: string, change: PasswordChange): Promise<boolean> {
      const update = q
        .updateTable('console_user')
        .set(change)
        .where('name', '=', name)
        .where('password_hash', '=', oldHash)
      const [result] = await db.write([update])
      return result?.changed === 1
    },
    /** With a new password, and without a second factor. @returns false when there is nobody of the name */
    async reset(name: string, change: PasswordChange): Promise<boolean> {
      const update = q
        .updateTable('console_user')
        .set({ ...change, sealed_totp: '', totp_step: 0 })
        .where('name', '=', name)
      const [result] = await db.write([update, removeCodes(name)])
      return result?.changed === 1
    },
    /**
     * Changes or (`undefined`) removes somebody, unless nobody who can sign in as an owner would be left.
     * @returns what came of it
     */
    async changeUser(
      name: string,
      change: Partial<Pick<ConsoleUserRow, 'role' | 'disabled_at' | 'changed_at'>> | undefined,
    ): Promise<'done' | 'unknown' | 'lastOwner'> {
      return await db.transaction(async (trx) => {
        const owners = await trx
          .selectFrom('console_user')
          .select('name')
          .where('role', '=', 'owner')
          .where('disabled_at', '=', 0)
          .orderBy('name')
          .execute()
        const row = await trx.selectFrom('console_user').select('name').where('name', '=', name).executeTakeFirst()
        if (row === undefined) return 'unknown'
        const stays = change !== undefined && (change.role ?? 'owner') === 'owner' && (change.disabled_at ?? 0) === 0
        if (!stays && owners.length === 1 && owners[0]?.name === name) return 'lastOwner'
        if (change !== undefined) await trx.updateTable('console_user').set(change).where('name', '=', name).execute()
        else {
          await trx.deleteFrom('console_user').where('name', '=', name).execute()
          await trx.deleteFrom('console_recovery_code').where('name', '=', name).execute()
        }
        return 'done'
      })
    },

    async setSecondFactor(name: string, sealed: string, codeHashes: readonly string[]): Promise<void> {
      const codes = codeHashes.map((code_hash) => q.insertInto('console_recovery_code').values({ name, code_hash }))
      await db.write([setFactor(name, sealed), removeCodes(name), ...codes])
    },
    /** @returns false when a code of this time, or of a later one, was used already */
    async useStep(name: string, step: number): Promise<boolean> {
      const update = q
        .updateTable('console_user')
        .set({ totp_step: step })
        .where('name', '=', name)
        .where('totp_step', '<', step)
      const [result] = await db.write([update])
      return result?.changed === 1
    },
    /** @returns false when there is no such code, any more */
    async useRecoveryCode(name: string, codeHash: string): Promise<boolean> {
      const [result] = await db.write([removeCodes(name).where('code_hash', '=', codeHash)])
      return result?.changed === 1
    },
    async recoveryCodesLeft(name: string): Promise<number> {
      const row = await q
        .selectFrom('console_recovery_code')
        .select(({ fn }) => fn.countAll<number>().as('codes'))
        .where('name', '=', name)
        .executeTakeFirst()
      return Number(row?.codes ?? 0)
    },

    async setting(name: string): Promise<string | undefined> {
      const row = await q.selectFrom('console_setting').select('value').where('name', '=', name).executeTakeFirst()
      return row?.value
    },
    async setSetting(name: string, value: string): Promise<void> {
      const insert = q.insertInto('console_setting').values({ name, value })
      await db.write([insert.onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))])
    },
  }
}
