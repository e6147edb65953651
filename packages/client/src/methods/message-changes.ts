import type { ConversationSync } from '../conversation-sync.ts'
import type { Core } from '../core.ts'
import { ChatError, type ClientErrorName, clientError } from '../errors.ts'
import { EXTRA_EVENT } from '../extra-event-names.ts'
import { type Message, MessageOf } from '../message.ts'
import { countReaders } from '../receipts.ts'
import { done, type Result } from '../result.ts'
import { SERVER_CODES } from '../server-codes.ts'
import { translated, translating } from '../translated.ts'
import { TYPES } from '../type-constants.ts'
import { wireBody } from '../wire-body.ts'

/** Messages of one call. */
const MOST_MESSAGES = 30

/** What happens to a message after it was sent: taking back, editing, receipts. */
export class MessageChangeMethods {
  readonly #core: Core
  readonly #sync: ConversationSync

  /** @internal */
  constructor(core: Core, sync: ConversationSync) {
    this.#core = core
    this.#sync = sync
  }

  /**
   * Takes a message of one's own back, within two minutes or as the server is set; in a group its administrators take back any.
   * `MESSAGE_REVOKED` follows everywhere, here too.
   *
   * @example `await chat.revokeMessage(message)`
   * @throws {ChatError} 20016 when it is too late, 10033 in a live room, 2110 for what was not sent
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#revokeMessage
   */
  async revokeMessage<M extends Message>(message: M): Promise<Result<{ message: M }>> {
    const asked = this.#core.ask('message.recall', placeOf(message, 'REVOKE_FAILED'))
    await translating(asked, { GROUP_UNSUPPORTED: 'ROOM_RECALL_UNSUPPORTED' })
    const { userId, nick, avatar } = this.#core.author()
    message.isRevoked = true
    message.revoker ||= userId
    if (message.revoker === userId) message.revokerInfo = { userID: userId, nick, avatar }
    return done({ message })
  }

  /**
   * Stores a message that was edited in place: its `payload` (of texts, custom messages, places and stickers) or `cloudCustomData`.
   * `MESSAGE_MODIFIED` follows everywhere.
   *
   * @example
   * ```ts
   * message.payload.text = 'Hi, Bob'
   * await chat.modifyMessage(message)
   * ```
   * @throws {ChatError} 2480 when somebody else was faster: the message, also as `error.data.message`, is the newest one then; 2481 in a live room
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#modifyMessage
   */
  async modifyMessage<M extends Message>(message: M): Promise<Result<{ message: M }>> {
    const place = placeOf(message)
    const edit = { ...place, version: message.version, cloudCustomData: message.cloudCustomData }
    try {
      await this.#core.ask('message.modify', isEditable(message) ? { ...edit, body: wireBody(message) } : edit)
      return done({ message })
    } catch (error) {
      if (!(error instanceof ChatError) || error.code !== SERVER_CODES.MESSAGE_EDITED)
        throw translated(error, { GROUP_UNSUPPORTED: 'MODIFY_IN_ROOM' })
      await this.#core.ready().history.message(place.conversation, place.seq)
      throw clientError('MODIFY_CONFLICT', undefined, { data: { message }, cause: error })
    }
  }

  /**
   * Deletes messages of one conversation, at most 30, from the own view of it: others keep them.
   *
   * @example `await chat.deleteMessage([message])`
   * @throws {ChatError} 2111 for more than 30 or more than one conversation, 2116 for notices, 10035 in a live room
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#deleteMessage
   */
  async deleteMessage(messageList: readonly Message[]): Promise<Result<{ messageList: Message[] }>> {
    const [first] = messageList ?? []
    const isOne = messageList.every(({ conversationID }) => conversationID === first?.conversationID)
    if (!first || !isOne || messageList.length > MOST_MESSAGES) throw clientError('DELETE_FAILED')
    if (first.conversationID === TYPES.CONV_SYSTEM) throw clientError('SYSTEM_NOTICE_STAYS')
    if (this.#core.groups.known(first.to)?.type === TYPES.GRP_AVCHATROOM) throw clientError('ROOM_DELETE_UNSUPPORTED')
    // What was never sent is only here.
    const seqs = messageList.filter(({ sequence }) => sequence > 0).map(({ sequence }) => sequence)
    if (seqs.length > 0) {
      await this.#core.ask('message.delete', { conversation: first.conversationID, seqs })
      // Before the list is told: whoever hears of it looks at the messages.
      for (const message of messageList) message.isDeleted = true
      await this.#sync.refresh([first.conversationID])
    }
    for (const message of messageList) message.isDeleted = true
    return done({ messageList: [...messageList] })
  }

  /**
   * Tells the senders that messages which ask for it (`needReadReceipt`) were read; at most 30, of one conversation.
   *
   * @example `await chat.sendMessageReadReceipt(messageList.filter((message) => message.needReadReceipt))`
   * @throws {ChatError} 2114 when none of them asks for it
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#sendMessageReadReceipt
   */
  async sendMessageReadReceipt(messageList: readonly Message[]): Promise<Result<object>> {
    const asking = messageList.filter(({ needReadReceipt, flow }) => needReadReceipt && flow === 'in')
    const [first] = asking
    if (!first || messageList.length > MOST_MESSAGES) throw clientError('RECEIPT_LIST_EMPTY')
    if (asking.some(({ conversationID }) => conversationID !== first.conversationID))
      throw clientError('INVALID_OPERATION', 'The messages are of more than one conversation.')
    const seqs = asking.map((message) => placeOf(message).seq)
    await this.#core.ask('message.receipt', { conversation: first.conversationID, seqs })
    return done({})
  }

  /**
   * The own messages with `readReceiptInfo` as new as the server has it. `EXTRA_EVENT.RECEIPTS_COUNTED` tells those that have changed.
   *
   * @example `const { data } = await chat.getMessageReadReceiptList(messageList)`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getMessageReadReceiptList
   */
  async getMessageReadReceiptList(messageList: readonly Message[]): Promise<Result<{ messageList: Message[] }>> {
    const changed = await countReaders(this.#core, messageList)
    if (changed.length > 0) this.#core.events.emit(EXTRA_EVENT.RECEIPTS_COUNTED, changed)
    return done({ messageList: [...messageList] })
  }
}

/** Where a message stands. @throws {ChatError} when it was not sent */
export function placeOf(
  message: Message,
  name: ClientErrorName = 'INVALID_OPERATION',
): { conversation: string; seq: number } {
  if (!(message instanceof MessageOf)) throw clientError('NOT_A_MESSAGE')
  if (!message.sequence) throw clientError(name, 'The message was not sent.')
  return { conversation: message.conversationID, seq: message.sequence }
}

const isEditable = ({ type }: Message): boolean =>
  type === TYPES.MSG_TEXT || type === TYPES.MSG_CUSTOM || type === TYPES.MSG_LOCATION || type === TYPES.MSG_FACE
