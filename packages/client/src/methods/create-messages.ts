import { type CreateMessageOptions, compose, composeForward } from '../compose.ts'
import type { Core } from '../core.ts'
import { clientError } from '../errors.ts'
import type { Message, MessageOf } from '../message.ts'
import { type MergerDraft, mergerPayload } from '../payload-check.ts'
import type { Payloads, SendableType } from '../payloads.ts'
import { TYPES } from '../type-constants.ts'

type TextPayload = Payloads[TYPES.MSG_TEXT]

/** Making messages, with their final ID, to be sent with `sendMessage`. All throw 2024 before login, 2106 or 2905 for a wrong option. */
export class CreateMessageMethods {
  readonly #core: Core

  /** @internal */
  constructor(core: Core) {
    this.#core = core
  }

  /**
   * A text.
   *
   * @example
   * ```ts
   * const message = chat.createTextMessage({ to: 'bob', conversationType: TYPES.CONV_C2C, payload: { text: 'Hi' } })
   * ```
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#createTextMessage
   */
  createTextMessage(options: CreateMessageOptions<TextPayload>): MessageOf<TYPES.MSG_TEXT> {
    return this.#compose(TYPES.MSG_TEXT, options)
  }

  /**
   * A text for a group that names members, or with `TYPES.MSG_AT_ALL` everybody.
   *
   * @example
   * ```ts
   * const payload = { text: '@bob lunch?', atUserList: ['bob'] }
   * chat.createTextAtMessage({ to: 'team', conversationType: TYPES.CONV_GROUP, payload })
   * ```
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#createTextAtMessage
   */
  createTextAtMessage(
    options: CreateMessageOptions<TextPayload & { readonly atUserList: readonly string[] }>,
  ): MessageOf<TYPES.MSG_TEXT> {
    this.#core.loggedIn()
    const { atUserList } = options?.payload ?? {}
    if (options?.conversationType !== TYPES.CONV_GROUP) throw clientError('CONVERSATION_TYPE_INVALID')
    if (!Array.isArray(atUserList)) throw clientError('INVALID_OPERATION', 'payload.atUserList must be a list.')
    if (options.receiverList?.length)
      throw clientError('INVALID_OPERATION', 'atUserList and receiverList exclude each other.')
    const message = this.#compose(TYPES.MSG_TEXT, options)
    message.atUserList = [...new Set(atUserList as string[])]
    return message
  }

  /**
   * A message of the app's own kind. Parts of the payload that are absent are empty.
   *
   * @example
   * ```ts
   * const payload = { data: JSON.stringify({ dice: 6 }), description: 'dice', extension: '' }
   * const message = chat.createCustomMessage({ to: 'bob', conversationType: TYPES.CONV_C2C, payload })
   * ```
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#createCustomMessage
   */
  createCustomMessage(options: CreateMessageOptions<Partial<Payloads[TYPES.MSG_CUSTOM]>>): MessageOf<TYPES.MSG_CUSTOM> {
    return this.#compose(TYPES.MSG_CUSTOM, options)
  }

  /**
   * A sticker; what the index means is the app's.
   *
   * @example `chat.createFaceMessage({ to: 'bob', conversationType: TYPES.CONV_C2C, payload: { index: 1, data: 'tt00' } })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#createFaceMessage
   */
  createFaceMessage(options: CreateMessageOptions<Payloads[TYPES.MSG_FACE]>): MessageOf<TYPES.MSG_FACE> {
    return this.#compose(TYPES.MSG_FACE, options)
  }

  /**
   * A place, in degrees.
   *
   * @example
   * ```ts
   * const payload = { description: 'Shenzhen', longitude: 113.94, latitude: 22.54 }
   * chat.createLocationMessage({ to: 'bob', conversationType: TYPES.CONV_C2C, payload })
   * ```
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#createLocationMessage
   */
  createLocationMessage(options: CreateMessageOptions<Payloads[TYPES.MSG_LOCATION]>): MessageOf<TYPES.MSG_LOCATION> {
    return this.#compose(TYPES.MSG_LOCATION, options)
  }

  /**
   * Several messages in one. It travels whole, so all of them together have the size of one message at most.
   *
   * @example
   * ```ts
   * const payload = { messageList, title: 'Lunch', abstractList: ['bob: 12?'], compatibleText: 'Please update the app.' }
   * chat.createMergerMessage({ to: 'carol', conversationType: TYPES.CONV_C2C, payload })
   * ```
   * @throws {ChatError} 2450 when one of them was not sent
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#createMergerMessage
   */
  createMergerMessage(options: CreateMessageOptions<MergerDraft>): MessageOf<TYPES.MSG_MERGER> {
    this.#core.loggedIn()
    return this.#compose(TYPES.MSG_MERGER, { ...options, payload: mergerPayload(options?.payload) })
  }

  /**
   * A copy of a message for somebody else. The payload is the message.
   *
   * @example `chat.createForwardMessage({ to: 'carol', conversationType: TYPES.CONV_C2C, payload: message })`
   * @throws {ChatError} 2453 when it is no message, 2454 when it is one that cannot be forwarded
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#createForwardMessage
   */
  createForwardMessage<M extends Message>(options: CreateMessageOptions<M>): M {
    return composeForward(this.#core.env, this.#core.author(), options) as M
  }

  #compose<T extends SendableType>(type: T, options: CreateMessageOptions<unknown>): MessageOf<T> {
    const author = this.#core.author()
    if (typeof options !== 'object' || options === null) throw clientError('INVALID_OPERATION', 'Options are missing.')
    return compose(this.#core.env, author, type, options)
  }
}
