import type { Database } from '../../engine/storage/database.ts'
import { type Mutes, NOT_MUTED } from './rules.ts'

/** The table of this feature. Times are ms, 0 for none. */
export interface GlobalMuteTables {
  global_mute: { sdk_app_id: number; user_id: string; c2c_until: number; group_until: number }
}

export type GlobalMuteStore = ReturnType<typeof createGlobalMuteStore>

export function createGlobalMuteStore(db: Database<GlobalMuteTables>) {
  return {
    async mutes(sdkAppId: number, userId: string): Promise<Mutes> {
      const row = await db.read
        .selectFrom('global_mute')
        .selectAll()
        .where('sdk_app_id', '=', sdkAppId)
        .where('user_id', '=', userId)
        .executeTakeFirst()
      return row === undefined ? NOT_MUTED : { c2c: row.c2c_until, group: row.group_until }
    },

    /** What is not given stays as it is. */
    async put(sdkAppId: number, userId: string, { c2c, group }: Partial<Mutes>): Promise<void> {
      const change = {
        ...(c2c === undefined ? {} : { c2c_until: c2c }),
        ...(group === undefined ? {} : { group_until: group }),
      }
      const insert = db.read
        .insertInto('global_mute')
        .values({ sdk_app_id: sdkAppId, user_id: userId, c2c_until: c2c ?? 0, group_until: group ?? 0 })
      await db.write([
        insert.onConflict((row) => row.columns(['sdk_app_id', 'user_id']).doUpdateSet(change)),
        // Nothing is kept about who is not muted.
        db.read
          .deleteFrom('global_mute')
          .where('sdk_app_id', '=', sdkAppId)
          .where('user_id', '=', userId)
          .where('c2c_until', '=', 0)
          .where('group_until', '=', 0),
      ])
    },
  }
}
