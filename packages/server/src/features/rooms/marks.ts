/** The user is in none of the lists of who is in the room. */
export const HIDDEN = 600
/** Marks that applications give their meaning to begin here. */
const FIRST_OWN = 1_000
const MOST_OWN = 100_000
/** Different marks of one room. */
const MOST_KINDS = 10

export const isMark = (mark: number): boolean => mark === HIDDEN || (mark >= FIRST_OWN && mark <= MOST_OWN)

/** What an application wants of users who are in a room. */
export interface MarkWish {
  readonly users: readonly { readonly userId: string; readonly marks: readonly number[] }[]
  /** False: the marks are taken away. */
  readonly isSet: boolean
}

/** How an application marks who is in a room (ROOM10). A mark goes when its user does. */
export class Marks {
  readonly #byUser = new Map<string, Set<number>>()

  /** Would the room have more different marks than it may? */
  isTooMany(marks: Iterable<number>): boolean {
    const kinds = new Set(marks)
    for (const own of this.#byUser.values()) for (const mark of own) kinds.add(mark)
    return kinds.size > MOST_KINDS
  }

  set(userId: string, marks: Iterable<number>): void {
    const own = this.#byUser.get(userId) ?? new Set()
    for (const mark of marks) own.add(mark)
    if (own.size > 0) this.#byUser.set(userId, own)
  }

  remove(userId: string, marks: Iterable<number>): void {
    const own = this.#byUser.get(userId)
    if (own === undefined) return
    for (const mark of marks) own.delete(mark)
    if (own.size === 0) this.forget(userId)
  }

  forget(userId: string): void {
    this.#byUser.delete(userId)
  }

  has(userId: string, mark: number): boolean {
    return this.#byUser.get(userId)?.has(mark) ?? false
  }
}
