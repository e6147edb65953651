import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Database } from './database.ts'
import { MIGRATIONS, type Migration, MigrationError, migrate } from './migrations.ts'
import { openSqlite } from './sqlite.ts'

interface Tables {
  note: { id: string; text: string }
}

let folder: string
let db: Database<Tables>
const file = () => join(folder, 'signet.db')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signet-migrate-'))
  db = await openSqlite<Tables>(file())
})

afterEach(async () => {
  await db.close()
  await rm(folder, { recursive: true })
})

const one: Migration = {
  version: 1,
  name: 'one',
  up: async (trx) => {
    await sql`create table note (id text primary key, text text not null)`.execute(trx)
  },
}
const two: Migration = {
  version: 2,
  name: 'two',
  up: async (trx) => {
    await sql`insert into note values ('a', 'from two')`.execute(trx)
  },
}
const failing: Migration = {
  version: 3,
  name: 'three',
  up: async (trx) => {
    await sql`insert into note values ('b', 'half')`.execute(trx)
    throw new Error('step three is broken')
  },
}

const notes = () => db.read.selectFrom('note').selectAll().orderBy('id').execute()

test('the steps of the program have the numbers 1, 2, 3 … and all run on an empty database', async () => {
  expect(MIGRATIONS.map((step) => step.version)).toEqual(MIGRATIONS.map((_, index) => index + 1))
  expect(await migrate(db)).toEqual(MIGRATIONS.map((step) => step.version))
  expect(await migrate(db)).toEqual([])
})

test('a step runs once, and a later program runs only what is new', async () => {
  expect(await migrate(db, [one])).toEqual([1])
  expect(await migrate(db, [one, two])).toEqual([2])
  expect(await migrate(db, [one, two])).toEqual([])
  expect(await notes()).toEqual([{ id: 'a', text: 'from two' }])
})

test('[CHK57] a database of a newer program is refused with the way out, and is not changed', async () => {
  await migrate(db, [one, two])
  const refused = migrate(db, [one])
  await expect(refused).rejects.toThrow(MigrationError)
  await expect(refused).rejects.toThrow(/schema version 2.*knows up to 1.*newer program/s)
  expect(await notes()).toHaveLength(1)
})

test('a database with another history is refused', async () => {
  await migrate(db, [one])
  await expect(migrate(db, [{ ...one, name: 'somebody else' }])).rejects.toThrow('belongs to another program')
})

test('[CHK57] a step that fails leaves nothing of itself, and a repaired one goes on from there', async () => {
  await expect(migrate(db, [one, two, failing])).rejects.toThrow('step three is broken')
  expect(await notes()).toHaveLength(1)
  const repaired: Migration = {
    ...failing,
    up: async (trx) => void (await sql`insert into note values ('b', 'whole')`.execute(trx)),
  }
  expect(await migrate(db, [one, two, repaired])).toEqual([3])
  expect(await notes()).toEqual([
    { id: 'a', text: 'from two' },
    { id: 'b', text: 'whole' },
  ])
})

test('two processes that start at once run each step once', async () => {
  const other = await openSqlite<Tables>(file())
  const applied = await Promise.all([migrate(db, [one, two]), migrate(other, [one, two])])
  await other.close()
  expect(applied.flat().sort()).toEqual([1, 2])
  expect(await notes()).toHaveLength(1)
})

test('[CHK57] a process killed in the middle of a step leaves whole steps only', async () => {
  const script = join(folder, 'child.ts')
  const from = (name: string) => JSON.stringify(new URL(name, import.meta.url).href)
  await writeFile(
    script,
    `import { openSqlite } from ${from('./sqlite.ts')}
     import { migrate } from ${from('./migrations.ts')}
     const run = (trx, text) => trx.executeQuery({ sql: text, parameters: [], query: { kind: 'RawNode' }, queryId: { queryId: 'x' } })
     const db = await openSqlite(process.argv[2])
     await migrate(db, [
       { version: 1, name: 'one', up: (trx) => run(trx, 'create table note (id text primary key, text text not null)') },
       { version: 2, name: 'two', up: async (trx) => {
         await run(trx, "insert into note values ('a', 'half of two')")
         process.stdout.write('in the middle')
         await new Promise(() => setInterval(() => {}, 1000))
       } },
     ])`,
  )
  const child: ChildProcess = spawn(process.execPath, ['--conditions=source', script, file()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout!, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await notes()).toEqual([])
  expect(await migrate(db, [one, two])).toEqual([2])
  expect(await notes()).toEqual([{ id: 'a', text: 'from two' }])
})
