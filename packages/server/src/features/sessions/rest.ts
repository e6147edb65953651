import { ERRORS } from '@signet/protocol/errors'
import type { CommandInput } from '@signet/protocol/rest/commands'
import { fail } from '../../engine/failure.ts'
import type { RestCaller, RestHandlers } from '../../engine/http/rest.ts'
import type { Registry } from '../../engine/realtime/registry.ts'
import type { Seat } from './rules.ts'
import { SEATS_QUESTION } from './seats.ts'

export interface PresenceRestParts {
  readonly registry: Pick<Registry, 'ask'>
  exists(sdkAppId: number, userId: string): Promise<boolean>
}

/** Users of one call. */
const MOST = 500
const ONLINE = 'Online'

/** Server API: who is logged in, on any node. */
export function presenceCommands(
  parts: PresenceRestParts,
): Pick<RestHandlers, 'openim/query_online_status' | 'openim/querystate'> {
  const platformsOf = async (sdkAppId: number, userId: string): Promise<string[]> => {
    const answers = await parts.registry.ask(sdkAppId, userId, SEATS_QUESTION)
    return [...new Set(answers.flatMap((answer) => (JSON.parse(answer) as Seat[]).map(({ platform }) => platform)))]
  }

  async function query({ sdkAppId }: RestCaller, input: CommandInput<'openim/query_online_status'>) {
    const { To_Account, IsNeedDetail } = input
    if (To_Account.length === 0) throw fail('C2C_REQUEST_MALFORMED', 'To_Account is empty.')
    if (To_Account.length > MOST) throw fail('C2C_TOO_MANY')
    const known = await Promise.all(To_Account.map((userId) => parts.exists(sdkAppId, userId)))
    const found = To_Account.filter((_, i) => known[i])
    if (found.length === 0) throw fail('ACCOUNT_NOT_FOUND')
    const platforms = await Promise.all(found.map((userId) => platformsOf(sdkAppId, userId)))
    const users = found.map((userId, i) => {
      const Detail = platforms[i]!.map((Platform) => ({ Platform, Status: ONLINE }))
      const isDetailed = IsNeedDetail === 1 && Detail.length > 0
      return { userId, status: Detail.length > 0 ? ONLINE : 'Offline', detail: isDetailed ? { Detail } : {} }
    })
    const ErrorList = To_Account.filter((_, i) => !known[i]).map((userId) => ({
      To_Account: userId,
      ErrorCode: ERRORS.ACCOUNT_NOT_FOUND.code,
    }))
    return { users, errors: ErrorList.length === 0 ? {} : { ErrorList } }
  }

  return {
    async 'openim/query_online_status'(caller, input) {
      const { users, errors } = await query(caller, input)
      return {
        QueryResult: users.map((user) => ({ To_Account: user.userId, Status: user.status, ...user.detail })),
        ...errors,
      }
    },
    async 'openim/querystate'(caller, input) {
      const { users, errors } = await query(caller, input)
      return {
        QueryResult: users.map((user) => ({ To_Account: user.userId, State: user.status, ...user.detail })),
        ...errors,
      }
    },
  }
}
