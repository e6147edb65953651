import type { WireMessage } from '@signet/protocol/realtime/frames'
import type { Insertable, Kysely } from 'kysely'
import type { GroupTables } from '../store.ts'

/** By whom a message is, and for whom alone. */
export type Sender = Pick<WireMessage, 'from' | 'targets'>

/** Who said that they have read which message of a group: every query on that; part of the group store. */
export function createReceiptQueries(q: Kysely<GroupTables>) {
  const unreadBy = (sdkAppId: number, groupId: string, seq: number, { from, targets }: Sender) =>
    q
      .selectFrom('group_member as m')
      .$if(targets !== undefined, (some) => some.where('m.user_id', 'in', targets ?? []))
      .where('m.sdk_app_id', '=', sdkAppId)
      .where('m.group_id', '=', groupId)
      .where('m.join_seq', '<', seq)
      .where('m.user_id', '!=', from)
      .where((e) =>
        e.not(
          e.exists(
            e
              .selectFrom('group_receipt as r')
              .select('r.user_id')
              .where('r.sdk_app_id', '=', sdkAppId)
              .where('r.group_id', '=', groupId)
              .where('r.seq', '=', seq)
              .whereRef('r.user_id', '=', 'm.user_id'),
          ),
        ),
      )

  return {
    /** Changes nothing where there is one already. */
    addReceipt: (row: Insertable<GroupTables['group_receipt']>) =>
      q
        .insertInto('group_receipt')
        .values(row)
        .onConflict((c) => c.doNothing()),

    async readCount(sdkAppId: number, groupId: string, seq: number): Promise<number> {
      const row = await q
        .selectFrom('group_receipt')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('seq', '=', seq)
        .executeTakeFirstOrThrow()
      return row.count
    },

    /** Members who were there when it was sent, and have not said so. */
    async unreadCount(sdkAppId: number, groupId: string, seq: number, sender: Sender): Promise<number> {
      const row = await unreadBy(sdkAppId, groupId, seq, sender)
        .select((e) => e.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return row.count
    },

    async readers(sdkAppId: number, groupId: string, seq: number, page: { after: string; limit: number }) {
      const rows = await q
        .selectFrom('group_receipt')
        .select('user_id')
        .where('sdk_app_id', '=', sdkAppId)
        .where('group_id', '=', groupId)
        .where('seq', '=', seq)
        .where('user_id', '>', page.after)
        .orderBy('user_id')
        .limit(page.limit)
        .execute()
      return rows.map((row) => row.user_id)
    },

    async unreaders(
      sdkAppId: number,
      groupId: string,
      seq: number,
      sender: Sender,
      page: { after: string; limit: number },
    ) {
      const rows = await unreadBy(sdkAppId, groupId, seq, sender)
        .select('m.user_id')
        .where('m.user_id', '>', page.after)
        .orderBy('m.user_id')
        .limit(page.limit)
        .execute()
      return rows.map((row) => row.user_id)
    },
  }
}
