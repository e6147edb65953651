import type { Insertable, Kysely } from 'kysely'
import type { ApplicationRow, GroupTables } from '../store.ts'
import type { GroupType } from '../types.ts'

/** Every query on what waits for an answer; part of the group store. */
export function createApplicationQueries(q: Kysely<GroupTables>) {
  type Reader = Kysely<GroupTables>
  return {
    async application(sdkAppId: number, groupId: string, userId: string, from: Reader = q) {
      return await from
        .selectFrom('group_application')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('user_id', '=', userId)
        .executeTakeFirst()
    },
    /** All that waits for somebody, in any group. */
    /** Counts no further than `most`. */
    async countApplications(sdkAppId: number, groupId: string, most: number, from: Reader): Promise<number> {
      const rows = await from
        .selectFrom('group_application')
        .select('user_id')
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .limit(most)
        .execute()
      return rows.length
    },
    /** What waits for an answer of this user: in the groups that the user manages. */
    async applicationsFor(
      sdkAppId: number,
      managerId: string,
      page: { readonly afterGroup: string; readonly afterUser: string; readonly limit: number },
    ): Promise<(ApplicationRow & { name: string; type: GroupType })[]> {
      // A cross join keeps the order of its sides: the other way round every application of the application is read.
      return await q
        .selectFrom('group_member as m')
        .crossJoin('group_application as a')
        .crossJoin('im_group as g')
        .selectAll('a')
        .select(['g.name', 'g.type'])
        .where('m.sdk_app_id', '=', sdkAppId)
        .where('m.user_id', '=', managerId)
        .where('m.role', 'in', ['Owner', 'Admin'])
        .where('m.group_id', '>=', page.afterGroup)
        .whereRef('a.sdk_app_id', '=', 'm.sdk_app_id')
        .whereRef('a.group_id', '=', 'm.group_id')
        .where((e) => e.or([e('m.group_id', '>', page.afterGroup), e('a.user_id', '>', page.afterUser)]))
        .whereRef('g.sdk_app_id', '=', 'm.sdk_app_id')
        .whereRef('g.group_id', '=', 'm.group_id')
        .orderBy('m.group_id')
        .orderBy('a.user_id')
        .limit(page.limit)
        .execute()
    },
    /** The same user applies once: the newest wish stays. */
    setApplication: (row: Insertable<GroupTables['group_application']>, into: Reader) =>
      into
        .insertInto('group_application')
        .values(row)
        .onConflict((c) =>
          c
            .columns(['sdk_app_id', 'group_id', 'user_id'])
            .doUpdateSet({ inviter_id: row.inviter_id, note: row.note, created_at: row.created_at }),
        ),
    deleteApplications: (sdkAppId: number, groupId: string, userIds: readonly string[], from: Reader) =>
      from
        .deleteFrom('group_application')
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('user_id', 'in', userIds),
  }
}
