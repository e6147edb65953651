import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Tallies } from '../../engine/realtime/tally.ts'
import type { Database } from '../../engine/storage/database.ts'
import { migrate } from '../../engine/storage/migrations.ts'
import { openSqlite } from '../../engine/storage/sqlite.ts'
import { createFigures, type Figures } from './figures.ts'
import { MOST_FINE, NODE } from './rules.ts'
import type { FigureTables } from './store.ts'

const APP = 1400000001
const OTHER = 1400000002
/** The beginning of an hour. */
const START = 1_800_000_000_000

describe('figures over time', () => {
  let dir: string
  let db: Database<FigureTables>
  let tallies: Tallies
  let now: number
  let figures: Figures
  const failures: unknown[] = []

  const open = (): Figures =>
    createFigures({
      db,
      tallies,
      hooks: () => ({ calls: 0, failed: 0, ms: 0 }),
      apart: () => ({ messages: 0, deliveries: 0, sessions: 0 }),
      stock: async () => ({ accounts: 7, groups: 3, bytes: 1000 }),
      now: () => now,
      onFailure: (error) => failures.push(error),
    })
  /** Time goes on by 15 s, in which so many messages are sent. */
  async function pass(messages: number, app = APP): Promise<void> {
    tallies.of(app).messages += messages
    now += 15_000
    await figures.tick()
  }
  const sum = (points: readonly { messages: number }[]): number =>
    points.reduce((all, { messages }) => all + messages, 0)

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'signet-figures-'))
    db = await openSqlite<FigureTables>(join(dir, 'x.db'))
    await migrate(db)
    tallies = new Tallies()
    now = START
    failures.length = 0
    figures = open()
  })
  afterEach(async () => {
    await figures.close()
    await db.close()
    await rm(dir, { recursive: true })
    expect(failures).toEqual([])
  })

  test('[FIG1] each message is in one stretch of each length, of its application and of the node', async () => {
    for (let i = 0; i < 241; i++) await pass(1)
    await pass(5, OTHER)
    expect(sum(await figures.series(APP, '1h'))).toBe(239)
    expect(await figures.series(APP, '24h')).toHaveLength(13)
    expect(sum(await figures.series(APP, '24h'))).toBe(241)
    expect(await figures.series(APP, '7d')).toMatchObject([
      { seconds: 3600, messages: 240, accounts: 7, bytes: 1000 },
      { seconds: 30, messages: 1 },
    ])
    expect(sum(await figures.series(NODE, '24h'))).toBe(246)
    expect(sum(await figures.series(OTHER, '24h'))).toBe(5)
  })

  test('[FIG2] what was counted before a restart is still there, and a stretch goes on where it was', async () => {
    for (let i = 0; i < 24; i++) await pass(1)
    await figures.close()
    tallies = new Tallies()
    figures = open()
    for (let i = 0; i < 24; i++) await pass(1)
    expect(sum(await figures.series(APP, '24h'))).toBe(48)
    expect((await figures.series(APP, '24h')).map(({ at }) => (at - START) / 300_000)).toEqual([0, 1, 2])
    expect(sum(await figures.series(APP, '1h'))).toBeGreaterThanOrEqual(44)
  })

  test('[FIG2] memory and tables are bounded: an hour of moments, two days of minutes, a month of hours', async () => {
    for (let i = 0; i < 260; i++) await pass(1)
    expect((await figures.series(APP, '1h')).filter(({ seconds }) => seconds === 15).length).toBeLessThanOrEqual(
      MOST_FINE,
    )
    now += 3 * 86_400_000
    await pass(1)
    now += 300_000
    await pass(1)
    const rows = (seconds: number) => db.read.selectFrom('figure').selectAll().where('seconds', '=', seconds).execute()
    expect((await rows(300)).every(({ at }) => at > START + 86_400_000)).toBe(true)
    expect((await rows(3600)).some(({ at }) => at === START)).toBe(true)
    now += 40 * 86_400_000
    await pass(1)
    expect((await rows(3600)).some(({ at }) => at === START)).toBe(false)
  })

  test('now shows what happened since the last count', async () => {
    await pass(4)
    tallies.of(APP).messages += 2
    tallies.of(APP).sessions = 9
    expect(await figures.current(APP)).toMatchObject({ messages: 6, sessions: 9, accounts: 7 })
    expect(await figures.current(OTHER)).toMatchObject({ messages: 0, sessions: 0 })
  })
})
