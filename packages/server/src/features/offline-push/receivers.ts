import type { RemindType } from '@signet/protocol/conversation'
import { communityOf, isTopicId } from '../groups/topics/rules.ts'
import type { Note } from './note.ts'
import { mayNotify } from './rules.ts'

/** A member of a group, as pushes look at them. */
export interface PushMember {
  readonly userId: string
  /** Numbers members in the order in which they came. */
  readonly joinNo: number
  /** The newest message of the group when they came; what is not newer is not for them. */
  readonly joinSeq: number
  readonly readSeq: number
  readonly remind: RemindType
}

export interface ReceiverParts {
  /** How a user wants to hear of a peer, and up to where they have read. */
  privately(sdkAppId: number, userId: string, peerId: string): Promise<{ remind: RemindType; readSeq: number }>
  groupNamed(sdkAppId: number, groupId: string): Promise<{ name: string; members: number } | undefined>
  memberPage(sdkAppId: number, groupId: string, page: { after: number; limit: number }): Promise<PushMember[]>
  membersNamed(sdkAppId: number, groupId: string, userIds: readonly string[]): Promise<PushMember[]>
  /** What members made of a topic; who made nothing of it is absent. */
  ofTopic(
    sdkAppId: number,
    topicId: string,
    userIds: readonly string[],
  ): Promise<ReadonlyMap<string, { remind: RemindType | undefined; readSeq: number }>>
  /** Of those, the ones with no session anywhere. */
  absent(sdkAppId: number, userIds: readonly string[]): Promise<string[]>
  /** Groups with more members push to those alone whom a message names. */
  readonly maxGroupMembers: number
}

const PAGE = 500
const ROBOT_PREFIX = '@RBT#'

/** Who has to hear of a message by push now, some at a time: those it is for, who want that, have not read it and are not there (PSH1, PSH3, PSH5). */
export async function* receiversOf(parts: ReceiverParts, note: Note): AsyncGenerator<string[]> {
  for await (const userIds of note.isPrivate ? one(parts, note) : many(parts, note)) {
    const people = userIds.filter((userId) => userId !== note.from && !userId.startsWith(ROBOT_PREFIX))
    if (people.length > 0) yield await parts.absent(note.sdkAppId, people)
  }
}

async function* one(parts: ReceiverParts, note: Note): AsyncGenerator<string[]> {
  // Most are there: what they want is looked at for the others.
  if ((await parts.absent(note.sdkAppId, [note.to])).length === 0) return
  const { remind, readSeq } = await parts.privately(note.sdkAppId, note.to, note.from)
  if (readSeq < note.seq && mayNotify(remind, note)) yield [note.to]
}

async function* many(parts: ReceiverParts, note: Note): AsyncGenerator<string[]> {
  const { sdkAppId } = note
  const groupId = communityOf(note.to)
  const group = await parts.groupNamed(sdkAppId, groupId)
  if (group === undefined) return
  const named = note.targets ?? (group.members > parts.maxGroupMembers ? (note.mentions ?? []) : undefined)
  if (named !== undefined) {
    if (named.length > 0) yield await wanting(parts, note, await parts.membersNamed(sdkAppId, groupId, named))
    return
  }
  for (let after = 0; ; ) {
    const page = await parts.memberPage(sdkAppId, groupId, { after, limit: PAGE })
    yield await wanting(parts, note, page)
    if (page.length < PAGE) return
    after = page.at(-1)!.joinNo
  }
}

async function wanting(parts: ReceiverParts, note: Note, members: readonly PushMember[]): Promise<string[]> {
  const isTopic = isTopicId(note.to)
  const ids = members.map(({ userId }) => userId)
  const ofTopic = isTopic && ids.length > 0 ? await parts.ofTopic(note.sdkAppId, note.to, ids) : undefined
  const wants = ({ userId, joinSeq, readSeq, remind }: PushMember): boolean => {
    const own = ofTopic?.get(userId)
    // The numbers of a topic are its own: those of the community say nothing of them.
    const isNew = isTopic ? (own?.readSeq ?? 0) < note.seq : Math.max(joinSeq, readSeq) < note.seq
    return isNew && mayNotify(own?.remind ?? remind, note)
  }
  return members.filter(wants).map(({ userId }) => userId)
}
