/** Decisions about offline pushes: no I/O, no clock. Numbers are those of docs/rules.md. */
import type { RemindType } from '@signet/protocol/conversation'
import type { MsgBody } from '@signet/protocol/message'
import type { WireMessage } from '@signet/protocol/realtime/frames'

/** Languages of the text that stands for what has none. */
export const PUSH_LANGUAGES = ['zh', 'en'] as const
export type PushLanguage = (typeof PUSH_LANGUAGES)[number]

/** Pushes of one request to a gateway. */
export const BATCH = 50
/** Receivers of one message for whom it is counted what they have not read: it costs a look at their conversations. */
export const MOST_BADGES = 200

const MOST_URL_CHARS = 2_048

/** What is wrong with the URL of a gateway, for the person who chose it; nothing when it is fine. */
export function gatewayProblem(text: string): string | undefined {
  const url = URL.parse(text)
  if (url === null || text.length > MOST_URL_CHARS) return `A URL has at most ${MOST_URL_CHARS} characters.`
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'A gateway has an https:// URL.'
  if (url.username !== '' || url.password !== '') return 'A URL holds no user name and no password.'
  return url.hash === '' ? undefined : 'The URL of a gateway has no fragment.'
}

/** Is this message one that phones show, whoever it is for (PSH2)? */
export function isPushed({
  offlinePush,
  body,
  targets,
}: Pick<WireMessage, 'offlinePush' | 'body' | 'targets'>): boolean {
  if (offlinePush?.PushFlag === 1 || targets?.length === 0) return false
  return !isMuteCustom(body) || offlinePush?.Desc !== undefined
}

/** Data of the application that says nothing to people. */
function isMuteCustom(body: MsgBody): boolean {
  const [only] = body
  return body.length === 1 && only?.MsgType === 'TIMCustomElem' && !only.MsgContent.Desc
}

/**
 * Does somebody who wants to hear of a conversation in this way get its pushes (PSH3)? What the application writes to one person is
 * pushed although they muted its sender, unless the message says otherwise.
 */
export function mayNotify(
  remind: RemindType,
  {
    isPrivate,
    byApp,
    heedsMute,
  }: { readonly isPrivate: boolean; readonly byApp: boolean; readonly heedsMute: boolean },
): boolean {
  if (remind === 'AcceptAndNotify') return true
  return remind === 'AcceptNotNotify' && isPrivate && byApp && !heedsMute
}

/** Why a push that waited is not made any more; nothing when it is (PSH6). Times are ms. */
export function expiryOf(
  { at, lifeTime }: { readonly at: number; readonly lifeTime?: number | undefined },
  now: number,
  maxAgeMs: number,
): 'age' | 'lifetime' | undefined {
  if (now - at > maxAgeMs) return 'age'
  return lifeTime !== undefined && at + lifeTime * 1000 <= now ? 'lifetime' : undefined
}

/** Answers that another try does not change: the gateway has understood the request, and does not want it. */
export const isFinal = (status: number | undefined): boolean =>
  status !== undefined && status >= 400 && status < 500 && ![401, 403, 404, 408, 425, 429].includes(status)
