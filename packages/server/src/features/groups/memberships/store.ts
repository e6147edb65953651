import type { Kysely } from 'kysely'
import type { GroupTables } from '../store.ts'
import type { GroupType } from '../types.ts'

/** What a list of conversations needs of somebody's membership, and no more: such a list has thousands. */
export function createMembershipQueries(q: Kysely<GroupTables>) {
  const memberships = (sdkAppId: number, userId: string, types: readonly GroupType[]) =>
    // A cross join keeps the order of its sides: from the user to the groups.
    q
      .selectFrom('group_member as m')
      .crossJoin('im_group as g')
      .select([
        'm.group_id',
        'm.type',
        'm.joined_at',
        'm.join_seq',
        'm.read_seq',
        'm.receive_option',
        'm.changed_at',
        'g.floor_seq',
        'g.support_topic',
        'm.role',
        'g.enable_permission',
      ])
      .where('m.sdk_app_id', '=', sdkAppId)
      .where('m.user_id', '=', userId)
      .where('m.type', 'in', types)
      .whereRef('g.sdk_app_id', '=', 'm.sdk_app_id')
      .whereRef('g.group_id', '=', 'm.group_id')
      .orderBy('m.group_id')

  return {
    /** In groups of these types behind an id, in the order of the ids. */
    membershipPage: (
      sdkAppId: number,
      userId: string,
      types: readonly GroupType[],
      page: { readonly after: string; readonly limit: number },
    ) => memberships(sdkAppId, userId, types).where('m.group_id', '>', page.after).limit(page.limit).execute(),

    membershipsNamed: (sdkAppId: number, userId: string, types: readonly GroupType[], groupIds: readonly string[]) =>
      memberships(sdkAppId, userId, types).where('m.group_id', 'in', groupIds).execute(),

    /** Nothing up to `seq` is unread for any member. */
    moveAllReadSeqs: (sdkAppId: number, groupId: string, seq: number) =>
      q
        .updateTable('group_member')
        .set({ read_seq: seq })
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('read_seq', '<', seq),
  }
}
