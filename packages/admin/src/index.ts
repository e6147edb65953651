/** The server API from a backend: typed commands, tickets that renew themselves, retries that never do a thing twice. */
export {
  type VerifiedWebhook,
  type VerifyOptions,
  verifyWebhook,
  type WebhookRejection,
  WebhookVerifyError,
} from '@signet/protocol/webhook-verify'
export { privateKey, secretKey } from '@signet/usersig/node'
export { type Admin, createAdmin } from './admin.ts'
export type { Answer, Call, CallOptions, CommandInput, CommandPath } from './call.ts'
export { AdminError, type Trouble } from './errors.ts'
export type { AccountToImport, ImportOptions, ImportOutcome, ImportProgress } from './import-accounts.ts'
export type { AdminOptions, TicketSource } from './options.ts'
export {
  type GroupMessage,
  type Message,
  type MessageToMany,
  type SendToManyOptions,
  type SendToManyOutcome,
  textBody,
} from './send.ts'
