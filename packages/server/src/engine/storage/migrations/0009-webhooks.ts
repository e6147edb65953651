import { sql, type Transaction } from 'kysely'

const STATEMENTS = [
  sql`create table webhook_endpoint (
    sdk_app_id bigint not null references app (sdk_app_id),
    endpoint_id text not null,
    url text not null,
    commands text not null,
    refuse_on_failure text not null,
    timeout_ms bigint,
    sealed text not null,
    certificate text,
    authority text,
    created_at bigint not null,
    primary key (sdk_app_id, endpoint_id)
  )`,
  sql`create table webhook_queue (
    sdk_app_id bigint not null,
    endpoint_id text not null,
    item_id text not null,
    event_id text not null,
    lane text not null,
    command text not null,
    client_ip text not null,
    platform text not null,
    body text not null,
    created_at bigint not null,
    tries bigint not null,
    next_at bigint not null,
    head bigint not null,
    primary key (sdk_app_id, endpoint_id, item_id)
  )`,
  sql`create index webhook_queue_lane on webhook_queue (sdk_app_id, endpoint_id, lane, item_id)`,
  sql`create index webhook_queue_due on webhook_queue (sdk_app_id, endpoint_id, head, next_at, item_id)`,
  sql`create table webhook_dead (
    sdk_app_id bigint not null,
    endpoint_id text not null,
    item_id text not null,
    event_id text not null,
    lane text not null,
    command text not null,
    client_ip text not null,
    platform text not null,
    body text not null,
    created_at bigint not null,
    tries bigint not null,
    died_at bigint not null,
    reason text not null,
    primary key (sdk_app_id, item_id)
  )`,
]

/** Where webhooks go, those that wait, and those that no try could deliver. */
export async function createWebhooks(trx: Transaction<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(trx)
}
