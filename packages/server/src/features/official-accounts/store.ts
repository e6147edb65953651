import type { Selectable, Transaction } from 'kysely'
import type { Database } from '../../engine/storage/database.ts'

/** The tables of this feature. Times are ms. */
export interface OfficialTables {
  official_account: {
    sdk_app_id: number
    user_id: string
    owner_id: string
    introduction: string
    organization: string
    custom: string
    most_subscribers: number
    created_at: number
  }
  official_subscriber: {
    sdk_app_id: number
    official_id: string
    user_id: string
    subscribed_at: number
    custom: string
  }
}

export type OfficialRow = Selectable<OfficialTables['official_account']>
export type SubscriberRow = Selectable<OfficialTables['official_subscriber']>
export type OfficialStore = ReturnType<typeof createOfficialStore>

export function createOfficialStore(db: Database<OfficialTables>) {
  const q = db.read
  const accounts = (sdkAppId: number, from: Pick<typeof q, 'selectFrom'> = q) =>
    from.selectFrom('official_account').selectAll().where('sdk_app_id', '=', sdkAppId)
  const count = async (sdkAppId: number, officialId: string, from: Pick<typeof q, 'selectFrom'> = q) =>
    (
      await from
        .selectFrom('official_subscriber')
        .select((e) => e.fn.countAll<number>().as('n'))
        .where('sdk_app_id', '=', sdkAppId)
        .where('official_id', '=', officialId)
        .executeTakeFirstOrThrow()
    ).n
  const among = async (
    sdkAppId: number,
    officialId: string,
    userIds: readonly string[],
    from: Pick<typeof q, 'selectFrom'> = q,
  ): Promise<Set<string>> => {
    const rows = await from
      .selectFrom('official_subscriber')
      .select('user_id')
      .where('sdk_app_id', '=', sdkAppId)
      .where('official_id', '=', officialId)
      .where('user_id', 'in', userIds)
      .execute()
    return new Set(rows.map((row) => row.user_id))
  }

  return {
    subscriberCount: count,
    amongSubscribers: among,

    find: (sdkAppId: number, userId: string): Promise<OfficialRow | undefined> =>
      accounts(sdkAppId).where('user_id', '=', userId).executeTakeFirst(),

    /** @returns what keeps it from being made: there is one, or there are `most` others */
    create: (row: OfficialRow, most: number): Promise<'there' | 'full' | undefined> =>
      db.transaction(async (trx) => {
        const rows = await accounts(row.sdk_app_id, trx).select('user_id').execute()
        if (rows.some(({ user_id }) => user_id === row.user_id)) return 'there'
        if (rows.length >= most) return 'full'
        await trx.insertInto('official_account').values(row).execute()
        return undefined
      }),

    change: (
      sdkAppId: number,
      userId: string,
      set: Partial<Omit<OfficialRow, 'sdk_app_id' | 'user_id' | 'created_at'>>,
    ) =>
      db.write([
        q.updateTable('official_account').set(set).where('sdk_app_id', '=', sdkAppId).where('user_id', '=', userId),
      ]),

    /**
     * Adds those for whom there is room, in their order.
     * @returns who subscribed now, and whether there is no more room
     */
    subscribe: (official: OfficialRow, userIds: readonly string[], now: number) =>
      db.transaction(async (trx) => {
        const { sdk_app_id, user_id: official_id, most_subscribers } = official
        const there = await among(sdk_app_id, official_id, userIds, trx)
        const room = most_subscribers - (await count(sdk_app_id, official_id, trx))
        const added = userIds.filter((userId) => !there.has(userId)).slice(0, Math.max(0, room))
        await insertAll(trx, sdk_app_id, official_id, added, now)
        return { there, added, isFull: room <= added.length }
      }),

    unsubscribe: (sdkAppId: number, officialId: string, userIds: readonly string[]) =>
      db.transaction(async (trx) => {
        const there = await among(sdkAppId, officialId, userIds, trx)
        if (there.size > 0) {
          await trx
            .deleteFrom('official_subscriber')
            .where('sdk_app_id', '=', sdkAppId)
            .where('official_id', '=', officialId)
            .where('user_id', 'in', [...there])
            .execute()
        }
        return there
      }),

    /** @returns whether there is such a subscription */
    async note(sdkAppId: number, officialId: string, userId: string, custom: string): Promise<boolean> {
      const [done] = await db.write([
        q
          .updateTable('official_subscriber')
          .set({ custom })
          .where('sdk_app_id', '=', sdkAppId)
          .where('official_id', '=', officialId)
          .where('user_id', '=', userId),
      ])
      return done!.changed > 0
    },

    /** Subscribers after a UserID, in the order of UserIDs. */
    subscribers: (
      sdkAppId: number,
      officialId: string,
      { after, limit }: { readonly after: string; readonly limit: number },
    ): Promise<SubscriberRow[]> =>
      q
        .selectFrom('official_subscriber')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .where('official_id', '=', officialId)
        .where('user_id', '>', after)
        .orderBy('user_id')
        .limit(limit)
        .execute(),

    /** What a user subscribed to, in the order of the accounts' ids. */
    async subscriptions(sdkAppId: number, userId: string, page: { readonly offset: number; readonly limit: number }) {
      const mine = q
        .selectFrom('official_subscriber as subscription')
        .innerJoin('official_account as official', (join) =>
          join
            .onRef('official.sdk_app_id', '=', 'subscription.sdk_app_id')
            .onRef('official.user_id', '=', 'subscription.official_id'),
        )
        .where('subscription.sdk_app_id', '=', sdkAppId)
        .where('subscription.user_id', '=', userId)
      const rows = await mine
        .selectAll('official')
        .select(['subscription.subscribed_at as subscribed_at', 'subscription.custom as note'])
        .orderBy('official.user_id')
        .limit(page.limit)
        .offset(page.offset)
        .execute()
      const { n } = await mine.select((e) => e.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
      return { rows, total: n }
    },

    /** What an erased user is here: an official account with its subscribers, a subscriber, or both. */
    erase: (sdkAppId: number, userId: string) =>
      db.write([
        q.deleteFrom('official_subscriber').where('sdk_app_id', '=', sdkAppId).where('official_id', '=', userId),
        q.deleteFrom('official_subscriber').where('sdk_app_id', '=', sdkAppId).where('user_id', '=', userId),
        q.deleteFrom('official_account').where('sdk_app_id', '=', sdkAppId).where('user_id', '=', userId),
      ]),
  }
}

async function insertAll(
  trx: Transaction<OfficialTables>,
  sdk_app_id: number,
  official_id: string,
  userIds: readonly string[],
  subscribed_at: number,
): Promise<void> {
  if (userIds.length === 0) return
  const rows = userIds.map((user_id) => ({ sdk_app_id, official_id, user_id, subscribed_at, custom: '' }))
  await trx.insertInto('official_subscriber').values(rows).execute()
}
