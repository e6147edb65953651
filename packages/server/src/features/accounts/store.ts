import type { Compilable, Insertable, Kysely, Selectable, Transaction } from 'kysely'
import type { Database } from '../../engine/storage/database.ts'

/** The tables of this feature. Times are ms, but for `sig_not_before`: seconds, as tickets have them. */
export interface AccountTables {
  app: {
    sdk_app_id: number
    name: string
    /** JSON of the settings that differ from the defaults. */
    settings: string
    created_at: number
    disabled_at: number | null
  }
  app_administrator: { sdk_app_id: number; user_id: string; created_at: number }
  app_key: {
    sdk_app_id: number
    key_id: string
    kind: 'public' | 'secret'
    /** SPKI PEM of a v1 key. */
    public_key: string | null
    /** A v2 secret, sealed. */
    sealed_secret: string | null
    created_at: number
    retires_at: number | null
    revoked_at: number | null
    last_used_at: number | null
  }
  account: {
    sdk_app_id: number
    user_id: string
    tiny_id: string
    nick: string
    face_url: string
    sig_not_before: number
    created_at: number
  }
  /** Accounts that were erased: their tickets stay refused. */
  erased_account: { sdk_app_id: number; user_id: string; sig_not_before: number }
}

export type AppRow = Selectable<AccountTables['app']>
export type KeyRow = Selectable<AccountTables['app_key']>
export type AccountRow = Selectable<AccountTables['account']>
export type ProfileChange = { readonly nick?: string | undefined; readonly faceUrl?: string | undefined }

/** What a query runs on: `read`, or the transaction that it is part of. */
type Reader = Kysely<AccountTables>

export type AccountStore = ReturnType<typeof createAccountStore>

/** Every query on the tables above. What ends in nothing but a statement is for `write`, so that a verb can combine them. */
export function createAccountStore(db: Database<AccountTables>) {
  const q = db.read
  // Asked for both ends of every message: compiled once, since building the text costs more than reading the row.
  const accountQuery = q
    .selectFrom('account')
    .selectAll()
    .where('sdk_app_id', '=', 0)
    .where('user_id', '=', '')
    .compile()

  return {
    write: (statements: readonly Compilable[]) => db.write(statements),
    transaction: <R>(work: (trx: Transaction<AccountTables>) => Promise<R>) => db.transaction(work),

    async app(sdkAppId: number, from: Reader = q): Promise<AppRow | undefined> {
      return await from.selectFrom('app').selectAll().where('sdk_app_id', '=', sdkAppId).executeTakeFirst()
    },
    async apps(): Promise<AppRow[]> {
      return await q.selectFrom('app').selectAll().orderBy('created_at').orderBy('sdk_app_id').execute()
    },
    insertApp: (row: Insertable<AccountTables['app']>) => q.insertInto('app').values(row),
    updateApp: (sdkAppId: number, change: Partial<Omit<AppRow, 'sdk_app_id'>>, from: Reader = q) =>
      from.updateTable('app').set(change).where('sdk_app_id', '=', sdkAppId),
    deleteApp: (sdkAppId: number) => q.deleteFrom('app').where('sdk_app_id', '=', sdkAppId),

    async administrators(sdkAppId: number, from: Reader = q): Promise<string[]> {
      const rows = await from
        .selectFrom('app_administrator')
        .select('user_id')
        .where('sdk_app_id', '=', sdkAppId)
        .orderBy('user_id')
        .execute()
      return rows.map((row) => row.user_id)
    },
    insertAdministrator: (sdkAppId: number, userId: string, now: number) =>
      q
        .insertInto('app_administrator')
        .values({ sdk_app_id: sdkAppId, user_id: userId, created_at: now })
        .onConflict((conflict) => conflict.columns(['sdk_app_id', 'user_id']).doNothing()),
    deleteAdministrator: (sdkAppId: number, userId: string, from: Reader) =>
      from.deleteFrom('app_administrator').where('sdk_app_id', '=', sdkAppId).where('user_id', '=', userId),

    async keys(sdkAppId: number, from: Reader = q): Promise<KeyRow[]> {
      return await from
        .selectFrom('app_key')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .orderBy('created_at')
        .orderBy('key_id')
        .execute()
    },
    insertKey: (row: KeyRow, into: Reader) => into.insertInto('app_key').values(row),
    updateKey: (
      sdkAppId: number,
      keyId: string,
      change: Partial<Pick<KeyRow, 'retires_at' | 'revoked_at' | 'last_used_at'>>,
    ) => q.updateTable('app_key').set(change).where('sdk_app_id', '=', sdkAppId).where('key_id', '=', keyId),

    async account(sdkAppId: number, userId: string): Promise<AccountRow | undefined> {
      const { rows } = await q.executeQuery<AccountRow>({ ...accountQuery, parameters: [sdkAppId, userId] })
      return rows[0]
    },
    async accountIds(sdkAppId: number, { after, limit }: { after: string; limit: number }): Promise<string[]> {
      const rows = await q
        .selectFrom('account')
        .select('user_id')
        .where('sdk_app_id', '=', sdkAppId)
        .where('user_id', '>', after)
        .orderBy('user_id')
        .limit(limit)
        .execute()
      return rows.map((row) => row.user_id)
    },
    async accountCount(sdkAppId: number): Promise<number> {
      const row = await q
        .selectFrom('account')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where('sdk_app_id', '=', sdkAppId)
        .executeTakeFirst()
      return Number(row?.count ?? 0)
    },
    async countMade(sdkAppId: number, from: number, to: number): Promise<number> {
      const row = await q
        .selectFrom('account')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where('sdk_app_id', '=', sdkAppId)
        .where('created_at', '>=', from)
        .where('created_at', '<', to)
        .executeTakeFirst()
      return Number(row?.count ?? 0)
    },
    /** In the order of their ids. */
    async accountPage(
      sdkAppId: number,
      { prefix, after, limit }: { prefix: string; after: string; limit: number },
    ): Promise<AccountRow[]> {
      let query = q.selectFrom('account').selectAll().where('sdk_app_id', '=', sdkAppId)
      // One lower bound: of two, the engine may begin at the lower one and walk.
      query = after < prefix ? query.where('user_id', '>=', prefix) : query.where('user_id', '>', after)
      // No byte of a UserID comes after `~`.
      if (prefix !== '') query = query.where('user_id', '<', `${prefix}\u007f`)
      return await query.orderBy('user_id').limit(limit).execute()
    },
    /** An account that is there already keeps what `change` does not name. */
    upsertAccount(row: AccountRow, change: ProfileChange) {
      const set = {
        ...(change.nick === undefined ? {} : { nick: change.nick }),
        ...(change.faceUrl === undefined ? {} : { face_url: change.faceUrl }),
      }
      const insert = q.insertInto('account').values(row)
      return insert.onConflict((conflict) => {
        const target = conflict.columns(['sdk_app_id', 'user_id'])
        return Object.keys(set).length === 0 ? target.doNothing() : target.doUpdateSet(set)
      })
    },
    /** From when on tickets are good again of accounts that were erased. */
    async erased(sdkAppId: number, userIds: readonly string[]): Promise<Map<string, number>> {
      const rows = await q
        .selectFrom('erased_account')
        .select(['user_id', 'sig_not_before'])
        .where('sdk_app_id', '=', sdkAppId)
        .where('user_id', 'in', userIds)
        .execute()
      return new Map(rows.map((row) => [row.user_id, row.sig_not_before]))
    },
    eraseAccount: (sdkAppId: number, userId: string, seconds: number) => [
      q
        .insertInto('erased_account')
        .values({ sdk_app_id: sdkAppId, user_id: userId, sig_not_before: seconds })
        .onConflict((conflict) => conflict.columns(['sdk_app_id', 'user_id']).doUpdateSet({ sig_not_before: seconds })),
      q.deleteFrom('account').where('sdk_app_id', '=', sdkAppId).where('user_id', '=', userId),
    ],
    /** Never takes a revocation back: the later one wins. */
    raiseSigNotBefore: (sdkAppId: number, userId: string, seconds: number) =>
      q
        .updateTable('account')
        .set((e) => ({
          sig_not_before: e
            .case()
            .when('sig_not_before', '<', seconds)
            .then(seconds)
            .else(e.ref('sig_not_before'))
            .end(),
        }))
        .where('sdk_app_id', '=', sdkAppId)
        .where('user_id', '=', userId),
  }
}
