import { NAMED_USERS, type Reaction } from './facts.ts'
import type { Profile } from './people/profile.ts'

/** Somebody who reacted. */
export interface ReactionUser {
  /** Who it is. */
  userID: string
  /** '' without one. */
  nick: string
  /** Address of an image; '' without one. */
  avatar: string
}

/** One kind of reaction to a message. */
export interface ReactionInfo {
  /** What the app chose, such as an emoji. */
  reactionID: string
  /** How many reacted so; 0: nobody does any more. */
  totalUserCount: number
  /** Whether the own user is one of them. */
  reactedByMyself: boolean
  /** The first of them, at most ten. */
  partialUserList: ReactionUser[]
}

/** A reaction as apps see it; one that nobody has any more has a count of 0. */
export function reactionInfo(
  reactionID: string,
  reaction: Reaction | undefined,
  profileOf: (userId: string) => Pick<Profile, 'nick' | 'avatar'>,
  most = NAMED_USERS,
): ReactionInfo {
  const named = (userID: string): ReactionUser => {
    const { nick, avatar } = profileOf(userID)
    return { userID, nick, avatar }
  }
  return {
    reactionID,
    totalUserCount: reaction?.count ?? 0,
    reactedByMyself: reaction?.isMine ?? false,
    partialUserList: (reaction?.users ?? []).slice(0, most).map(named),
  }
}
