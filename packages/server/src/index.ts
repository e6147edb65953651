export {
  type IncomingWebhook,
  type VerifiedWebhook,
  type VerifyOptions,
  verifyWebhook,
  WebhookVerifyError,
} from '@signet/protocol/webhook-verify'
export { isBeforeCommand, WEBHOOK_COMMANDS, type WebhookCommand } from '@signet/protocol/webhooks'
export { type Admin, openAdmin } from './admin.ts'
export type { Manifest } from './backup/manifest.ts'
export { backupFolder } from './backup/open-backup.ts'
export { restoreBackup } from './backup/restore.ts'
export { verifyBackup } from './backup/verify.ts'
export { configEnvExample, configMarkdown, configRows, configTomlExample, nearestConfigName } from './config/doc.ts'
export { type ConfigOverrides, type ConfigSources, defaultConfig, explainConfig, loadConfig } from './config/load.ts'
export { ConfigError } from './config/problems.ts'
export type { Config } from './config/table.ts'
export { Failure } from './engine/failure.ts'
export { type RunningServer, type StartOptions, start } from './start.ts'
export { openTransfer, type Transfer } from './transfer.ts'
