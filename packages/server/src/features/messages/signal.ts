import { deliver } from './delivery.ts'
import type { Draft, Route } from './route.ts'
import { checked, type SendOptions, type SendParts } from './send.ts'

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
  const value = checked(draft, options.maxBytes)
  await route.admit(draft)
  const time = parts.clock.now()
  deliver(parts.registry, route, draft, `{"time":${time},${value.slice(1)}`, options.sentBy, 'signal')
  return { time }
}
