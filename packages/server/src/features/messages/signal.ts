import { fail } from '../../engine/failure.ts'
import { deliver } from './delivery.ts'
import type { Draft, Route } from './route.ts'
import { checked, type SendOptions, type SendParts, sendingOf } from './send.ts'

export interface SignalParts extends SendParts {
  /** The clock that stamps messages. */
  readonly clock: { now(): number }
}

/**
 * Sends a message that is stored nowhere and has no number, such as that somebody types (MSG13). Who may speak is judged as for any
 * message; who is not online never hears of it.
 * @throws Failure MESSAGE_INVALID, MESSAGE_TOO_LONG, or what the route says
 */
export async function signal(
  parts: SignalParts,
  route: Route,
  draft: Draft,
  options: SendOptions,
): Promise<{ time: number }> {
  checked(draft, options.maxBytes)
  const live = await route.admit(draft)
  if (live !== undefined) throw fail('GROUP_UNSUPPORTED', 'A live room stores no message: leave out `onlineOnly`.')
  const sending = parts.hooks && sendingOf(route, draft, options, true)
  const verdict = options.withoutHooks?.before ? undefined : sending && (await parts.hooks?.before(sending))
  if (verdict?.kind === 'drop') return { time: verdict.time }
  const sent = verdict?.draft ?? draft
  if (verdict !== undefined) await route.admitAgain?.(sent)
  const time = parts.clock.now()
  const text = `{"time":${time},${JSON.stringify(sent).slice(1)}`
  deliver(parts.registry, route, sent, text, options.sentBy, 'signal')
  if (sending && !options.withoutHooks?.after) await parts.hooks?.signalled({ ...sending, draft: sent }, time)
  return { time }
}
