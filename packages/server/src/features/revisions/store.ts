import type { Revised } from '@signet/protocol/revisions'
import type { Kysely } from 'kysely'

export interface RevisionTables {
  user_revision: { sdk_app_id: number; user_id: string; what: string; revision: number }
}

/** What a query runs on: `read`, or the transaction that it is part of. */
export type RevisionReader = Kysely<RevisionTables>

/** The next revisions, as a statement that answers them: it belongs into the commit of the changes. No pair may be there twice. */
export const raiseRevisions = (
  q: RevisionReader,
  sdkAppId: number,
  changes: readonly { readonly userId: string; readonly what: Revised }[],
) =>
  q
    .insertInto('user_revision')
    .values(changes.map(({ userId, what }) => ({ sdk_app_id: sdkAppId, user_id: userId, what, revision: 1 })))
    .onConflict((conflict) =>
      conflict
        .columns(['sdk_app_id', 'user_id', 'what'])
        .doUpdateSet((e) => ({ revision: e('user_revision.revision', '+', 1) })),
    )
    .returning(['user_id', 'what', 'revision'])

export async function revisionsOf(
  q: RevisionReader,
  sdkAppId: number,
  userId: string,
): Promise<{ what: string; revision: number }[]> {
  return await q
    .selectFrom('user_revision')
    .select(['what', 'revision'])
    .where('sdk_app_id', '=', sdkAppId)
    .where('user_id', '=', userId)
    .execute()
}
