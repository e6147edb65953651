import { STATUS_LIMITS, type WireStatus } from '@signet/protocol/status'
import type { Core } from '../core.ts'
import { clientError } from '../errors.ts'
import { EVENT } from '../event-names.ts'
import { done, type FailureUser, type Result } from '../result.ts'
import { TYPES } from '../type-constants.ts'
import { checkUsers } from './profiles.ts'

/** Whether somebody is there, and what they say of themselves. */
export interface UserStatus {
  /** Whom it is about. */
  readonly userID: string
  /** `TYPES.USER_STATUS_ONLINE` or `TYPES.USER_STATUS_OFFLINE`. */
  readonly statusType: TYPES.USER_STATUS_ONLINE | TYPES.USER_STATUS_OFFLINE
  /** What they say of themselves, at most 256 bytes; '' when nothing, and of who is offline. */
  readonly customStatus: string
}

type Answer = { readonly userId: string; readonly code: number } & Partial<WireStatus>

/** Who is online. */
export class StatusMethods {
  readonly #core: Core
  /** Whom this client is subscribed to, with what was told last. */
  readonly #subscribed = new Map<string, UserStatus | undefined>()
  #own = ''

  /** @internal */
  constructor(core: Core) {
    this.#core = core
    core.attach({
      push: (packet) => {
        if (packet.type === 'status') this.#tell(packet.users.map(statusOf))
      },
      resumed: () => this.#resume(),
      forget: () => {
        this.#subscribed.clear()
        this.#own = ''
      },
    })
  }

  /**
   * Says something about oneself, for as long as one is online; '' takes it back.
   *
   * @example `await chat.setSelfStatus({ customStatus: 'In a call' })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#setSelfStatus
   */
  async setSelfStatus({ customStatus }: { readonly customStatus: string }): Promise<Result<UserStatus>> {
    const status = statusOf(await this.#core.ask('status.set', { customStatus }))
    this.#own = customStatus
    // The server tells the other devices.
    this.#tell([status])
    return done(status)
  }

  /**
   * Who of these users, at most 500, is online.
   *
   * @example `const { data: { successUserList } } = await chat.getUserStatus({ userIDList: ['bob'] })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getUserStatus
   */
  async getUserStatus({
    userIDList,
  }: {
    readonly userIDList: readonly string[]
  }): Promise<Result<{ successUserList: UserStatus[]; failureUserList: FailureUser[] }>> {
    checkUsers(userIDList, STATUS_LIMITS.users)
    const { results } = await this.#core.ask('status.get', { userIds: [...userIDList] })
    return done(sorted(results))
  }

  /**
   * Hears of users, at most 100 a call: `USER_STATUS_UPDATED` follows when they come or go. It lasts over reconnects, until `logout`.
   *
   * @example `await chat.subscribeUserStatus({ userIDList: ['bob'] })`
   * @throws {ChatError} 72001 when the server does not tell who is online
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#subscribeUserStatus
   */
  async subscribeUserStatus({
    userIDList,
  }: {
    readonly userIDList: readonly string[]
  }): Promise<Result<{ failureUserList: FailureUser[] }>> {
    checkUsers(userIDList, STATUS_LIMITS.subscribed)
    const { results } = await this.#core.ask('status.subscribe', { userIds: [...userIDList] })
    const { successUserList, failureUserList } = sorted(results)
    for (const status of successUserList) this.#subscribed.set(status.userID, status)
    return done({ failureUserList })
  }

  /**
   * Hears of users no longer; without a list, of nobody.
   *
   * @example `await chat.unsubscribeUserStatus({ userIDList: ['bob'] })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#unsubscribeUserStatus
   */
  async unsubscribeUserStatus(options?: {
    readonly userIDList?: readonly string[]
  }): Promise<Result<{ failureUserList: FailureUser[] }>> {
    const userIds = options?.userIDList
    if (userIds !== undefined && !Array.isArray(userIds))
      throw clientError('INVALID_OPERATION', 'userIDList must be a list.')
    await this.#core.ask('status.unsubscribe', userIds?.length ? { userIds: [...userIds] } : {})
    if (userIds?.length) for (const userId of userIds) this.#subscribed.delete(userId)
    else this.#subscribed.clear()
    return done({ failureUserList: [] })
  }

  #tell(users: readonly UserStatus[]): void {
    for (const status of users) if (this.#subscribed.has(status.userID)) this.#subscribed.set(status.userID, status)
    if (users.length > 0) this.#core.events.emit(EVENT.USER_STATUS_UPDATED, users)
  }

  /** A subscription, and what one says of oneself, end with the connection: both are made again, and what changed is told. */
  #resume(): void {
    const all = [...this.#subscribed.keys()]
    this.#core.background(async () => {
      if (this.#own !== '') await this.#core.ask('status.set', { customStatus: this.#own })
      for (let from = 0; from < all.length; from += STATUS_LIMITS.subscribed) {
        const userIds = all.slice(from, from + STATUS_LIMITS.subscribed)
        const { results } = await this.#core.ask('status.subscribe', { userIds })
        this.#tell(
          sorted(results).successUserList.filter((status) => !isSame(status, this.#subscribed.get(status.userID))),
        )
      }
    })
  }
}

const isSame = (status: UserStatus, other: UserStatus | undefined): boolean =>
  status.statusType === other?.statusType && status.customStatus === other.customStatus

const statusOf = ({ userId, status, customStatus = '' }: Partial<WireStatus> & { userId: string }): UserStatus => ({
  userID: userId,
  statusType: status === 'online' ? TYPES.USER_STATUS_ONLINE : TYPES.USER_STATUS_OFFLINE,
  customStatus,
})

function sorted(answers: readonly Answer[]): { successUserList: UserStatus[]; failureUserList: FailureUser[] } {
  const failureUserList = answers
    .filter(({ code }) => code !== 0)
    .map(({ userId, code }) => ({ userID: userId, code, message: `The server refused it for ${userId}: ${code}.` }))
  return { successUserList: answers.filter(({ code }) => code === 0).map(statusOf), failureUserList }
}
