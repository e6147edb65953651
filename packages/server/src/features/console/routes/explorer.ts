import { errorByCode } from '@signet/protocol/errors'
import { COMMANDS } from '@signet/protocol/rest/commands'
import { currentPath } from '@signet/protocol/rest/paths'
import { Type } from 'typebox'
import { fail } from '../../../engine/failure.ts'
import type { RestCalls } from '../../../engine/http/rest.ts'
import type { Accounts } from '../../accounts/create.ts'
import { type ConsoleRoute, consoleRoute } from '../route.ts'

export interface ExplorerParts {
  readonly accounts: Pick<Accounts, 'apps'>
  /** Calls of the server API without a ticket: the console has proven who asks. */
  readonly rest: RestCalls
}

const BODY_LIMIT_BYTES = 1024 * 1024

/** Commands that answer with what people wrote: whoever calls them says why, as on every page that shows that. */
const READS_MESSAGES: readonly string[] = [
  'openim/admin_getroammsg',
  'group_open_http_svc/group_msg_get_simple',
  'open_msg_svc/get_history',
  'official_account_open_http_svc/official_account_msg_get_simple',
  'openim_msg_ext_http_svc/get_key_values',
  'openim_msg_ext_http_svc/group_get_key_values',
]
/** Fields of their bodies that say whose messages are meant. */
const NAMES_ACCOUNT = ['Operator_Account', 'Peer_Account', 'From_Account', 'To_Account', 'Official_Account'] as const
const SHORTEST_REASON = 3
const MOST_OF_ID = 128

/** Commands of the server API, called as an administrator of the application. Operators only: with them one can do everything and read every message. */
export function explorerRoutes({ accounts, rest }: ExplorerParts): ConsoleRoute[] {
  return [
    consoleRoute({
      method: 'GET',
      path: 'applications/:sdkAppId/administrators',
      role: 'developer',
      async handle({ sdkAppId }) {
        const { administrators } = await accounts.apps.get(sdkAppId)
        return { administrators, withReason: READS_MESSAGES }
      },
    }),
    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/rest-call',
      role: 'operator',
      audited: 'rest.call',
      bodyLimitBytes: BODY_LIMIT_BYTES,
      input: Type.Object({
        command: Type.String({ minLength: 1, maxLength: 128 }),
        administrator: Type.String({ minLength: 1, maxLength: 32 }),
        body: Type.Object({}, { additionalProperties: true }),
        reason: Type.Optional(Type.String({ maxLength: 200 })),
      }),
      async handle({ sdkAppId, input: { command, administrator, body, reason = '' }, address, note }) {
        const path = currentPath(command)
        const look = READS_MESSAGES.includes(path) ? conversationIn(body) : { accounts: [] }
        note({
          target: { kind: 'application', id: String(sdkAppId) },
          after: { command, administrator, reason, ...look },
          accounts: [administrator, ...look.accounts],
        })
        if (READS_MESSAGES.includes(path) && reason.trim().length < SHORTEST_REASON) {
          throw fail('BAD_PARAMETER', 'This command answers with what people wrote: say why, for the audit log.')
        }
        const app = await accounts.apps.get(sdkAppId)
        if (app.disabledAt !== undefined) throw fail('APP_DISABLED')
        if (!app.administrators.includes(administrator)) throw fail('NOT_ADMINISTRATOR')
        if (!Object.hasOwn(COMMANDS, path))
          throw fail('BAD_PARAMETER', `There is no command ${JSON.stringify(command)}.`)
        const startedAt = performance.now()
        const text = await rest.invoke(
          { sdkAppId, administrator, ip: address },
          path,
          Buffer.from(JSON.stringify(body)),
        )
        const answer = JSON.parse(text) as { readonly ErrorCode?: number }
        const row = errorByCode(answer.ErrorCode ?? 0)
        return {
          answer,
          took: performance.now() - startedAt,
          ...(row === undefined ? {} : { error: { name: row.name, text: row.text, advice: row.advice } }),
        }
      },
    }),
  ]
}

/** Whose messages a call reads. What a body has in place of an id is no id, and is refused by the command. */
function conversationIn(body: object): { readonly groupId?: string; readonly accounts: readonly string[] } {
  const { GroupId, ...fields } = body as Record<string, unknown>
  const isId = (value: unknown): value is string => typeof value === 'string' && value.length <= MOST_OF_ID
  return {
    ...(isId(GroupId) ? { groupId: GroupId } : {}),
    accounts: [...new Set(NAMES_ACCOUNT.map((name) => fields[name]).filter(isId))],
  }
}
