import { fail } from '../../engine/failure.ts'
import type { Route } from '../messages/route.ts'
import type { Self } from '../messages/view.ts'
import type { GlobalMute } from './global-mute.ts'

/**
 * Asks whether the sender is muted before the route asks anything: for messages of sessions, not for those of the backend.
 * @throws Failure SENDER_MUTED, GROUP_MUTED
 */
export type Guard = (self: Self, kind: 'C2C' | 'GROUP', route: Route) => Route

/** Why somebody may say nothing there now, by an edit or beside a message; nothing when they may. */
export type Silenced = (self: Self, kind: 'C2C' | 'GROUP') => ReturnType<GlobalMute['refusal']>

export const createSilenced =
  (mute: Pick<GlobalMute, 'refusal'>): Silenced =>
  ({ sdkAppId, userId }, kind) =>
    mute.refusal(sdkAppId, userId, PLACE[kind])

const PLACE = { C2C: 'c2c', GROUP: 'group' } as const

type Admitted = Awaited<ReturnType<Route['admit']>>

export function createGuard(mute: Pick<GlobalMute, 'refusal'>): Guard {
  /** By sender and conversation: the last message that waits. What comes after it waits with it, in order (MSG7). */
  const waiting = new Map<string, Promise<unknown>>()

  function inTurn(key: string, admit: () => ReturnType<Route['admit']>): Promise<Admitted> {
    const turn = (waiting.get(key) ?? Promise.resolve()).then(admit)
    const settled = turn.then(
      () => {},
      () => {},
    )
    waiting.set(key, settled)
    settled.then(() => {
      if (waiting.get(key) === settled) waiting.delete(key)
    })
    return turn
  }

  return ({ sdkAppId, userId }, kind, route) => {
    const key = `${userId}/${route.timeline}`
    const refusal = mute.refusal(sdkAppId, userId, PLACE[kind])
    const hasToWait = refusal instanceof Promise || (waiting.size > 0 && waiting.has(key))
    if (!hasToWait) {
      if (refusal !== undefined) throw fail(refusal)
      return route
    }
    // A message that is refused for its shape is never admitted: then nobody else waits for this.
    if (refusal instanceof Promise) refusal.catch(() => {})
    return {
      ...route,
      admit: (draft) =>
        inTurn(key, async () => {
          const known = await refusal
          if (known !== undefined) throw fail(known)
          return await route.admit(draft)
        }),
    }
  }
}
