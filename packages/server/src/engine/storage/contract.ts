import fc from 'fast-check'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from './database.ts'
import { isForeignKeyViolation, isUniqueViolation } from './errors.ts'

/** The tables that the suite makes for itself. */
export interface ContractTables {
  parent: { part: number; id: string; note: string | null }
  child: { part: number; id: string; parent_id: string }
}

/** A store under test. `open` opens the same store again, as another process would. */
export interface StoreUnderTest {
  open(): Promise<Database<ContractTables>>
  remove(): Promise<void>
}

/**
 * The rules of `database.ts` as tests, the same for every engine.
 *
 * @example
 * storageContract('SQLite', async () => ({ open: () => openSqlite(file), remove: () => rm(folder, { recursive: true }) }))
 */
export function storageContract(name: string, create: () => Promise<StoreUnderTest>): void {
  describe(`storage contract: ${name}`, () => {
    let store: StoreUnderTest
    let db: Database<ContractTables>

    beforeEach(async () => {
      store = await create()
      db = await store.open()
      await db.transaction(async (trx) => {
        await sql`create table parent (part bigint not null, id text not null, note text, primary key (part, id))`.execute(
          trx,
        )
        await sql`create table child (part bigint not null, id text not null, parent_id text not null,
          primary key (part, id), foreign key (part, parent_id) references parent (part, id))`.execute(trx)
      })
    })

    afterEach(async () => {
      await db.close()
      await store.remove()
    })

    const insert = (id: string, note: string | null = null) =>
      db.read.insertInto('parent').values({ part: 1, id, note })
    const insertChild = (id: string, parent: string) =>
      db.read.insertInto('child').values({ part: 1, id, parent_id: parent })
    const ids = async (from = db) =>
      (await from.read.selectFrom('parent').select('id').orderBy('id').execute()).map((row) => row.id)

    test('[STO1] what write answered is there after the store is opened again', async () => {
      await db.write([insert('a'), insert('b')])
      await db.close()
      db = await store.open()
      expect(await ids()).toEqual(['a', 'b'])
    })

    test('[STO1] a statement that fails takes the earlier statements of its call with it', async () => {
      await db.write([insert('a')])
      await expect(db.write([insert('b'), insert('a')])).rejects.toSatisfy(isUniqueViolation)
      expect(await ids()).toEqual(['a'])
    })

    test('write tells the rows it changed and returns what the statement returns', async () => {
      await db.write([insert('a', 'x'), insert('b', 'x'), insert('c', 'y')])
      const results = await db.write([
        db.read.updateTable('parent').set({ note: 'z' }).where('note', '=', 'x'),
        db.read.deleteFrom('parent').where('note', '=', 'y').returning('id'),
        insert('a').onConflict((conflict) => conflict.doNothing()),
      ])
      expect(results.map((result) => result.changed)).toEqual([2, 1, 0])
      expect(results[1]!.rows).toEqual([{ id: 'c' }])
    })

    test('a write of nothing answers nothing', async () => {
      expect(await db.write([])).toEqual([])
    })

    test('[STO2] of concurrent writes only those that break a constraint are refused', async () => {
      const calls = Array.from({ length: 100 }, (_, i) => {
        const bad = i % 10 === 3
        return db.write([insert(`p${i}`), bad ? insertChild(`c${i}`, 'nobody') : insertChild(`c${i}`, `p${i}`)])
      })
      const settled = await Promise.allSettled(calls)
      const refused = settled.flatMap((outcome, i) => (outcome.status === 'rejected' ? [{ i, outcome }] : []))
      expect(refused.map(({ i }) => i)).toEqual([3, 13, 23, 33, 43, 53, 63, 73, 83, 93])
      for (const { outcome } of refused) expect(outcome.reason).toSatisfy(isForeignKeyViolation)
      expect(await ids()).toHaveLength(90)
    })

    test('[STO2] any mix of good and bad calls stores exactly the good ones', async () => {
      let round = 0
      const property = fc.asyncProperty(
        fc.array(fc.array(fc.nat(12), { minLength: 1, maxLength: 4 }), { maxLength: 12 }),
        async (calls) => {
          const prefix = `r${round++}-`
          const settled = await Promise.allSettled(
            calls.map((call) => db.write(call.map((n) => insert(`${prefix}${n}`)))),
          )
          const expected = new Set<string>()
          for (const [index, call] of calls.entries()) {
            const good = new Set(call).size === call.length && call.every((n) => !expected.has(`${prefix}${n}`))
            expect(settled[index]!.status).toBe(good ? 'fulfilled' : 'rejected')
            if (good) for (const n of call) expected.add(`${prefix}${n}`)
          }
          const stored = (await ids()).filter((id) => id.startsWith(prefix))
          expect(new Set(stored)).toEqual(expected)
        },
      )
      await fc.assert(property, { numRuns: 60 })
    })

    test('[STO3] a read after write or transaction sees it', async () => {
      for (let i = 0; i < 20; i++) {
        await db.write([insert(`w${i}`)])
        expect(await ids()).toContain(`w${i}`)
        await db.transaction((trx) =>
          trx
            .insertInto('parent')
            .values({ part: 1, id: `t${i}`, note: null })
            .execute(),
        )
        expect(await ids()).toContain(`t${i}`)
      }
    })

    test('[STO4] transactions that read and then write lose no update', async () => {
      await db.write([insert('counter', '0')])
      const bump = () =>
        db.transaction(async (trx) => {
          const row = await trx
            .selectFrom('parent')
            .select('note')
            .where('id', '=', 'counter')
            .executeTakeFirstOrThrow()
          await trx
            .updateTable('parent')
            .set({ note: String(Number(row.note) + 1) })
            .where('id', '=', 'counter')
            .execute()
        })
      await Promise.all([...Array.from({ length: 25 }, bump), db.write([insert('between')])])
      const row = await db.read
        .selectFrom('parent')
        .select('note')
        .where('id', '=', 'counter')
        .executeTakeFirstOrThrow()
      expect(row.note).toBe('25')
    })

    test('[STO4] a transaction whose work throws leaves nothing and its error reaches the caller', async () => {
      const failed = db.transaction(async (trx) => {
        await trx.insertInto('parent').values({ part: 1, id: 'a', note: null }).execute()
        throw new Error('changed my mind')
      })
      await expect(failed).rejects.toThrow('changed my mind')
      expect(await ids()).toEqual([])
      await db.write([insert('b')])
      expect(await ids()).toEqual(['b'])
    })

    test('[STO4] a transaction sees its own writes and others do not before it commits', async () => {
      await db.transaction(async (trx) => {
        await trx.insertInto('parent').values({ part: 1, id: 'a', note: null }).execute()
        expect(await trx.selectFrom('parent').select('id').orderBy('id').execute()).toHaveLength(1)
        expect(await ids()).toEqual([])
      })
      expect(await ids()).toEqual(['a'])
    })

    test('[STO4] a write inside a transaction is refused at once instead of waiting for itself', async () => {
      await expect(db.transaction(() => db.write([insert('a')]))).rejects.toThrow('inside transaction()')
      await expect(db.transaction(() => db.transaction(async () => 1))).rejects.toThrow('inside transaction()')
      await db.write([insert('b')])
      expect(await ids()).toEqual(['b'])
    })

    test('[STO5] a write through read throws and changes nothing', async () => {
      await expect(insert('a').execute()).rejects.toThrow()
      expect(await ids()).toEqual([])
    })

    test('[STO7] the foreign version changes for commits of another process only', async () => {
      const before = db.foreignVersion()
      await db.write([insert('own')])
      await db.transaction((trx) => trx.insertInto('parent').values({ part: 1, id: 'own2', note: null }).execute())
      await new Promise((resolve) => setTimeout(resolve, 600))
      expect(db.foreignVersion()).toBe(before)
      const other = await store.open()
      try {
        await other.write([other.read.insertInto('parent').values({ part: 1, id: 'foreign', note: null })])
        await expect.poll(() => db.foreignVersion(), { timeout: 1_000, interval: 20 }).not.toBe(before)
        expect(await ids()).toContain('foreign')
      } finally {
        await other.close()
      }
    })

    test('[STO8] close settles what was called and refuses what comes later', async () => {
      const before = Array.from({ length: 50 }, (_, i) => db.write([insert(`p${i}`)]))
      const transaction = db.transaction((trx) =>
        trx.insertInto('parent').values({ part: 1, id: 't', note: null }).execute(),
      )
      const closed = db.close()
      await expect(db.write([insert('late')])).rejects.toMatchObject({ errorName: 'STORE_UNAVAILABLE' })
      await Promise.all([...before, transaction, closed, db.close()])
      db = await store.open()
      expect(await ids()).toHaveLength(51)
    })

    test('[CHK23] text comes back as it went in, whatever it means elsewhere', async () => {
      const hostile = ["'; drop table parent; --", '%_\\', '"', '\u0000x', '日本語 \u{1f600}', '$1 ? :a @b', 'null']
      for (const [i, note] of hostile.entries()) await db.write([insert(`h${i}`, note)])
      const rows = await db.read.selectFrom('parent').select('note').orderBy('id').execute()
      expect(rows.map((row) => row.note)).toEqual(hostile)
      const one = await db.read
        .selectFrom('parent')
        .select('id')
        .where('note', '=', hostile[0]!)
        .orderBy('id')
        .execute()
      expect(one).toEqual([{ id: 'h0' }])
    })
  })
}
