import { groupConversationId } from '@signet/protocol/ids'
import { fail } from '../../engine/failure.ts'
import { groupSubject, userSubject } from '../../engine/realtime/subject.ts'
import type { Admitted, Channel, Draft, Listener, Route } from '../messages/route.ts'
import type { Self } from '../messages/view.ts'
import type { Flood } from './flood.ts'
import type { LiveRooms } from './live-rooms.ts'
import { decideSpeak, groupTimeline } from './rules.ts'
import type { Seat, Seats } from './seats.ts'
import type { GroupStore } from './store.ts'
import { deafSubject, topicSubject } from './topics/attendance.ts'
import { communityOf, isTopicId } from './topics/rules.ts'
import { TYPE_RULES } from './types.ts'

export interface GroupRouteParts {
  readonly seats: Seats
  readonly store: Pick<GroupStore, 'members'>
  readonly rooms: Pick<LiveRooms, 'live'>
  readonly flood: Flood
  /** ms */
  now(): number
}

/** The log of a group or a topic, and who hears it; of them those alone whom a message is for. */
export function groupChannel(sdkAppId: number, groupId: string): Channel {
  const conversation = groupConversationId(groupId)
  const listeners = subjectsOf(sdkAppId, groupId).map((heard) => ({ ...heard, conversation }))
  return {
    sdkAppId,
    timeline: groupTimeline(sdkAppId, groupId),
    audience(message) {
      if (message?.targets === undefined) return listeners
      // Through the subject of the group, so that who left it hears nothing more of what was for them.
      const only = [...new Set([message.from, ...message.targets])].map((userId) => userSubject(sdkAppId, userId))
      return listeners.map((listener) => ({ ...listener, only }))
    },
  }
}

/** TOP7: a topic is heard by who hears its community, less those who want to hear nothing of it, and by who wants to hear it alone. */
function subjectsOf(sdkAppId: number, id: string): Omit<Listener, 'conversation'>[] {
  const subject = groupSubject(sdkAppId, communityOf(id))
  if (!isTopicId(id)) return [{ subject }]
  return [{ subject, unless: deafSubject(sdkAppId, id) }, { subject: topicSubject(sdkAppId, id) }]
}

/** Routes into groups. What is known of who sits where is asked from memory, so that order is kept (MSG7) and a message costs no query. */
export function createGroupRoutes(parts: GroupRouteParts) {
  /** By sender and group: what has to be known before the next message of this sender. */
  const entering = new Map<string, Promise<Admitted>>()

  const liveOf = (self: Self, groupId: string, { type, standing }: Seat): Admitted =>
    type === 'AVChatRoom' ? parts.rooms.live(self, groupId, standing) : undefined

  /** @throws Failure GROUP_DENIED, GROUP_MUTED, GROUP_UNSUPPORTED, TOPIC_NEEDED */
  const judge = (seat: Seat, draft: Draft): void => {
    const refusal = decideSpeak(seat, draft.mentionsAll === true, parts.now())
    if (refusal !== undefined) throw fail(refusal)
    if (seat.topicsOnly) throw fail('TOPIC_NEEDED')
    if (draft.targets !== undefined && !TYPE_RULES[seat.type].directedMessages) throw fail('GROUP_UNSUPPORTED')
  }

  /** @throws Failure as `judge`, and GROUP_FLOODED */
  const judgeAndCount = (seat: Seat, draft: Draft, timeline: string): void => {
    judge(seat, draft)
    // A live room has a cap of its own, and drops.
    if (seat.type !== 'AVChatRoom') parts.flood.take(timeline)
  }

  /** A message for some members is for members: nobody else is told by it that the group exists. */
  const checkTargets = async ({ sdkAppId }: Self, groupId: string, targets: readonly string[]): Promise<void> => {
    const wanted = new Set(targets)
    const found = await parts.store.members(sdkAppId, groupId, [...wanted])
    if (found.length < wanted.size) throw fail('GROUP_PARAMETER', 'Not all of `targets` are members of the group.')
  }

  const enter = async (self: Self, groupId: string, draft: Draft, judged: typeof judgeAndCount): Promise<Admitted> => {
    const seat = await parts.seats.of(self.sdkAppId, groupId, self.userId)
    if (seat === undefined) throw fail('GROUP_NOT_FOUND')
    judged(seat, draft, groupTimeline(self.sdkAppId, groupId))
    if (draft.targets !== undefined) await checkTargets(self, groupId, draft.targets)
    return liveOf(self, groupId, seat)
  }

  return function toGroup(self: Self, groupId: string): Route {
    const channel = groupChannel(self.sdkAppId, groupId)
    const admit = (draft: Draft, judged: typeof judgeAndCount): Promise<Admitted> | Admitted => {
      const key = `${self.userId}/${channel.timeline}`
      // Whoever waits already is ahead: what comes after it waits for it, in order.
      const ahead = entering.size === 0 ? undefined : entering.get(key)
      const seat = ahead === undefined ? parts.seats.known(self.sdkAppId, groupId, self.userId) : undefined
      if (seat !== undefined && draft.targets === undefined) {
        judged(seat, draft, channel.timeline)
        return liveOf(self, groupId, seat)
      }
      const pending = (ahead ?? Promise.resolve()).catch(() => {}).then(() => enter(self, groupId, draft, judged))
      entering.set(key, pending)
      const done = () => {
        if (entering.get(key) === pending) entering.delete(key)
      }
      pending.then(done, done)
      return pending
    }
    return {
      ...channel,
      admit: (draft) => admit(draft, judgeAndCount),
      // It was counted when it came.
      admitAgain: (draft) => admit(draft, judge),
    }
  }
}
