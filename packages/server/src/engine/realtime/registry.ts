import type { KickReason } from '@signet/protocol/realtime/frames'
import type { Bus } from '../cluster/bus.ts'
import { outgoing } from './frame.ts'
import type { Identity, Session } from './session.ts'
import { userSubject } from './subject.ts'

/** Asks every node to judge its sessions of one user; the judgement itself is the caller's. */
export interface UserControl {
  readonly kind: 'login' | 'kick'
  /** The session that logs in, which is never judged by its own login. */
  readonly session: string
  readonly identity?: Identity
  readonly reason?: KickReason
  readonly message?: string
}

/** A user begins or ceases to hear a subject, on every node. */
interface Attendance {
  readonly kind: 'join' | 'leave'
  readonly subject: string
}

/**
 * Decides about one session and carries it out. `newer` is how many sessions of the same user came to this node after it and stay.
 * @returns whether it stays
 */
export type Judge = (session: Session, identity: Identity, control: UserControl, newer: number) => boolean

/** The subjects that a user hears beside their own: asked once when their first session comes to this node. */
export type SubjectsOf = (sdkAppId: number, userId: string) => Promise<readonly string[]>

/** A user with sessions on this node. */
interface LocalUser {
  readonly sessions: Session[]
  readonly subjects: Set<string>
  readonly end: () => void
  /** While their subjects are read: what they left in the meantime, so that the answer does not bring it back. */
  reading: { readonly left: Set<string>; readonly done: Promise<void> } | undefined
}

/** A subject that several users hear, such as a group. */
interface Audience {
  readonly users: Set<LocalUser>
  readonly end: () => void
}

/**
 * The live sessions of this node, joined to the bus: a node subscribes to a user's subject while that user has a session here, and to a
 * group's while a member has. A payload is `P<session not to tell>\n<packet>` or `C<control as JSON>`: a push needs no parsing.
 */
export class Registry {
  readonly #users = new Map<string, LocalUser>()
  readonly #audiences = new Map<string, Audience>()
  readonly #bus: Bus
  readonly #judge: Judge
  readonly #subjectsOf: SubjectsOf

  constructor(bus: Bus, judge: Judge, subjectsOf: SubjectsOf = async () => []) {
    this.#bus = bus
    this.#judge = judge
    this.#subjectsOf = subjectsOf
  }

  /**
   * From its return on the session hears what is for its user alone; when the promise is fulfilled, all that the user hears.
   * @throws what reading the user's subjects threw; the session is out again then
   */
  async add(session: Session, identity: Identity): Promise<void> {
    const { sdkAppId, userId } = identity
    const subject = userSubject(sdkAppId, userId)
    let user = this.#users.get(subject)
    if (user === undefined) {
      user = this.#enter(subject)
      user.sessions.push(session)
      const left = new Set<string>()
      user.reading = { left, done: this.#attend(user, left, sdkAppId, userId) }
    } else {
      user.sessions.push(session)
    }
    try {
      await user.reading?.done
    } catch (error) {
      this.remove(session, identity)
      throw error
    }
  }

  remove(session: Session, { sdkAppId, userId }: Identity): void {
    const subject = userSubject(sdkAppId, userId)
    const user = this.#users.get(subject)
    const at = user?.sessions.indexOf(session) ?? -1
    if (user === undefined || at < 0) return
    user.sessions.splice(at, 1)
    if (user.sessions.length > 0) return
    user.end()
    this.#users.delete(subject)
    for (const heard of user.subjects) this.#leave(user, heard)
  }

  /** Tells every session of a user, on every node, except one. The packet is serialized by the caller, once. */
  push(sdkAppId: number, userId: string, packet: string, except = ''): void {
    this.pushTo(userSubject(sdkAppId, userId), packet, except)
  }

  /** Tells everybody who hears a subject, on every node, except one session. */
  pushTo(subject: string, packet: string, except = ''): void {
    this.#bus.publish(subject, `P${except}\n${packet}`)
  }

  control(sdkAppId: number, userId: string, control: UserControl): void {
    this.#bus.publish(userSubject(sdkAppId, userId), `C${JSON.stringify(control)}`)
  }

  /** Lets a user hear a subject from now on, wherever they are online. Call it after what it stands for is stored. */
  join(sdkAppId: number, userId: string, subject: string): void {
    this.#attendance(sdkAppId, userId, { kind: 'join', subject })
  }

  leave(sdkAppId: number, userId: string, subject: string): void {
    this.#attendance(sdkAppId, userId, { kind: 'leave', subject })
  }

  /** Nobody hears the subject any more. */
  disband(subject: string): void {
    this.#bus.publish(subject, 'E')
  }

  /** Users with a session on this node. */
  get users(): number {
    return this.#users.size
  }

  /** Subjects with an audience on this node. */
  get audiences(): number {
    return this.#audiences.size
  }

  #attendance(sdkAppId: number, userId: string, attendance: Attendance): void {
    this.#bus.publish(userSubject(sdkAppId, userId), `A${JSON.stringify(attendance)}`)
  }

  #enter(subject: string): LocalUser {
    const user: LocalUser = {
      sessions: [],
      subjects: new Set(),
      reading: undefined,
      end: this.#bus.subscribe(subject, (payload) => this.#hear(user, payload)),
    }
    this.#users.set(subject, user)
    return user
  }

  async #attend(user: LocalUser, left: ReadonlySet<string>, sdkAppId: number, userId: string): Promise<void> {
    try {
      const subjects = await this.#subjectsOf(sdkAppId, userId)
      // They may have gone again meanwhile; nobody would take them out of an audience then.
      if (user.sessions.length > 0) for (const subject of subjects) if (!left.has(subject)) this.#join(user, subject)
    } finally {
      user.reading = undefined
    }
  }

  #join(user: LocalUser, subject: string): void {
    if (user.subjects.has(subject)) return
    user.subjects.add(subject)
    const audience = this.#audiences.get(subject)
    if (audience !== undefined) {
      audience.users.add(user)
      return
    }
    const users = new Set([user])
    const end = this.#bus.subscribe(subject, (payload) => this.#hearAll(subject, users, payload))
    this.#audiences.set(subject, { users, end })
  }

  #leave(user: LocalUser, subject: string): void {
    if (!user.subjects.delete(subject)) return
    const audience = this.#audiences.get(subject)
    if (audience === undefined || !audience.users.delete(user) || audience.users.size > 0) return
    audience.end()
    this.#audiences.delete(subject)
  }

  #hearAll(subject: string, users: Set<LocalUser>, payload: string): void {
    if (payload === 'E') {
      for (const user of [...users]) this.#leave(user, subject)
      return
    }
    const { packet, except } = pushOf(payload)
    for (const user of users) for (const session of user.sessions) if (session.id !== except) session.send(packet)
  }

  #hear(user: LocalUser, payload: string): void {
    switch (payload[0]) {
      case 'P': {
        const { packet, except } = pushOf(payload)
        for (const session of user.sessions) if (session.id !== except) session.send(packet)
        return
      }
      case 'A': {
        const { kind, subject } = JSON.parse(payload.slice(1)) as Attendance
        if (kind === 'join') {
          user.reading?.left.delete(subject)
          this.#join(user, subject)
        } else {
          user.reading?.left.add(subject)
          this.#leave(user, subject)
        }
        return
      }
      default:
        this.#judgeAll(user.sessions, JSON.parse(payload.slice(1)) as UserControl)
    }
  }

  /** From the newest on, so that only those that stay count. A copy: judging may close sessions, and closing removes them from the list. */
  #judgeAll(sessions: readonly Session[], control: UserControl): void {
    let newer = 0
    for (const session of [...sessions].reverse()) {
      const { identity } = session
      if (identity === undefined) continue
      if (session.id === control.session || this.#judge(session, identity, control, newer)) newer++
    }
  }
}

function pushOf(payload: string) {
  const end = payload.indexOf('\n')
  return { packet: outgoing(payload.slice(end + 1), true), except: payload.slice(1, end) }
}
