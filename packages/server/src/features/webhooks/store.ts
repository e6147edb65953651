import type { WebhookCommand } from '@signet/protocol/webhooks'
import type { Compilable, CompiledQuery, Kysely, Selectable, Transaction } from 'kysely'
import type { Database } from '../../engine/storage/database.ts'

/** An event that waits for a URL, or waited in vain. Times in ms. */
interface EventColumns {
  sdk_app_id: number
  endpoint_id: string
  /** Sorts by age. */
  item_id: string
  /** What receivers know it by: the same for every try, and after a replay. */
  event_id: string
  /** What is delivered one after the other, such as a conversation. */
  lane: string
  command: string
  client_ip: string
  platform: string
  body: string
  created_at: number
  tries: number
}

/** The tables of this feature. */
export interface WebhookTables {
  webhook_endpoint: {
    sdk_app_id: number
    endpoint_id: string
    url: string
    /** JSON list of the commands that are on. */
    commands: string
    /** JSON list of the before-commands that refuse when they cannot be asked. */
    refuse_on_failure: string
    /** ms; null: as the server's settings say. */
    timeout_ms: number | null
    /** JSON of token, signing secrets and the private key, sealed. */
    sealed: string
    /** PEM: what the server shows to the URL. */
    certificate: string | null
    /** PEM: what the URL's certificate is checked by, instead of the well-known authorities. */
    authority: string | null
    created_at: number
  }
  webhook_queue: EventColumns & {
    next_at: number
    /** 1 for the oldest of its lane, so that finding what to deliver never walks over what waits behind. */
    head: number
  }
  webhook_dead: EventColumns & { died_at: number; reason: string }
}

export type EndpointRow = Selectable<WebhookTables['webhook_endpoint']>
export type QueueRow = Selectable<WebhookTables['webhook_queue']>
export type DeadRow = Selectable<WebhookTables['webhook_dead']>

/** An event on its way into the queue of one URL. */
export interface NewItem {
  readonly sdkAppId: number
  readonly endpointId: string
  readonly itemId: string
  readonly eventId: string
  readonly lane: string
  readonly command: WebhookCommand
  readonly clientIp: string
  readonly platform: string
  readonly body: string
  readonly createdAt: number
}

/** One URL of one application. */
export interface EndpointKey {
  readonly sdkAppId: number
  readonly endpointId: string
}

export type Reader = Kysely<WebhookTables>
export type WebhookStore = ReturnType<typeof createWebhookStore>

/** Every query on the tables above. What is only a statement is for `write`, or for the transaction of somebody else. */
export function createWebhookStore(db: Database<WebhookTables>) {
  const q = db.read

  const queued = (from: Reader, { sdkAppId, endpointId }: EndpointKey) =>
    from.selectFrom('webhook_queue').where('sdk_app_id', '=', sdkAppId).where('endpoint_id', '=', endpointId)
  const itemsOf = (from: Reader, { sdkAppId, endpointId }: EndpointKey) =>
    from.updateTable('webhook_queue').where('sdk_app_id', '=', sdkAppId).where('endpoint_id', '=', endpointId)

  // Built once: for an event that is stored, delivered and taken out, building their text would cost more than running them.
  const key = { sdkAppId: 0, endpointId: '' }
  const enqueueQuery = q
    .insertInto('webhook_queue')
    .values({
      sdk_app_id: 0,
      endpoint_id: '',
      item_id: '',
      event_id: '',
      lane: '',
      command: '',
      client_ip: '',
      platform: '',
      body: '',
      created_at: 0,
      tries: 0,
      next_at: 0,
      head: (e) =>
        e
          .case()
          .when(e.exists(queued(q, key).select('item_id').where('lane', '=', '')))
          .then(e.lit(0))
          .else(e.lit(1))
          .end(),
    })
    .compile()
  const removeQuery = q
    .deleteFrom('webhook_queue')
    .where('sdk_app_id', '=', 0)
    .where('endpoint_id', '=', '')
    .where('item_id', '=', '')
    .compile()
  const promoteQuery = itemsOf(q, key)
    .where(
      'item_id',
      '=',
      queued(q, key)
        .where('lane', '=', '')
        .select((e) => e.fn.min('item_id').as('item_id')),
    )
    .where('head', '=', (e) => e.lit(0))
    .set((e) => ({ head: e.lit(1) }))
    .compile()
  const dueQuery = queued(q, key)
    .selectAll()
    .where('head', '=', (e) => e.lit(1))
    .where('next_at', '<=', 0)
    .orderBy('next_at')
    .orderBy('item_id')
    .limit(0)
    .compile()
  const nextAtQuery = queued(q, key)
    .select('next_at')
    .where('head', '=', (e) => e.lit(1))
    .where('next_at', '>', 0)
    .orderBy('next_at')
    .limit(0)
    .compile()
  const laneQuery = queued(q, key).selectAll().where('lane', '=', '').orderBy('item_id').limit(0).compile()
  const withParameters = (query: CompiledQuery, parameters: readonly unknown[]): Compilable => ({
    compile: () => ({ ...query, parameters }),
  })

  const enqueue = (item: NewItem): Compilable => {
    const { sdkAppId: app, endpointId: endpoint, lane, createdAt } = item
    const about = [lane, item.command, item.clientIp, item.platform, item.body]
    const row = [app, endpoint, item.itemId, item.eventId, ...about, createdAt, 0, createdAt]
    return withParameters(enqueueQuery, [...row, app, endpoint, lane])
  }

  /** Takes items of one lane out; the next of it comes to the front. */
  const dequeue = (items: readonly QueueRow[]): Compilable[] => {
    const [first] = items
    if (first === undefined) return []
    const { sdk_app_id: app, endpoint_id: endpoint, lane } = first
    return [
      ...items.map((item) => withParameters(removeQuery, [app, endpoint, item.item_id])),
      withParameters(promoteQuery, [app, endpoint, app, endpoint, lane]),
    ]
  }

  return {
    write: (statements: readonly Compilable[]) => db.write(statements),
    transaction: <R>(work: (trx: Transaction<WebhookTables>) => Promise<R>) => db.transaction(work),
    foreignVersion: () => db.foreignVersion(),
    enqueue,
    dequeue,

    async hasEndpoints(): Promise<boolean> {
      const row = await q.selectFrom('webhook_endpoint').select('endpoint_id').limit(1).executeTakeFirst()
      return row !== undefined
    },
    async endpoints(sdkAppId: number, from: Reader = q): Promise<EndpointRow[]> {
      return await from
        .selectFrom('webhook_endpoint')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .orderBy('created_at')
        .orderBy('endpoint_id')
        .execute()
    },
    insertEndpoint: (row: EndpointRow, into: Reader) => into.insertInto('webhook_endpoint').values(row),
    updateEndpoint: (row: EndpointRow, into: Reader) =>
      into
        .updateTable('webhook_endpoint')
        .set(row)
        .where('sdk_app_id', '=', row.sdk_app_id)
        .where('endpoint_id', '=', row.endpoint_id),
    deleteEndpoint: ({ sdkAppId, endpointId }: EndpointKey): Compilable[] => [
      q.deleteFrom('webhook_endpoint').where('sdk_app_id', '=', sdkAppId).where('endpoint_id', '=', endpointId),
      q.deleteFrom('webhook_queue').where('sdk_app_id', '=', sdkAppId).where('endpoint_id', '=', endpointId),
      q.deleteFrom('webhook_dead').where('sdk_app_id', '=', sdkAppId).where('endpoint_id', '=', endpointId),
    ],

    /** The oldest item of each lane that may be tried now, oldest first. */
    async due({ sdkAppId, endpointId }: EndpointKey, now: number, limit: number): Promise<QueueRow[]> {
      const query = { ...dueQuery, parameters: [sdkAppId, endpointId, now, limit] }
      return (await q.executeQuery<QueueRow>(query)).rows
    },
    /** The oldest items of a lane, in order. */
    async lane({ sdkAppId, endpointId }: EndpointKey, lane: string, limit: number): Promise<QueueRow[]> {
      const query = { ...laneQuery, parameters: [sdkAppId, endpointId, lane, limit] }
      return (await q.executeQuery<QueueRow>(query)).rows
    },
    /** When the next item may be tried that may not be tried yet. */
    async nextAt({ sdkAppId, endpointId }: EndpointKey, now: number): Promise<number | undefined> {
      const query = { ...nextAtQuery, parameters: [sdkAppId, endpointId, now, 1] }
      return (await q.executeQuery<Pick<QueueRow, 'next_at'>>(query)).rows[0]?.next_at
    },
    postpone: (item: QueueRow, tries: number, nextAt: number) =>
      itemsOf(q, { sdkAppId: item.sdk_app_id, endpointId: item.endpoint_id })
        .where('item_id', '=', item.item_id)
        .set({ tries, next_at: nextAt }),

    /** How many events wait, by application. */
    async waiting(): Promise<Map<number, number>> {
      const rows = await q
        .selectFrom('webhook_queue')
        .select((e) => ['sdk_app_id', e.fn.countAll<number>().as('count')])
        .groupBy('sdk_app_id')
        .orderBy('sdk_app_id')
        .execute()
      return new Map(rows.map((row) => [row.sdk_app_id, Number(row.count)]))
    },
    /** What one application has that waits or waited in vain. */
    async backlog(sdkAppId: number): Promise<{ waiting: number; oldestAt: number | undefined; dead: number }> {
      const queue = q.selectFrom('webhook_queue').where('sdk_app_id', '=', sdkAppId)
      const row = await queue
        .select((e) => [e.fn.countAll<number>().as('count'), e.fn.min('created_at').as('oldest')])
        .executeTakeFirst()
      const dead = await q
        .selectFrom('webhook_dead')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where('sdk_app_id', '=', sdkAppId)
        .executeTakeFirst()
      return { waiting: Number(row?.count ?? 0), oldestAt: row?.oldest ?? undefined, dead: Number(dead?.count ?? 0) }
    },
    /** URLs for which something waits. */
    async busyEndpoints(): Promise<EndpointKey[]> {
      const rows = await q
        .selectFrom('webhook_queue')
        .select(['sdk_app_id', 'endpoint_id'])
        .groupBy(['sdk_app_id', 'endpoint_id'])
        .orderBy('sdk_app_id')
        .orderBy('endpoint_id')
        .execute()
      return rows.map((row) => ({ sdkAppId: row.sdk_app_id, endpointId: row.endpoint_id }))
    },
    /** Since when the front of a lane waits, by command, ms. */
    async oldest(key: EndpointKey): Promise<{ command: string; createdAt: number }[]> {
      const rows = await queued(q, key)
        .where('head', '=', 1)
        .select((e) => ['command', e.fn.min('created_at').as('created_at')])
        .groupBy('command')
        .orderBy('command')
        .execute()
      return rows.map((row) => ({ command: row.command, createdAt: Number(row.created_at) }))
    },

    bury: ({ head: _head, next_at: _next, ...event }: QueueRow, diedAt: number, reason: string) =>
      q.insertInto('webhook_dead').values({ ...event, died_at: diedAt, reason }),
    /** Keeps the newest dead letters of an application. */
    pruneDead: (sdkAppId: number, most: number) =>
      q
        .deleteFrom('webhook_dead')
        .where('sdk_app_id', '=', sdkAppId)
        .where('item_id', '<=', (e) =>
          e
            .selectFrom('webhook_dead as newer')
            .select('newer.item_id')
            .where('newer.sdk_app_id', '=', sdkAppId)
            .orderBy('newer.item_id', 'desc')
            .limit(1)
            .offset(most),
        ),
    /** Dead letters after an id, oldest first. */
    async dead(sdkAppId: number, after: string, limit: number, from: Reader = q): Promise<DeadRow[]> {
      return await from
        .selectFrom('webhook_dead')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .where('item_id', '>', after)
        .orderBy('item_id')
        .limit(limit)
        .execute()
    },
    async deadLetter(sdkAppId: number, itemId: string, from: Reader): Promise<DeadRow | undefined> {
      return await from
        .selectFrom('webhook_dead')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .where('item_id', '=', itemId)
        .executeTakeFirst()
    },
    deleteDead: (sdkAppId: number, itemId: string, from: Reader = q) =>
      from.deleteFrom('webhook_dead').where('sdk_app_id', '=', sdkAppId).where('item_id', '=', itemId),
  }
}
