import type { Selectable } from 'kysely'
import type { Database } from '../../engine/storage/database.ts'

/** The tables of this feature. Times are ms. */
export interface ConsoleTables {
  console_user: {
    name: string
    /** As `password.ts` writes it. */
    password_hash: string
    /** 1 while the password is a one-time one. */
    must_change: number
    created_at: number
    changed_at: number
  }
}

export type ConsoleUserRow = Selectable<ConsoleTables['console_user']>

export type ConsoleStore = ReturnType<typeof createConsoleStore>

export function createConsoleStore(db: Database<ConsoleTables>) {
  const q = db.read
  return {
    async user(name: string): Promise<ConsoleUserRow | undefined> {
      return await q.selectFrom('console_user').selectAll().where('name', '=', name).executeTakeFirst()
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
    async insert(row: ConsoleUserRow): Promise<boolean> {
      const insert = q.insertInto('console_user').values(row)
      const [result] = await db.write([insert.onConflict((conflict) => conflict.column('name').doNothing())])
      return result?.changed === 1
    },
    /** @returns false when the password is not the one that `oldHash` says any more */
    async setPassword(
      name: string,
      oldHash: string,
      change: Pick<ConsoleUserRow, 'password_hash' | 'must_change' | 'changed_at'>,
    ): Promise<boolean> {
      const update = q
        .updateTable('console_user')
        .set(change)
        .where('name', '=', name)
        .where('password_hash', '=', oldHash)
      const [result] = await db.write([update])
      return result?.changed === 1
    },
  }
}
