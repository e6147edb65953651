/** Decisions about webhooks: no I/O, no clock. Numbers are those of docs/rules.md. */
import type { MsgBody } from '@signet/protocol/message'
import {
  type AfterCommand,
  type BeforeCommand,
  isWebhookCommand,
  OPT_PLATFORMS,
  type OptPlatform,
  WEBHOOKS,
} from '@signet/protocol/webhooks'
import type { Webhook } from '@signet/protocol/webhooks/webhook'

/** URLs of one application. */
export const MOST_ENDPOINTS = 8
const TIMEOUT_MS = { from: 50, to: 10_000 }
const MOST_URL_CHARS = 2_048
const MOST_INFO_CHARS = 512

/** What an application may set about one of its URLs. */
export interface EndpointWish {
  readonly url: string
  readonly commands: readonly string[]
  readonly refuseOnFailure: readonly string[]
  readonly timeoutMs: number | undefined
  readonly token: string | undefined
}

/** What is wrong with a URL and its switches, for the person who chose them; nothing when they are fine (HOOK12, HOOK13). */
export function endpointProblem(wish: EndpointWish): string | undefined {
  const { commands, refuseOnFailure, timeoutMs, token } = wish
  const unknown = [...commands, ...refuseOnFailure].find((command) => !isWebhookCommand(command))
  if (unknown !== undefined) return `There is no webhook ${JSON.stringify(unknown)}: see docs/reference/webhooks.md.`
  const after = refuseOnFailure.find((command) => !isBefore(command))
  if (after !== undefined) return `${after} comes after the fact: there is nothing to refuse.`
  if (timeoutMs !== undefined && !(timeoutMs >= TIMEOUT_MS.from && timeoutMs <= TIMEOUT_MS.to)) {
    return `The time limit is ${TIMEOUT_MS.from}–${TIMEOUT_MS.to} ms.`
  }
  if (token !== undefined && !/^[\x21-\x7e]{1,128}$/.test(token)) {
    return 'A token has 1–128 printable ASCII characters without a space.'
  }
  return urlProblem(wish.url)
}

function urlProblem(text: string): string | undefined {
  const url = URL.parse(text)
  if (url === null || text.length > MOST_URL_CHARS) return `A URL has at most ${MOST_URL_CHARS} characters.`
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'Webhooks go to http:// or https:// URLs.'
  if (url.username !== '' || url.password !== '') return 'A URL holds no user name and no password.'
  return url.hash === '' ? undefined : 'A URL of a webhook has no fragment.'
}

const isBefore = (command: string): boolean => isWebhookCommand(command) && WEBHOOKS[command].kind === 'before'

/** What an application's answer means (HOOK2). */
export type Decision =
  | { readonly kind: 'allow'; readonly answer: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refuse'; readonly code: number; readonly info: string }
  /** The asker is told that it worked, and nothing happens. */
  | { readonly kind: 'drop' }
  /** No answer that means anything: the command's policy decides. */
  | { readonly kind: 'failed'; readonly why: string }

/** HOOK2: reads the answer to a before-webhook. */
export function decideAnswer(command: BeforeCommand, answer: unknown): Decision {
  const failed = (why: string): Decision => ({ kind: 'failed', why })
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return failed('the answer is no object')
  const fields = answer as Readonly<Record<string, unknown>>
  if (fields['ActionStatus'] === 'FAIL') return failed('ActionStatus is FAIL')
  const code = fields['ErrorCode']
  if (!Number.isInteger(code)) return failed('ErrorCode is no integer')
  if (code === 0) return { kind: 'allow', answer: fields }
  const row: Webhook = WEBHOOKS[command]
  const refusal = row.kind === 'before' ? row.refusal : undefined
  if (refusal === undefined) return failed(`ErrorCode is ${code}`)
  const info = typeof fields['ErrorInfo'] === 'string' ? fields['ErrorInfo'].slice(0, MOST_INFO_CHARS) : ''
  if (code === 1) return { kind: 'refuse', code: refusal.code, info }
  if (code === 2 && command.endsWith('CallbackBeforeSendMsg')) return { kind: 'drop' }
  const [first, last] = refusal.custom
  if ((code as number) >= first && (code as number) <= last) return { kind: 'refuse', code: code as number, info }
  return failed(`ErrorCode ${code} means nothing here`)
}

const MEDIA: readonly string[] = ['TIMSoundElem', 'TIMImageElem', 'TIMFileElem', 'TIMVideoFileElem']

/** HOOK3: a rewrite may leave media elements out or as they are; it makes none and changes none. */
export function keepsMedia(before: MsgBody, rewritten: MsgBody): boolean {
  const known = new Set(before.map((element) => JSON.stringify(element)))
  return rewritten.every((element) => !MEDIA.includes(element.MsgType) || known.has(JSON.stringify(element)))
}

const LONGEST_WAIT_MS = 15 * 60_000

/** HOOK8: how long to wait before the next try, ms: twice as long each time, up to 15 minutes, and never all at once. */
export function retryWait(tries: number, firstWaitMs: number, random: number): number {
  const most = Math.min(LONGEST_WAIT_MS, firstWaitMs * 2 ** (tries - 1))
  return Math.round(most / 2 + (most / 2) * random)
}

/** A client names its platform freely; the query knows nine. */
export function optPlatform(platform: string): OptPlatform {
  const known = OPT_PLATFORMS.find((name) => name.toLowerCase() === platform.toLowerCase())
  if (known !== undefined) return known
  return /^iphone$/i.test(platform) ? 'iOS' : 'Unknown'
}

/** Which command tells of a message, by whether it is one of a group. */
export const SEND_COMMANDS = {
  c2c: { before: 'C2C.CallbackBeforeSendMsg', after: 'C2C.CallbackAfterSendMsg' },
  group: { before: 'Group.CallbackBeforeSendMsg', after: 'Group.CallbackAfterSendMsg' },
} as const satisfies Readonly<Record<string, { before: BeforeCommand; after: AfterCommand }>>
