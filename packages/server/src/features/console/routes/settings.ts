import { Type } from 'typebox'
import type { Accounts } from '../../accounts/create.ts'
import { type AppSettings, DEFAULT_SETTINGS, SETTING_RULES } from '../../accounts/rules.ts'
import { type ConsoleRoute, consoleRoute } from '../route.ts'

/** What an operator may choose for an application: how logins go, and how much of everything. */
export function settingRoutes(accounts: Pick<Accounts, 'apps'>): ConsoleRoute[] {
  return [
    consoleRoute({
      method: 'GET',
      path: 'applications/:sdkAppId/settings',
      role: 'readOnly',
      async handle({ sdkAppId }) {
        const { settings } = await accounts.apps.get(sdkAppId)
        return { settings, defaults: DEFAULT_SETTINGS, rules: SETTING_RULES }
      },
    }),

    consoleRoute({
      method: 'PATCH',
      path: 'applications/:sdkAppId/settings',
      role: 'operator',
      audited: 'application.settings',
      input: Type.Object({
        settings: Type.Record(
          Type.String({ maxLength: 64 }),
          Type.Union([Type.String({ maxLength: 64 }), Type.Number()]),
        ),
      }),
      async handle({ sdkAppId, input, note }) {
        // `updateSettings` judges names and values.
        const change = input.settings as Partial<AppSettings>
        const before = (await accounts.apps.get(sdkAppId)).settings
        const names = Object.keys(change).filter((name): name is keyof AppSettings => Object.hasOwn(before, name))
        note({
          target: { kind: 'application', id: String(sdkAppId) },
          before: Object.fromEntries(names.map((name) => [name, before[name]])),
          after: Object.fromEntries(names.map((name) => [name, change[name]])),
        })
        const { settings } = await accounts.apps.updateSettings(sdkAppId, change)
        return { settings }
      },
    }),
  ]
}
