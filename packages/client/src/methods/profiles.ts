import type { Core } from '../core.ts'
import { type ClientErrorName, clientError } from '../errors.ts'
import { type Profile, type ProfileChange, profileToWire } from '../people/profile.ts'
import type { Relations } from '../people/relations.ts'
import { done, type Result } from '../result.ts'

/** Profiles, and whom the own user blocks. */
export class ProfileMethods {
  readonly #core: Core
  readonly #relations: Relations

  /** @internal */
  constructor(core: Core, relations: Relations) {
    this.#core = core
    this.#relations = relations
  }

  /**
   * The own profile.
   *
   * @example `const { data: profile } = await chat.getMyProfile()`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getMyProfile
   */
  async getMyProfile(): Promise<Result<Profile>> {
    return done(await this.#relations.profile.get())
  }

  /**
   * Profiles of others, at most 100. Who does not exist is left out.
   *
   * @example `const { data: [bob] } = await chat.getUserProfile({ userIDList: ['bob'] })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getUserProfile
   */
  async getUserProfile({ userIDList }: { readonly userIDList: readonly string[] }): Promise<Result<Profile[]>> {
    checkUsers(userIDList, 100)
    this.#core.ready()
    return done(await this.#core.people.fetch(userIDList))
  }

  /**
   * Changes fields of the own profile, all or none. `PROFILE_UPDATED` follows on all devices.
   *
   * @example `await chat.updateMyProfile({ nick: 'Alice', allowType: TYPES.ALLOW_TYPE_NEED_CONFIRM })`
   * @throws {ChatError} 2721 for a value of the wrong type, 2722 when nothing is given
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#updateMyProfile
   */
  async updateMyProfile(change: ProfileChange): Promise<Result<Profile>> {
    await this.#core.ask('profile.set', { items: profileToWire(change ?? {}) })
    this.#relations.profile.stale()
    return done(await this.#relations.profile.get())
  }

  /**
   * Whom the own user blocks.
   *
   * @example `const { data: userIDList } = await chat.getBlacklist()`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getBlacklist
   */
  async getBlacklist(): Promise<Result<string[]>> {
    return done([...(await this.#relations.blacklist.get())])
  }

  /**
   * Blocks people: they are no friends any more, and what they write is refused. Who is blocked already stays so.
   *
   * @example `await chat.addToBlacklist({ userIDList: ['mallory'] })`
   * @throws {ChatError} 2742 for oneself
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#addToBlacklist
   */
  async addToBlacklist({ userIDList }: { readonly userIDList: readonly string[] }): Promise<Result<string[]>> {
    checkUsers(userIDList, 1000)
    if (userIDList.includes(this.#core.connection.userId)) throw clientError('BLOCKS_SELF')
    await this.#core.ask('blacklist.add', { userIds: [...userIDList] })
    return this.#newBlacklist()
  }

  /**
   * Blocks people no longer.
   *
   * @example `await chat.removeFromBlacklist({ userIDList: ['mallory'] })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#removeFromBlacklist
   */
  async removeFromBlacklist({ userIDList }: { readonly userIDList: readonly string[] }): Promise<Result<string[]>> {
    checkUsers(userIDList, 1000)
    await this.#core.ask('blacklist.remove', { userIds: [...userIDList] })
    return this.#newBlacklist()
  }

  #newBlacklist(): Promise<Result<string[]>> {
    this.#relations.blacklist.stale()
    return this.getBlacklist()
  }
}

/** @throws {ChatError} 2905 unless it is a list of 1 to `most` UserIDs */
export function checkUsers(
  userIDList: unknown,
  most: number,
  name: ClientErrorName = 'INVALID_OPERATION',
): asserts userIDList is readonly string[] {
  const isFine = Array.isArray(userIDList) && userIDList.length > 0 && userIDList.length <= most
  if (!isFine || !userIDList.every((userId) => typeof userId === 'string' && userId !== ''))
    throw clientError(name, `userIDList must be a list of 1 to ${most} UserIDs.`)
}
