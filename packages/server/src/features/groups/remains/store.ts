import type { Kysely } from 'kysely'
import type { GroupTables } from '../store.ts'

/** Tables with many rows of a group, and what bounds a piece of them: at most so many values of this column at once. */
const MANY = {
  group_member: 'user_id',
  group_receipt: 'seq',
  permission_member: 'user_id',
} as const
type Many = keyof typeof MANY

/** What groups and topics that are gone left behind, taken away in bounded pieces: never of one that exists. Part of the group store. */
export function createRemainsQueries(q: Kysely<GroupTables>) {
  return {
    /** @param values of the column by which this table is cut into pieces */
    reapRows(table: Many, sdkAppId: number, groupId: string, values: number) {
      const column = MANY[table]
      const some = q
        .selectFrom(table)
        .select(column)
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .orderBy(column)
        .limit(values)
      return q
        .deleteFrom(table)
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where(column, 'in', some)
        .where((e) =>
          e.not(
            e.exists(
              e
                .selectFrom('im_group as g')
                .select('g.group_id')
                .where('g.sdk_app_id', '=', sdkAppId)
                .where('g.group_id', '=', groupId),
            ),
          ),
        )
    },

    /** What groups hold about a user beside the seat: what waits, mutes and bans, and by whom a message was pinned. */
    eraseUser: (sdkAppId: number, userId: string) => [
      ...(['group_application', 'group_mute', 'group_ban'] as const).map((table) =>
        q.deleteFrom(table).where('sdk_app_id', '=', sdkAppId).where('user_id', '=', userId),
      ),
      q
        .updateTable('group_application')
        .set({ inviter_id: '' })
        .where('sdk_app_id', '=', sdkAppId)
        .where('inviter_id', '=', userId),
      q.updateTable('group_pin').set({ user_id: '' }).where('sdk_app_id', '=', sdkAppId).where('user_id', '=', userId),
    ],

    /** What members had in topics that are gone; in one topic, or in any of a community. */
    reapTopicMembers(sdkAppId: number, groupId: string, topicId: string | undefined, users: number) {
      const gone = q
        .selectFrom('topic_member as s')
        .select('s.user_id')
        .where('s.sdk_app_id', '=', sdkAppId)
        .where('s.group_id', '=', groupId)
        .$if(topicId !== undefined, (some) => some.where('s.topic_id', '=', topicId ?? ''))
        .where((e) =>
          e.not(
            e.exists(
              e
                .selectFrom('topic as t')
                .select('t.topic_id')
                .where('t.sdk_app_id', '=', sdkAppId)
                .where('t.group_id', '=', groupId)
                .whereRef('t.topic_id', '=', 's.topic_id'),
            ),
          ),
        )
        .orderBy('s.topic_id')
        .orderBy('s.user_id')
        .limit(users)
      return q
        .deleteFrom('topic_member')
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .$if(topicId !== undefined, (some) => some.where('topic_id', '=', topicId ?? ''))
        .where('user_id', 'in', gone)
        .where((e) =>
          e.not(
            e.exists(
              e
                .selectFrom('topic as t')
                .select('t.topic_id')
                .where('t.sdk_app_id', '=', sdkAppId)
                .where('t.group_id', '=', groupId)
                .whereRef('t.topic_id', '=', 'topic_member.topic_id'),
            ),
          ),
        )
    },
  }
}
