import type { Registry } from './engine/realtime/registry.ts'
import { AUDIT_TABLES } from './engine/storage/application-tables.ts'
import type { Database } from './engine/storage/database.ts'
import { eraseRows } from './engine/storage/erase-rows.ts'
import type { Timeline } from './engine/timeline/timeline.ts'
import type { Accounts } from './features/accounts/create.ts'
import type { ConsoleAudit } from './features/console/audit/log.ts'
import type { Daily } from './features/daily-figures/daily.ts'
import type { Figures } from './features/figures/figures.ts'
import { eraseBytesOf } from './features/files/erase.ts'
import type { FileParts } from './features/files/parts.ts'
import type { HistoryFiles } from './features/history-files/create.ts'
import type { Traces } from './features/journey/traces.ts'
import { kickUser } from './features/sessions/seats.ts'
import type { WebhookCalls } from './features/webhooks/calls.ts'
import type { EndpointVerbs } from './features/webhooks/endpoints.ts'

/** What an application is kept in. */
export interface EraseApplicationParts<Tables> {
  readonly db: Database<Tables>
  readonly timeline: Pick<Timeline, 'forget'>
  readonly registry: Registry
  readonly accounts: Pick<Accounts, 'apps'>
  readonly files: Pick<FileParts, 'db' | 'blobs'>
  readonly historyFiles: Pick<HistoryFiles, 'store'>
  readonly daily: Pick<Daily, 'forget'>
  readonly figures: Pick<Figures, 'forget'>
  readonly webhooks: { readonly calls: Pick<WebhookCalls, 'forget'> }
  readonly journey: { readonly traces: Pick<Traces, 'forget'> }
  readonly consoleAudit: Pick<ConsoleAudit, 'forgetApplication'>
  readonly webhookSettings: { readonly endpoints: Pick<EndpointVerbs, 'list' | 'remove'> }
  /** What was remembered of an application is not true any more. */
  renewed(sdkAppId: number): Promise<void>
}

const CHUNK = 200

/**
 * Erases an application and everything in it: accounts, groups, messages, files, keys, figures (APP7). Nobody can log in from the
 * beginning on; the application itself goes last, so that another call goes on when anything fails.
 *
 * @throws Failure APP_NOT_FOUND
 */
export async function eraseApplication<Tables>(parts: EraseApplicationParts<Tables>, sdkAppId: number): Promise<void> {
  const { accounts, timeline, registry, db, files, historyFiles } = parts
  await accounts.apps.disable(sdkAppId)
  for (const userId of new Set([...registry.sessionsIn(sdkAppId)].map((identity) => identity.userId))) {
    kickUser(registry, sdkAppId, userId)
  }
  await eraseBytesOf(files, sdkAppId)
  for (;;) {
    const rows = await historyFiles.store.of(sdkAppId, CHUNK)
    for (const row of rows) {
      if (row.blob !== '') await files.blobs.delete(row.blob)
      await historyFiles.store.remove(row)
    }
    if (rows.length < CHUNK) break
  }
  const { endpoints } = parts.webhookSettings
  for (const { endpointId } of await endpoints.list(sdkAppId)) await endpoints.remove(sdkAppId, endpointId)
  await parts.daily.forget(sdkAppId)
  parts.figures.forget(sdkAppId)
  parts.webhooks.calls.forget(sdkAppId)
  parts.journey.traces.forget(sdkAppId)
  const rows = { column: 'sdk_app_id', value: sdkAppId, except: ['app', ...AUDIT_TABLES] }
  // Twice: what was under way when it began may have written behind the first.
  for (let time = 0; time < 2; time++) {
    await timeline.forget(`${sdkAppId}\x1f`)
    await eraseRows(db, rows)
  }
  await parts.consoleAudit.forgetApplication(sdkAppId)
  await accounts.apps.forget(sdkAppId)
  // One of the same number may come, and finds nothing of this one (APP7).
  await parts.renewed(sdkAppId)
}
