import { c2cConversationId } from '@signet/protocol/ids'
import { REVISED } from '@signet/protocol/revisions'
import type { Core } from '../core.ts'
import { EVENT } from '../event-names.ts'
import { type Friend, type FriendApplications, type FriendGroup, friendFromWire } from './friend.ts'
import type { Profile } from './profile.ts'
import { keepInStep, Replica } from './replica.ts'

/** All that a user has of people: each a copy of what the server has. */
export class Relations {
  readonly profile: Replica<Profile>
  readonly friends: Replica<readonly Friend[]>
  readonly friendGroups: Replica<readonly FriendGroup[]>
  readonly applications: Replica<FriendApplications>
  readonly blacklist: Replica<readonly string[]>
  readonly #core: Core

  constructor(core: Core) {
    this.#core = core
    const { events } = core
    this.profile = new Replica(core, {
      what: REVISED.profile,
      load: () => this.#loadProfile(),
      changed: (profile, _before, isNews) => isNews && events.emit(EVENT.PROFILE_UPDATED, [profile]),
      isWatched: () => events.has(EVENT.PROFILE_UPDATED),
    })
    this.friends = new Replica(core, {
      what: REVISED.friends,
      load: () => this.#loadFriends(),
      changed: (friends) => {
        this.#showRemarks(friends)
        events.emit(EVENT.FRIEND_LIST_UPDATED, [...friends])
      },
      isWatched: () => events.has(EVENT.FRIEND_LIST_UPDATED),
    })
    this.friendGroups = new Replica(core, {
      what: REVISED.friendGroups,
      load: () => this.#loadFriendGroups(),
      changed: (groups) => events.emit(EVENT.FRIEND_GROUP_LIST_UPDATED, [...groups]),
      isWatched: () => events.has(EVENT.FRIEND_GROUP_LIST_UPDATED),
    })
    this.applications = new Replica(core, {
      what: REVISED.friendApplications,
      load: () => this.#loadApplications(),
      changed: (applications) => events.emit(EVENT.FRIEND_APPLICATION_LIST_UPDATED, applications),
      isWatched: () => events.has(EVENT.FRIEND_APPLICATION_LIST_UPDATED),
    })
    this.blacklist = new Replica(core, {
      what: REVISED.blacklist,
      load: () => this.#loadBlacklist(),
      changed: (userIds) => events.emit(EVENT.BLACKLIST_UPDATED, [...userIds]),
      isWatched: () => events.has(EVENT.BLACKLIST_UPDATED),
    })
    keepInStep(core, [this.profile, this.friends, this.friendGroups, this.applications, this.blacklist])
  }

  #showRemarks(friends: readonly Friend[]): void {
    const remarks = new Map(friends.map(({ userID, remark }) => [c2cConversationId(userID), remark]))
    if (this.#core.account?.mailbox.conversations.remarks(remarks)) this.#core.listChanged()
  }

  async #loadProfile() {
    const { userId } = this.#core.ready().mailbox
    // The number first: the profile is then at least as new.
    const { revisions } = await this.#core.ask('revisions', {})
    const [profile = this.#core.people.of(userId)] = await this.#core.people.fetch([userId])
    return { value: profile, revision: revisions[REVISED.profile] ?? 0 }
  }

  async #loadFriends() {
    const friends: Friend[] = []
    let revision: number | undefined
    let cursor: string | undefined
    do {
      const page = await this.#core.ask('friend.list', cursor === undefined ? {} : { cursor })
      // That of the first page: a change between two pages makes the list be fetched again.
      revision ??= page.revision
      cursor = page.cursor
      for (const friend of page.friends) friends.push(friendFromWire(friend, this.#core.people.of(friend.userId)))
    } while (cursor !== undefined)
    await this.#core.people.fetchUnknown(friends.map(({ userID }) => userID))
    return { value: friends, revision }
  }

  async #loadFriendGroups() {
    const { groups, revision } = await this.#core.ask('friend.group.list', {})
    this.friends.stale()
    const friends = groups.length > 0 ? await this.friends.get() : []
    const value = groups.map(({ name, count }): FriendGroup => {
      const userIDList = friends.filter(({ groupList }) => groupList.includes(name)).map(({ userID }) => userID)
      return { name, count, userIDList, friendList: userIDList }
    })
    return { value, revision }
  }

  async #loadApplications() {
    const { applications, unread, revision } = await this.#core.ask('friend.application.list', {})
    await this.#core.people.fetchUnknown(applications.map(({ userId }) => userId))
    const friendApplicationList = applications.map(({ userId, type, source, wording, time }) => {
      const { nick, avatar } = this.#core.people.of(userId)
      return { userID: userId, nick, avatar, type, source, wording, time: Math.floor(time / 1000) }
    })
    return { value: { friendApplicationList, unreadCount: unread }, revision }
  }

  async #loadBlacklist() {
    const userIds: string[] = []
    let revision: number | undefined
    let cursor: string | undefined
    do {
      const page = await this.#core.ask('blacklist.list', cursor === undefined ? {} : { cursor })
      revision ??= page.revision
      cursor = page.cursor
      userIds.push(...page.users.map(({ userId }) => userId))
    } while (cursor !== undefined)
    return { value: userIds, revision }
  }
}
