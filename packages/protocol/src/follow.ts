/** Words and limits of following, which needs nobody's consent. Numbers are the vendor's. */

export const FOLLOW_LIST = { followers: 1, following: 2, mutual: 3 } as const
export type FollowList = (typeof FOLLOW_LIST)[keyof typeof FOLLOW_LIST]

/** How somebody stands to who asks. */
export const FOLLOW_TYPE = { none: 0, followsMe: 1, followedByMe: 2, mutual: 3 } as const
export type FollowType = (typeof FOLLOW_TYPE)[keyof typeof FOLLOW_TYPE]

export const FOLLOW_LIMITS = {
  /** Whom one user follows. */
  following: 3_000,
  followers: 100_000,
  /** Users of one request to follow, to stop, or for counts. */
  users: 20,
  /** Users of one check. */
  checked: 100,
  page: 100,
} as const
