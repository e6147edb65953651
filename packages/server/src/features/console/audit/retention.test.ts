import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Database } from '../../../engine/storage/database.ts'
import { migrate } from '../../../engine/storage/migrations.ts'
import { openSqlite } from '../../../engine/storage/sqlite.ts'
import { type ConsoleAudit, createConsoleAudit } from './log.ts'
import { createAuditRetention } from './retention.ts'
import type { ConsoleAuditTables } from './store.ts'

const DAY = 86_400_000
const START = 1_800_000_000_000
let dir: string
let db: Database<ConsoleAuditTables>
let audit: ConsoleAudit
const clock = { at: START }

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'signet-audit-'))
  db = await openSqlite(join(dir, 'x.db'))
  await migrate(db)
  clock.at = START
  audit = createConsoleAudit({ db, now: () => clock.at })
})
afterEach(async () => {
  await db.close()
  await rm(dir, { recursive: true, force: true })
})

const retention = (days: number) =>
  createAuditRetention({ audit, days, now: () => clock.at, onFailure: (error) => expect.fail(String(error)) })

async function fill(rows: number): Promise<void> {
  for (let i = 0; i < rows; i++) {
    const input = { userId: `user-${i}` }
    const deed = { who: 'owner', role: 'owner', action: 'account.kick', sdkAppId: 1, address: '::1', reason: '', input }
    await audit.begin(deed as Parameters<ConsoleAudit['begin']>[0])
  }
}

const left = async (): Promise<[number, number]> => [
  (await db.read.selectFrom('console_audit').select('at').execute()).length,
  (await db.read.selectFrom('console_audit_account').select('audit_id').execute()).length,
]

test('[CON17] rows that are too old go, a slice at a time, with what says whom they are about; younger ones stay', async () => {
  await fill(620)
  clock.at += 5 * DAY
  await fill(3)
  clock.at = START + 30 * DAY
  const sweeper = retention(30)
  expect(await sweeper.sweep()).toBe(0)
  clock.at++
  expect(await audit.trim(clock.at - 30 * DAY)).toBe(500)
  expect(await sweeper.sweep()).toBe(120)
  expect(await left()).toEqual([3, 3])
  await sweeper.close()
})

test('[CON17] with 0 days nothing ever goes', async () => {
  await fill(2)
  clock.at += 100_000 * DAY
  const sweeper = retention(0)
  expect(await sweeper.sweep()).toBe(0)
  expect(await left()).toEqual([2, 2])
  await sweeper.close()
})
