/** What happened in a stretch of time. The first five add up; of the rest the greatest, or the newest, counts. */
export interface Counts {
  readonly messages: number
  readonly deliveries: number
  readonly hooks: number
  readonly hooksFailed: number
  /** What the calls of webhooks took in all, ms. */
  readonly hooksMs: number
  /** At most at once. */
  readonly sessions: number
  readonly users: number
}

export interface Point extends Counts {
  /** When the stretch began, ms. */
  readonly at: number
  /** How long it is. */
  readonly seconds: number
  /** Counted now and then, so absent in short stretches. */
  readonly accounts?: number
  readonly groups?: number
  readonly bytes?: number
}

export const NOTHING: Counts = {
  messages: 0,
  deliveries: 0,
  hooks: 0,
  hooksFailed: 0,
  hooksMs: 0,
  sessions: 0,
  users: 0,
}

export const isNothing = (counts: Counts): boolean => Object.values(counts).every((value) => value === 0)

/** Two stretches as one. */
export const joined = (one: Counts, other: Counts): Counts => ({
  messages: one.messages + other.messages,
  deliveries: one.deliveries + other.deliveries,
  hooks: one.hooks + other.hooks,
  hooksFailed: one.hooksFailed + other.hooksFailed,
  hooksMs: one.hooksMs + other.hooksMs,
  sessions: Math.max(one.sessions, other.sessions),
  users: Math.max(one.users, other.users),
})

/** Applications side by side: what is there at once adds up too. */
export const together = (one: Counts, other: Counts): Counts => ({
  ...joined(one, other),
  sessions: one.sessions + other.sessions,
  users: one.users + other.users,
})
