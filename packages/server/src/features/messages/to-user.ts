import type { ErrorName } from '@signet/protocol/errors'
import { c2cConversationId } from '@signet/protocol/ids'
import { boundedCache } from '../../engine/bounded-cache.ts'
import { fail } from '../../engine/failure.ts'
import { userSubject } from '../../engine/realtime/subject.ts'
import type { Database } from '../../engine/storage/database.ts'
import type { Listener, Route } from './route.ts'
import { c2cTimeline } from './rules.ts'
import { addContacts, type MessageTables } from './store.ts'

/** What C2C needs to know of accounts. */
export interface Accounts {
  find(sdkAppId: number, userId: string): Promise<{ userId: string } | undefined> | { userId: string } | undefined
}

/** Why one user may not write to another; nothing when it may. Synchronous when it is known, so that order is kept (MSG7). */
export type MayMessage = (
  sdkAppId: number,
  from: string,
  to: string,
) => ErrorName | undefined | Promise<ErrorName | undefined>

/** Routes of private conversations. Knows which pairs have met, so that only a first contact costs a read and a write. */
export function createUserRoutes(parts: {
  db: Database<MessageTables>
  accounts: Accounts
  now: () => number
  mayMessage: MayMessage
  /** Does a user want to hear nothing of a peer? Synchronous once it is known. Absent: nobody does. */
  discards?(sdkAppId: number, userId: string, peerId: string): boolean | Promise<boolean>
  /** Calls when accounts are gone, on whatever node: who met them is asked for again. */
  erased?(forget: () => void): void
}) {
  const met = boundedCache<string, true>(50_000)
  parts.erased?.(() => met.clear())
  const meeting = new Map<string, Promise<void>>()
  /** By sender and conversation: what has to be known before the next message of this sender. */
  const entering = new Map<string, Promise<undefined>>()

  const meet = async (sdkAppId: number, from: string, to: string, timeline: string): Promise<void> => {
    if ((await parts.accounts.find(sdkAppId, to)) === undefined) {
      throw fail('RECEIVER_INVALID', `There is no account ${JSON.stringify(to)} in this application.`)
    }
    await addContacts(parts.db, sdkAppId, from, to, parts.now())
    met.set(timeline, true)
  }

  /** Both sides may come at once: the first contact is written once. */
  const meetOnce = (sdkAppId: number, from: string, to: string, timeline: string): Promise<void> => {
    let pending = meeting.get(timeline)
    if (pending === undefined) {
      pending = meet(sdkAppId, from, to, timeline).finally(() => meeting.delete(timeline))
      meeting.set(timeline, pending)
    }
    return pending
  }

  const enter = async (
    sdkAppId: number,
    from: string,
    to: string,
    timeline: string,
    refusal: ErrorName | undefined | Promise<ErrorName | undefined>,
    quiet: boolean | Promise<boolean>,
  ): Promise<undefined> => {
    // Both are waited for: when neither can be read, none of them fails unheard.
    const [known] = await Promise.all([refusal, quiet])
    if (known !== undefined) throw fail(known)
    if (!met.has(timeline)) await meetOnce(sdkAppId, from, to, timeline)
  }

  return function toUser(sdkAppId: number, from: string, to: string): UserRoute {
    const timeline = c2cTimeline(sdkAppId, from, to)
    const admit = (): Promise<undefined> | undefined => {
      // Whoever waits already is ahead: what comes after it waits with it, in order.
      const ahead = entering.size === 0 ? undefined : entering.get(`${from}/${timeline}`)
      if (ahead !== undefined) return ahead
      const refusal = parts.mayMessage(sdkAppId, from, to)
      if (typeof refusal === 'string') throw fail(refusal)
      const quiet = parts.discards?.(sdkAppId, to, from) ?? false
      if (refusal === undefined && typeof quiet === 'boolean' && met.has(timeline)) return undefined
      const key = `${from}/${timeline}`
      const pending = enter(sdkAppId, from, to, timeline, refusal, quiet).finally(() => entering.delete(key))
      entering.set(key, pending)
      return pending
    }
    return {
      sdkAppId,
      timeline,
      admit,
      admitAgain: admit,
      audience(message): readonly Listener[] {
        const self = { subject: userSubject(sdkAppId, from), conversation: c2cConversationId(to) }
        // What happens to messages is told to everybody who may have them.
        const isUnheard = message !== undefined && isKnown(parts.discards?.(sdkAppId, to, from))
        const receiver = { subject: userSubject(sdkAppId, to), conversation: c2cConversationId(from) }
        if (message?.receiverOnly) return isUnheard ? [] : [receiver]
        return from === to || isUnheard ? [self] : [receiver, self]
      },
    }
  }
}

/** Known since `admit`, as a rule; what is read anew only now is for the next message. */
function isKnown(quiet: boolean | Promise<boolean> | undefined): boolean {
  if (quiet instanceof Promise) quiet.catch(() => undefined)
  return quiet === true
}

/** Whether one user may write to another now is the same for all messages. */
export interface UserRoute extends Route {
  admit(): Promise<undefined> | undefined
}

export type UserRoutes = ReturnType<typeof createUserRoutes>
