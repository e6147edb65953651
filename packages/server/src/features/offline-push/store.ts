import type { Selectable } from 'kysely'
import type { Database } from '../../engine/storage/database.ts'

/** The table of this feature. Times are ms. */
export interface OfflinePushTables {
  push_gateway: {
    sdk_app_id: number
    url: string
    /** The signing secrets. */
    sealed: string
    /** Of the text that stands for what has none: `zh` or `en`. */
    language: string
    changed_at: number
  }
}
export type GatewayRow = Selectable<OfflinePushTables['push_gateway']>

export type GatewayStore = ReturnType<typeof createGatewayStore>

/** Every query on the table above. */
export function createGatewayStore(db: Database<OfflinePushTables>) {
  const q = db.read
  return {
    foreignVersion: () => db.foreignVersion(),
    all: (): Promise<GatewayRow[]> => q.selectFrom('push_gateway').selectAll().execute(),
    async find(sdkAppId: number): Promise<GatewayRow | undefined> {
      return await q.selectFrom('push_gateway').selectAll().where('sdk_app_id', '=', sdkAppId).executeTakeFirst()
    },
    async put(row: GatewayRow): Promise<void> {
      const { sdk_app_id: _, ...values } = row
      await db.write([
        q
          .insertInto('push_gateway')
          .values(row)
          .onConflict((conflict) => conflict.column('sdk_app_id').doUpdateSet(values)),
      ])
    },
    /** @returns whether there was one */
    async remove(sdkAppId: number): Promise<boolean> {
      const [result] = await db.write([q.deleteFrom('push_gateway').where('sdk_app_id', '=', sdkAppId)])
      return result!.changed > 0
    },
  }
}
