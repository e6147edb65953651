import { randomBytes } from 'node:crypto'
import type { Bus } from '../../engine/cluster/bus.ts'
import type { Registry, Respond } from '../../engine/realtime/registry.ts'
import { userSubject } from '../../engine/realtime/subject.ts'
import { type After, createDelays } from './delays.ts'
import { type Here, statusFrom, type UserStatus } from './rules.ts'

/** Asked of every node that knows a user. */
const STATUS = 'status'
/** Told to them: the rest is the custom status. */
const SET = 'status='

export interface PresenceParts {
  readonly bus: Bus
  readonly registry: Pick<Registry, 'ask' | 'sessionsOf'>
  /** How long somebody whose connection was lost counts as online, ms: clients that come back do not flicker. */
  readonly graceMs: number
  readonly after: After
  /** ms, of a clock that nobody sets */
  now(): number
}

interface Who {
  readonly sdkAppId: number
  readonly userId: string
}

export type Presence = ReturnType<typeof createPresence>

/** What is said when the status of somebody may be another one: the listeners ask how things stand. */
export const changedSubject = (sdkAppId: number, userId: string): string => `s.${userSubject(sdkAppId, userId)}`

/**
 * Who is online, and what they say about themselves. Online is whom a node answers for: a node on which they have a session, or had one
 * until just now. Nothing is stored, and somebody with nothing to say takes no memory.
 */
export function createPresence({ bus, registry, graceMs, after, now }: PresenceParts) {
  const node = randomBytes(6).toString('base64url')
  /** By the subject of the user: what they say about themselves. */
  const customStatus = new Map<string, string>()
  /** By the subject of the user: ends the answering for who is gone just now. */
  const lingering = new Map<string, () => void>()
  const grace = createDelays(graceMs, after, now)

  const tellChanged = ({ sdkAppId, userId }: Who): void => bus.publish(changedSubject(sdkAppId, userId), '')

  const respond: Respond = (subject, sessions, question) => {
    if (question.startsWith(SET)) {
      const text = question.slice(SET.length)
      if (text === '') customStatus.delete(subject)
      else customStatus.set(subject, text)
      return undefined
    }
    if (question !== STATUS) return undefined
    const platforms = sessions.flatMap(({ identity }) => (identity === undefined ? [] : [identity.platform]))
    const here: Here = { node, platforms, customStatus: customStatus.get(subject) ?? '' }
    return JSON.stringify(here)
  }

  async function askAll({ sdkAppId, userId }: Who): Promise<Here[]> {
    return (await registry.ask(sdkAppId, userId, STATUS)).map((answer) => JSON.parse(answer) as Here)
  }

  /** They did not come back. */
  function finish(who: Who, subject: string): void {
    lingering.get(subject)?.()
    lingering.delete(subject)
    customStatus.delete(subject)
    tellChanged(who)
  }

  const isHere = ({ sdkAppId, userId }: Who): boolean => registry.sessionsOf(sdkAppId, userId).length > 0

  return {
    /** The answer of this node to a question about a user who is on it. */
    respond,

    /** A session of the user has begun on this node. */
    async arrived(who: Who): Promise<void> {
      // They may have gone again during the login: then it is their going that counts.
      if (!isHere(who)) return
      const subject = userSubject(who.sdkAppId, who.userId)
      if (grace.drop(subject)) {
        lingering.get(subject)?.()
        lingering.delete(subject)
        return
      }
      if (registry.sessionsOf(who.sdkAppId, who.userId).length === 1) {
        const others = (await askAll(who)).filter((here) => here.node !== node)
        const said = statusFrom(who.userId, others).customStatus
        if (said !== '' && isHere(who) && !customStatus.has(subject)) customStatus.set(subject, said)
      }
      tellChanged(who)
    },

    /** A session of the user has ended on this node. @param saidGoodbye it was meant to: they are offline at once */
    departed(who: Who, saidGoodbye: boolean): void {
      if (isHere(who)) return
      const subject = userSubject(who.sdkAppId, who.userId)
      if (saidGoodbye || graceMs === 0) {
        grace.drop(subject)
        finish(who, subject)
        return
      }
      const end = bus.subscribe(subject, (payload, reply) => {
        const answer = payload[0] === 'Q' ? respond(subject, [], payload.slice(1)) : undefined
        if (answer !== undefined) reply?.(answer)
      })
      lingering.get(subject)?.()
      lingering.set(subject, end)
      grace.add(subject, () => finish(who, subject))
    },

    /** From the answer on, on every node that the user is on. The text was checked. */
    async say({ sdkAppId, userId }: Who, text: string): Promise<void> {
      await registry.ask(sdkAppId, userId, `${SET}${text}`)
      tellChanged({ sdkAppId, userId })
    },

    /** In the order asked for. Whether there are such accounts is not asked. */
    statusOf: (sdkAppId: number, userIds: readonly string[]): Promise<UserStatus[]> =>
      Promise.all(userIds.map(async (userId) => statusFrom(userId, await askAll({ sdkAppId, userId })))),

    close(): void {
      grace.close()
      for (const end of lingering.values()) end()
      lingering.clear()
    },
  }
}
