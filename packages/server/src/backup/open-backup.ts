import { join } from 'node:path'
import type { Config } from '../config/table.ts'
import { createLog } from '../log.ts'
import { openState } from '../state.ts'
import { openTimeline } from '../wiring/timeline.ts'
import { createBackup, type OnStep } from './create.ts'
import type { Manifest } from './manifest.ts'

/** The file of the database that the settings name. */
export const databaseFile = (config: Config): string =>
  config.database.url.slice('sqlite:'.length) || join(config.data.dir, 'signet.db')

/**
 * Backs a data folder up on which no server runs; one that runs backs itself up, see the console.
 * @throws Error with `code: 'TIMELINE_LOCKED'` while a server runs on it
 * @example
 * await backupFolder(defaultConfig({ data: { dir: './signet-data' } }), './backup-monday')
 */
export async function backupFolder(config: Config, into: string, onStep?: OnStep): Promise<Manifest> {
  const state = await openState(config, Date.now)
  try {
    const timeline = await openTimeline(config, state.accounts, Date.now, createLog(config))
    try {
      const parts = { dir: config.data.dir, database: databaseFile(config), archive: timeline.archive, now: Date.now }
      return await createBackup(parts, into, onStep)
    } finally {
      await timeline.close()
    }
  } finally {
    await state.close()
  }
}
