import { HIDDEN, Marks } from './marks.ts'
import { COUNT_EVERY_MS, LISTED_MEMBERS, NAMES_IN_NOTICE, RECENT_MEMBERS } from './rules.ts'

export interface RoomMember {
  readonly userId: string
  /** ms */
  readonly joinedAt: number
}

interface Inside {
  readonly joinedAt: number
  sessions: number
}

/** Who came and who went since the last notice. */
export interface Movement {
  readonly came: readonly string[]
  readonly went: readonly string[]
}

/** Who is in a room on this node, and how many on the others. */
export class Presence {
  /** In the order in which they came. */
  readonly #users = new Map<string, Inside>()
  readonly marks = new Marks()
  #guests = 0
  #recent: RoomMember[] = []
  #came = new Set<string>()
  #went = new Set<string>()
  readonly #elsewhere = new Map<string, { readonly count: number; readonly at: number }>()

  /** Users on this node, each once however many sessions, and guests. */
  get here(): number {
    return this.#users.size + this.#guests
  }

  has(userId: string): boolean {
    return this.#users.has(userId)
  }

  /** @param userId empty for a guest */
  enter(userId: string, now: number): void {
    if (userId === '') {
      this.#guests++
      return
    }
    const inside = this.#users.get(userId)
    if (inside !== undefined) {
      inside.sessions++
      return
    }
    this.#users.set(userId, { joinedAt: now, sessions: 1 })
    this.sawCome(userId, now)
    // Who left and is back before anybody was told did neither.
    if (!this.#went.delete(userId)) this.#came.add(userId)
  }

  leave(userId: string): void {
    if (userId === '') {
      this.#guests--
      return
    }
    const inside = this.#users.get(userId)
    if (inside === undefined || --inside.sessions > 0) return
    this.#users.delete(userId)
    this.marks.forget(userId)
    this.sawGo(userId)
    if (!this.#came.delete(userId)) this.#went.add(userId)
  }

  /** Somebody came, here or on another node. */
  sawCome(userId: string, now: number): void {
    this.sawGo(userId)
    if (this.#recent.push({ userId, joinedAt: now }) > RECENT_MEMBERS) this.#recent.shift()
  }

  sawGo(userId: string): void {
    const at = this.#recent.findIndex((member) => member.userId === userId)
    if (at >= 0) this.#recent.splice(at, 1)
  }

  /** Newest first; who is hidden is not among them. */
  recent(): RoomMember[] {
    return this.#recent.filter(({ userId }) => !this.marks.has(userId, HIDDEN)).reverse()
  }

  /** Those on this node, newest first. */
  list(): RoomMember[] {
    const users = [...this.#users].slice(-LISTED_MEMBERS).reverse()
    return users.map(([userId, { joinedAt }]) => ({ userId, joinedAt }))
  }

  /** What is to be told; from here on it is told. A notice has room for so many names. */
  takeMovement(): Movement {
    const came = [...this.#came].slice(0, NAMES_IN_NOTICE)
    const went = [...this.#went].slice(0, NAMES_IN_NOTICE)
    if (this.#came.size > 0) this.#came = new Set()
    if (this.#went.size > 0) this.#went = new Set()
    return { came, went }
  }

  /** Another node said how many it has. */
  heardCount(node: string, count: number, now: number): void {
    if (count === 0) this.#elsewhere.delete(node)
    else this.#elsewhere.set(node, { count, at: now })
  }

  /** How many are in the room on all nodes. @param now of the clock of `heardCount` */
  online(now: number): number {
    let sum = this.here
    for (const [node, { count, at }] of this.#elsewhere) {
      if (now - at > 2 * COUNT_EVERY_MS) this.#elsewhere.delete(node)
      else sum += count
    }
    return sum
  }
}
