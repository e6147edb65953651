import type { Compilable, Selectable } from 'kysely'
import type { Database } from '../../engine/storage/database.ts'
import type { Point } from './points.ts'

export interface FigureTables {
  /** What happened in a stretch of time; application 0: the whole node. Times are ms, `seconds` is the length of the stretch. */
  figure: {
    sdk_app_id: number
    seconds: number
    at: number
    messages: number
    deliveries: number
    hooks: number
    hooks_failed: number
    hooks_ms: number
    sessions: number
    users: number
    accounts: number
    groups: number
    bytes: number
  }
}

type Row = Selectable<FigureTables['figure']>

export type FigureStore = ReturnType<typeof createFigureStore>

export function createFigureStore(db: Database<FigureTables>) {
  const q = db.read
  return {
    write: (statements: readonly Compilable[]) => db.write(statements),

    /** A stretch that is there already, from before a restart, takes more in. */
    add(sdkAppId: number, point: Point) {
      const row = rowOf(sdkAppId, point)
      return q
        .insertInto('figure')
        .values(row)
        .onConflict((conflict) =>
          conflict.columns(['sdk_app_id', 'seconds', 'at']).doUpdateSet((e) => ({
            messages: e('figure.messages', '+', row.messages),
            deliveries: e('figure.deliveries', '+', row.deliveries),
            hooks: e('figure.hooks', '+', row.hooks),
            hooks_failed: e('figure.hooks_failed', '+', row.hooks_failed),
            hooks_ms: e('figure.hooks_ms', '+', row.hooks_ms),
            sessions: row.sessions,
            users: row.users,
            accounts: row.accounts,
            groups: row.groups,
            bytes: row.bytes,
          })),
        )
    },

    removeBefore: (seconds: number, at: number) =>
      q.deleteFrom('figure').where('seconds', '=', seconds).where('at', '<', at),

    async since(sdkAppId: number, seconds: number, at: number): Promise<Point[]> {
      const rows = await q
        .selectFrom('figure')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .where('seconds', '=', seconds)
        .where('at', '>=', at)
        .orderBy('at')
        .execute()
      return rows.map(pointOf)
    },
  }
}

const rowOf = (sdkAppId: number, point: Point): Row => ({
  sdk_app_id: sdkAppId,
  seconds: point.seconds,
  at: point.at,
  messages: point.messages,
  deliveries: point.deliveries,
  hooks: point.hooks,
  hooks_failed: point.hooksFailed,
  hooks_ms: Math.round(point.hooksMs),
  sessions: point.sessions,
  users: point.users,
  accounts: point.accounts ?? 0,
  groups: point.groups ?? 0,
  bytes: point.bytes ?? 0,
})

const pointOf = (row: Row): Point => ({
  at: row.at,
  seconds: row.seconds,
  messages: row.messages,
  deliveries: row.deliveries,
  hooks: row.hooks,
  hooksFailed: row.hooks_failed,
  hooksMs: row.hooks_ms,
  sessions: row.sessions,
  users: row.users,
  accounts: row.accounts,
  groups: row.groups,
  bytes: row.bytes,
})
