import type { Core } from '../core.ts'
import type { FriendGroup } from '../people/friend.ts'
import type { Relations } from '../people/relations.ts'
import { done, type FailureUser, type Result, userResults } from '../result.ts'
import { checkUsers } from './profiles.ts'

/** A friend group after a change, and whom the change did not work for. */
export interface FriendGroupChange {
  /** As it is now. */
  readonly friendGroup: FriendGroup
  /** For whom it did not work, and why; empty when it did for all. */
  readonly failureUserIDList: FailureUser[]
}

/** Groups of friends. */
export class FriendGroupMethods {
  readonly #core: Core
  readonly #relations: Relations

  /** @internal */
  constructor(core: Core, relations: Relations) {
    this.#core = core
    this.#relations = relations
  }

  /**
   * The own groups of friends and who is in them.
   *
   * @example `const { data: friendGroups } = await chat.getFriendGroupList()`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getFriendGroupList
   */
  async getFriendGroupList(): Promise<Result<FriendGroup[]>> {
    return done([...(await this.#relations.friendGroups.get())])
  }

  /**
   * Makes a group of friends.
   *
   * @example `await chat.createFriendGroup({ name: 'school', userIDList: ['bob'] })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#createFriendGroup
   */
  async createFriendGroup(options: {
    readonly name: string
    readonly userIDList?: readonly string[]
  }): Promise<Result<FriendGroupChange>> {
    const { name, userIDList = [] } = options
    const { results } = await this.#core.ask('friend.group.create', { name, userIds: [...userIDList] })
    return this.#changed(name, results)
  }

  /**
   * Deletes a group; its friends stay friends.
   *
   * @example `await chat.deleteFriendGroup({ name: 'school' })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#deleteFriendGroup
   */
  async deleteFriendGroup({ name }: { readonly name: string }): Promise<Result<FriendGroup>> {
    const friendGroup = await this.#group(name)
    await this.#core.ask('friend.group.delete', { name })
    this.#stale()
    return done(friendGroup)
  }

  /**
   * Puts friends into a group.
   *
   * @example `await chat.addToFriendGroup({ name: 'school', userIDList: ['carol'] })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#addToFriendGroup
   */
  async addToFriendGroup(options: {
    readonly name: string
    readonly userIDList: readonly string[]
  }): Promise<Result<FriendGroupChange>> {
    const { name, userIDList } = options
    checkUsers(userIDList, 1000)
    const { results } = await this.#core.ask('friend.group.add', { name, userIds: [...userIDList] })
    return this.#changed(name, results)
  }

  /**
   * Takes friends out of a group.
   *
   * @example `await chat.removeFromFriendGroup({ name: 'school', userIDList: ['carol'] })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#removeFromFriendGroup
   */
  async removeFromFriendGroup(options: {
    readonly name: string
    readonly userIDList: readonly string[]
  }): Promise<Result<FriendGroupChange>> {
    const { name, userIDList } = options
    checkUsers(userIDList, 1000)
    const { results } = await this.#core.ask('friend.group.remove', { name, userIds: [...userIDList] })
    return this.#changed(name, results)
  }

  /**
   * Renames a group.
   *
   * @example `await chat.renameFriendGroup({ oldName: 'school', newName: 'class of 2020' })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#renameFriendGroup
   */
  async renameFriendGroup(options: {
    readonly oldName: string
    readonly newName: string
  }): Promise<Result<FriendGroup>> {
    const { oldName, newName } = options
    await this.#core.ask('friend.group.rename', { oldName, newName })
    this.#stale()
    return done(await this.#group(newName))
  }

  async #changed(
    name: string,
    results: readonly { readonly userId: string; readonly code: number }[],
  ): Promise<Result<FriendGroupChange>> {
    this.#stale()
    const { failureUserIDList } = userResults(results)
    return done({ friendGroup: await this.#group(name), failureUserIDList })
  }

  async #group(name: string): Promise<FriendGroup> {
    const groups = await this.#relations.friendGroups.get()
    return groups.find((group) => group.name === name) ?? { name, count: 0, userIDList: [], friendList: [] }
  }

  /** A friend tells which groups it is in, so both lists are old. */
  #stale(): void {
    this.#relations.friends.stale()
    this.#relations.friendGroups.stale()
  }
}
