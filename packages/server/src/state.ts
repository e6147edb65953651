import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Config } from './config/table.ts'
import { openSecrets, type Secrets } from './engine/secrets.ts'
import type { Database } from './engine/storage/database.ts'
import { migrate } from './engine/storage/migrations.ts'
import { openSqlite } from './engine/storage/sqlite.ts'
import { type Accounts, createAccounts } from './features/accounts/create.ts'
import type { AccountTables } from './features/accounts/store.ts'
import type { AuditTables } from './features/audit/store.ts'
import { type ConsoleAudit, createConsoleAudit } from './features/console/audit/log.ts'
import { createSecondFactors, type SecondFactors } from './features/console/second-factor/second-factor.ts'
import type { ConsoleTables } from './features/console/store.ts'
import { type ConsoleUsers, createConsoleUsers } from './features/console/users.ts'
import type { ConversationTables } from './features/conversations/store.ts'
import type { DailyTables } from './features/daily-figures/store.ts'
import type { FigureTables } from './features/figures/store.ts'
import type { FileTables } from './features/files/store.ts'
import type { FollowTables } from './features/follow/store.ts'
import type { FriendTables } from './features/friends/store.ts'
import type { GlobalMuteTables } from './features/global-mute/store.ts'
import type { GroupTables } from './features/groups/store.ts'
import type { HistoryFileTables } from './features/history-files/store.ts'
import type { MessageTables } from './features/messages/store.ts'
import type { OfficialTables } from './features/official-accounts/store.ts'
import type { OfflinePushTables } from './features/offline-push/store.ts'
import type { ProfileTables } from './features/profiles/store.ts'
import type { PushTables } from './features/push/store.ts'
import type { RevisionTables } from './features/revisions/store.ts'
import type { RobotTables } from './features/robots/store.ts'
import { createWebhookSettings, type OpenWebhookSettings } from './features/webhooks/settings.ts'
import type { WebhookTables } from './features/webhooks/store.ts'

export type Tables = AccountTables &
  ConsoleTables &
  MessageTables &
  ProfileTables &
  RevisionTables &
  FriendTables &
  FigureTables &
  FileTables &
  FollowTables &
  ConversationTables &
  DailyTables &
  AuditTables &
  GlobalMuteTables &
  GroupTables &
  HistoryFileTables &
  OfficialTables &
  OfflinePushTables &
  PushTables &
  RobotTables &
  WebhookTables

/** What is kept about people and applications: all that the command line needs, beside or instead of a running server. */
export interface State {
  readonly db: Database<Tables>
  readonly secrets: Secrets
  readonly accounts: Accounts
  readonly consoleUsers: ConsoleUsers
  readonly secondFactors: SecondFactors
  /** What was done at the console. */
  readonly consoleAudit: ConsoleAudit
  readonly webhookSettings: OpenWebhookSettings
  close(): Promise<void>
}

/** Opens (on first use: creates) the relational state of a data folder. Several processes may do so at once. */
export async function openState(config: Config, now: () => number, log?: Logger): Promise<State> {
  const { dir } = config.data
  await mkdir(dir, { recursive: true, mode: 0o700 })
  await chmod(dir, 0o700)
  const secrets = await openSecrets(dir)
  const db = await openSqlite<Tables>(config.database.url.slice('sqlite:'.length) || join(dir, 'signet.db'))
  try {
    await migrate(db, undefined, now)
  } catch (error) {
    await db.close()
    throw error
  }
  const accounts = createAccounts({ db, secrets, now, ...(log === undefined ? {} : { log }) })
  return {
    db,
    secrets,
    accounts,
    consoleUsers: createConsoleUsers({ db, now }),
    secondFactors: createSecondFactors({ db, secrets, now }),
    consoleAudit: createConsoleAudit({ db, now }),
    webhookSettings: createWebhookSettings({
      db,
      secrets,
      config: { ...config.webhooks, allowedTargets: targetsOf(config) },
      now,
      ...(log === undefined ? {} : { log }),
    }),
    async close() {
      await accounts.close()
      await db.close()
    },
  }
}

/** Development mode answers this machine only, and receivers that are tried out run on it too. */
const targetsOf = ({ dev, webhooks }: Config): readonly string[] =>
  dev ? [...webhooks.allowedTargets, 'loopback'] : webhooks.allowedTargets
