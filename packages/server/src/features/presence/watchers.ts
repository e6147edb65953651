import { STATUS_LIMITS, type WireStatus } from '@signet/protocol/status'
import type { Bus } from '../../engine/cluster/bus.ts'
import { fail } from '../../engine/failure.ts'
import { type Outgoing, outgoing } from '../../engine/realtime/frame.ts'
import type { Session } from '../../engine/realtime/session.ts'
import type { After } from './delays.ts'
import { changedSubject, type Presence } from './presence.ts'

export interface WatcherParts {
  readonly bus: Bus
  readonly presence: Pick<Presence, 'statusOf'>
  readonly after: After
  /** ms, of a clock that nobody sets */
  now(): number
  onFailure(error: unknown): void
}

/** Somebody whose status sessions of this node want to hear of. */
interface Watched {
  readonly sdkAppId: number
  readonly userId: string
  readonly sessions: Set<Session>
  readonly end: () => void
  /** What was told last; nothing before anything was. */
  told: string | undefined
}

/** A subscriber hears at most so often (PRES4), ms. */
const PERIOD_MS = 1000
/** What happens together is told together, ms. */
const GATHER_MS = 20

export type Watchers = ReturnType<typeof createWatchers>

/**
 * Which sessions of this node hear of whose status. Being told that something changed only makes a user due: how things stand is asked
 * when it is time to tell, so that whoever comes and goes ten times a second is told of once, and as they are.
 */
export function createWatchers({ bus, presence, after, now, onFailure }: WatcherParts) {
  const watched = new Map<string, Watched>()
  const bySession = new Map<Session, Set<Watched>>()
  const due = new Set<Watched>()
  let cancel: (() => void) | undefined
  let lastRound = Number.NEGATIVE_INFINITY

  function makeDue(user: Watched): void {
    due.add(user)
    cancel ??= after(Math.max(GATHER_MS, lastRound + PERIOD_MS - now()), () => {
      round().catch(onFailure)
    })
  }

  async function round(): Promise<void> {
    const users = [...due]
    due.clear()
    lastRound = now()
    cancel = undefined
    const news = new Map<Session, WireStatus[]>()
    await Promise.all(
      users.map(async (user) => {
        const status = await look(user)
        const text = JSON.stringify(status)
        if (text === user.told) return
        user.told = text
        for (const session of user.sessions) {
          const list = news.get(session)
          if (list === undefined) news.set(session, [status])
          else list.push(status)
        }
      }),
    )
    const packets = new Map<string, Outgoing>()
    for (const [session, list] of news) session.send(packetOf(packets, list))
  }

  async function look({ sdkAppId, userId }: Watched): Promise<WireStatus> {
    const [found] = await presence.statusOf(sdkAppId, [userId])
    return wireStatus(found!)
  }

  function watch(sdkAppId: number, userId: string): Watched {
    const subject = changedSubject(sdkAppId, userId)
    const known = watched.get(subject)
    if (known !== undefined) return known
    const user: Watched = {
      sdkAppId,
      userId,
      sessions: new Set(),
      told: undefined,
      end: bus.subscribe(subject, () => makeDue(user)),
    }
    watched.set(subject, user)
    return user
  }

  function leave(session: Session, user: Watched): void {
    user.sessions.delete(session)
    if (user.sessions.size > 0) return
    user.end()
    due.delete(user)
    watched.delete(changedSubject(user.sdkAppId, user.userId))
  }

  return {
    /** @returns how things stand, in the order asked for. @throws Failure BAD_PARAMETER when it would be too many */
    async subscribe(session: Session, sdkAppId: number, userIds: readonly string[]): Promise<WireStatus[]> {
      const own = bySession.get(session) ?? new Set()
      const added = new Set(userIds.filter((userId) => !own.has(watched.get(changedSubject(sdkAppId, userId))!)))
      if (own.size + added.size > STATUS_LIMITS.subscriptions) {
        const text = `A session is subscribed to at most ${STATUS_LIMITS.subscriptions} users: unsubscribe from others first.`
        throw fail('BAD_PARAMETER', text)
      }
      // Who closed meanwhile is nobody to remember.
      if (session.state.kind === 'live') bySession.set(session, own)
      for (const userId of session.state.kind === 'live' ? added : []) {
        const user = watch(sdkAppId, userId)
        user.sessions.add(session)
        own.add(user)
      }
      // After the subscription, so that a change in between is told.
      const statuses = (await presence.statusOf(sdkAppId, userIds)).map(wireStatus)
      for (const status of statuses) {
        const user = watched.get(changedSubject(sdkAppId, status.userId))
        if (user !== undefined && !due.has(user)) user.told ??= JSON.stringify(status)
      }
      return statuses
    },

    /** @param userIds absent: everybody */
    unsubscribe(session: Session, sdkAppId: number, userIds?: readonly string[]): void {
      const own = bySession.get(session)
      if (own === undefined) return
      const names = userIds && new Set(userIds.map((userId) => changedSubject(sdkAppId, userId)))
      for (const user of own) {
        if (names !== undefined && !names.has(changedSubject(user.sdkAppId, user.userId))) continue
        own.delete(user)
        leave(session, user)
      }
      if (own.size === 0) bySession.delete(session)
    },

    /** The session has ended. */
    forget(session: Session): void {
      for (const user of bySession.get(session) ?? []) leave(session, user)
      bySession.delete(session)
    },

    /** Users that somebody on this node hears of. */
    get users(): number {
      return watched.size
    },

    close(): void {
      cancel?.()
      for (const user of watched.values()) user.end()
      watched.clear()
      bySession.clear()
    },
  }
}

const wireStatus = ({ userId, status, customStatus }: WireStatus): WireStatus => ({ userId, status, customStatus })

export const statusPacket = (users: readonly WireStatus[]): string => JSON.stringify({ type: 'status', users })

/** Those who hear the same share one packet. */
function packetOf(packets: Map<string, Outgoing>, users: readonly WireStatus[]): Outgoing {
  const text = statusPacket(users)
  const known = packets.get(text)
  if (known !== undefined) return known
  const packet = outgoing(text, true)
  packets.set(text, packet)
  return packet
}
