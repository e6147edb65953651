import { sql, type Transaction } from 'kysely'

const STATEMENTS = [
  sql`create index topic_member_topic on topic_member (sdk_app_id, group_id, topic_id, user_id)`,
  // When a message that bears its key was sent last. Of those that are there nobody knows: they count as carried since they were put.
  sql`alter table merged_list add column carried_at bigint not null default 0`,
  sql`update merged_list set carried_at = created_at`,
  sql`create index merged_list_age on merged_list (sdk_app_id, carried_at, created_at)`,
]

/** What is needed to take away in time what nobody needs any more. */
export async function prepareUpkeep(trx: Transaction<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(trx)
}
