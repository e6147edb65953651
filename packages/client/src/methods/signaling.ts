import type { Core } from '../core.ts'
import { clientError, toChatError } from '../errors.ts'
import type { Message, MessageOf } from '../message.ts'
import { done, type Result } from '../result.ts'
import type { OfflinePushInfo, SendOptions } from '../send-options.ts'
import { TSignaling } from '../signaling/constants.ts'
import { type Invitation, Invitations, type SignalingData } from '../signaling/invitations.ts'
import { ACTION_MODIFY, type Signal, signalOf, toData } from '../signaling/signal.ts'
import { TYPES } from '../type-constants.ts'
import type { CreateMessageMethods } from './create-messages.ts'
import type { MessageMethods } from './messages.ts'
import { checkUsers } from './profiles.ts'

/** What every invitation takes. */
export interface InviteOptions {
  /** Whatever the app wants to say with it. */
  readonly data?: string
  /** Seconds until it ends by itself; 0 (default): never. */
  readonly timeout?: number
  /** Only who is online gets it, and history does not. */
  readonly onlineUserOnly?: boolean
  /** How devices that are not connected are told. */
  readonly offlinePushInfo?: OfflinePushInfo
}

type InviteId = { inviteID: string }
type SignalingHandler = (event: { readonly name: string; readonly data: SignalingData }) => unknown

/** Invitations, such as calls: each step is a custom message. */
export class SignalingMethods {
  readonly #core: Core
  readonly #make: CreateMessageMethods
  readonly #send: MessageMethods
  readonly #invitations: Invitations

  /** @internal */
  constructor(core: Core, make: CreateMessageMethods, send: MessageMethods) {
    this.#core = core
    this.#make = make
    this.#send = send
    this.#invitations = new Invitations(core, (signal, inviteeList) => {
      const actionType = TSignaling.ACTION_TYPE_INVITE_TIMEOUT
      core.background(() => this.#step({ ...signal, inviteeList, actionType }))
    })
  }

  /**
   * Calls `handler` with `{ name, data }` when something happens to an invitation.
   *
   * @example `chat.addSignalingListener(TSignaling.NEW_INVITATION_RECEIVED, ({ data }) => ring(data.inviteID))`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#addSignalingListener
   */
  addSignalingListener(eventName: string, handler: SignalingHandler, context?: unknown): void {
    checkListener(eventName, handler)
    this.#invitations.on(eventName, handler as (event: { name: string; data: unknown }) => unknown, context)
  }

  /**
   * Removes a listener.
   *
   * @example `chat.removeSignalingListener(TSignaling.NEW_INVITATION_RECEIVED, onInvitation)`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#removeSignalingListener
   */
  removeSignalingListener(eventName: string, handler: SignalingHandler, context?: unknown): void {
    checkListener(eventName, handler)
    this.#invitations.off(eventName, handler as (event: { name: string; data: unknown }) => unknown, context)
  }

  /**
   * Invites a user.
   *
   * @example `const { data: { inviteID } } = await chat.invite({ userID: 'bob', data: 'video', timeout: 30 })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#invite
   */
  async invite(options: InviteOptions & { readonly userID: string }): Promise<Result<InviteId>> {
    return this.#invite(options, [options.userID], '')
  }

  /**
   * Invites members of a group.
   *
   * @example `await chat.inviteInGroup({ groupID: 'team', inviteeList: ['bob', 'carol'], timeout: 30 })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#inviteInGroup
   */
  async inviteInGroup(
    options: InviteOptions & { readonly groupID: string; readonly inviteeList: readonly string[] },
  ): Promise<Result<InviteId>> {
    return this.#invite(options, options.inviteeList, options.groupID)
  }

  /**
   * As `invite`, but answers with the ID at once; a callback hears how it went.
   *
   * @example `const inviteID = chat.inviteSync({ userID: 'bob' }, undefined, (error) => show(error))`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#inviteSync
   */
  inviteSync(
    options: InviteOptions & { readonly userID: string },
    success?: (result: Result<InviteId>) => void,
    failure?: (error: unknown) => void,
  ): string {
    return this.#inviteSync(options, [options.userID], '', success, failure)
  }

  /**
   * As `inviteInGroup`, but answers with the ID at once; a callback hears how it went.
   *
   * @example `const inviteID = chat.inviteInGroupSync({ groupID: 'team', inviteeList: ['bob'] })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#inviteInGroupSync
   */
  inviteInGroupSync(
    options: InviteOptions & { readonly groupID: string; readonly inviteeList: readonly string[] },
    success?: (result: Result<InviteId>) => void,
    failure?: (error: unknown) => void,
  ): string {
    return this.#inviteSync(options, options.inviteeList, options.groupID, success, failure)
  }

  /**
   * Takes an invitation of one's own back.
   *
   * @example `await chat.cancel({ inviteID })`
   * @throws {ChatError} 8010 when it is over, 8011 when somebody else made it
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#cancel
   */
  async cancel({ inviteID, data = '' }: { inviteID: string; data?: string }): Promise<Result<InviteId>> {
    const { signal } = this.#own(inviteID)
    await this.#step({ ...signal, data, actionType: TSignaling.ACTION_TYPE_CANCEL_INVITE })
    this.#invitations.close(inviteID)
    return done({ inviteID })
  }

  /**
   * Says yes.
   *
   * @example `await chat.accept({ inviteID })`
   * @throws {ChatError} 8010 when it is over, 8011 when one is not invited
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#accept
   */
  async accept({ inviteID, data = '' }: { inviteID: string; data?: string }): Promise<Result<InviteId>> {
    return this.#answer(inviteID, data, TSignaling.ACTION_TYPE_ACCEPT_INVITE)
  }

  /**
   * Says no.
   *
   * @example `await chat.reject({ inviteID, data: 'busy' })`
   * @throws {ChatError} 8010 when it is over, 8011 when one is not invited
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#reject
   */
  async reject({ inviteID, data = '' }: { inviteID: string; data?: string }): Promise<Result<InviteId>> {
    return this.#answer(inviteID, data, TSignaling.ACTION_TYPE_REJECT_INVITE)
  }

  /**
   * Changes the data of an invitation of one's own.
   *
   * @example `await chat.modifyInvitation({ inviteID, data: 'audio' })`
   * @throws {ChatError} 8010 when it is over, 8011 when somebody else made it
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#modifyInvitation
   */
  async modifyInvitation({ inviteID, data }: { inviteID: string; data: string }): Promise<Result<InviteId>> {
    const { signal } = this.#own(inviteID)
    await this.#step({ ...signal, data, actionType: ACTION_MODIFY })
    return done({ inviteID })
  }

  /**
   * The step of an invitation that a message is, or null.
   *
   * @example `const signaling = chat.getSignalingInfo(message)`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getSignalingInfo
   */
  getSignalingInfo(message: Message): Signal | null {
    return message ? (signalOf(message) ?? null) : null
  }

  async #invite(options: InviteOptions, inviteeList: readonly string[], groupID: string): Promise<Result<InviteId>> {
    const signal = this.#newSignal(options, inviteeList, groupID)
    return await this.#begin(signal, options)
  }

  #inviteSync(
    options: InviteOptions,
    inviteeList: readonly string[],
    groupID: string,
    success: ((result: Result<InviteId>) => void) | undefined,
    failure: ((error: unknown) => void) | undefined,
  ): string {
    const signal = this.#newSignal(options, inviteeList, groupID)
    const failed = (error: unknown): void => this.#core.env.log.error('A callback of an invitation failed.', error)
    this.#begin(signal, options)
      .then(
        (result) => success?.(result),
        (error: unknown) => failure?.(toChatError(error)),
      )
      .catch(failed)
    return signal.inviteID
  }

  #newSignal(
    { data = '', timeout = 0, onlineUserOnly }: InviteOptions,
    list: readonly string[],
    groupID: string,
  ): Signal {
    const { userId: inviter } = this.#core.ready().mailbox
    checkUsers(list, 100)
    const { env } = this.#core
    const inviteID = [env.clock.now(), env.uint32(), env.uint32()].map((part) => part.toString(36)).join('-')
    const actionType = TSignaling.ACTION_TYPE_INVITE
    const signal = { inviteID, inviter, inviteeList: [...list], groupID, actionType, data, timeout }
    return onlineUserOnly ? { ...signal, onlineUserOnly } : signal
  }

  async #begin(signal: Signal, { offlinePushInfo }: InviteOptions): Promise<Result<InviteId>> {
    // Before it is sent: an answer may be faster than the acknowledgement.
    this.#invitations.open(signal)
    try {
      await this.#step(signal, offlinePushInfo && { offlinePushInfo })
      return done({ inviteID: signal.inviteID })
    } catch (error) {
      this.#invitations.close(signal.inviteID)
      throw error
    }
  }

  async #answer(inviteID: string, data: string, actionType: number): Promise<Result<InviteId>> {
    const me = this.#core.connection.userId
    const { signal, waiting } = this.#known(inviteID)
    if (!waiting.has(me)) throw clientError('INVITATION_FORBIDDEN')
    await this.#step({ ...signal, inviteeList: [me], data, actionType })
    this.#invitations.answered(inviteID, me)
    return done({ inviteID })
  }

  #known(inviteID: string): Invitation {
    this.#core.ready()
    const invitation = this.#invitations.find(inviteID)
    if (!invitation) throw clientError('INVITATION_UNKNOWN')
    return invitation
  }

  #own(inviteID: string): Invitation {
    const invitation = this.#known(inviteID)
    if (invitation.signal.inviter !== this.#core.connection.userId) throw clientError('INVITATION_FORBIDDEN')
    return invitation
  }

  async #step(signal: Signal, options: SendOptions = {}): Promise<void> {
    const me = this.#core.connection.userId
    const { groupID, inviter, inviteeList, onlineUserOnly = false } = signal
    const isGroup = groupID !== ''
    const message: MessageOf<TYPES.MSG_CUSTOM> = this.#make.createCustomMessage({
      to: isGroup ? groupID : inviter === me ? (inviteeList[0] ?? '') : inviter,
      conversationType: isGroup ? TYPES.CONV_GROUP : TYPES.CONV_C2C,
      payload: { data: toData(signal) },
    })
    await this.#send.sendMessage(message, { onlineUserOnly, ...options })
  }
}

function checkListener(eventName: unknown, handler: unknown): void {
  if (typeof eventName !== 'string' || typeof handler !== 'function')
    throw clientError('INVALID_OPERATION', 'Pass the name of an event and a function.')
}
