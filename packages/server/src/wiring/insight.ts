import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackupParts } from '../backup/create.ts'
import { databaseFile } from '../backup/open-backup.ts'
import type { Config } from '../config/table.ts'
import type { Registry } from '../engine/realtime/registry.ts'
import type { Timeline } from '../engine/timeline/timeline.ts'
import { createFigures, type Figures, type Stock } from '../features/figures/figures.ts'
import { folderSize } from '../features/figures/folder-size.ts'
import { NODE } from '../features/figures/rules.ts'
import { APPLICATION, usageOf } from '../features/files/store.ts'
import type { Groups } from '../features/groups/create-groups.ts'
import type { JourneyParts } from '../features/journey/look.ts'
import { createTraces, type Traces } from '../features/journey/traces.ts'
import { readCursorOf } from '../features/messages/store.ts'
import { createPasses } from '../features/self-test/passes.ts'
import { createSelfTest, type SelfTest } from '../features/self-test/self-test.ts'
import { type Arrivals, createArrivals } from '../features/transfer/arrivals.ts'
import type { ExportParts } from '../features/transfer/export.ts'
import { createTransferStore } from '../features/transfer/store.ts'
import type { Webhooks } from '../features/webhooks/create.ts'
import type { State } from '../state.ts'

export interface Insight {
  /** What happened over time. */
  readonly figures: Figures
  /** What becomes of single messages. */
  readonly journey: JourneyParts
  readonly selfTest: SelfTest
  /** Accounts as sockets are admitted by: those of a self-test too. */
  readonly admitting: State['accounts']
  /** Copies of the data folder. */
  readonly backup: BackupParts
  /** Whole applications, as files. */
  readonly transfer: ExportParts & { readonly hasArchive: boolean; readonly arrivals: Arrivals }
}

export interface InsightParts extends Pick<State, 'db' | 'accounts' | 'webhookSettings'> {
  readonly config: Config
  readonly timeline: Timeline
  readonly registry: Registry
  readonly groups: Groups
  readonly webhooks: Webhooks
  readonly traces: Traces
  readonly erase: (sdkAppId: number, userId: string) => Promise<void>
  /** What was remembered of an application is not true any more. */
  readonly renewed: (sdkAppId: number) => Promise<void>
  readonly now: () => number
  readonly onFailure: (error: unknown) => void
}

export const openTraces = (registry: Registry, now: () => number): Traces => createTraces({ registry, now })

/** What operators see of a running server, beside its lists. */
export function createInsight(parts: InsightParts): Insight {
  const { db, accounts, config, timeline, registry, groups, webhooks, traces, now } = parts
  const passes = createPasses(accounts, now)
  const selfTest = createSelfTest({ accounts, issue: passes.issue, erase: parts.erase, now })
  const applications = async (): Promise<number[]> => (await accounts.apps.list()).map(({ sdkAppId }) => sdkAppId)
  const ofOne = async (sdkAppId: number): Promise<Stock> => ({
    accounts: (await accounts.count(sdkAppId)) - selfTest.share(sdkAppId).accounts,
    groups: await groups.store.groupCount(sdkAppId),
    bytes: await usageOf(db.read, sdkAppId, APPLICATION),
  })
  async function ofNode(): Promise<Stock> {
    let [people, rooms, bytes] = [0, 0, await dataBytes(config.data.dir)]
    for (const sdkAppId of await applications()) {
      const one = await ofOne(sdkAppId)
      people += one.accounts
      rooms += one.groups
      bytes += one.bytes
    }
    return { accounts: people, groups: rooms, bytes }
  }
  const store = createTransferStore(db as never)
  return {
    admitting: passes.accounts,
    selfTest,
    figures: createFigures({
      db,
      tallies: registry.tallies,
      hooks: webhooks.calls.totals,
      apart: selfTest.share,
      stock: (sdkAppId) => (sdkAppId === NODE ? ofNode() : ofOne(sdkAppId)),
      now,
      onFailure: parts.onFailure,
    }),
    journey: {
      readCursor: (side) => readCursorOf(db, side),
      timeline,
      registry,
      calls: webhooks.calls,
      traces,
      deadLetters: parts.webhookSettings.deadLetters,
    },
    backup: { dir: config.data.dir, database: databaseFile(config), archive: timeline.archive, now },
    transfer: {
      store,
      archive: timeline.archive,
      hasArchive: timeline.archive !== undefined,
      arrivals: createArrivals({
        store,
        archive: timeline.archive,
        forget: (prefix) => timeline.forget(prefix),
        renewed: parts.renewed,
        now,
      }),
      now,
    },
  }
}

/** Of everything but the files of users: there may be millions of them, and they are counted as they come. */
async function dataBytes(dir: string): Promise<number> {
  const names = (await readdir(dir).catch(() => [])).filter((name) => name !== 'files' && name !== 'backups')
  const sizes = await Promise.all(names.map((name) => folderSize(join(dir, name))))
  return sizes.reduce((sum, size) => sum + size, 0)
}
