import type { KickReason } from '@signet/protocol/realtime/frames'
import type { Bus } from '../cluster/bus.ts'
import { type Outgoing, outgoing } from './frame.ts'
import type { Identity, Session } from './session.ts'
import { userSubject, wholeSubject } from './subject.ts'
import { Tallies, type Tally } from './tally.ts'

/** Ends sessions of one user, wherever they are. */
export type UserControl =
  | { readonly kind: 'all'; readonly reason: KickReason; readonly message?: string }
  /** By the id of the session. */
  | { readonly kind: 'some'; readonly sessions: Readonly<Record<string, KickReason | 'replaced'>> }

/** A user begins or ceases to hear a subject, on every node. */
interface Attendance {
  readonly kind: 'join' | 'leave'
  readonly subject: string
}

/** Carries a control out on one session of this node, if it concerns it. */
export type Obey = (session: Session, control: UserControl) => void

/** What this node has to say about a user who is on it, when anybody asks; nothing when the question is none of its own. */
export type Respond = (subject: string, sessions: readonly Session[], question: string) => string | undefined

/** The subjects that a user hears beside their own: asked once when their first session comes to this node. */
export type SubjectsOf = (sdkAppId: number, userId: string) => Promise<readonly string[]>

/** How long other nodes have to answer a question, ms. */
const ASK_MS = 250
const NOBODY: readonly Session[] = []

/** A user who hears a subject here. */
export interface Hearer {
  /** Their own subject. */
  readonly name: string
  readonly sessions: readonly Session[]
}

/** Of those who hear a subject, who are told. */
export interface Hearers {
  /** All but this session. */
  readonly except?: string
  /** Those alone whose own subjects these are. */
  readonly only?: readonly string[] | undefined
  /** All but those who are in the audience of this other subject. */
  readonly unless?: string | undefined
}

/** A user with sessions on this node. */
interface LocalUser {
  /** Their own subject. */
  readonly name: string
  readonly sessions: Session[]
  readonly subjects: Set<string>
  /** Of the application. */
  readonly tally: Tally
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
 * group's while a member has. A payload is `P<session not to tell>\n<packet>`, for some of an audience `O<hearers as JSON>\n<packet>`,
 * `C<control as JSON>` or `Q<question>`: a push needs no parsing.
 */
export class Registry {
  /** What was handed to sessions of this node, by application. */
  readonly tallies = new Tallies()
  readonly #users = new Map<string, LocalUser>()
  readonly #audiences = new Map<string, Audience>()
  readonly #bus: Bus
  readonly #obey: Obey
  readonly #subjectsOf: SubjectsOf
  readonly #respond: Respond

  constructor(bus: Bus, obey: Obey, subjectsOf: SubjectsOf = async () => [], respond: Respond = () => undefined) {
    this.#bus = bus
    this.#obey = obey
    this.#subjectsOf = subjectsOf
    this.#respond = respond
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
      user = this.#enter(subject, this.tallies.of(sdkAppId))
      user.tally.users++
      user.sessions.push(session)
      const left = new Set<string>()
      user.reading = { left, done: this.#attend(user, left, sdkAppId, userId) }
    } else {
      user.sessions.push(session)
    }
    user.tally.sessions++
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
    user.tally.sessions--
    if (user.sessions.length > 0) return
    user.tally.users--
    user.end()
    this.#users.delete(subject)
    for (const heard of user.subjects) this.#leave(user, heard)
  }

  /** Tells every session of a user, on every node, except one. The packet is serialized by the caller, once. */
  push(sdkAppId: number, userId: string, packet: string, except = ''): void {
    this.pushTo(userSubject(sdkAppId, userId), packet, { except })
  }

  /** Tells everybody who hears a subject, on every node, or some of them. */
  pushTo(subject: string, packet: string, hearers: Hearers = {}): void {
    const { except = '', only, unless } = hearers
    const isPlain = only === undefined && unless === undefined
    this.#bus.publish(subject, isPlain ? `P${except}\n${packet}` : `O${JSON.stringify(hearers)}\n${packet}`)
  }

  control(sdkAppId: number, userId: string, control: UserControl): void {
    this.#bus.publish(userSubject(sdkAppId, userId), `C${JSON.stringify(control)}`)
  }

  /** Asks every node that a user is on (`Respond`); no answer means that they are on none. */
  ask(sdkAppId: number, userId: string, question: string): Promise<string[]> {
    return this.#bus.request(userSubject(sdkAppId, userId), `Q${question}`, ASK_MS)
  }

  /** No other node has sessions that this one does not know of. */
  get isAlone(): boolean {
    return this.#bus.isAlone
  }

  /** The sessions of a user on this node, the oldest first. */
  sessionsOf(sdkAppId: number, userId: string): readonly Session[] {
    return this.#users.get(userSubject(sdkAppId, userId))?.sessions ?? NOBODY
  }

  /** Every session of an application on this node. It goes through all users: for who looks, never for what happens often. */
  *sessionsIn(sdkAppId: number): Generator<Identity> {
    for (const { sessions } of this.#users.values()) {
      for (const { identity } of sessions) if (identity?.sdkAppId === sdkAppId) yield identity
    }
  }

  /** Who hears a subject on this node, as far as `most`: their own subjects and sessions. For whoever looks into it, never for a message. */
  hearersOf(subject: string, most: number): { readonly all: number; readonly some: readonly Hearer[] } {
    const own = this.#users.get(subject)
    if (own !== undefined) return { all: 1, some: [own] }
    const users = this.#audiences.get(subject)?.users
    if (users === undefined) return { all: 0, some: [] }
    return { all: users.size, some: [...users].slice(0, most) }
  }

  /** Lets a user hear a subject from now on, wherever they are online. Call it after what it stands for is stored. */
  join(sdkAppId: number, userId: string, subject: string): void {
    this.#attendance(sdkAppId, userId, { kind: 'join', subject })
  }

  /** Of the subject and of its parts. */
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

  #enter(subject: string, tally: Tally): LocalUser {
    const user: LocalUser = {
      name: subject,
      sessions: [],
      subjects: new Set(),
      tally,
      reading: undefined,
      end: this.#bus.subscribe(subject, (payload, reply) => this.#hear(subject, user, payload, reply)),
    }
    this.#users.set(subject, user)
    return user
  }

  async #attend(user: LocalUser, left: ReadonlySet<string>, sdkAppId: number, userId: string): Promise<void> {
    try {
      const subjects = await this.#subjectsOf(sdkAppId, userId)
      // They may have gone again meanwhile; nobody would take them out of an audience then.
      if (user.sessions.length === 0) return
      for (const subject of subjects) {
        if (!left.has(subject) && !left.has(wholeSubject(subject))) this.#join(user, subject)
      }
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
    if (payload[0] === 'O') {
      this.#hearSome(users, payload)
      return
    }
    const { packet, except } = pushOf(payload)
    for (const user of users) tellHearer(user, packet, except)
  }

  #hearSome(users: Set<LocalUser>, payload: string): void {
    const end = payload.indexOf('\n')
    const { except = '', only, unless } = JSON.parse(payload.slice(1, end)) as Hearers
    const packet = outgoing(payload.slice(end + 1), true)
    const deaf = unless === undefined ? undefined : this.#audiences.get(unless)?.users
    for (const user of only?.map((name) => this.#users.get(name)) ?? users) {
      if (user !== undefined && users.has(user) && !deaf?.has(user)) tellHearer(user, packet, except)
    }
  }

  #hear(subject: string, user: LocalUser, payload: string, reply?: (answer: string) => void): void {
    switch (payload[0]) {
      case 'P': {
        const { packet, except } = pushOf(payload)
        tell(user, packet, except)
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
          for (const part of [...user.subjects]) if (wholeSubject(part) === subject) this.#leave(user, part)
        }
        return
      }
      case 'Q': {
        const answer = this.#respond(subject, user.sessions, payload.slice(1))
        if (answer !== undefined) reply?.(answer)
        return
      }
      default: {
        const control = JSON.parse(payload.slice(1)) as UserControl
        // A copy: who obeys may close the session, and closing removes it from the list.
        for (const session of [...user.sessions]) this.#obey(session, control)
      }
    }
  }
}

function tellHearer(user: LocalUser, packet: Outgoing, except: string): void {
  const { tally } = user
  const before = tally.deliveries
  tell(user, packet, except)
  tally.groupDeliveries += tally.deliveries - before
}

function tell({ sessions, tally }: LocalUser, packet: Outgoing, except: string): void {
  for (const session of sessions) {
    if (session.id === except) continue
    session.send(packet)
    tally.deliveries++
  }
}

function pushOf(payload: string) {
  const end = payload.indexOf('\n')
  return { packet: outgoing(payload.slice(end + 1), true), except: payload.slice(1, end) }
}
