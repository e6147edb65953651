import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Config } from '../config/table.ts'
import { openLevelTimeline } from '../engine/timeline/level.ts'
import { createMemoryTimeline } from '../engine/timeline/memory.ts'
import type { Timeline } from '../engine/timeline/timeline.ts'
import type { Accounts } from '../features/accounts/create.ts'
import { dropLists } from '../features/messages/merged/keep.ts'
import { applicationOf, keptSince, type Roaming, startRoaming } from '../features/messages/roaming.ts'
import type { State } from '../state.ts'

/** The engine that the configuration names, and who drops from it what is older than an application keeps. */
export async function openTimelines(
  config: Config,
  { accounts, db }: Pick<State, 'accounts' | 'db'>,
  now: () => number,
  log: Logger,
): Promise<{ timeline: Timeline; roaming: Roaming }> {
  const timeline = await openTimeline(config, accounts, now, log)
  const roaming = startRoaming({
    timeline,
    applications: () => accounts.apps.list(),
    dropBeside: (sdkAppId, since) => dropLists(db, sdkAppId, since, now()),
    now,
    onFailure: (error) => log.error({ err: error }, 'old messages could not be dropped'),
  })
  return { timeline, roaming }
}

/** The log of a data folder, of which only one process at a time has it open. */
export function openTimeline(
  config: Config,
  accounts: Pick<Accounts, 'settings'>,
  now: () => number,
  log: Logger,
): Promise<Timeline> {
  const { url } = config.timeline
  const keepFrom = (timeline: string): number =>
    keptSince(accounts.settings(applicationOf(timeline)).roamingDays, now())
  if (url === 'memory:') return Promise.resolve(createMemoryTimeline({ now, keepFrom }))
  const onFailure = (error: unknown): void =>
    log.error({ err: error }, 'a commit of messages failed; nothing of it is acked')
  const folder = url.slice('level:'.length) || join(config.data.dir, 'timeline')
  return openLevelTimeline(folder, { now, keepFrom, onFailure })
}
