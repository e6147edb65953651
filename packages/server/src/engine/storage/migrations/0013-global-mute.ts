import { sql, type Transaction } from 'kysely'

/** Who may not send in an application, and until when. */
export async function createGlobalMute(trx: Transaction<unknown>): Promise<void> {
  await sql`create table global_mute (
    sdk_app_id bigint not null references app (sdk_app_id),
    user_id text not null,
    c2c_until bigint not null,
    group_until bigint not null,
    primary key (sdk_app_id, user_id)
  )`.execute(trx)
}
