/**
 * Every webhook: its command, when it comes, what its body holds, and what may be answered. One table; the types, the switches of
 * an application and docs/reference/webhooks.md derive from it. How they travel is told in docs/webhooks.md.
 */
import type { Static, TSchema } from 'typebox'
import { GROUP_WEBHOOKS } from './webhooks/groups.ts'
import { ONE_TO_ONE_WEBHOOKS } from './webhooks/one-to-one.ts'
import { PEOPLE_WEBHOOKS } from './webhooks/people.ts'
import { SERVICE_WEBHOOKS } from './webhooks/services.ts'
import type { Webhook } from './webhooks/webhook.ts'

/** Command → its row, in the order of the reference page. */
export const WEBHOOKS = {
  ...PEOPLE_WEBHOOKS,
  ...ONE_TO_ONE_WEBHOOKS,
  ...GROUP_WEBHOOKS,
  ...SERVICE_WEBHOOKS,
} as const satisfies Readonly<Record<string, Webhook>>

type Table = typeof WEBHOOKS

/** `C2C.CallbackBeforeSendMsg` … */
export type WebhookCommand = keyof Table
/** Those that are asked before something happens. */
export type BeforeCommand = { [C in WebhookCommand]: Table[C]['kind'] extends 'before' ? C : never }[WebhookCommand]
/** Those that are told after something happened. */
export type AfterCommand = Exclude<WebhookCommand, BeforeCommand>

/** What the server sends for a command, without `CallbackCommand`, which every body repeats. */
export type WebhookBody<C extends WebhookCommand> = Static<Table[C]['body']>

/** What an application may answer to a before-webhook, beside ActionStatus, ErrorCode and ErrorInfo. */
export type WebhookAnswer<C extends BeforeCommand> = Table[C] extends { readonly answer: infer A extends TSchema }
  ? Static<A>
  : never

export const WEBHOOK_COMMANDS = Object.keys(WEBHOOKS) as readonly WebhookCommand[]

/** `isWebhookCommand('C2C.CallbackAfterSendMsg')` → true */
export const isWebhookCommand = (name: string): name is WebhookCommand => Object.hasOwn(WEBHOOKS, name)

export const isBeforeCommand = (command: WebhookCommand): command is BeforeCommand =>
  WEBHOOKS[command].kind === 'before'

/** Values of the query parameter `OptPlatform`: by what kind of client the webhook was caused. */
export const OPT_PLATFORMS = ['RESTAPI', 'Web', 'Android', 'iOS', 'Windows', 'Mac', 'iPad', 'Linux', 'Unknown'] as const
export type OptPlatform = (typeof OPT_PLATFORMS)[number]
