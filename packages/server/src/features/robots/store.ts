import type { Database } from '../../engine/storage/database.ts'

/** The table of this feature. Times are ms. */
export interface RobotTables {
  robot: { sdk_app_id: number; user_id: string; created_at: number }
}

export type RobotStore = ReturnType<typeof createRobotStore>

export function createRobotStore(db: Database<RobotTables>) {
  return {
    /** In the order of their ids. */
    async all(sdkAppId: number): Promise<string[]> {
      const rows = await db.read
        .selectFrom('robot')
        .select('user_id')
        .where('sdk_app_id', '=', sdkAppId)
        .orderBy('user_id')
        .execute()
      return rows.map((row) => row.user_id)
    },
    /** @returns whether it is one now: not when there are `most` others */
    add: (sdkAppId: number, userId: string, { most, now }: { readonly most: number; readonly now: number }) =>
      db.transaction(async (trx) => {
        const rows = await trx.selectFrom('robot').select('user_id').where('sdk_app_id', '=', sdkAppId).execute()
        if (rows.some((row) => row.user_id === userId)) return true
        if (rows.length >= most) return false
        await trx.insertInto('robot').values({ sdk_app_id: sdkAppId, user_id: userId, created_at: now }).execute()
        return true
      }),
    async remove(sdkAppId: number, userId: string): Promise<void> {
      await db.write([db.read.deleteFrom('robot').where('sdk_app_id', '=', sdkAppId).where('user_id', '=', userId)])
    },
  }
}
