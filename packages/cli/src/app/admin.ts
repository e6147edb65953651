import { existsSync } from 'node:fs'
import type { Admin } from '@signet/server'
import { CommandError } from '../answer.ts'
import { type ConfigOptions, readSettings } from '../config-options.ts'

/**
 * Opens the data folder that the settings name, does the work and closes it. A server may run on the folder meanwhile.
 *
 * @throws CommandError when there is no such folder: only making an application may begin one, or a typing error in `--data`
 * would look like an empty server
 */
export async function withAdmin<T>(
  options: ConfigOptions,
  { mayBegin = false }: { readonly mayBegin?: boolean },
  work: (admin: Pick<Admin, 'accounts' | 'consoleUsers' | 'webhooks'>) => Promise<T>,
): Promise<T> {
  const { config } = await readSettings(options)
  if (!mayBegin && !existsSync(config.data.dir)) {
    throw new CommandError(`there is no data folder ${config.data.dir}: give the server's with --data`)
  }
  const { openAdmin } = await import('@signet/server')
  await using admin = await openAdmin(config)
  return await work(admin)
}
