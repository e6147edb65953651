import { type Kysely, sql, type Transaction } from 'kysely'
import type { Database } from './database.ts'
import { createFirstTables } from './migrations/0001-init.ts'
import { createContacts } from './migrations/0002-c2c-contacts.ts'
import { createPeople } from './migrations/0003-people.ts'
import { createGroups } from './migrations/0004-groups.ts'
import { addReadCursors } from './migrations/0005-c2c-read.ts'
import { createFollow } from './migrations/0006-follow.ts'
import { addGroupFloor } from './migrations/0007-group-floor.ts'
import { createConversations } from './migrations/0008-conversations.ts'
import { createWebhooks } from './migrations/0009-webhooks.ts'
import { createReceiptsAndPins } from './migrations/0010-group-receipts.ts'
import { createFiles } from './migrations/0011-files.ts'
import { createMergedLists } from './migrations/0012-merged-lists.ts'
import { createGlobalMute } from './migrations/0013-global-mute.ts'
import { createTopics } from './migrations/0014-topics.ts'
import { nameFileCarriers } from './migrations/0015-file-carriers.ts'
import { createAuditWords } from './migrations/0016-audit-words.ts'
import { prepareErasing } from './migrations/0017-erase.ts'
import { createPushTables } from './migrations/0018-push.ts'
import { createRobots } from './migrations/0019-robots.ts'
import { createFileBans } from './migrations/0020-file-bans.ts'
import { widenConsole } from './migrations/0021-console.ts'
import { createOfficialAccounts } from './migrations/0022-official-accounts.ts'
import { prepareUpkeep } from './migrations/0023-upkeep.ts'
import { createFigureTable } from './migrations/0024-figures.ts'
import { createHistoryFileTable } from './migrations/0025-history-files.ts'
import { createDailyTables } from './migrations/0026-daily-figures.ts'
import { indexFileOwners } from './migrations/0027-file-owners.ts'
import { indexAuditAge } from './migrations/0028-audit-age.ts'
import { createPushGateway } from './migrations/0029-push-gateway.ts'

/** One step of the schema: numbered, forward only, run once in a transaction of its own. */
export interface Migration {
  readonly version: number
  readonly name: string
  up(trx: Transaction<unknown>): Promise<void>
}

/** In order, without a gap. A step that was released is never edited: add the next one. */
export const MIGRATIONS: readonly Migration[] = [
  { version: 1, name: 'init', up: createFirstTables },
  { version: 2, name: 'c2c-contacts', up: createContacts },
  { version: 3, name: 'people', up: createPeople },
  { version: 4, name: 'groups', up: createGroups },
  { version: 5, name: 'c2c-read', up: addReadCursors },
  { version: 6, name: 'follow', up: createFollow },
  { version: 7, name: 'group-floor', up: addGroupFloor },
  { version: 8, name: 'conversations', up: createConversations },
  { version: 9, name: 'webhooks', up: createWebhooks },
  { version: 10, name: 'group-receipts', up: createReceiptsAndPins },
  { version: 11, name: 'files', up: createFiles },
  { version: 12, name: 'merged-lists', up: createMergedLists },
  { version: 13, name: 'global-mute', up: createGlobalMute },
  { version: 14, name: 'topics', up: createTopics },
  { version: 15, name: 'file-carriers', up: nameFileCarriers },
  { version: 16, name: 'audit-words', up: createAuditWords },
  { version: 17, name: 'erase', up: prepareErasing },
  { version: 18, name: 'push', up: createPushTables },
  { version: 19, name: 'robots', up: createRobots },
  { version: 20, name: 'file-bans', up: createFileBans },
  { version: 21, name: 'console', up: widenConsole },
  { version: 22, name: 'official-accounts', up: createOfficialAccounts },
  { version: 23, name: 'upkeep', up: prepareUpkeep },
  { version: 24, name: 'figures', up: createFigureTable },
  { version: 25, name: 'history-files', up: createHistoryFileTable },
  { version: 26, name: 'daily-figures', up: createDailyTables },
  { version: 27, name: 'file-owners', up: indexFileOwners },
  { version: 28, name: 'audit-age', up: indexAuditAge },
  { version: 29, name: 'push-gateway', up: createPushGateway },
]

interface MigrationTable {
  schema_migration: { version: number; name: string; applied_at: number }
}

/** The database and the program do not fit. `message` says what to do. */
export class MigrationError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MigrationError'
  }
}

/**
 * Brings the schema to this program's version. Each step commits together with its record, so a kill at any point leaves whole
 * steps, and the next start goes on from there. Safe when several processes start at once: a step runs in one of them.
 *
 * @returns the versions that this call applied
 * @throws MigrationError when the database was made by a newer program, or by another history of steps; nothing is changed then
 */
export async function migrate<T>(
  database: Database<T>,
  steps: readonly Migration[] = MIGRATIONS,
  now: () => number = Date.now,
): Promise<number[]> {
  const db = database as unknown as Database<MigrationTable>
  await db.transaction(async (trx) => {
    await sql`create table if not exists schema_migration (
      version bigint primary key, name text not null, applied_at bigint not null)`.execute(trx)
  })
  const applied: number[] = []
  for (const step of steps) {
    const ran = await db.transaction(async (trx) => {
      const done = await appliedSteps(trx)
      assertSameHistory(done, steps)
      if (done.has(step.version)) return false
      await step.up(trx as unknown as Transaction<unknown>)
      await trx
        .insertInto('schema_migration')
        .values({ version: step.version, name: step.name, applied_at: now() })
        .execute()
      return true
    })
    if (ran) applied.push(step.version)
  }
  return applied
}

async function appliedSteps(db: Kysely<MigrationTable>): Promise<Map<number, string>> {
  const rows = await db.selectFrom('schema_migration').select(['version', 'name']).orderBy('version').execute()
  return new Map(rows.map((row) => [row.version, row.name]))
}

function assertSameHistory(done: ReadonlyMap<number, string>, steps: readonly Migration[]): void {
  const newest = steps.at(-1)?.version ?? 0
  for (const [version, name] of done) {
    if (version > newest) {
      throw new MigrationError(
        `The database has schema version ${Math.max(...done.keys())}, this program knows up to ${newest}: ` +
          'start the newer program that made it, or restore a backup from before the upgrade.',
      )
    }
    const step = steps.find((candidate) => candidate.version === version)
    if (step?.name !== name) {
      throw new MigrationError(
        `Step ${version} of the database is "${name}", this program's is "${step?.name ?? 'missing'}": ` +
          'the database belongs to another program.',
      )
    }
  }
}
