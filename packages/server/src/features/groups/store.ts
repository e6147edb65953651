import {
  type Compilable,
  type Generated,
  type Insertable,
  type Kysely,
  type Selectable,
  sql,
  type Transaction,
} from 'kysely'
import type { Database } from '../../engine/storage/database.ts'
import { createApplicationQueries } from './applications/store.ts'
import { createDataQueries } from './data/store.ts'
import { createDirectoryQueries } from './directory/store.ts'
import { createMembershipQueries } from './memberships/store.ts'
import { createMuteQueries } from './mutes/store.ts'
import { createPermissionQueries } from './permissions/store.ts'
import { createPinQueries } from './pins/store.ts'
import { createReceiptQueries } from './receipts/store.ts'
import { createRemainsQueries } from './remains/store.ts'
import type { TopicOptions } from './topics/attendance.ts'
import { createTopicQueries, type TopicOption, topicOptions } from './topics/store.ts'
import type { GroupType, InviteOption, JoinOption, ReceiveOption, Role } from './types.ts'

/** The tables of this feature. Times are ms; `custom` and `items` are JSON. */
export interface GroupTables {
  im_group: {
    sdk_app_id: number
    group_id: string
    type: GroupType
    name: string
    introduction: string
    notification: string
    face_url: string
    owner_id: string | null
    created_at: number
    /** Rises with every change of the fields above and below. */
    info_seq: number
    info_changed_at: number
    /** 0: no limit. */
    max_members: number
    member_count: number
    /** Members that ever came: numbers the next one, so that pages of members are stable. */
    joins: number
    join_option: JoinOption
    invite_option: InviteOption
    mute_all: number
    /** Messages up to this one belong to a group that had the same id before. */
    floor_seq: number
    /** Communities: messages go to topics. */
    support_topic: number
    /** Communities: what members may is said by `default_permission` and their permission groups. */
    enable_permission: number
    default_permission: number
    custom: string
  }
  group_member: {
    sdk_app_id: number
    group_id: string
    user_id: string
    type: GroupType
    role: Role
    joined_at: number
    join_no: number
    /** The newest message of the group when the member came. */
    join_seq: number
    read_seq: number
    name_card: string
    custom: string
    receive_option: ReceiveOption
    /** When the member read on, or changed how to hear of the group; 0: never. */
    changed_at: Generated<number>
  }
  /** Apart from the members: a mute outlasts leaving, and live rooms store no members. */
  group_mute: { sdk_app_id: number; group_id: string; user_id: string; until: number }
  group_ban: { sdk_app_id: number; group_id: string; user_id: string; until: number; description: string }
  /** What waits for an answer. */
  group_application: {
    sdk_app_id: number
    group_id: string
    user_id: string
    /** Who proposed the user; empty when the user applied. */
    inviter_id: string
    note: string
    created_at: number
  }
  group_attributes: { sdk_app_id: number; group_id: string; seq: number; items: string }
  /** A topic of a community. */
  topic: {
    sdk_app_id: number
    group_id: string
    topic_id: string
    name: string
    introduction: string
    notification: string
    face_url: string
    custom: string
    mute_all: number
    created_at: number
    info_changed_at: number
    /** Messages up to this one belong to a topic that had the same id before. */
    floor_seq: number
  }
  /** Written when a member first reads in a topic, or says how to hear of it. */
  topic_member: {
    sdk_app_id: number
    user_id: string
    topic_id: string
    group_id: string
    read_seq: number
    /** Empty: as in the community. */
    receive_option: ReceiveOption | ''
    changed_at: number
  }
  permission_group: {
    sdk_app_id: number
    group_id: string
    permission_id: string
    name: string
    custom: string
    permission: number
    created_at: number
  }
  permission_member: { sdk_app_id: number; group_id: string; user_id: string; permission_id: string }
  topic_permission: {
    sdk_app_id: number
    group_id: string
    topic_id: string
    permission_id: string
    permission: number
  }
  group_pin: { sdk_app_id: number; group_id: string; seq: number; user_id: string; pinned_at: number }
  group_receipt: { sdk_app_id: number; group_id: string; seq: number; user_id: string; read_at: number }
  group_counter: { sdk_app_id: number; group_id: string; name: string; value: number }
}

export type GroupRow = Selectable<GroupTables['im_group']>
export type MemberRow = Selectable<GroupTables['group_member']>
export type BanRow = Selectable<GroupTables['group_ban']>
export type ApplicationRow = Selectable<GroupTables['group_application']>
export type GroupChange = Partial<Omit<GroupRow, 'sdk_app_id' | 'group_id' | 'type'>>
export type MemberChange = Partial<
  Pick<
    MemberRow,
    'role' | 'name_card' | 'custom' | 'receive_option' | 'joined_at' | 'join_seq' | 'read_seq' | 'changed_at'
  >
>

/** What a query runs on: `read`, or the transaction that it is part of. */
export type Reader = Kysely<GroupTables>

const TABLES_OF_A_GROUP = [
  'group_mute',
  'group_ban',
  'group_application',
  'group_attributes',
  'group_counter',
  'group_pin',
  'topic',
  'topic_permission',
  'permission_group',
] as const

export type GroupStore = ReturnType<typeof createGroupStore>

/** Every query on the tables above. What ends in nothing but a statement is for `write`, or to be executed in a transaction. */
export function createGroupStore(db: Database<GroupTables>) {
  const q: Reader = db.read
  // Asked at every login: one query, compiled once, since building the text costs more than reading the rows.
  const heardQuery = q
    .selectFrom('group_member')
    .select(['group_id as id', sql<ReceiveOption | ''>`''`.as('option'), 'receive_option as ofCommunity'])
    .where('sdk_app_id', '=', 0)
    .where('user_id', '=', '')
    .where('type', '!=', 'AVChatRoom')
    .where('receive_option', '!=', 'Discard')
    .unionAll(topicOptions(q))
    .compile()
  return {
    write: (statements: readonly Compilable[]) => db.write(statements),
    transaction: <R>(work: (trx: Transaction<GroupTables>) => Promise<R>) => db.transaction(work),

    async group(sdkAppId: number, groupId: string, from: Reader = q): Promise<GroupRow | undefined> {
      return await from
        .selectFrom('im_group')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .executeTakeFirst()
    },
    async groups(sdkAppId: number, groupIds: readonly string[]): Promise<GroupRow[]> {
      return await q
        .selectFrom('im_group')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', 'in', groupIds)
        .execute()
    },
    async groupCount(sdkAppId: number): Promise<number> {
      const row = await q
        .selectFrom('im_group')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where('sdk_app_id', '=', sdkAppId)
        .executeTakeFirst()
      return Number(row?.count ?? 0)
    },
    /** Counts no further than `most`. */
    async countOfType(sdkAppId: number, type: GroupType, most: number, from: Reader): Promise<number> {
      const rows = await from
        .selectFrom('im_group')
        .select('group_id')
        .where('sdk_app_id', '=', sdkAppId)
        .where('type', '=', type)
        .limit(most)
        .execute()
      return rows.length
    },
    insertGroup: (row: Insertable<GroupTables['im_group']>, into: Reader) => into.insertInto('im_group').values(row),
    updateGroup: (sdkAppId: number, groupId: string, change: GroupChange, from: Reader = q) =>
      from.updateTable('im_group').set(change).where('sdk_app_id', '=', sdkAppId).where('group_id', '=', groupId),
    /** A change that others are told of: raises the sequence of the group's information. */
    changeInfo: (sdkAppId: number, groupId: string, change: GroupChange, now: number, from: Reader) =>
      from
        .updateTable('im_group')
        .set((e) => ({ ...change, info_seq: e('info_seq', '+', 1), info_changed_at: now }))
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId),
    /** `joined` new members have come, `left` have gone. */
    countMembers: (sdkAppId: number, groupId: string, { joined = 0, left = 0 }, from: Reader) =>
      from
        .updateTable('im_group')
        .set((e) => ({ member_count: e('member_count', '+', joined - left), joins: e('joins', '+', joined) }))
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId),

    async member(sdkAppId: number, groupId: string, userId: string, from: Reader = q): Promise<MemberRow | undefined> {
      return await from
        .selectFrom('group_member')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('user_id', '=', userId)
        .executeTakeFirst()
    },
    async members(
      sdkAppId: number,
      groupId: string,
      userIds: readonly string[],
      from: Reader = q,
    ): Promise<MemberRow[]> {
      return await from
        .selectFrom('group_member')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('user_id', 'in', userIds)
        .execute()
    },
    /** In the order in which they came, after the one numbered `after`. */
    async memberPage(
      sdkAppId: number,
      groupId: string,
      page: { readonly after: number; readonly limit: number; readonly role?: Role | undefined },
    ): Promise<MemberRow[]> {
      const all = q
        .selectFrom('group_member')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('join_no', '>', page.after)
      const some = page.role === undefined ? all : all.where('role', '=', page.role)
      return await some.orderBy('join_no').limit(page.limit).execute()
    },
    async withRole(sdkAppId: number, groupId: string, role: Role, limit: number, from: Reader = q): Promise<string[]> {
      const rows = await from
        .selectFrom('group_member')
        .select('user_id')
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('role', '=', role)
        .orderBy('join_no')
        .limit(limit)
        .execute()
      return rows.map((row) => row.user_id)
    },
    insertMembers: (rows: readonly Insertable<GroupTables['group_member']>[], into: Reader) =>
      into.insertInto('group_member').values([...rows]),
    updateMember: (sdkAppId: number, groupId: string, userId: string, change: MemberChange, from: Reader = q) =>
      from
        .updateTable('group_member')
        .set(change)
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('user_id', '=', userId),
    deleteMembers: (sdkAppId: number, groupId: string, userIds: readonly string[], from: Reader) =>
      from
        .deleteFrom('group_member')
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('user_id', 'in', userIds),
    /** The group itself, and all but its members. */
    deleteGroup: (sdkAppId: number, groupId: string, from: Reader = q) => [
      from
        .deleteFrom('group_mute')
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', 'in', (e) =>
          e.selectFrom('topic').select('topic_id').where('sdk_app_id', '=', sdkAppId).where('group_id', '=', groupId),
        ),
      from.deleteFrom('im_group').where('sdk_app_id', '=', sdkAppId).where('group_id', '=', groupId),
      ...TABLES_OF_A_GROUP.map((table) =>
        from.deleteFrom(table).where('sdk_app_id', '=', sdkAppId).where('group_id', '=', groupId),
      ),
    ],

    /** Memberships of a user in groups that exist, in the order of the group ids. */
    async joined(
      sdkAppId: number,
      userId: string,
      page: { readonly after: string; readonly limit: number; readonly type?: GroupType | undefined },
    ): Promise<{ items: { member: MemberRow; group: GroupRow }[]; next: string | undefined }> {
      const all = q
        .selectFrom('group_member')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .where('user_id', '=', userId)
        .where('group_id', '>', page.after)
      const some = page.type === undefined ? all : all.where('type', '=', page.type)
      const members = await some.orderBy('group_id').limit(page.limit).execute()
      const found = new Map(
        members.length === 0
          ? []
          : (
              await this.groups(
                sdkAppId,
                members.map((row) => row.group_id),
              )
            ).map((row) => [row.group_id, row]),
      )
      const items = members.flatMap((member) => {
        const group = found.get(member.group_id)
        return group === undefined ? [] : [{ member, group }]
      })
      return { items, next: members.length < page.limit ? undefined : members.at(-1)?.group_id }
    },
    async membershipsIn(sdkAppId: number, userId: string, groupIds: readonly string[]): Promise<MemberRow[]> {
      return await q
        .selectFrom('group_member')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .where('user_id', '=', userId)
        .where('group_id', 'in', groupIds)
        .execute()
    },
    /** Of these users, who is in `most` groups or more (live rooms not counted). */
    async fullUsers(sdkAppId: number, userIds: readonly string[], most: number, from: Reader): Promise<Set<string>> {
      const rows = await from
        .selectFrom('group_member as m')
        .innerJoin('im_group as g', (join) =>
          join.onRef('g.sdk_app_id', '=', 'm.sdk_app_id').onRef('g.group_id', '=', 'm.group_id'),
        )
        .select('m.user_id')
        .where('m.sdk_app_id', '=', sdkAppId)
        .where('m.user_id', 'in', userIds)
        .where('m.type', '!=', 'AVChatRoom')
        .groupBy('m.user_id')
        .having((e) => e.fn.countAll(), '>=', most)
        .execute()
      return new Set(rows.map((row) => row.user_id))
    },

    /** What decides whether somebody may speak in a group, and what of it they see: one row, for a group that exists. */
    async seat(sdkAppId: number, groupId: string, userId: string) {
      return await q
        .selectFrom('im_group as g')
        .leftJoin('group_member as m', (join) =>
          join
            .onRef('m.sdk_app_id', '=', 'g.sdk_app_id')
            .onRef('m.group_id', '=', 'g.group_id')
            .on('m.user_id', '=', userId),
        )
        .leftJoin('group_mute as u', (join) =>
          join
            .onRef('u.sdk_app_id', '=', 'g.sdk_app_id')
            .onRef('u.group_id', '=', 'g.group_id')
            .on('u.user_id', '=', userId),
        )
        .select([
          'g.type',
          'g.mute_all',
          'g.floor_seq',
          'g.support_topic',
          'g.enable_permission',
          'g.default_permission',
        ])
        .select(['m.role', 'm.join_seq', 'u.until'])
        .where('g.sdk_app_id', '=', sdkAppId)
        .where('g.group_id', '=', groupId)
        .executeTakeFirst()
    },
    /**
     * The groups whose messages a user wants to hear (live rooms are heard by who is in them), and the topics that are to be heard in
     * another way than their community.
     */
    async heard(sdkAppId: number, userId: string): Promise<{ groupIds: string[]; topics: TopicOptions[] }> {
      const parameters = [sdkAppId, userId, 'AVChatRoom', 'Discard', sdkAppId, userId, '']
      const { rows } = await q.executeQuery<TopicOption>({ ...heardQuery, parameters })
      const groupIds: string[] = []
      const topics: TopicOptions[] = []
      for (const { id, option, ofCommunity } of rows) {
        if (option === '') groupIds.push(id)
        else topics.push({ topicId: id, option, ofCommunity })
      }
      return { groupIds, topics }
    },
    /** Never moves it back. */
    moveReadSeq: (sdkAppId: number, groupId: string, userId: string, seq: number, now: number) =>
      q
        .updateTable('group_member')
        .set({ read_seq: seq, changed_at: now })
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('user_id', '=', userId)
        .where('read_seq', '<', seq),

    ...createMuteQueries(q),

    ...createApplicationQueries(q),
    ...createDataQueries(q),
    ...createDirectoryQueries(q),
    ...createReceiptQueries(q),
    ...createPinQueries(q),
    ...createTopicQueries(q),
    ...createPermissionQueries(q),
    ...createMembershipQueries(q),
    ...createRemainsQueries(q),
  }
}
