import type { Core } from '../core.ts'
import { mergedList, mergedMessages } from '../elements.ts'
import { clientError } from '../errors.ts'
import type { HoppingList, HoppingOptions, MessageList, MessageListOptions } from '../history.ts'
import { type Message, MessageOf } from '../message.ts'
import { done, type Result } from '../result.ts'
import type { SendOptions } from '../send-options.ts'
import { translated } from '../translated.ts'
import { TYPES } from '../type-constants.ts'

/** Sending and reading. */
export class MessageMethods {
  readonly #core: Core

  /** @internal */
  constructor(core: Core) {
    this.#core = core
  }

  /**
   * Sends. Resolves when the message is durable, with the same instance, its `status`, `time` and `sequence` set. Over a lost
   * connection the same message is sent again until `timeouts.send` is over; it is stored once however often it was tried.
   *
   * @example `const { data: { message } } = await chat.sendMessage(chat.createTextMessage(…))`
   * @throws {ChatError} and `message.status` is `fail`: 2801 when time is over, 2105 for what is no message, 80002 when it is too long,
   * 2101 outside of a live room, 2115 when a topic is to be named,
   * else what the server says
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#sendMessage
   */
  async sendMessage<M extends Message>(message: M, options: SendOptions = {}): Promise<Result<{ message: M }>> {
    if (!(message instanceof MessageOf)) {
      this.#core.ready()
      throw clientError('NOT_A_MESSAGE')
    }
    try {
      const { mailbox } = this.#core.ready()
      if (message.from !== mailbox.userId) throw clientError('INVALID_OPERATION', 'Another user made this message.')
      const uploading = this.#core.files?.finish(message)
      if (uploading) await uploading
      if (message.type === TYPES.MSG_MERGER) await this.#keepApart(message)
      await mailbox.send(message, options)
      return done({ message })
    } catch (error) {
      if (message.status !== 'success') message.status = 'fail'
      const isRoom = this.#core.groups.known(message.to)?.type === TYPES.GRP_AVCHATROOM
      throw translated(error, { TOPIC_NEEDED: 'TOPIC_NEEDED', ...(isRoom && { GROUP_DENIED: 'NOT_IN_ROOM' as const }) })
    }
  }

  /**
   * Sends a failed message again, under the same ID: if it did reach the server before, nothing is stored twice.
   *
   * @example `if (message.status === 'fail') await chat.resendMessage(message)`
   * @throws {ChatError} as `sendMessage`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#resendMessage
   */
  resendMessage<M extends Message>(message: M, options?: SendOptions): Promise<Result<{ message: M }>> {
    return this.sendMessage(message, options)
  }

  /**
   * Sends a message no more that waits for the network, or whose file is being uploaded; its `sendMessage` rejects with 2990. What was
   * tried already may have reached the server: then `mayHaveArrived` is true, and if it did, `MESSAGE_MODIFIED` tells it.
   *
   * @example `cancelButton.onclick = () => chat.cancelSend(message)`
   * @throws {ChatError} 2105 for what is no message, 2905 when the message is not on its way
   */
  async cancelSend<M extends Message>(message: M): Promise<Result<{ message: M; mayHaveArrived: boolean }>> {
    const { mailbox } = this.#core.loggedIn()
    if (!(message instanceof MessageOf)) throw clientError('NOT_A_MESSAGE')
    const mayHaveArrived = this.#core.files?.cancel(message) ? false : mailbox.cancel(message)
    if (mayHaveArrived === undefined) throw clientError('INVALID_OPERATION', 'This message is not on its way.')
    return done({ message, mayHaveArrived })
  }

  /**
   * Own messages that are on their way or wait for the network, in the order in which they were sent; of one conversation, or all.
   * With an `outbox`, also those of an earlier page. `EXTRA_EVENT.UNSENT_UPDATED` tells when they change.
   *
   * @example `chat.getUnsentMessages('C2Cbob').forEach(show)`
   */
  getUnsentMessages(conversationID?: string): Message[] {
    const all = this.#core.account?.mailbox.unsent() ?? []
    return conversationID === undefined ? all : all.filter((message) => message.conversationID === conversationID)
  }

  /**
   * Fetches the list of a merged message whose `downloadKey` is not ''; it is too long to travel inside.
   *
   * @example `if (message.payload.downloadKey !== '') await chat.downloadMergerMessage(message)`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#downloadMergerMessage
   */
  async downloadMergerMessage(message: MessageOf<TYPES.MSG_MERGER>): Promise<Result<MessageOf<TYPES.MSG_MERGER>>> {
    this.#core.ready()
    if (!(message instanceof MessageOf) || message.type !== TYPES.MSG_MERGER) throw clientError('MERGER_TYPE_INVALID')
    const { payload } = message
    if (payload.downloadKey === '') return done(message)
    const { messages } = await this.#core.ask('merged.get', { key: payload.downloadKey })
    message.payload = { ...payload, downloadKey: '', messageList: mergedMessages(messages) }
    return done(message)
  }

  /**
   * A message in memory, or null.
   *
   * @example `chat.findMessage('144115217363870632-1647417469-77069006')`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#findMessage
   */
  findMessage(messageID: string): Message | null {
    return this.#core.account?.mailbox.messages.find(messageID) ?? null
  }

  /**
   * Reads a conversation backwards, 15 messages a page.
   *
   * @example
   * ```ts
   * const { data } = await chat.getMessageList({ conversationID: 'C2Cbob' })
   * if (!data.isCompleted) await chat.getMessageList({ conversationID: 'C2Cbob', nextReqMessageID: data.nextReqMessageID })
   * ```
   * @throws {ChatError} 2503 for a wrong ID, 2800 or 2801 when the server cannot be reached
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getMessageList
   */
  async getMessageList(options: MessageListOptions): Promise<Result<MessageList>> {
    return done(await this.#core.ready().history.page(options ?? {}))
  }

  /**
   * Reads from any place: of a group from a `sequence`, of a private conversation from a `time` in seconds; `direction` 0 (default)
   * reads what is older, 1 what is newer. The place itself is part of the page.
   *
   * @example `await chat.getMessageListHopping({ conversationID: 'GROUPteam', sequence: 120, direction: 1, count: 15 })`
   * @throws {ChatError} 2503 for a wrong ID, 2905 without a place
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getMessageListHopping
   */
  async getMessageListHopping(options: HoppingOptions): Promise<Result<HoppingList>> {
    return done(await this.#core.ready().history.hop(options ?? {}))
  }

  /** A list that does not fit into a message is kept beside it. */
  async #keepApart({ payload }: MessageOf<TYPES.MSG_MERGER>): Promise<void> {
    if (payload.downloadKey !== '') return
    const messages = mergedList(payload.messageList)
    if (JSON.stringify(messages).length <= MOST_INSIDE) return
    payload.downloadKey = (await this.#core.ask('merged.put', { messages })).key
  }
}

/** Characters of a merged list that travels inside its message. */
const MOST_INSIDE = 4_000
