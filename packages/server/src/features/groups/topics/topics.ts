import { fail } from '../../../engine/failure.ts'
import { isUniqueViolation } from '../../../engine/storage/errors.ts'
import { bytesOf, type Problem, textProblem } from '../limits.ts'
import {
  admit,
  announce,
  askerOf,
  type Caller,
  type GroupParts,
  groupRow,
  permissionsIn,
  refuseProblem,
  standingOf,
} from '../parts.ts'
import { permits } from '../permissions/rules.ts'
import { reapTopic } from '../remains/reap.ts'
import { groupTimeline } from '../rules.ts'
import type { GroupRow, Reader } from '../store.ts'
import { communityOf, isTopicId, MOST_TOPICS, madeTopicId, TOPIC_CUSTOM_BYTES, topicIdProblem } from './rules.ts'
import type { TopicChange, TopicRow } from './store.ts'

/** What is known of a topic. Times are ms. */
export interface Topic {
  readonly topicId: string
  readonly groupId: string
  readonly name: string
  readonly introduction: string
  readonly notification: string
  readonly faceUrl: string
  readonly custom: string
  readonly muteAll: boolean
  readonly createdAt: number
  readonly infoChangedAt: number
}

export interface TopicWish {
  readonly name: string
  /** Absent: the server makes one. */
  readonly topicId?: string | undefined
  /** ms; absent: now. */
  readonly createdAt?: number | undefined
  readonly introduction?: string | undefined
  readonly notification?: string | undefined
  readonly faceUrl?: string | undefined
  readonly custom?: string | undefined
}
export interface TopicUpdate extends Omit<TopicWish, 'name' | 'topicId' | 'createdAt'> {
  readonly name?: string | undefined
  readonly muteAll?: boolean | undefined
}

const topicOf = (row: TopicRow): Topic => ({
  topicId: row.topic_id,
  groupId: row.group_id,
  name: row.name,
  introduction: row.introduction,
  notification: row.notification,
  faceUrl: row.face_url,
  custom: row.custom,
  muteAll: row.mute_all === 1,
  createdAt: row.created_at,
  infoChangedAt: row.info_changed_at,
})

function textsProblem(texts: TopicUpdate): Problem | undefined {
  for (const field of ['name', 'introduction', 'notification', 'faceUrl'] as const) {
    const value = texts[field]
    const problem = value === undefined ? undefined : textProblem(field, value)
    if (problem !== undefined) return problem
  }
  if (bytesOf(texts.custom ?? '') <= TOPIC_CUSTOM_BYTES) return undefined
  return { error: 'GROUP_PARAMETER', detail: `custom has at most ${TOPIC_CUSTOM_BYTES} bytes.` }
}

/** TOP2: the community, when the asker may make, change and delete its topics, or do it in this one. */
async function admitManager(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  topicId: string,
  trx: Reader,
): Promise<GroupRow> {
  const group = await groupRow(parts, caller.sdkAppId, groupId, trx)
  if (group.support_topic === 0) throw fail('TOPICS_OFF')
  if (caller.actor.kind === 'app') return group
  const { userId } = caller.actor
  const standing = await standingOf(parts, group, userId, trx)
  if (standing === 'Owner' || standing === 'Admin') return group
  const isMember = standing === 'Member' && group.enable_permission === 1
  if (isMember && permits(await permissionsIn(parts, group, userId, topicId, trx), 'manageTopics')) return group
  throw fail('GROUP_DENIED')
}

/**
 * Makes a topic in a community.
 * @throws GROUP_NOT_FOUND, TOPICS_OFF, GROUP_DENIED, GROUP_ID_INVALID, GROUP_ID_TAKEN, GROUP_PARAMETER, TOPICS_COUNT
 */
export async function createTopic(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  wish: TopicWish,
): Promise<{ topicId: string }> {
  const { sdkAppId } = caller
  const { topicId = madeTopicId(groupId, parts.makeId()) } = wish
  if (wish.topicId !== undefined) refuseProblem(topicIdProblem(groupId, topicId))
  refuseProblem(textsProblem(wish))
  await parts.hooks?.beforeTopic(askerOf(caller), groupId, wish.name)
  // What a deleted topic of the same id may have left; its log goes on.
  if (wish.topicId !== undefined) await reapTopic(parts, sdkAppId, groupId, topicId)
  const floor = await parts.headSeq(sdkAppId, topicId)
  const now = parts.now()
  const group = await parts.store
    .transaction(async (trx) => {
      const found = await admitManager(parts, caller, groupId, '', trx)
      if ((await parts.store.topics(sdkAppId, groupId, trx)).length >= MOST_TOPICS) throw fail('TOPICS_COUNT')
      const row: TopicRow = {
        sdk_app_id: sdkAppId,
        group_id: groupId,
        topic_id: topicId,
        name: wish.name,
        introduction: wish.introduction ?? '',
        notification: wish.notification ?? '',
        face_url: wish.faceUrl ?? '',
        custom: wish.custom ?? '',
        mute_all: 0,
        created_at: wish.createdAt ?? now,
        info_changed_at: now,
        floor_seq: floor,
      }
      await parts.store.insertTopic(row, trx).execute()
      return found
    })
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? fail('GROUP_ID_TAKEN', 'Another topic has this id.') : error
    })
  announce(parts, caller, group, { kind: 'topicCreated', topicId, name: wish.name })
  return { topicId }
}

/** Changes what is given. @throws as `createTopic`, TOPIC_NOT_FOUND */
export async function updateTopic(
  parts: GroupParts,
  caller: Caller,
  topicId: string,
  update: TopicUpdate,
): Promise<Topic> {
  const groupId = communityOf(topicId)
  refuseProblem(textsProblem(update))
  const { group, topic } = await parts.store.transaction(async (trx) => {
    const group = await admitManager(parts, caller, groupId, topicId, trx)
    const before = await parts.store.topic(caller.sdkAppId, groupId, topicId, trx)
    if (before === undefined) throw fail('TOPIC_NOT_FOUND')
    const change: TopicChange = {
      info_changed_at: parts.now(),
      ...(update.name === undefined ? {} : { name: update.name }),
      ...(update.introduction === undefined ? {} : { introduction: update.introduction }),
      ...(update.notification === undefined ? {} : { notification: update.notification }),
      ...(update.faceUrl === undefined ? {} : { face_url: update.faceUrl }),
      ...(update.custom === undefined ? {} : { custom: update.custom }),
      ...(update.muteAll === undefined ? {} : { mute_all: update.muteAll ? 1 : 0 }),
    }
    await parts.store.updateTopic(caller.sdkAppId, groupId, topicId, change, trx).execute()
    return { group, topic: topicOf({ ...before, ...(change as Partial<TopicRow>) }) }
  })
  announce(parts, caller, group, { kind: 'topicUpdated', topic }, { facts: { topic: update } })
  return topic
}

/** Deletes topics, each for itself: what fails for one changes nothing for the others. @throws GROUP_NOT_FOUND, TOPICS_OFF, GROUP_DENIED */
export async function deleteTopics(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  topicIds: readonly string[],
): Promise<{ deleted: string[] }> {
  const { sdkAppId } = caller
  const { group, deleted } = await parts.store.transaction(async (trx) => {
    const group = await admitManager(parts, caller, groupId, '', trx)
    const there = new Set((await parts.store.topics(sdkAppId, groupId, trx)).map((row) => row.topic_id))
    const deleted = [...new Set(topicIds)].filter((topicId) => there.has(topicId))
    for (const topicId of deleted) {
      for (const statement of parts.store.deleteTopic(sdkAppId, groupId, topicId, trx)) await statement.execute()
    }
    return { group, deleted }
  })
  if (deleted.length > 0) announce(parts, caller, group, { kind: 'topicsDeleted', topicIds: deleted })
  for (const topicId of deleted) await reapTopic(parts, sdkAppId, groupId, topicId)
  return { deleted }
}

export interface TopicInfo extends Topic {
  /** The newest seq of its log. */
  readonly head: number
  /** Key of its log. */
  readonly timeline: string
  /** Of the member who asks; absent for the application. */
  readonly self?: { readonly readSeq: number; readonly receiveOption: string; readonly muteUntil: number }
}

/** The topics of a community, all or those named, for its members. @throws GROUP_NOT_FOUND, TOPICS_OFF, GROUP_DENIED */
export async function topicList(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  topicIds?: readonly string[],
): Promise<TopicInfo[]> {
  const { sdkAppId } = caller
  const group = await admit(parts, caller, groupId, 'readMembers')
  if (group.support_topic === 0) throw fail('TOPICS_OFF')
  const wanted = topicIds && new Set(topicIds)
  const rows = (await parts.store.topics(sdkAppId, groupId)).filter((row) => wanted?.has(row.topic_id) ?? true)
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.topic_id)
  const timelines = ids.map((topicId) => groupTimeline(sdkAppId, topicId))
  const heads = await parts.heads(timelines)
  const selves = await selvesIn(parts, caller, groupId, ids)
  return rows.map((row, i) => ({
    ...topicOf(row),
    head: heads[i]!.seq,
    timeline: timelines[i]!,
    ...selves(row.topic_id),
  }))
}

async function selvesIn(parts: GroupParts, { sdkAppId, actor }: Caller, groupId: string, topicIds: readonly string[]) {
  if (actor.kind === 'app') return () => ({})
  const [inCommunity, members, mutes] = await Promise.all([
    parts.store.member(sdkAppId, groupId, actor.userId),
    parts.store.topicMembers(sdkAppId, actor.userId, topicIds),
    parts.store.muteUntils(sdkAppId, topicIds, [actor.userId]),
  ])
  return (topicId: string) => {
    const member = members.find((row) => row.topic_id === topicId)
    const until = mutes.find((row) => row.group_id === topicId)?.until ?? 0
    return {
      self: {
        readSeq: member?.read_seq ?? 0,
        receiveOption: member?.receive_option || (inCommunity?.receive_option ?? 'AcceptAndNotify'),
        muteUntil: until > parts.now() ? until : 0,
      },
    }
  }
}

/** Whether this names a topic that exists. @throws TOPIC_NOT_FOUND */
export async function topicRow(parts: Pick<GroupParts, 'store'>, sdkAppId: number, topicId: string): Promise<TopicRow> {
  const row = isTopicId(topicId) ? await parts.store.topic(sdkAppId, communityOf(topicId), topicId) : undefined
  if (row === undefined) throw fail('TOPIC_NOT_FOUND')
  return row
}
