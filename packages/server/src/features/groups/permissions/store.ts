import type { Insertable, Kysely, Selectable, Updateable } from 'kysely'
import type { GroupTables } from '../store.ts'

export type PermissionRow = Selectable<GroupTables['permission_group']>
export type PermissionChange = Updateable<Pick<GroupTables['permission_group'], 'name' | 'custom' | 'permission'>>

/** Every query on the permission groups of communities; part of the group store. */
export function createPermissionQueries(q: Kysely<GroupTables>) {
  type Reader = Kysely<GroupTables>
  return {
    /** In the order of their ids. */
    async permissionGroups(sdkAppId: number, groupId: string, from: Reader = q): Promise<PermissionRow[]> {
      return await from
        .selectFrom('permission_group')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .orderBy('permission_id')
        .execute()
    },
    insertPermission: (row: Insertable<GroupTables['permission_group']>, into: Reader) =>
      into.insertInto('permission_group').values(row),
    updatePermission: (sdkAppId: number, groupId: string, id: string, change: PermissionChange, from: Reader) =>
      from
        .updateTable('permission_group')
        .set(change)
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('permission_id', '=', id),
    deletePermission: (sdkAppId: number, groupId: string, id: string, from: Reader) =>
      (['permission_group', 'permission_member', 'topic_permission'] as const).map((table) =>
        from
          .deleteFrom(table)
          .where('sdk_app_id', '=', sdkAppId)
          .where('group_id', '=', groupId)
          .where('permission_id', '=', id),
      ),

    addPermissionMembers: (rows: readonly Insertable<GroupTables['permission_member']>[], into: Reader) =>
      into
        .insertInto('permission_member')
        .values([...rows])
        .onConflict((c) => c.doNothing()),
    deletePermissionMembers: (
      sdkAppId: number,
      groupId: string,
      userIds: readonly string[],
      id: string | undefined,
      from: Reader,
    ) => {
      const all = from
        .deleteFrom('permission_member')
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('user_id', 'in', userIds)
      return id === undefined ? all : all.where('permission_id', '=', id)
    },
    async permissionMembers(sdkAppId: number, groupId: string, id: string, page: { after: string; limit: number }) {
      const rows = await q
        .selectFrom('permission_member')
        .select('user_id')
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('permission_id', '=', id)
        .where('user_id', '>', page.after)
        .orderBy('user_id')
        .limit(page.limit)
        .execute()
      return rows.map((row) => row.user_id)
    },

    setTopicPermission: (row: Insertable<GroupTables['topic_permission']>, into: Reader) =>
      into
        .insertInto('topic_permission')
        .values(row)
        .onConflict((c) =>
          c
            .columns(['sdk_app_id', 'group_id', 'topic_id', 'permission_id'])
            .doUpdateSet({ permission: row.permission }),
        ),
    deleteTopicPermission: (sdkAppId: number, groupId: string, topicId: string, id: string, from: Reader) =>
      from
        .deleteFrom('topic_permission')
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('topic_id', '=', topicId)
        .where('permission_id', '=', id),
    async topicPermissions(sdkAppId: number, groupId: string, topicId: string) {
      return await q
        .selectFrom('topic_permission')
        .select(['permission_id', 'permission'])
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('topic_id', '=', topicId)
        .orderBy('permission_id')
        .execute()
    },

    /** What a permission group may beyond the community, by topic. */
    async grantsTo(sdkAppId: number, groupId: string, id: string, from: Reader) {
      return await from
        .selectFrom('topic_permission')
        .select(['topic_id', 'permission'])
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('permission_id', '=', id)
        .execute()
    },
    /** What the permission groups of a member may beyond the community, by topic. */
    async topicGrantsOf(sdkAppId: number, groupId: string, userId: string, from: Reader) {
      return await from
        .selectFrom('permission_member as m')
        .innerJoin('topic_permission as t', (join) =>
          join
            .onRef('t.sdk_app_id', '=', 'm.sdk_app_id')
            .onRef('t.group_id', '=', 'm.group_id')
            .onRef('t.permission_id', '=', 'm.permission_id'),
        )
        .select(['t.topic_id', 't.permission'])
        .where('m.sdk_app_id', '=', sdkAppId)
        .where('m.group_id', '=', groupId)
        .where('m.user_id', '=', userId)
        .execute()
    },

    /** What the permission groups of a member let them do: in the community, and beyond that in one topic. */
    async permissionsOf(sdkAppId: number, groupId: string, userId: string, topicId = '', from: Reader = q) {
      return await from
        .selectFrom('permission_member as m')
        .innerJoin('permission_group as p', (join) =>
          join
            .onRef('p.sdk_app_id', '=', 'm.sdk_app_id')
            .onRef('p.group_id', '=', 'm.group_id')
            .onRef('p.permission_id', '=', 'm.permission_id'),
        )
        .leftJoin('topic_permission as t', (join) =>
          join
            .onRef('t.sdk_app_id', '=', 'm.sdk_app_id')
            .onRef('t.group_id', '=', 'm.group_id')
            .onRef('t.permission_id', '=', 'm.permission_id')
            .on('t.topic_id', '=', topicId),
        )
        .select(['p.permission', 't.permission as topic_permission'])
        .where('m.sdk_app_id', '=', sdkAppId)
        .where('m.group_id', '=', groupId)
        .where('m.user_id', '=', userId)
        .execute()
    },
  }
}
