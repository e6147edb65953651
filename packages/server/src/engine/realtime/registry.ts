import type { KickReason } from '@signet/protocol/realtime/frames'
import type { Bus } from '../cluster/bus.ts'
import { outgoing } from './frame.ts'
import type { Identity, Session } from './session.ts'

/** Asks every node to judge its sessions of one user; the judgement itself is the caller's. */
export interface UserControl {
  readonly kind: 'login' | 'kick'
  /** The session that logs in, which is never judged by its own login. */
  readonly session: string
  readonly identity?: Identity
  readonly reason?: KickReason
  readonly message?: string
}

/**
 * Decides about one session and carries it out. `newer` is how many sessions of the same user came to this node after it and stay.
 * @returns whether it stays
 */
export type Judge = (session: Session, identity: Identity, control: UserControl, newer: number) => boolean

/**
 * The live sessions of this node by user, joined to the bus: a node subscribes to a user's subject while that user has a session here.
 * A payload is `P<session not to tell>\n<packet>` or `C<control as JSON>`: a push needs no parsing.
 */
export class Registry {
  readonly #users = new Map<string, { sessions: Session[]; end: () => void }>()
  readonly #bus: Bus
  readonly #control: Judge

  constructor(bus: Bus, control: Judge) {
    this.#bus = bus
    this.#control = control
  }

  add(session: Session, identity: Identity): void {
    const subject = subjectOf(identity.sdkAppId, identity.userId)
    const user = this.#users.get(subject)
    if (user !== undefined) {
      user.sessions.push(session)
      return
    }
    const sessions = [session]
    const end = this.#bus.subscribe(subject, (payload) => this.#hear(sessions, payload))
    this.#users.set(subject, { sessions, end })
  }

  remove(session: Session, identity: Identity): void {
    const subject = subjectOf(identity.sdkAppId, identity.userId)
    const user = this.#users.get(subject)
    const at = user?.sessions.indexOf(session) ?? -1
    if (user === undefined || at < 0) return
    user.sessions.splice(at, 1)
    if (user.sessions.length > 0) return
    user.end()
    this.#users.delete(subject)
  }

  /** Tells every session of a user, on every node, except one. The packet is serialized by the caller, once. */
  push(sdkAppId: number, userId: string, packet: string, except = ''): void {
    this.#bus.publish(subjectOf(sdkAppId, userId), `P${except}\n${packet}`)
  }

  control(sdkAppId: number, userId: string, control: UserControl): void {
    this.#bus.publish(subjectOf(sdkAppId, userId), `C${JSON.stringify(control)}`)
  }

  /** Users with a session on this node. */
  get users(): number {
    return this.#users.size
  }

  #hear(sessions: readonly Session[], payload: string): void {
    if (payload.charCodeAt(0) === 0x50) {
      const end = payload.indexOf('\n')
      const except = payload.slice(1, end)
      const packet = outgoing(payload.slice(end + 1), true)
      for (const session of sessions) if (session.id !== except) session.send(packet)
      return
    }
    const control = JSON.parse(payload.slice(1)) as UserControl
    // From the newest on, so that only those that stay count. A copy: judging may close sessions, and closing removes them from the list.
    let newer = 0
    for (const session of [...sessions].reverse()) {
      const { identity } = session
      if (identity === undefined) continue
      if (session.id === control.session || this.#control(session, identity, control, newer)) newer++
    }
  }
}

const subjectOf = (sdkAppId: number, userId: string): string => `u.${sdkAppId}.${userId}`
