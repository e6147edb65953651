import { c2cMsgKey } from '@signet/protocol/ids'
import { communityOf, isTopicId } from '../groups/topics/rules.ts'
import type { Note } from './note.ts'
import { type PushFacts, pushId } from './push-id.ts'
import { BATCH, MOST_BADGES } from './rules.ts'

/** One phone owner to be told of one message. */
export interface Push {
  readonly id: string
  readonly facts: PushFacts
  /** When the message was stored, ms. */
  readonly at: number
  readonly lifeTime: number | undefined
  /** As the gateway gets it. */
  readonly body: Readonly<Record<string, unknown>>
}

export interface PushParts {
  /** Signs the ids of pushes. */
  readonly idKey: Buffer
  nickOf(sdkAppId: number, userId: string): Promise<string>
  groupNamed(sdkAppId: number, groupId: string): Promise<{ name: string; members: number } | undefined>
  /** Messages that a user has not read in all; nothing when it is not known. */
  unreadOf(sdkAppId: number, userId: string): Promise<number | undefined>
}

/** Who sent it and where, in words. */
export interface Names {
  readonly nick: string
  readonly group: string | undefined
}

export async function namesFor(parts: PushParts, { sdkAppId, from, to, isPrivate }: Note): Promise<Names> {
  const nick = (await parts.nickOf(sdkAppId, from)) || from
  if (isPrivate) return { nick, group: undefined }
  const groupId = communityOf(to)
  return { nick, group: (await parts.groupNamed(sdkAppId, groupId))?.name || groupId }
}

/** The pushes of one message to these; `made` were made of it before. */
export async function pushesTo(
  parts: PushParts,
  note: Note,
  names: Names,
  userIds: readonly string[],
  made: number,
): Promise<Push[]> {
  const isCounted = note.content.apns?.['BadgeMode'] !== 1
  const pushes: Push[] = []
  for (let from = 0; from < userIds.length; from += BATCH) {
    const some = userIds.slice(from, from + BATCH)
    const badges = await Promise.all(
      some.map((userId, i) =>
        isCounted && made + from + i < MOST_BADGES ? parts.unreadOf(note.sdkAppId, userId) : undefined,
      ),
    )
    pushes.push(...some.map((userId, i) => pushOf(parts, note, names, userId, badges[i])))
  }
  return pushes
}

function pushOf({ idKey }: PushParts, note: Note, names: Names, to: string, badge: number | undefined): Push {
  const { sdkAppId, from, random, msgSeq, content, task, isPrivate } = note
  const time = Math.floor(note.at / 1000)
  const groupId = communityOf(note.to)
  const where = isPrivate ? { key: c2cMsgKey(msgSeq, random, time), msgSeq } : { group: groupId, msgSeq: note.seq }
  const facts: PushFacts = { sdkAppId, from, to, ...where, random, time, ...(task === undefined ? {} : { task }) }
  const id = pushId(idKey, facts)
  const body = {
    PushId: id,
    From_Account: from,
    To_Account: to,
    ConversationId: isPrivate ? `C2C${from}` : `GROUP${note.to}`,
    Nick: names.nick,
    ...(names.group === undefined ? {} : { GroupId: groupId, GroupName: names.group }),
    ...(!isPrivate && isTopicId(note.to) ? { TopicId: note.to } : {}),
    Title: content.title ?? (names.group === undefined ? names.nick : `${names.nick}(${names.group})`),
    Desc: content.text,
    ...(content.ext === undefined ? {} : { Ext: content.ext }),
    ...(badge === undefined ? {} : { Badge: badge }),
    ...(facts.key === undefined ? {} : { MsgKey: facts.key }),
    MsgSeq: facts.msgSeq,
    MsgRandom: random,
    MsgTime: time,
    ...(content.android === undefined ? {} : { AndroidInfo: content.android }),
    ...(content.apns === undefined ? {} : { ApnsInfo: content.apns }),
    ...(task === undefined ? {} : { TaskId: task.taskId, ...(task.dataId === '' ? {} : { DataId: task.dataId }) }),
  }
  return { id, facts, at: note.at, lifeTime: note.lifeTime, body }
}
