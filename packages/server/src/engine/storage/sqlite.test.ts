import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ContractTables, storageContract } from './contract.ts'
import type { Database } from './database.ts'
import { openSqlite, type SqliteOptions } from './sqlite.ts'

storageContract('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'signet-sqlite-'))
  return { open: () => openSqlite(join(folder, 'signet.db')), remove: () => rm(folder, { recursive: true }) }
})

let folder: string
const opened: Database<ContractTables>[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signet-sqlite-'))
})

afterEach(async () => {
  for (const db of opened.splice(0)) await db.close().catch(() => undefined)
  await rm(folder, { recursive: true })
})

async function openWithTable(options?: SqliteOptions): Promise<Database<ContractTables>> {
  const db = await openSqlite<ContractTables>(join(folder, 'signet.db'), options)
  opened.push(db)
  await db.transaction(async (trx) => {
    await sql`create table if not exists parent (part bigint not null, id text not null, note text, primary key (part, id))`.execute(
      trx,
    )
  })
  return db
}

const insert = (db: Database<ContractTables>, id: string, note: string | null = null) =>
  db.read.insertInto('parent').values({ part: 1, id, note })

const count = async (db: Database<ContractTables>) =>
  (
    await db.read
      .selectFrom('parent')
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n

test('the file is private, in a private folder, and in full-sync write-ahead mode', async () => {
  const path = join(folder, 'new', 'data', 'signet.db')
  const db = await openSqlite<ContractTables>(path)
  opened.push(db)
  await db.transaction((trx) => sql`create table t (a bigint)`.execute(trx))
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect((await stat(`${path}-wal`)).mode & 0o777).toBe(0o600)
  expect((await stat(join(folder, 'new', 'data'))).mode & 0o777).toBe(0o700)
  const pragmas = await db.transaction(async (trx) => {
    const journal = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(trx)
    const synchronous = await sql<{ synchronous: number }>`pragma synchronous`.execute(trx)
    const foreignKeys = await sql<{ foreign_keys: number }>`pragma foreign_keys`.execute(trx)
    return [journal.rows[0]!.journal_mode, synchronous.rows[0]!.synchronous, foreignKeys.rows[0]!.foreign_keys]
  })
  expect(pragmas).toEqual(['wal', 2, 1])
})

test('close folds the write-ahead log into the file', async () => {
  const db = await openWithTable()
  await db.write([insert(db, 'a')])
  await db.close()
  await expect(stat(join(folder, 'signet.db-wal'))).rejects.toThrow('ENOENT')
})

test('a file that is no database is refused and left as it is', async () => {
  const path = join(folder, 'signet.db')
  const text = 'this is not a database, and it is long enough to have a header. '.repeat(20)
  await writeFile(path, text)
  await expect(openSqlite(path)).rejects.toMatchObject({
    errorName: 'STORE_UNAVAILABLE',
    cause: { message: /not a database/ },
  })
  expect(await readFile(path, 'utf8')).toBe(text)
})

test('[STO6] [CHK45] a full disk refuses writes with STORE_UNAVAILABLE, reads go on, and writes come back by themselves', async () => {
  const db = await openWithTable()
  await db.write([insert(db, 'first')])
  await db.transaction((trx) => sql`pragma max_page_count = 20`.execute(trx))
  const big = 'x'.repeat(60_000)
  const settled = await Promise.allSettled(Array.from({ length: 5 }, (_, i) => db.write([insert(db, `big${i}`, big)])))
  const refused = settled.filter((outcome) => outcome.status === 'rejected')
  expect(refused.length).toBeGreaterThan(0)
  for (const { reason } of refused) expect(reason).toMatchObject({ errorName: 'STORE_UNAVAILABLE' })
  expect(await count(db)).toBe(1 + 5 - refused.length)
  await db.transaction((trx) => sql`pragma max_page_count = 100000`.execute(trx))
  await db.write([insert(db, 'after', big)])
  expect(await count(db)).toBe(2 + 5 - refused.length)
})

test('[STO6] a lock that another process holds too long is STORE_UNAVAILABLE', async () => {
  const db = await openWithTable({ busyTimeout: 50 })
  const other = new DatabaseSync(join(folder, 'signet.db'))
  other.exec('begin immediate')
  await expect(db.write([insert(db, 'a')])).rejects.toMatchObject({ errorName: 'STORE_UNAVAILABLE' })
  other.exec('rollback')
  other.close()
  await db.write([insert(db, 'a')])
  expect(await count(db)).toBe(1)
})

test('[STO4] a transaction that never ends is rolled back and the writers behind it go on', async () => {
  const db = await openWithTable({ transactionTimeout: 100 })
  let later: Promise<unknown> = Promise.resolve()
  const stuck = db.transaction(async (trx) => {
    await trx.insertInto('parent').values({ part: 1, id: 'a', note: null }).execute()
    await new Promise((resolve) => setTimeout(resolve, 300))
    later = trx.insertInto('parent').values({ part: 1, id: 'b', note: null }).execute()
    await later
  })
  const behind = db.write([insert(db, 'c')])
  await behind
  await expect(stuck).rejects.toThrow('more than 100 ms')
  const rows = await db.read.selectFrom('parent').select('id').orderBy('id').execute()
  expect(rows).toEqual([{ id: 'c' }])
})

test('writes beyond the bound are refused with OVERLOADED and the others are stored', async () => {
  const db = await openWithTable({ maxQueued: 10 })
  const settled = await Promise.allSettled(Array.from({ length: 25 }, (_, i) => db.write([insert(db, `p${i}`)])))
  const refused = settled.filter((outcome) => outcome.status === 'rejected')
  expect(refused).toHaveLength(15)
  for (const { reason } of refused) expect(reason).toMatchObject({ errorName: 'OVERLOADED' })
  expect(await count(db)).toBe(10)
})

test('a value that cannot be bound is refused alone', async () => {
  const db = await openWithTable()
  const symbol = db.read.insertInto('parent').values({ part: 1, id: 'x', note: Symbol('note') as unknown as string })
  const boolean = db.read.insertInto('parent').values({ part: 1, id: 'y', note: true as unknown as string })
  const settled = await Promise.allSettled([
    db.write([insert(db, 'a')]),
    db.write([boolean]),
    db.write([symbol]),
    db.write([insert(db, 'b')]),
  ])
  expect(settled.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
  expect(await count(db)).toBe(2)
})

test('[CHK59] a file of which the disk spoiled a page is refused with words, as it is, and opens again from its copy', async () => {
  const path = join(folder, 'signet.db')
  const db = await openWithTable()
  await db.write(Array.from({ length: 2_000 }, (_, i) => insert(db, `row ${i}`, 'x'.repeat(100))))
  await db.close()
  const whole = await readFile(path)
  const pages = whole.length / 4096
  expect(pages).toBeGreaterThan(50)
  for (const page of [Math.floor(pages / 2), pages - 3]) {
    const spoiled = Buffer.from(whole)
    spoiled.fill(0xa5, page * 4096, page * 4096 + 512)
    await writeFile(path, spoiled)
    const opening = openSqlite<ContractTables>(path)
    await expect(opening).rejects.toMatchObject({ errorName: 'STORE_UNAVAILABLE' })
    await expect(opening).rejects.toThrow(/signet\.db is damaged .*backup/)
    expect((await readFile(path)).equals(spoiled)).toBe(true)
  }
  await writeFile(path, whole)
  expect(await count(await openWithTable())).toBe(2_000)
})
