import type { Insertable, Kysely } from 'kysely'
import type { GroupTables } from '../store.ts'

/** What belongs to a group but not to its members: every query on attributes and counters; part of the group store. */
export function createDataQueries(q: Kysely<GroupTables>) {
  type Reader = Kysely<GroupTables>
  return {
    async attributes(sdkAppId: number, groupId: string, from: Reader = q) {
      return await from
        .selectFrom('group_attributes')
        .select(['seq', 'items'])
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .executeTakeFirst()
    },
    setAttributes: (row: Insertable<GroupTables['group_attributes']>, into: Reader) =>
      into
        .insertInto('group_attributes')
        .values(row)
        .onConflict((c) => c.columns(['sdk_app_id', 'group_id']).doUpdateSet({ seq: row.seq, items: row.items })),

    async counters(sdkAppId: number, groupId: string, from: Reader = q): Promise<{ name: string; value: number }[]> {
      return await from
        .selectFrom('group_counter')
        .select(['name', 'value'])
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .orderBy('name')
        .execute()
    },
    setCounter: (row: Insertable<GroupTables['group_counter']>, into: Reader) =>
      into
        .insertInto('group_counter')
        .values(row)
        .onConflict((c) => c.columns(['sdk_app_id', 'group_id', 'name']).doUpdateSet({ value: row.value })),
    deleteCounters: (sdkAppId: number, groupId: string, names: readonly string[] | undefined, from: Reader) => {
      const all = from.deleteFrom('group_counter').where('sdk_app_id', '=', sdkAppId).where('group_id', '=', groupId)
      return names === undefined ? all : all.where('name', 'in', names)
    },
  }
}
