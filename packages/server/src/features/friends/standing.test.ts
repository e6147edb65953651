import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Database } from '../../engine/storage/database.ts'
import { migrate } from '../../engine/storage/migrations.ts'
import { openSqlite } from '../../engine/storage/sqlite.ts'
import { createStanding, type Standing } from './standing.ts'
import { deleteBlocked, type FriendTables, putBlocked } from './store.ts'

const APP = 1_400_000_001
const BLOCKED = 'BLACKLISTED_BY_RECEIVER'
const bob = { sdkAppId: APP, userId: 'bob' }
let folder: string
let db: Database<FriendTables>
let standing: Standing

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signet-standing-'))
  db = await openSqlite<FriendTables>(join(folder, 'signet.db'), { foreignPoll: 50 })
  await migrate(db)
  const app = { sdk_app_id: APP, name: 'Test', settings: '{}', created_at: 0, disabled_at: null }
  const all = db as unknown as Database<{ app: typeof app }>
  await all.write([all.read.insertInto('app').values(app)])
  standing = createStanding({ db, friendCheck: () => false, cachedPairs: 2 })
})

afterEach(async () => {
  await db.close()
  await rm(folder, { recursive: true })
})

const block = (by: Database<FriendTables>) => by.transaction((trx) => putBlocked(trx, bob, ['alice'], 0))
const unblock = (by: Database<FriendTables>) => by.transaction((trx) => deleteBlocked(trx, bob, ['alice']))

test('[BLK2] how two people stand is looked up once, then known without waiting, until somebody writes about them', async () => {
  const first = standing.mayMessage(APP, 'alice', 'bob')
  expect(first).toBeInstanceOf(Promise)
  expect(await first).toBeUndefined()
  expect(standing.mayMessage(APP, 'alice', 'bob')).toBeUndefined()
  await block(db)
  standing.forget(APP, 'bob', ['alice'])
  expect(standing.mayMessage(APP, 'alice', 'bob')).toBeInstanceOf(Promise)
  expect(await standing.mayMessage(APP, 'alice', 'bob')).toBe(BLOCKED)
  expect(standing.mayMessage(APP, 'alice', 'bob')).toBe(BLOCKED)
  expect(await standing.mayMessage(APP, 'bob', 'alice')).toBeUndefined()
  expect(await standing.mayMessage(APP + 1, 'alice', 'bob')).toBeUndefined()
  expect(standing.mayMessage(APP, 'alice', 'alice')).toBeUndefined()
})

test('[BLK2] a lookup that began before a write does not put the old answer back', async () => {
  const before = standing.mayMessage(APP, 'alice', 'bob')
  await block(db)
  standing.forget(APP, 'bob', ['alice'])
  await before
  expect(await standing.mayMessage(APP, 'alice', 'bob')).toBe(BLOCKED)
})

test('[BLK2] a block that another process stores is known within a second, and so is its end', async () => {
  expect(await standing.mayMessage(APP, 'alice', 'bob')).toBeUndefined()
  const other = await openSqlite<FriendTables>(join(folder, 'signet.db'))
  try {
    await block(other)
    await expect.poll(() => standing.mayMessage(APP, 'alice', 'bob'), { timeout: 1_000 }).toBe(BLOCKED)
    await unblock(other)
    await expect.poll(() => standing.mayMessage(APP, 'alice', 'bob'), { timeout: 1_000 }).toBeUndefined()
  } finally {
    await other.close()
  }
})

test('[BLK2] pairs that do not fit into memory are looked up again', async () => {
  await block(db)
  for (const from of ['carol', 'alice', 'dave', 'erin', 'alice']) {
    expect(await standing.mayMessage(APP, from, 'bob')).toBe(from === 'alice' ? BLOCKED : undefined)
  }
})
