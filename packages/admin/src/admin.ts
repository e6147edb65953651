import { type Answer, type Call, type CallOptions, createCall } from './call.ts'
import { type AccountToImport, type ImportOptions, type ImportOutcome, importAccounts } from './import-accounts.ts'
import type { AdminOptions } from './options.ts'
import {
  type GroupMessage,
  type Message,
  type MessageToMany,
  type SendToManyOptions,
  type SendToManyOutcome,
  sendGroupMessage,
  sendMessage,
  sendToMany,
} from './send.ts'

/** The server API of one application. It holds nothing open: there is nothing to close. */
export interface Admin {
  /**
   * Calls any command of the server API; its fields and its answer are typed.
   *
   * What fails on the way is tried again by itself, except where the command may have been carried out and twice would be wrong
   * (`mayBeDone`): groups that are made, messages to groups and to many.
   *
   * @example
   * const { GroupId } = await admin.call('group_open_http_svc/create_group', { Type: 'Public', Name: 'Friends' })
   * @throws AdminError
   */
  readonly call: Call
  /**
   * Imports any number of accounts, 100 at a time. To go on after an error, import all of them again: it does no harm.
   *
   * @example
   * const { failed } = await admin.importAccounts(users, { onProgress: ({ done }) => console.log(done) })
   * @throws AdminError when a call fails as a whole
   */
  importAccounts(
    accounts: Iterable<AccountToImport> | AsyncIterable<AccountToImport>,
    options?: ImportOptions,
  ): Promise<ImportOutcome>
  /**
   * Sends a private message; stored once, however often it was tried.
   *
   * @example
   * await admin.sendMessage({ From_Account: 'alice', To_Account: 'bob', MsgBody: textBody('hello') })
   * @throws AdminError
   */
  sendMessage(message: Message, options?: CallOptions): Promise<Answer<'openim/sendmsg'>>
  /**
   * Sends a message to a group. An error with `mayBeDone` was not tried again: look into the history before you do.
   *
   * @example
   * await admin.sendGroupMessage({ GroupId: 'friends', From_Account: 'alice', MsgBody: textBody('hello, group') })
   * @throws AdminError
   */
  sendGroupMessage(message: GroupMessage, options?: CallOptions): Promise<Answer<'group_open_http_svc/send_group_msg'>>
  /**
   * Sends the same private message to any number of users, 500 at a time; no webhook hears of it.
   *
   * @example
   * const { failed } = await admin.sendToMany(users, { MsgBody: textBody('We are back.') })
   * @throws AdminError when a call fails as a whole; `onProgress` has told how many were settled before it
   */
  sendToMany(
    receivers: Iterable<string>,
    message: MessageToMany,
    options?: SendToManyOptions,
  ): Promise<SendToManyOutcome>
}

/**
 * The client of the server API, for a backend: it holds a key that can sign for anybody, so it has no place in an app or a page.
 *
 * @example
 * const admin = createAdmin({ server: 'https://im.example.com', sdkAppId: 1400000001, key: secretKey(process.env.IM_SECRET_KEY) })
 * await admin.call('im_open_login_svc/kick', { UserID: 'alice' })
 * @throws TypeError for an address or an SDKAppID that is none
 */
export function createAdmin(options: AdminOptions): Admin {
  const call = createCall(options)
  return {
    call,
    importAccounts: (accounts, more) => importAccounts(call, accounts, more),
    sendMessage: (message, more) => sendMessage(call, message, more),
    sendGroupMessage: (message, more) => sendGroupMessage(call, message, more),
    sendToMany: (receivers, message, more) => sendToMany(call, receivers, message, more),
  }
}
