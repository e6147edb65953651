/** What a user has of their own that all of their devices keep a copy of. Each has a revision of its own. */
export const REVISED = {
  profile: 'profile',
  friends: 'friends',
  friendGroups: 'friendGroups',
  friendApplications: 'friendApplications',
  blacklist: 'blacklist',
  following: 'following',
  followers: 'followers',
  conversations: 'conversations',
  conversationGroups: 'conversationGroups',
} as const
export type Revised = (typeof REVISED)[keyof typeof REVISED]

/** Which entries of a list changed; absent when there are too many to name. Ask for those again, or for the whole list. */
export interface ChangedEntries {
  readonly userIds?: readonly string[]
  readonly conversations?: readonly string[]
}
