import type {
  AddType,
  CheckType,
  DeleteType,
  FriendRelation,
  PendencyType,
  ResponseAction,
} from '@signet/protocol/friend'
import type { Core } from '../core.ts'
import { type Friend, type FriendApplications, friendFromWire } from '../people/friend.ts'
import type { CustomField } from '../people/profile.ts'
import type { Relations } from '../people/relations.ts'
import { done, type FailureUser, type Result, type UserResults, userResults } from '../result.ts'
import { checkUsers } from './profiles.ts'

/** Waits for the other side to agree. */
const PENDING = 30539

/** What `addFriend` takes. */
export interface AddFriendOptions {
  /** UserID of who is to become a friend. */
  readonly to: string
  /** `AddSource_Type_` and 1–8 letters: where they met. */
  readonly source: string
  /** What the other side reads with the application. Default ''. */
  readonly wording?: string
  /** What the own user calls them from now on. Default ''. */
  readonly remark?: string
  /** The friend group to put them into. Default none. */
  readonly groupName?: string
  /** Default `TYPES.SNS_ADD_TYPE_BOTH`. */
  readonly type?: AddType
}

/** Friends, and applications for friendship. */
export class FriendMethods {
  readonly #core: Core
  readonly #relations: Relations

  /** @internal */
  constructor(core: Core, relations: Relations) {
    this.#core = core
    this.#relations = relations
  }

  /**
   * The own friends with their profiles.
   *
   * @example `const { data: friendList } = await chat.getFriendList()`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getFriendList
   */
  async getFriendList(): Promise<Result<Friend[]>> {
    return done([...(await this.#relations.friends.get())])
  }

  /**
   * Adds a friend. `data.code` is 0 when they are friends now, 30539 when the other side must agree first.
   *
   * @example `await chat.addFriend({ to: 'bob', source: 'AddSource_Type_Web', wording: 'Hi, it is Alice' })`
   * @throws {ChatError} 30515 or 30525 when one blocks the other, 30516 when nobody may ask
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#addFriend
   */
  async addFriend({ to, ...options }: AddFriendOptions): Promise<Result<{ code: number; userID: string }>> {
    const { code } = await this.#core.ask('friend.add', { userId: to, ...options })
    this.#relations.friends.stale()
    if (code === PENDING) this.#relations.applications.stale()
    return done({ code, userID: to })
  }

  /**
   * Deletes friends, by default on both sides.
   *
   * @example `await chat.deleteFriend({ userIDList: ['bob'], type: TYPES.SNS_DELETE_TYPE_BOTH })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#deleteFriend
   */
  async deleteFriend(options: {
    readonly userIDList: readonly string[]
    readonly type?: DeleteType
  }): Promise<Result<UserResults>> {
    const { userIDList, type } = options
    checkUsers(userIDList, 100)
    const { results } = await this.#core.ask('friend.delete', { userIds: [...userIDList], ...(type && { type }) })
    this.#relations.friends.stale()
    return done(userResults(results))
  }

  /**
   * How people stand to the own user: `relation` is one of `TYPES.SNS_TYPE_…`.
   *
   * @example `await chat.checkFriend({ userIDList: ['bob'], type: TYPES.SNS_CHECK_TYPE_BOTH })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#checkFriend
   */
  async checkFriend(options: { readonly userIDList: readonly string[]; readonly type: CheckType }): Promise<
    Result<{
      successUserIDList: { userID: string; code: 0; relation: FriendRelation }[]
      failureUserIDList: FailureUser[]
    }>
  > {
    checkUsers(options.userIDList, 1000)
    const { results } = await this.#core.ask('friend.check', { userIds: [...options.userIDList], type: options.type })
    const successUserIDList = results.map(({ userId, relation }) => ({ userID: userId, code: 0 as const, relation }))
    return done({ successUserIDList, failureUserIDList: [] })
  }

  /**
   * Some of the friends; who is none is in `failureUserIDList`.
   *
   * @example `await chat.getFriendProfile({ userIDList: ['bob'] })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getFriendProfile
   */
  async getFriendProfile({
    userIDList,
  }: {
    readonly userIDList: readonly string[]
  }): Promise<Result<{ friendList: Friend[]; failureUserIDList: FailureUser[] }>> {
    checkUsers(userIDList, 100)
    const friendList: Friend[] = []
    const failed: { userId: string; code: number }[] = []
    let rest: string[] = [...userIDList]
    while (rest.length > 0) {
      const answer = await this.#core.ask('friend.get', { userIds: rest })
      rest = answer.rest ?? []
      for (const { userId, code, friend } of answer.friends) {
        if (friend) friendList.push(friendFromWire(friend, this.#core.people.of(userId)))
        else failed.push({ userId, code })
      }
    }
    await this.#core.people.fetchUnknown(friendList.map(({ userID }) => userID))
    return done({ friendList, failureUserIDList: userResults(failed).failureUserIDList })
  }

  /**
   * Changes what one notes about a friend.
   *
   * @example `await chat.updateFriend({ userID: 'bob', remark: 'Bobby' })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#updateFriend
   */
  async updateFriend(options: {
    readonly userID: string
    readonly remark?: string
    readonly friendCustomField?: readonly CustomField[]
  }): Promise<Result<Friend | undefined>> {
    const { userID, remark, friendCustomField } = options
    await this.#core.ask('friend.update', {
      userId: userID,
      ...(remark !== undefined && { remark }),
      ...(friendCustomField && { custom: friendCustomField.map(({ key, value }) => ({ tag: key, value })) }),
    })
    this.#relations.friends.stale()
    const friends = await this.#relations.friends.get()
    return done(friends.find((friend) => friend.userID === userID))
  }

  /**
   * Applications that came in and that were sent, newest first.
   *
   * @example `const { data: { friendApplicationList, unreadCount } } = await chat.getFriendApplicationList()`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getFriendApplicationList
   */
  async getFriendApplicationList(): Promise<Result<FriendApplications>> {
    return done(await this.#relations.applications.get())
  }

  /**
   * Says yes: the other side gets a friend, and with `TYPES.SNS_APPLICATION_AGREE_AND_ADD` so does the own user.
   *
   * @example `await chat.acceptFriendApplication({ userID: 'bob', type: TYPES.SNS_APPLICATION_AGREE_AND_ADD })`
   * @throws {ChatError} 30614 when there is no such application
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#acceptFriendApplication
   */
  async acceptFriendApplication(options: {
    readonly userID: string
    readonly type: ResponseAction
    readonly remark?: string
  }): Promise<Result<object>> {
    const { userID: userId, ...rest } = options
    await this.#core.ask('friend.application.accept', { userId, ...rest })
    this.#relations.friends.stale()
    return this.#applicationsChanged()
  }

  /**
   * Says no.
   *
   * @example `await chat.refuseFriendApplication({ userID: 'bob' })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#refuseFriendApplication
   */
  async refuseFriendApplication({ userID }: { readonly userID: string }): Promise<Result<object>> {
    await this.#core.ask('friend.application.refuse', { userId: userID })
    return this.#applicationsChanged()
  }

  /**
   * Takes an application out of the own list.
   *
   * @example `await chat.deleteFriendApplication({ userID: 'bob', type: TYPES.SNS_APPLICATION_SENT_TO_ME })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#deleteFriendApplication
   */
  async deleteFriendApplication(options: {
    readonly userID: string
    readonly type: PendencyType
  }): Promise<Result<object>> {
    const { userID, type } = options
    await this.#core.ask('friend.application.delete', { userIds: [userID], type })
    return this.#applicationsChanged()
  }

  /**
   * Nothing that came in so far counts as unread any more.
   *
   * @example `await chat.setFriendApplicationRead()`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#setFriendApplicationRead
   */
  async setFriendApplicationRead(): Promise<Result<object>> {
    await this.#core.ask('friend.application.read', {})
    return this.#applicationsChanged()
  }

  #applicationsChanged(): Result<object> {
    this.#relations.applications.stale()
    return done({})
  }
}
