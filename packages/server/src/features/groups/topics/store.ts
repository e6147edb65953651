import type { Insertable, Kysely, Selectable, Updateable } from 'kysely'
import type { GroupTables } from '../store.ts'
import type { ReceiveOption } from '../types.ts'
import type { TopicOptions } from './attendance.ts'
import { communityOf } from './rules.ts'

export type TopicRow = Selectable<GroupTables['topic']>
export type TopicChange = Updateable<
  Pick<
    GroupTables['topic'],
    'name' | 'introduction' | 'notification' | 'face_url' | 'custom' | 'mute_all' | 'info_changed_at'
  >
>

/** A row of `topicOptions`. */
export interface TopicOption extends Omit<TopicOptions, 'topicId'> {
  readonly id: string
}

/** Where a user wants to hear of topics in another way than of their communities. */
export const topicOptions = (q: Kysely<GroupTables>, sdkAppId = 0, userId = '') =>
  q
    .selectFrom('topic_member as s')
    .innerJoin('group_member as m', (join) =>
      join
        .onRef('m.sdk_app_id', '=', 's.sdk_app_id')
        .onRef('m.group_id', '=', 's.group_id')
        .onRef('m.user_id', '=', 's.user_id'),
    )
    .select(['s.topic_id as id', 's.receive_option as option', 'm.receive_option as ofCommunity'])
    .where('s.sdk_app_id', '=', sdkAppId)
    .where('s.user_id', '=', userId)
    .where('s.receive_option', '!=', '')

/** Every query on topics; part of the group store. */
export function createTopicQueries(q: Kysely<GroupTables>) {
  type Reader = Kysely<GroupTables>
  const ofMember = (sdkAppId: number, userId: string) =>
    // A cross join keeps the order of its sides: from the user to the communities, to their topics.
    q
      .selectFrom('group_member as m')
      .crossJoin('im_group as g')
      .crossJoin('topic as t')
      .leftJoin('topic_member as s', (join) =>
        join
          .onRef('s.sdk_app_id', '=', 'm.sdk_app_id')
          .onRef('s.user_id', '=', 'm.user_id')
          .onRef('s.topic_id', '=', 't.topic_id'),
      )
      .select(['t.topic_id', 't.floor_seq', 't.created_at', 's.read_seq', 's.receive_option', 's.changed_at'])
      .select(['m.joined_at', 'm.receive_option as community_option', 'm.role', 'g.enable_permission'])
      .where('m.sdk_app_id', '=', sdkAppId)
      .where('m.user_id', '=', userId)
      .where('m.type', '=', 'Community')
      .whereRef('g.sdk_app_id', '=', 'm.sdk_app_id')
      .whereRef('g.group_id', '=', 'm.group_id')
      .where('g.support_topic', '=', 1)
      .whereRef('t.sdk_app_id', '=', 'm.sdk_app_id')
      .whereRef('t.group_id', '=', 'm.group_id')

  return {
    /** Where a user wants to hear of topics of a community in another way than of it. */
    async topicOptions(sdkAppId: number, userId: string, groupId: string): Promise<TopicOptions[]> {
      const rows = await topicOptions(q, sdkAppId, userId).where('s.group_id', '=', groupId).execute()
      return rows.map(({ id, option, ofCommunity }) => ({ topicId: id, option, ofCommunity }))
    },

    async topic(sdkAppId: number, groupId: string, topicId: string, from: Reader = q): Promise<TopicRow | undefined> {
      return await from
        .selectFrom('topic')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('topic_id', '=', topicId)
        .executeTakeFirst()
    },
    async topics(sdkAppId: number, groupId: string, from: Reader = q): Promise<TopicRow[]> {
      return await from
        .selectFrom('topic')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .orderBy('topic_id')
        .execute()
    },
    /** What these made of one topic; who made nothing of it has no row. */
    async topicMembersNamed(
      sdkAppId: number,
      topicId: string,
      userIds: readonly string[],
    ): Promise<{ user_id: string; read_seq: number; receive_option: ReceiveOption | '' }[]> {
      return await q
        .selectFrom('topic_member')
        .select(['user_id', 'read_seq', 'receive_option'])
        .where('sdk_app_id', '=', sdkAppId)
        .where('topic_id', '=', topicId)
        .where('user_id', 'in', userIds)
        .execute()
    },
    insertTopic: (row: Insertable<GroupTables['topic']>, into: Reader) => into.insertInto('topic').values(row),
    updateTopic: (sdkAppId: number, groupId: string, topicId: string, change: TopicChange, from: Reader) =>
      from
        .updateTable('topic')
        .set(change)
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('topic_id', '=', topicId),
    deleteTopic: (sdkAppId: number, groupId: string, topicId: string, from: Reader) => [
      from.deleteFrom('group_mute').where('sdk_app_id', '=', sdkAppId).where('group_id', '=', topicId),
      ...(['topic', 'topic_permission'] as const).map((table) =>
        from
          .deleteFrom(table)
          .where('sdk_app_id', '=', sdkAppId)
          .where('group_id', '=', groupId)
          .where('topic_id', '=', topicId),
      ),
    ],

    /** Topics of the communities that a user is in, behind an id, in the order of their ids. */
    memberTopics: (sdkAppId: number, userId: string, page: { readonly after: string; readonly limit: number }) =>
      ofMember(sdkAppId, userId)
        .where('m.group_id', '>=', communityOf(page.after))
        // The ids of topics alone are in another order than those of their communities with them.
        .where((e) => e.or([e('m.group_id', '>', communityOf(page.after)), e('t.topic_id', '>', page.after)]))
        .orderBy('m.group_id')
        .orderBy('t.topic_id')
        .limit(page.limit)
        .execute(),
    memberTopicsNamed: (sdkAppId: number, userId: string, topicIds: readonly string[]) =>
      ofMember(sdkAppId, userId)
        .where('m.group_id', 'in', topicIds.map(communityOf))
        .where('t.topic_id', 'in', topicIds)
        .execute(),
    async topicMembers(sdkAppId: number, userId: string, topicIds: readonly string[]) {
      return await q
        .selectFrom('topic_member')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .where('user_id', '=', userId)
        .where('topic_id', 'in', topicIds)
        .execute()
    },
    /** Never moves it back. */
    moveTopicReadSeq: (place: TopicMember, seq: number, now: number) =>
      q
        .insertInto('topic_member')
        .values({ ...rowOf(place), read_seq: seq, receive_option: '', changed_at: now })
        .onConflict((c) =>
          c
            .columns(['sdk_app_id', 'user_id', 'topic_id'])
            .doUpdateSet({ read_seq: seq, changed_at: now })
            .where('topic_member.read_seq', '<', seq),
        ),
    setTopicReceive: (place: TopicMember, option: ReceiveOption, now: number) =>
      q
        .insertInto('topic_member')
        .values({ ...rowOf(place), read_seq: 0, receive_option: option, changed_at: now })
        .onConflict((c) =>
          c.columns(['sdk_app_id', 'user_id', 'topic_id']).doUpdateSet({ receive_option: option, changed_at: now }),
        ),
    /** What users who left a community had in its topics. */
    deleteTopicMembers: (sdkAppId: number, groupId: string, userIds: readonly string[], from: Reader) =>
      from
        .deleteFrom('topic_member')
        .where('sdk_app_id', '=', sdkAppId)
        .where('user_id', 'in', userIds)
        .where('group_id', '=', groupId),
  }
}

export interface TopicMember {
  readonly sdkAppId: number
  readonly userId: string
  readonly groupId: string
  readonly topicId: string
}

const rowOf = ({ sdkAppId, userId, groupId, topicId }: TopicMember) => ({
  sdk_app_id: sdkAppId,
  user_id: userId,
  topic_id: topicId,
  group_id: groupId,
})
