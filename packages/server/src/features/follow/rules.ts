/** Decisions about following: no I/O, no clock. Numbers are those of docs/rules.md. */
import type { ErrorName } from '@signet/protocol/errors'
import { FOLLOW_LIMITS, FOLLOW_TYPE, type FollowType } from '@signet/protocol/follow'

export interface FollowCounts {
  readonly followers: number
  readonly following: number
  /** Both ways; at most as many as are followed. */
  readonly mutual: number
}

/** Why one may not follow another (FLW2); nothing when one may. */
export function followRefusal(mine: FollowCounts, theirs: FollowCounts): ErrorName | undefined {
  if (mine.following >= FOLLOW_LIMITS.following) return 'FOLLOWING_LIMIT'
  if (theirs.followers >= FOLLOW_LIMITS.followers) return 'FOLLOWERS_LIMIT'
  return undefined
}

export function followType(followsMe: boolean, followedByMe: boolean): FollowType {
  if (followsMe) return followedByMe ? FOLLOW_TYPE.mutual : FOLLOW_TYPE.followsMe
  return followedByMe ? FOLLOW_TYPE.followedByMe : FOLLOW_TYPE.none
}
