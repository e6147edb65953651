import type { Generated, Insertable, Kysely, Selectable, Transaction } from 'kysely'
import type { Database } from '../../engine/storage/database.ts'
import type { LabelCondition, Labels } from './rules.ts'

/** The tables of this feature. Times are ms. */
export interface PushTables {
  user_tag: { sdk_app_id: number; user_id: string; tag: string }
  user_attribute: { sdk_app_id: number; user_id: string; slot: number; value: string }
  attribute_name: { sdk_app_id: number; slot: number; name: string }
  push_task: {
    sdk_app_id: number
    task_id: string
    /** What names a push of an application for a retry; negative: it is none. */
    random: number
    /** JSON */
    condition: string
    /** JSON of the message without its receiver, or of what is taken back. */
    draft: string
    online_only: number
    /** 0: waits; 1: is being sent; 2: done. */
    status: number
    /** The last user who was sent to; users are gone through in the order of their ids. */
    position: string
    finished: number
    total: number
    started_at: number
    /** The application's name for it. */
    data_id: Generated<string>
  }
}
export type PushTask = Selectable<PushTables['push_task']>

export type PushStore = ReturnType<typeof createPushStore>
type Reader = Kysely<PushTables>

export function createPushStore(db: Database<PushTables>) {
  const q = db.read
  return {
    transaction: <R>(work: (trx: Transaction<PushTables>) => Promise<R>) => db.transaction(work),

    async attributeNames(sdkAppId: number): Promise<Map<string, number>> {
      const rows = await q.selectFrom('attribute_name').selectAll().where('sdk_app_id', '=', sdkAppId).execute()
      return new Map(rows.map(({ name, slot }) => [name, slot]))
    },
    nameAttributes: (sdkAppId: number, names: readonly (readonly [slot: number, name: string])[]) =>
      db.write(
        names.map(([slot, name]) =>
          q
            .insertInto('attribute_name')
            .values({ sdk_app_id: sdkAppId, slot, name })
            .onConflict((c) => c.columns(['sdk_app_id', 'slot']).doUpdateSet({ name })),
        ),
      ),

    async labels(sdkAppId: number, userIds: readonly string[], from: Reader = q): Promise<Map<string, Labels>> {
      const found = new Map<string, { tags: Set<string>; attributes: Map<number, string> }>()
      if (userIds.length === 0) return found
      for (const userId of userIds) found.set(userId, { tags: new Set(), attributes: new Map() })
      const tags = from.selectFrom('user_tag').selectAll().where('sdk_app_id', '=', sdkAppId)
      for (const row of await tags.where('user_id', 'in', userIds).orderBy('tag').execute()) {
        found.get(row.user_id)?.tags.add(row.tag)
      }
      const values = from.selectFrom('user_attribute').selectAll().where('sdk_app_id', '=', sdkAppId)
      for (const row of await values.where('user_id', 'in', userIds).orderBy('slot').execute()) {
        found.get(row.user_id)?.attributes.set(row.slot, row.value)
      }
      return found
    },
    putTag: (row: PushTables['user_tag'], into: Reader) =>
      into
        .insertInto('user_tag')
        .values(row)
        .onConflict((c) => c.columns(['sdk_app_id', 'user_id', 'tag']).doNothing()),
    removeTags: (sdkAppId: number, rows: readonly { readonly userId: string; readonly tags: readonly string[] }[]) =>
      db.write(
        rows.map(({ userId, tags }) =>
          q
            .deleteFrom('user_tag')
            .where('sdk_app_id', '=', sdkAppId)
            .where('user_id', '=', userId)
            .where('tag', 'in', tags),
        ),
      ),
    removeAllTags: (sdkAppId: number, userIds: readonly string[]) =>
      db.write([q.deleteFrom('user_tag').where('sdk_app_id', '=', sdkAppId).where('user_id', 'in', userIds)]),
    putAttributes: (rows: readonly PushTables['user_attribute'][]) =>
      db.write(
        rows.map((row) =>
          q
            .insertInto('user_attribute')
            .values(row)
            .onConflict((c) => c.columns(['sdk_app_id', 'user_id', 'slot']).doUpdateSet({ value: row.value })),
        ),
      ),
    removeAttributes: (
      sdkAppId: number,
      rows: readonly { readonly userId: string; readonly slots: readonly number[] }[],
    ) =>
      db.write(
        rows.map(({ userId, slots }) =>
          q
            .deleteFrom('user_attribute')
            .where('sdk_app_id', '=', sdkAppId)
            .where('user_id', '=', userId)
            .where('slot', 'in', slots),
        ),
      ),
    eraseLabels: (sdkAppId: number, userId: string) =>
      db.write(
        (['user_tag', 'user_attribute'] as const).map((table) =>
          q.deleteFrom(table).where('sdk_app_id', '=', sdkAppId).where('user_id', '=', userId),
        ),
      ),

    /** Users with any of what a condition names, in the order of their ids. */
    async candidates(
      sdkAppId: number,
      condition: LabelCondition,
      { after, limit }: { readonly after: string; readonly limit: number },
    ): Promise<string[]> {
      const { kind } = condition
      const rows =
        kind === 'tags'
          ? await q
              .selectFrom('user_tag')
              .select('user_id')
              .distinct()
              .where('sdk_app_id', '=', sdkAppId)
              .where('tag', 'in', [...condition.or, ...condition.and])
              .where('user_id', '>', after)
              .orderBy('user_id')
              .limit(limit)
              .execute()
          : await q
              .selectFrom('user_attribute')
              .select('user_id')
              .distinct()
              .where('sdk_app_id', '=', sdkAppId)
              .where((e) =>
                e.or(
                  [...condition.or, ...condition.and].map(([slot, value]) =>
                    e.and([e('slot', '=', slot), e('value', '=', value)]),
                  ),
                ),
              )
              .where('user_id', '>', after)
              .orderBy('user_id')
              .limit(limit)
              .execute()
      return rows.map((row) => row.user_id)
    },

    async taskByRandom(sdkAppId: number, random: number, from: Reader): Promise<PushTask | undefined> {
      return await from
        .selectFrom('push_task')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .where('random', '=', random)
        .executeTakeFirst()
    },
    async startsSince(sdkAppId: number, since: number, from: Reader): Promise<number[]> {
      const rows = await from
        .selectFrom('push_task')
        .select('started_at')
        .where('sdk_app_id', '=', sdkAppId)
        .where('started_at', '>', since)
        .where('random', '>=', 0)
        .execute()
      return rows.map((row) => row.started_at)
    },
    insertTask: (row: Insertable<PushTables['push_task']>, into: Reader) => into.insertInto('push_task').values(row),
    /** A task that is there already stays as it is; those that were done before a time go. */
    addTask: (sdkAppId: number, before: number, row: Insertable<PushTables['push_task']>) =>
      db.write([
        q
          .deleteFrom('push_task')
          .where('sdk_app_id', '=', sdkAppId)
          .where('started_at', '<=', before)
          .where('status', '=', 2),
        q
          .insertInto('push_task')
          .values(row)
          .onConflict((c) => c.doNothing()),
      ]),
    dropTasks: (sdkAppId: number, before: number, from: Reader) =>
      from
        .deleteFrom('push_task')
        .where('sdk_app_id', '=', sdkAppId)
        .where('started_at', '<=', before)
        .where('status', '=', 2),
    updateTask: (task: PushTask, change: Partial<Pick<PushTask, 'status' | 'position' | 'finished' | 'total'>>) =>
      db.write([
        q
          .updateTable('push_task')
          .set(change)
          .where('sdk_app_id', '=', task.sdk_app_id)
          .where('task_id', '=', task.task_id),
      ]),
    async tasks(sdkAppId: number, taskIds: readonly string[]): Promise<Map<string, PushTask>> {
      const rows = await q
        .selectFrom('push_task')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .where('task_id', 'in', taskIds)
        .execute()
      return new Map(rows.map((row) => [row.task_id, row]))
    },
    /** The task of an application that is to be gone on with. */
    async nextTask(sdkAppId: number): Promise<PushTask | undefined> {
      return await q
        .selectFrom('push_task')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .where('status', '<', 2)
        .orderBy('started_at')
        .limit(1)
        .executeTakeFirst()
    },
    /** Applications with tasks that are not done. */
    async appsAtWork(): Promise<number[]> {
      const rows = await q.selectFrom('push_task').select('sdk_app_id').distinct().where('status', '<', 2).execute()
      return rows.map((row) => row.sdk_app_id)
    },
  }
}
