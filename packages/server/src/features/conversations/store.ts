import type { RemindType } from '@signet/protocol/conversation'
import type { Kysely } from 'kysely'
import { type Span, spansAbove } from './rules.ts'

/** The tables of this feature. Times are ms. */
export interface ConversationTables {
  /** What a user made of a conversation; no row: nothing. Rows stay, so that a device that was away learns what was undone. */
  conversation_setting: {
    sdk_app_id: number
    user_id: string
    conversation: string
    /** 0: not pinned. */
    pinned_at: number
    /** JSON: numbers of the bits that are set. */
    marks: string
    custom: string
    remind: RemindType
    /** Nothing up to this seq is shown to the user any more. */
    cleared_seq: number
    /** Not in the list while this is the newest seq; -1: never deleted. */
    removed_seq: number
    /** The greatest seq in `deleted_message`; 0: none. */
    deleted_seq: number
    changed_at: number
  }
  conversation_group: { sdk_app_id: number; user_id: string; group_no: number; name: string }
  conversation_group_member: { sdk_app_id: number; user_id: string; group_no: number; conversation: string }
  /** Messages that a user deleted from the own view: spans that touch nowhere. */
  deleted_message: { sdk_app_id: number; user_id: string; conversation: string; from_seq: number; to_seq: number }
  /** Messages that were taken back: they are unread for nobody. */
  uncounted_message: { sdk_app_id: number; timeline: string; seq: number }
  /** Who is named by a message; `user_id` '' is everybody. */
  mention: { sdk_app_id: number; timeline: string; seq: number; user_id: string; from_id: string }
}

/** What a query runs on: `read`, or the transaction that it is part of. */
type Q = Kysely<ConversationTables>

/** One user of one application: settings are always somebody's own. */
export interface Owner {
  readonly sdkAppId: number
  readonly userId: string
}

export interface Setting {
  readonly pinnedAt: number
  readonly marks: readonly number[]
  readonly custom: string
  readonly remind: RemindType
  readonly clearedSeq: number
  readonly removedSeq: number
  readonly deletedSeq: number
  readonly changedAt: number
}
export const NO_SETTING: Setting = {
  pinnedAt: 0,
  marks: [],
  custom: '',
  remind: 'AcceptAndNotify',
  clearedSeq: 0,
  removedSeq: -1,
  deletedSeq: 0,
  changedAt: 0,
}

const settings = (q: Q, { sdkAppId, userId }: Owner) =>
  q.selectFrom('conversation_setting').where('sdk_app_id', '=', sdkAppId).where('user_id', '=', userId)

/** By conversation; who has none is absent. */
export async function settingsOf(q: Q, owner: Owner, conversations: readonly string[]): Promise<Map<string, Setting>> {
  if (conversations.length === 0) return new Map()
  const rows = await settings(q, owner).selectAll().where('conversation', 'in', conversations).execute()
  return new Map(
    rows.map((row) => [
      row.conversation,
      {
        pinnedAt: row.pinned_at,
        marks: row.marks === '[]' ? NO_SETTING.marks : (JSON.parse(row.marks) as number[]),
        custom: row.custom,
        remind: row.remind,
        clearedSeq: row.cleared_seq,
        removedSeq: row.removed_seq,
        deletedSeq: row.deleted_seq,
        changedAt: row.changed_at,
      },
    ]),
  )
}

export const putSetting = (q: Q, { sdkAppId, userId }: Owner, conversation: string, setting: Setting) => {
  const values = {
    pinned_at: setting.pinnedAt,
    marks: JSON.stringify(setting.marks),
    custom: setting.custom,
    remind: setting.remind,
    cleared_seq: setting.clearedSeq,
    removed_seq: setting.removedSeq,
    deleted_seq: setting.deletedSeq,
    changed_at: setting.changedAt,
  }
  return q
    .insertInto('conversation_setting')
    .values({ sdk_app_id: sdkAppId, user_id: userId, conversation, ...values })
    .onConflict((c) => c.columns(['sdk_app_id', 'user_id', 'conversation']).doUpdateSet(values))
    .execute()
}

export async function pinnedOf(q: Q, owner: Owner): Promise<string[]> {
  const rows = await settings(q, owner).select('conversation').where('pinned_at', '>', 0).execute()
  return rows.map((row) => row.conversation)
}

// messages deleted from the own view

const deleted = (q: Q, { sdkAppId, userId }: Owner, conversation: string) =>
  q
    .selectFrom('deleted_message')
    .where('sdk_app_id', '=', sdkAppId)
    .where('user_id', '=', userId)
    .where('conversation', '=', conversation)

/** Ascending; what of them lies above `floor`. */
export async function deletedSpans(q: Q, owner: Owner, conversation: string, floor: number): Promise<Span[]> {
  const rows = await deleted(q, owner, conversation)
    .select(['from_seq', 'to_seq'])
    .where('to_seq', '>', floor)
    .orderBy('from_seq')
    .execute()
  return spansAbove(
    rows.map((row) => ({ from: row.from_seq, to: row.to_seq })),
    floor,
  )
}

/** Instead of all spans that there were. */
export async function putSpans(q: Q, owner: Owner, conversation: string, spans: readonly Span[]): Promise<void> {
  const { sdkAppId, userId } = owner
  await q
    .deleteFrom('deleted_message')
    .where('sdk_app_id', '=', sdkAppId)
    .where('user_id', '=', userId)
    .where('conversation', '=', conversation)
    .execute()
  const rows = spans.map(({ from, to }) => ({
    sdk_app_id: sdkAppId,
    user_id: userId,
    conversation,
    from_seq: from,
    to_seq: to,
  }))
  for (let at = 0; at < rows.length; at += ROWS)
    await q
      .insertInto('deleted_message')
      .values(rows.slice(at, at + ROWS))
      .execute()
}

/** Rows of one statement: databases bound what it may hold. */
const ROWS = 500

// groups of conversations

export interface ConversationGroup {
  readonly id: number
  readonly name: string
}

export async function groupsOf(q: Q, { sdkAppId, userId }: Owner): Promise<ConversationGroup[]> {
  const rows = await q
    .selectFrom('conversation_group')
    .select(['group_no', 'name'])
    .where('sdk_app_id', '=', sdkAppId)
    .where('user_id', '=', userId)
    .orderBy('group_no')
    .execute()
  return rows.map((row) => ({ id: row.group_no, name: row.name }))
}

export const insertGroup = (q: Q, { sdkAppId, userId }: Owner, { id, name }: ConversationGroup) =>
  q.insertInto('conversation_group').values({ sdk_app_id: sdkAppId, user_id: userId, group_no: id, name }).execute()

export const renameGroupRow = (q: Q, { sdkAppId, userId }: Owner, { id, name }: ConversationGroup) =>
  q
    .updateTable('conversation_group')
    .set({ name })
    .where('sdk_app_id', '=', sdkAppId)
    .where('user_id', '=', userId)
    .where('group_no', '=', id)
    .execute()

export async function deleteGroupRows(q: Q, { sdkAppId, userId }: Owner, id: number): Promise<void> {
  for (const table of ['conversation_group', 'conversation_group_member'] as const) {
    await q
      .deleteFrom(table)
      .where('sdk_app_id', '=', sdkAppId)
      .where('user_id', '=', userId)
      .where('group_no', '=', id)
      .execute()
  }
}

/** What is in which group: of these conversations, or of all. */
export async function groupMembersOf(
  q: Q,
  { sdkAppId, userId }: Owner,
  conversations?: readonly string[],
): Promise<{ id: number; conversation: string }[]> {
  const all = q
    .selectFrom('conversation_group_member')
    .select(['group_no', 'conversation'])
    .where('sdk_app_id', '=', sdkAppId)
    .where('user_id', '=', userId)
  const some = conversations === undefined ? all : all.where('conversation', 'in', conversations)
  const rows = await some.orderBy('group_no').orderBy('conversation').execute()
  return rows.map((row) => ({ id: row.group_no, conversation: row.conversation }))
}

export const insertGroupMembers = (q: Q, { sdkAppId, userId }: Owner, id: number, conversations: readonly string[]) =>
  q
    .insertInto('conversation_group_member')
    .values(
      conversations.map((conversation) => ({ sdk_app_id: sdkAppId, user_id: userId, group_no: id, conversation })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()

/** @param id of one group; absent: out of all */
export async function deleteGroupMembers(
  q: Q,
  { sdkAppId, userId }: Owner,
  conversations: readonly string[],
  id?: number,
): Promise<boolean> {
  const all = q
    .deleteFrom('conversation_group_member')
    .where('sdk_app_id', '=', sdkAppId)
    .where('user_id', '=', userId)
    .where('conversation', 'in', conversations)
  const result = await (id === undefined ? all : all.where('group_no', '=', id)).executeTakeFirst()
  return result.numDeletedRows > 0n
}

// what messages say about counting and naming, by timeline

/** A log and a seq: what lies above it is meant. */
export interface Above {
  readonly timeline: string
  readonly seq: number
}

/** Terms of one condition: databases bound how deep it may be. */
const TERMS = 100

export const insertUncounted = (q: Q, sdkAppId: number, timeline: string, seq: number) =>
  q
    .insertInto('uncounted_message')
    .values({ sdk_app_id: sdkAppId, timeline, seq })
    .onConflict((conflict) => conflict.doNothing())

export async function uncountedAbove(q: Q, sdkAppId: number, places: readonly Above[]): Promise<Above[]> {
  const found: Above[] = []
  for (let at = 0; at < places.length; at += TERMS) {
    const some = places.slice(at, at + TERMS)
    const rows = await q
      .selectFrom('uncounted_message')
      .select(['timeline', 'seq'])
      .where('sdk_app_id', '=', sdkAppId)
      .where((e) => e.or(some.map((place) => e.and([e('timeline', '=', place.timeline), e('seq', '>', place.seq)]))))
      .execute()
    found.push(...rows)
  }
  return found
}

export interface Mention extends Above {
  /** Whom it names; '': everybody. */
  readonly userId: string
  readonly from: string
}

/** The same again changes nothing. Of this log, mentions further back than `keep` messages are forgotten. */
export const putMentions = (q: Q, sdkAppId: number, mentions: readonly Mention[], keep: number) => [
  q
    .insertInto('mention')
    .values(
      mentions.map(({ timeline, seq, userId, from }) => ({
        sdk_app_id: sdkAppId,
        timeline,
        seq,
        user_id: userId,
        from_id: from,
      })),
    )
    .onConflict((conflict) => conflict.doNothing()),
  q
    .deleteFrom('mention')
    .where('sdk_app_id', '=', sdkAppId)
    .where('timeline', '=', mentions[0]!.timeline)
    .where('seq', '<', mentions[0]!.seq - keep),
]

export const deleteMentions = (q: Q, sdkAppId: number, timeline: string, seq: number) =>
  q.deleteFrom('mention').where('sdk_app_id', '=', sdkAppId).where('timeline', '=', timeline).where('seq', '=', seq)

/** Of a user and of everybody, ascending by seq. */
export async function mentionsAbove(q: Q, owner: Owner, places: readonly Above[]): Promise<Mention[]> {
  const found: Mention[] = []
  for (let at = 0; at < places.length; at += TERMS) {
    const some = places.slice(at, at + TERMS)
    const rows = await q
      .selectFrom('mention')
      .select(['timeline', 'seq', 'user_id', 'from_id'])
      .where('sdk_app_id', '=', owner.sdkAppId)
      .where('user_id', 'in', ['', owner.userId])
      .where((e) => e.or(some.map((place) => e.and([e('timeline', '=', place.timeline), e('seq', '>', place.seq)]))))
      .orderBy('seq')
      .execute()
    found.push(
      ...rows.map(({ timeline, seq, user_id, from_id }) => ({ timeline, seq, userId: user_id, from: from_id })),
    )
  }
  return found
}

/** What a user made of conversations. */
export const eraseRows = (q: Q, { sdkAppId, userId }: Owner) =>
  (['conversation_setting', 'conversation_group', 'conversation_group_member', 'deleted_message'] as const).map(
    (table) => q.deleteFrom(table).where('sdk_app_id', '=', sdkAppId).where('user_id', '=', userId),
  )
