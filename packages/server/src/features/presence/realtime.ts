import type { WireStatus } from '@signet/protocol/status'
import { fail } from '../../engine/failure.ts'
import type { Handlers } from '../../engine/realtime/dispatch.ts'
import type { Registry } from '../../engine/realtime/registry.ts'
import { identityOf } from '../sessions/identity.ts'
import type { Presence } from './presence.ts'
import { customStatusProblem } from './rules.ts'
import { statusPacket, type Watchers } from './watchers.ts'

export interface StatusParts {
  readonly presence: Presence
  readonly watchers: Watchers
  readonly registry: Pick<Registry, 'push'>
  exists(sdkAppId: number, userId: string): Promise<boolean>
}

type Ops = 'status.set' | 'status.get' | 'status.subscribe' | 'status.unsubscribe'

/** Socket requests about who is online. */
export function statusHandlers(parts: StatusParts): Pick<Handlers, Ops> {
  const { presence, watchers } = parts

  /** Asks about those who exist; the others are answered with a code. */
  const results = async (
    sdkAppId: number,
    userIds: readonly string[],
    ask: (known: readonly string[]) => Promise<readonly WireStatus[]>,
  ) => {
    const known: string[] = []
    for (const userId of new Set(userIds)) if (await parts.exists(sdkAppId, userId)) known.push(userId)
    const found = new Map((await ask(known)).map((status) => [status.userId, status]))
    return { results: userIds.map((userId) => resultOf(userId, found.get(userId))) }
  }

  return {
    async 'status.set'(session, { customStatus }) {
      const problem = customStatusProblem(customStatus)
      if (problem !== undefined) throw fail('BAD_PARAMETER', problem)
      const { sdkAppId, userId } = identityOf(session)
      await presence.say({ sdkAppId, userId }, customStatus)
      const own = { userId, status: 'online', customStatus } as const
      parts.registry.push(sdkAppId, userId, statusPacket([own]), session.id)
      return own
    },

    'status.get': (session, { userIds }) => {
      const { sdkAppId } = identityOf(session)
      return results(sdkAppId, userIds, (known) => presence.statusOf(sdkAppId, known))
    },

    'status.subscribe': (session, { userIds }) => {
      const { sdkAppId } = identityOf(session)
      return results(sdkAppId, userIds, (known) => watchers.subscribe(session, sdkAppId, known))
    },

    'status.unsubscribe': (session, { userIds }) => {
      watchers.unsubscribe(session, identityOf(session).sdkAppId, userIds)
      return {}
    },
  }
}

const NO_ACCOUNT = fail('ACCOUNT_NOT_FOUND').code

function resultOf(userId: string, found: WireStatus | undefined) {
  if (found === undefined) return { userId, code: NO_ACCOUNT }
  const { status, customStatus } = found
  return { userId, code: 0, status, customStatus }
}
