import { Type } from 'typebox'
import { fail } from '../../../engine/failure.ts'
import type { App } from '../../accounts/app.ts'
import type { Accounts } from '../../accounts/create.ts'
import { type ApplicationParts, listApplications } from '../applications.ts'
import { type ConsoleRoute, consoleRoute } from '../route.ts'
import { Id } from './inputs.ts'

export interface ApplicationRouteParts extends ApplicationParts {
  readonly accounts: Pick<Accounts, 'apps' | 'keys' | 'count'>
  eraseApplication(sdkAppId: number): Promise<void>
}

const Name = Type.String({ minLength: 1, maxLength: 100 })

/** Applications: what there is, and who runs them. How their users log in is among the settings. */
export function applicationRoutes(parts: ApplicationRouteParts): ConsoleRoute[] {
  const { apps } = parts.accounts
  return [
    consoleRoute({
      method: 'GET',
      path: 'applications',
      role: 'readOnly',
      handle: () => listApplications(parts),
    }),

    consoleRoute({
      method: 'POST',
      path: 'applications',
      role: 'operator',
      audited: 'application.create',
      input: Type.Object({ name: Name, administrator: Type.Optional(Id) }),
      async handle({ input, note }) {
        const app = await apps.create({
          name: input.name.trim(),
          ...(input.administrator === undefined ? {} : { administrator: input.administrator }),
        })
        note({ target: targetOf(app.sdkAppId), after: { name: app.name } })
        return shown(app)
      },
    }),

    consoleRoute({
      method: 'GET',
      path: 'applications/:sdkAppId',
      role: 'readOnly',
      handle: async ({ sdkAppId }) => shown(await apps.get(sdkAppId)),
    }),

    consoleRoute({
      method: 'PATCH',
      path: 'applications/:sdkAppId',
      role: 'operator',
      audited: 'application.change',
      input: Type.Object({
        name: Type.Optional(Name),
        administrators: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 100 })),
      }),
      async handle({ sdkAppId, input, note }) {
        const before = await apps.get(sdkAppId)
        const wanted = input.administrators === undefined ? undefined : [...new Set(input.administrators)]
        note({
          target: targetOf(sdkAppId),
          before: { name: before.name, administrators: before.administrators },
          after: { name: input.name, administrators: wanted },
          accounts: wanted === undefined ? before.administrators : [...before.administrators, ...wanted],
        })
        if (input.name !== undefined) await apps.rename(sdkAppId, input.name.trim())
        for (const userId of wanted ?? []) {
          if (!before.administrators.includes(userId)) await apps.addAdministrator(sdkAppId, userId)
        }
        // After the new ones are there: an application is never without one.
        for (const userId of wanted === undefined ? [] : before.administrators) {
          if (!wanted?.includes(userId)) await apps.removeAdministrator(sdkAppId, userId)
        }
        return shown(await apps.get(sdkAppId))
      },
    }),

    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/state',
      role: 'operator',
      audited: 'application.state',
      input: Type.Object({ state: Type.Union([Type.Literal('active'), Type.Literal('disabled')]) }),
      async handle({ sdkAppId, input, note }) {
        note({ target: targetOf(sdkAppId), after: { state: input.state } })
        return shown(await (input.state === 'active' ? apps.enable(sdkAppId) : apps.disable(sdkAppId)))
      },
    }),

    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/erase',
      role: 'owner',
      audited: 'application.erase',
      input: Type.Object({ name: Type.String({ maxLength: 200 }) }),
      async handle({ sdkAppId, input, note }) {
        const { name } = await apps.get(sdkAppId)
        note({ target: targetOf(sdkAppId), before: { name } })
        // Whoever means it knows what it is called: a wrong number in an address erases nothing.
        if (input.name.trim() !== name.trim())
          throw fail('BAD_PARAMETER', 'name: it is not the name of this application.')
        await parts.eraseApplication(sdkAppId)
      },
    }),
  ]
}

const targetOf = (sdkAppId: number) => ({ kind: 'application', id: String(sdkAppId) }) as const

const shown = ({ sdkAppId, name, administrators, settings, createdAt, disabledAt }: App) => ({
  sdkAppId,
  name,
  administrators,
  loginPolicy: settings.loginPolicy,
  maxInstances: settings.maxInstances,
  accountCreation: settings.accountCreation,
  state: disabledAt === undefined ? ('active' as const) : ('disabled' as const),
  createdAt,
})
