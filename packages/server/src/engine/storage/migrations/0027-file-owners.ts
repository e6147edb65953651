import { sql, type Transaction } from 'kysely'

const STATEMENTS = [
  sql`create index file_owner on file (sdk_app_id, owner_id, file_id)`,
  sql`create index file_place_of on file_place (sdk_app_id, kind, place_id, file_id)`,
]

/** Finds the files of a user who is to be erased. */
export async function indexFileOwners(trx: Transaction<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(trx)
}
