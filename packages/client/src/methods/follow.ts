import { FOLLOW_LIST, type FollowList, type FollowType } from '@signet/protocol/follow'
import { REVISED } from '@signet/protocol/revisions'
import type { Core } from '../core.ts'
import { EVENT } from '../event-names.ts'
import type { Profile } from '../people/profile.ts'
import { done, type Result, type UserResults, userResults } from '../result.ts'
import { checkUsers } from './profiles.ts'

/** A page of people; `nextCursor` is '' on the last one. */
interface Page {
  readonly users: Profile[]
  readonly nextCursor: string
}

/** How many follow a user, and how many the user follows. */
export interface FollowInfo {
  /** Whom it is about. */
  readonly userID: string
  /** How many follow them. */
  readonly followersCount: number
  /** How many they follow. */
  readonly followingCount: number
  /** How many do both. */
  readonly mutualFollowersCount: number
}

/** Following, which needs nobody's consent. */
export class FollowMethods {
  readonly #core: Core

  /** @internal */
  constructor(core: Core) {
    this.#core = core
    core.attach({
      push: (packet) => {
        if (packet.type !== 'changed') return
        const isFollowers = packet.what === REVISED.followers
        if (!isFollowers && packet.what !== REVISED.following) return
        const { userIds = [] } = (packet.data ?? {}) as { userIds?: string[] }
        const event = isFollowers ? EVENT.MY_FOLLOWERS_LIST_UPDATED : EVENT.MY_FOLLOWING_LIST_UPDATED
        core.events.emit(event, { userIDList: userIds })
        core.events.emit(EVENT.MUTUAL_FOLLOWERS_LIST_UPDATED, { userIDList: userIds })
      },
    })
  }

  /**
   * Follows people, at most 20 a call; doing it again changes nothing.
   *
   * @example `await chat.followUser(['bob'])`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#followUser
   */
  async followUser(userIDList: readonly string[]): Promise<Result<UserResults>> {
    checkUsers(userIDList, 20)
    const { results } = await this.#core.ask('follow.add', { userIds: [...userIDList] })
    return done(userResults(results))
  }

  /**
   * Follows people no longer.
   *
   * @example `await chat.unfollowUser(['bob'])`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#unfollowUser
   */
  async unfollowUser(userIDList: readonly string[]): Promise<Result<UserResults>> {
    checkUsers(userIDList, 20)
    const { results } = await this.#core.ask('follow.remove', { userIds: [...userIDList] })
    return done(userResults(results))
  }

  /**
   * Who follows the own user, in pages.
   *
   * @example `const { data: { followersList, nextCursor } } = await chat.getMyFollowersList()`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getMyFollowersList
   */
  async getMyFollowersList(startIndex = ''): Promise<Result<{ followersList: Profile[]; nextCursor: string }>> {
    const { users, nextCursor } = await this.#page(FOLLOW_LIST.followers, startIndex)
    return done({ followersList: users, nextCursor })
  }

  /**
   * Whom the own user follows, in pages.
   *
   * @example `const { data: { followingList } } = await chat.getMyFollowingList()`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getMyFollowingList
   */
  async getMyFollowingList(startIndex = ''): Promise<Result<{ followingList: Profile[]; nextCursor: string }>> {
    const { users, nextCursor } = await this.#page(FOLLOW_LIST.following, startIndex)
    return done({ followingList: users, nextCursor })
  }

  /**
   * Who follows the own user and is followed back, in pages.
   *
   * @example `const { data: { mutualFollowersList } } = await chat.getMutualFollowersList()`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getMutualFollowersList
   */
  async getMutualFollowersList(
    startIndex = '',
  ): Promise<Result<{ mutualFollowersList: Profile[]; nextCursor: string }>> {
    const { users, nextCursor } = await this.#page(FOLLOW_LIST.mutual, startIndex)
    return done({ mutualFollowersList: users, nextCursor })
  }

  /**
   * How many follow some users, how many they follow, and how many both ways; without a list, for the own user.
   *
   * @example `const { data: [info] } = await chat.getUserFollowInfo(['bob'])`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getUserFollowInfo
   */
  async getUserFollowInfo(userIDList?: readonly string[]): Promise<Result<FollowInfo[]>> {
    const userIds = userIDList?.length ? [...userIDList] : [this.#core.ready().mailbox.userId]
    const { results } = await this.#core.ask('follow.info', { userIds })
    return done(
      results.map(({ userId, followers, following, mutual }) => ({
        userID: userId,
        followersCount: followers,
        followingCount: following,
        mutualFollowersCount: mutual,
      })),
    )
  }

  /**
   * How some users stand to the own user: 0 neither follows, 1 they follow, 2 the own user follows, 3 both.
   *
   * @example `const { data: [{ followType }] } = await chat.checkFollowType(['bob'])`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#checkFollowType
   */
  async checkFollowType(userIDList: readonly string[]): Promise<Result<{ userID: string; followType: FollowType }[]>> {
    checkUsers(userIDList, 100)
    const { results } = await this.#core.ask('follow.check', { userIds: [...userIDList] })
    return done(results.map(({ userId, type }) => ({ userID: userId, followType: type })))
  }

  async #page(type: FollowList, cursor: string): Promise<Page> {
    const { users, cursor: next = '' } = await this.#core.ask('follow.list', { type, ...(cursor && { cursor }) })
    const userIds = users.map(({ userId }) => userId)
    await this.#core.people.fetchUnknown(userIds)
    return { users: userIds.map((userId) => this.#core.people.of(userId)), nextCursor: next }
  }
}
