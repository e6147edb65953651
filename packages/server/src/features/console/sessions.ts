import { hash, randomBytes } from 'node:crypto'

const MINUTE = 60_000
/** A session from which nothing came for so long is over (CON6). */
export const IDLE_MS: number = 30 * MINUTE
/** A session is over so long after the sign-in, whatever came (CON6). */
export const ABSOLUTE_MS: number = 12 * 60 * MINUTE

/** Somebody who is signed in. */
export interface ConsoleSession {
  readonly name: string
  /** ms: when the password was chosen that opened this session; a later one ends it. */
  readonly passwordAt: number
}

/** From where somebody signed in. */
export interface SignInPlace {
  readonly address: string
  /** As the browser calls itself. */
  readonly agent: string
}

/** A session as its user sees it. Times are ms. */
export interface ListedSession extends SignInPlace {
  /** Names the session; nobody can sign in with it. */
  readonly key: string
  readonly openedAt: number
  readonly usedAt: number
}

/** Who is signed in to the console, in memory: a restart signs everybody out. */
export interface ConsoleSessions {
  /** @returns the id, 256 random bits, which is not kept and cannot be had again */
  open(session: ConsoleSession, place?: SignInPlace): string
  /** Those of one user that were opened with this password, the one used last first. */
  of(session: ConsoleSession): readonly ListedSession[]
  /** @returns false when the user has no such session */
  endOf(name: string, key: string): boolean
  /** The session of this id if it is not over; it counts as used now. */
  use(id: string): ConsoleSession | undefined
  end(id: string): void
  readonly size: number
}

interface Entry extends ConsoleSession, SignInPlace {
  readonly openedAt: number
  usedAt: number
}

/** What stands in memory in place of an id, so that a dump of it signs nobody in. */
const digestOf = (id: string): string => hash('sha256', id, 'base64url')

/** What names a session to its user. */
export const sessionKeyOf = (id: string): string => keyOf(digestOf(id))
const keyOf = (digest: string): string => digest.slice(0, 12)

/**
 * The token that must accompany the changes of a session (CON7). It follows from the id, so there is nothing to keep; the id does not
 * follow from it.
 */
export const csrfTokenOf = (id: string): string => hash('sha256', `csrf ${id}`, 'base64url')

/**
 * @example
 * const sessions = createConsoleSessions({ now: Date.now })
 * const id = sessions.open({ name: 'owner', passwordAt })
 * sessions.use(id)?.name // 'owner'
 */
export function createConsoleSessions(options: {
  /** ms */
  readonly now: () => number
  /** Most sessions of one user; a further one ends the one unused for longest. Default 20. */
  readonly maxPerUser?: number
  /** Most sessions; as above. Default 1,000. */
  readonly maxSessions?: number
}): ConsoleSessions {
  const { now, maxPerUser = 20, maxSessions = 1000 } = options
  /** By digest, in the order of their last use. */
  const entries = new Map<string, Entry>()

  const isOver = ({ openedAt, usedAt }: Entry): boolean => {
    const at = now()
    return at - usedAt >= IDLE_MS || at - openedAt >= ABSOLUTE_MS
  }

  function makeRoom(name: string): void {
    for (const [digest, entry] of entries) if (isOver(entry)) entries.delete(digest)
    const own = [...entries].filter(([, entry]) => entry.name === name)
    const oldest = own.length >= maxPerUser ? own[0]?.[0] : entries.size >= maxSessions ? first(entries) : undefined
    if (oldest !== undefined) entries.delete(oldest)
  }

  return {
    open({ name, passwordAt }, { address, agent } = { address: '', agent: '' }) {
      makeRoom(name)
      const id = randomBytes(32).toString('base64url')
      const at = now()
      entries.set(digestOf(id), { name, passwordAt, address, agent: agent.slice(0, 300), openedAt: at, usedAt: at })
      return id
    },

    use(id) {
      const digest = digestOf(id)
      const entry = entries.get(digest)
      if (entry === undefined) return undefined
      entries.delete(digest)
      if (isOver(entry)) return undefined
      entry.usedAt = now()
      entries.set(digest, entry)
      return { name: entry.name, passwordAt: entry.passwordAt }
    },

    of({ name, passwordAt }) {
      const isOwn = (entry: Entry): boolean => entry.name === name && entry.passwordAt === passwordAt && !isOver(entry)
      const own = [...entries].filter(([, entry]) => isOwn(entry)).reverse()
      return own.map(([digest, { address, agent, openedAt, usedAt }]) => {
        return { key: keyOf(digest), address, agent, openedAt, usedAt }
      })
    },

    endOf(name, key) {
      const found = [...entries].find(([digest, entry]) => entry.name === name && keyOf(digest) === key)
      return found !== undefined && entries.delete(found[0])
    },

    end(id) {
      entries.delete(digestOf(id))
    },

    get size() {
      return entries.size
    },
  }
}

const first = <K>(map: ReadonlyMap<K, unknown>): K | undefined => map.keys().next().value
