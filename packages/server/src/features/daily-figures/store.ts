import type { Transaction } from 'kysely'
import type { Database } from '../../engine/storage/database.ts'
import { COUNTS, type Count, type Day, KINDS, type Kind } from './rules.ts'
import { Sketch } from './sketch.ts'

/** The tables of this feature: what happened in an application on a day, by name. */
export interface DailyTables {
  daily_count: { sdk_app_id: number; day: number; name: string; value: number }
  daily_sketch: { sdk_app_id: number; day: number; name: string; sketch: string }
}

/** What came to a day since it was last stored. */
export interface Increment {
  readonly sdkAppId: number
  readonly day: number
  readonly counts: ReadonlyMap<Count, number>
  readonly sketches: ReadonlyMap<Kind, Sketch>
  readonly mostOnline: number
}

export type DailyStore = ReturnType<typeof createDailyStore>

const MOST_ONLINE = 'mostOnline'

export function createDailyStore(db: Database<DailyTables>) {
  async function addCounts(trx: Transaction<DailyTables>, { sdkAppId, day, counts, mostOnline }: Increment) {
    const key = { sdk_app_id: sdkAppId, day }
    for (const [name, value] of counts) {
      await trx
        .insertInto('daily_count')
        .values({ ...key, name, value })
        .onConflict((c) =>
          c.columns(['sdk_app_id', 'day', 'name']).doUpdateSet((e) => ({ value: e('daily_count.value', '+', value) })),
        )
        .execute()
    }
    if (mostOnline === 0) return
    await trx
      .insertInto('daily_count')
      .values({ ...key, name: MOST_ONLINE, value: mostOnline })
      .onConflict((c) =>
        c
          .columns(['sdk_app_id', 'day', 'name'])
          .doUpdateSet({ value: mostOnline })
          .where('daily_count.value', '<', mostOnline),
      )
      .execute()
  }

  async function addSketches(trx: Transaction<DailyTables>, { sdkAppId, day, sketches }: Increment) {
    for (const [name, sketch] of sketches) {
      const stored = await trx
        .selectFrom('daily_sketch')
        .select('sketch')
        .where('sdk_app_id', '=', sdkAppId)
        .where('day', '=', day)
        .where('name', '=', name)
        .executeTakeFirst()
      const all = Sketch.read(stored?.sketch ?? '')
      all.merge(sketch)
      const row = { sdk_app_id: sdkAppId, day, name, sketch: String(all) }
      await trx
        .insertInto('daily_sketch')
        .values(row)
        .onConflict((c) => c.columns(['sdk_app_id', 'day', 'name']).doUpdateSet({ sketch: row.sketch }))
        .execute()
    }
  }

  return {
    /** All of it or nothing. */
    add: (increment: Increment): Promise<void> =>
      db.transaction(async (trx) => {
        await addCounts(trx, increment)
        await addSketches(trx, increment)
      }),

    removeBefore: (day: number) =>
      db.write([
        db.read.deleteFrom('daily_count').where('day', '<', day),
        db.read.deleteFrom('daily_sketch').where('day', '<', day),
      ]),

    /** One day after the other, also those on which nothing happened. */
    async days(sdkAppId: number, from: number, to: number): Promise<Day[]> {
      const counts = await db.read
        .selectFrom('daily_count')
        .select(['day', 'name', 'value'])
        .where('sdk_app_id', '=', sdkAppId)
        .where('day', '>=', from)
        .execute()
      const sketches = await db.read
        .selectFrom('daily_sketch')
        .select(['day', 'name', 'sketch'])
        .where('sdk_app_id', '=', sdkAppId)
        .where('day', '>=', from)
        .execute()
      const count = new Map(counts.map(({ day, name, value }) => [`${day} ${name}`, value]))
      const sketch = new Map(sketches.map((row) => [`${row.day} ${row.name}`, Sketch.read(row.sketch).count]))
      return Array.from({ length: to - from + 1 }, (_, i) => from + i).map((day) => ({
        day,
        counts: Object.fromEntries(COUNTS.map((name) => [name, count.get(`${day} ${name}`) ?? 0])) as Day['counts'],
        different: Object.fromEntries(
          KINDS.map((name) => [name, sketch.get(`${day} ${name}`) ?? 0]),
        ) as Day['different'],
        mostOnline: count.get(`${day} ${MOST_ONLINE}`) ?? 0,
      }))
    },
  }
}
