import type { Insertable, Kysely } from 'kysely'
import type { GroupTables } from '../store.ts'

/** Every query on pinned messages; part of the group store. */
export function createPinQueries(q: Kysely<GroupTables>) {
  return {
    async pins(sdkAppId: number, groupId: string, from: Kysely<GroupTables> = q) {
      return await from
        .selectFrom('group_pin')
        .select(['seq', 'user_id', 'pinned_at'])
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .orderBy('pinned_at', 'desc')
        .orderBy('seq', 'desc')
        .execute()
    },
    addPin: (row: Insertable<GroupTables['group_pin']>, into: Kysely<GroupTables>) =>
      into.insertInto('group_pin').values(row),
    deletePin: (sdkAppId: number, groupId: string, seq: number, from: Kysely<GroupTables>) =>
      from
        .deleteFrom('group_pin')
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('seq', '=', seq),
  }
}
