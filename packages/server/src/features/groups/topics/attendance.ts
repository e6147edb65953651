import type { Registry } from '../../../engine/realtime/registry.ts'
import { groupSubject, partSubject } from '../../../engine/realtime/subject.ts'
import type { ReceiveOption } from '../types.ts'
import { communityOf } from './rules.ts'

/** Who hears a topic although they hear nothing of its community. */
export const topicSubject = (sdkAppId: number, topicId: string): string =>
  partSubject(groupSubject(sdkAppId, communityOf(topicId)), topicId)

/** Who hears nothing of a topic although they hear its community. */
export const deafSubject = (sdkAppId: number, topicId: string): string =>
  partSubject(groupSubject(sdkAppId, communityOf(topicId)), `-${topicId}`)

/** How a member wants to hear of a topic and of its community. */
export interface TopicOptions {
  readonly topicId: string
  /** Empty: as in the community. */
  readonly option: ReceiveOption | ''
  readonly ofCommunity: ReceiveOption
}

/** The one of both subjects that somebody with these options is in the audience of (TOP7); nothing when the topic is heard as its community. */
export function ownSubject(sdkAppId: number, { topicId, option, ofCommunity }: TopicOptions): string | undefined {
  if (option === '' || (option === 'Discard') === (ofCommunity === 'Discard')) return undefined
  return option === 'Discard' ? deafSubject(sdkAppId, topicId) : topicSubject(sdkAppId, topicId)
}

/** Lets a member hear topics as they want from now on. */
export function attendTopics(
  registry: Pick<Registry, 'join' | 'leave'>,
  sdkAppId: number,
  userId: string,
  topics: readonly TopicOptions[],
): void {
  for (const topic of topics) {
    const own = ownSubject(sdkAppId, topic)
    for (const subject of [topicSubject(sdkAppId, topic.topicId), deafSubject(sdkAppId, topic.topicId)]) {
      if (subject !== own) registry.leave(sdkAppId, userId, subject)
    }
    if (own !== undefined) registry.join(sdkAppId, userId, own)
  }
}
