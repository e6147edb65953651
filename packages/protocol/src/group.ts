/** What both sides know of groups: the events that tell of changes. No schema, no I/O. */

/** How somebody came into a group. */
export type JoinedHow = 'free' | 'approved' | 'invited'

/** What a group became: only the fields that changed. */
export interface GroupInfoChange {
  readonly name?: string
  readonly introduction?: string
  readonly notification?: string
  readonly faceUrl?: string
  readonly maxMembers?: number
  readonly joinOption?: string
  readonly inviteOption?: string
  readonly muteAll?: boolean
  /** All custom fields after the change. */
  readonly custom?: readonly { readonly key: string; readonly value: string }[]
}

/** A topic of a community. Times are server ms. */
export interface TopicInfo {
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

export type GroupEventDetails =
  | { readonly kind: 'created'; readonly owner: string }
  | { readonly kind: 'dissolved' }
  | { readonly kind: 'infoChanged'; readonly change: GroupInfoChange; readonly infoSeq: number }
  | { readonly kind: 'memberJoined'; readonly members: readonly string[]; readonly how: JoinedHow }
  | { readonly kind: 'memberQuit'; readonly members: readonly string[] }
  | { readonly kind: 'memberKicked'; readonly members: readonly string[]; readonly reason: string }
  /** `until` in ms on the server clock. */
  | {
      readonly kind: 'memberBanned'
      readonly members: readonly string[]
      readonly until: number
      readonly reason: string
    }
  | { readonly kind: 'memberUnbanned'; readonly members: readonly string[] }
  /** `until` in ms on the server clock; 0: may speak again. */
  | { readonly kind: 'memberMuted'; readonly members: readonly string[]; readonly until: number }
  | { readonly kind: 'memberChanged'; readonly members: readonly string[] }
  | { readonly kind: 'roleChanged'; readonly members: readonly string[]; readonly role: 'Admin' | 'Member' }
  | { readonly kind: 'ownerChanged'; readonly from: string; readonly to: string }
  /** Somebody waits for an answer; `inviter` is empty when they applied themselves. */
  | { readonly kind: 'applied'; readonly applicant: string; readonly inviter: string; readonly note: string }
  | {
      readonly kind: 'applicationHandled'
      readonly applicant: string
      readonly inviter: string
      readonly accepted: boolean
      readonly note: string
    }
  /** The user wants to hear of this group's messages in another way. */
  | { readonly kind: 'receiveChanged'; readonly members: readonly string[]; readonly option: string }
  /** All attributes as they are now; without `items` they are too long to be told to everybody: ask for them. */
  | {
      readonly kind: 'attributesChanged'
      readonly seq: number
      readonly items?: readonly { readonly key: string; readonly value: string }[]
    }
  /** All counters as they are now. */
  | { readonly kind: 'countersChanged'; readonly counters: readonly { readonly key: string; readonly value: number }[] }
  | { readonly kind: 'topicCreated'; readonly topicId: string; readonly name: string }
  | { readonly kind: 'topicUpdated'; readonly topic: TopicInfo }
  | { readonly kind: 'topicsDeleted'; readonly topicIds: readonly string[] }
  /** The user wants to hear of this topic's messages in another way. */
  | {
      readonly kind: 'topicReceiveChanged'
      readonly topicId: string
      readonly members: readonly string[]
      readonly option: string
    }
  /** What members may do in a community, or who may: ask for what one may now. */
  | { readonly kind: 'permissionsChanged' }
  /** The message `seq` is pinned (`on`), or is not any more. */
  | { readonly kind: 'messagePinned'; readonly seq: number; readonly on: boolean }
  /** What the application has to say to its members, in words that only it understands. */
  | { readonly kind: 'notified'; readonly content: string; readonly topicId?: string }

/** One change of a group. */
export type GroupEvent = GroupEventDetails & {
  readonly groupId: string
  readonly groupType: string
  readonly groupName: string
  /** After it happened; 0 in a live room, whose people come and go uncounted. */
  readonly memberCount: number
  /** Who did it; empty: the application. */
  readonly by: string
  /** Server clock, ms. */
  readonly time: number
}
