import type { Config } from './config/table.ts'
import type { Accounts } from './features/accounts/create.ts'
import type { ConsoleUsers } from './features/console/users.ts'
import type { WebhookSettings } from './features/webhooks/settings.ts'
import { openState } from './state.ts'

/** Applications, keys and accounts of a data folder, without a server: what the command line works with. */
export interface Admin extends AsyncDisposable {
  readonly accounts: Accounts
  readonly consoleUsers: ConsoleUsers
  readonly webhooks: WebhookSettings
  close(): Promise<void>
}

/**
 * Opens a data folder for administration. A server that runs on the same folder sees the changes within a second.
 * @example
 * await using admin = await openAdmin(defaultConfig({ data: { dir: './signet-data' } }))
 * const app = await admin.accounts.apps.create({ name: 'Shop' })
 */
export async function openAdmin(config: Config): Promise<Admin> {
  const { accounts, consoleUsers, webhookSettings: webhooks, close } = await openState(config, Date.now)
  return { accounts, consoleUsers, webhooks, close, [Symbol.asyncDispose]: close }
}
