import type { Insertable, Kysely, Selectable } from 'kysely'
import type { GroupTables } from '../store.ts'

/** Every query on who may not speak, and who may not come in; part of the group store. */
export function createMuteQueries(q: Kysely<GroupTables>) {
  type Reader = Kysely<GroupTables>
  return {
    async muteUntil(sdkAppId: number, groupId: string, userId: string, from: Reader = q): Promise<number> {
      const row = await from
        .selectFrom('group_mute')
        .select('until')
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('user_id', '=', userId)
        .executeTakeFirst()
      return row?.until ?? 0
    },
    async muteUntils(
      sdkAppId: number,
      groupIds: readonly string[],
      userIds: readonly string[],
    ): Promise<Selectable<GroupTables['group_mute']>[]> {
      return await q
        .selectFrom('group_mute')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', 'in', groupIds)
        .where('user_id', 'in', userIds)
        .execute()
    },
    async mutePage(sdkAppId: number, groupId: string, page: { after: string; limit: number; now: number }) {
      return await q
        .selectFrom('group_mute')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('user_id', '>', page.after)
        .where('until', '>', page.now)
        .orderBy('user_id')
        .limit(page.limit)
        .execute()
    },
    setMute: (row: Insertable<GroupTables['group_mute']>, into: Reader) =>
      into
        .insertInto('group_mute')
        .values(row)
        .onConflict((c) => c.columns(['sdk_app_id', 'group_id', 'user_id']).doUpdateSet({ until: row.until })),
    deleteMute: (sdkAppId: number, groupId: string, userId: string, from: Reader) =>
      from
        .deleteFrom('group_mute')
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('user_id', '=', userId),

    /** Of these users, who may not come in now. */
    async banned(
      sdkAppId: number,
      groupId: string,
      userIds: readonly string[],
      now: number,
      from: Reader = q,
    ): Promise<Set<string>> {
      const rows = await from
        .selectFrom('group_ban')
        .select('user_id')
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('user_id', 'in', userIds)
        .where('until', '>', now)
        .execute()
      return new Set(rows.map((row) => row.user_id))
    },
    async banPage(sdkAppId: number, groupId: string, page: { after: string; limit: number; now: number }) {
      return await q
        .selectFrom('group_ban')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('user_id', '>', page.after)
        .where('until', '>', page.now)
        .orderBy('user_id')
        .limit(page.limit)
        .execute()
    },
    setBan: (row: Insertable<GroupTables['group_ban']>, into: Reader) =>
      into
        .insertInto('group_ban')
        .values(row)
        .onConflict((c) =>
          c
            .columns(['sdk_app_id', 'group_id', 'user_id'])
            .doUpdateSet({ until: row.until, description: row.description }),
        ),
    deleteBans: (sdkAppId: number, groupId: string, userIds: readonly string[], from: Reader = q) =>
      from
        .deleteFrom('group_ban')
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('user_id', 'in', userIds),
  }
}
