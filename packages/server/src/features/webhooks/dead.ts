import type { WebhookCommand } from '@signet/protocol/webhooks'
import type { CompiledQuery } from 'kysely'
import { fail } from '../../engine/failure.ts'
import type { MakeItemId } from './item-ids.ts'
import type { DeadRow, EndpointKey, WebhookStore } from './store.ts'

/** An event that no try could deliver. Times in ms. */
export interface DeadLetter {
  readonly id: string
  readonly endpointId: string
  readonly command: string
  readonly body: string
  readonly createdAt: number
  readonly diedAt: number
  readonly tries: number
  readonly reason: string
}

export interface DeadParts {
  readonly store: WebhookStore
  readonly makeItemId: MakeItemId
  /** Where replayed events are announced. */
  readonly queue: { wake(endpoints: readonly EndpointKey[]): void }
  now(): number
}

const MOST_AT_ONCE = 200

/** Dead letters of an application, oldest first, in pages that end. */
export async function listDead(
  { store }: Pick<DeadParts, 'store'>,
  sdkAppId: number,
  { after = '', limit = 100 }: { readonly after?: string | undefined; readonly limit?: number | undefined } = {},
): Promise<{ letters: DeadLetter[]; cursor: string | undefined }> {
  const rows = await store.dead(sdkAppId, after, Math.min(limit, 1_000))
  const letters = rows.map((row) => ({
    id: row.item_id,
    endpointId: row.endpoint_id,
    command: row.command,
    body: row.body,
    createdAt: row.created_at,
    diedAt: row.died_at,
    tries: row.tries,
    reason: row.reason,
  }))
  return { letters, cursor: rows.length < limit ? undefined : rows.at(-1)?.item_id }
}

/** Puts one dead letter back, behind whatever waits in its lane (HOOK8). @throws BAD_PARAMETER when there is none of this id */
export async function replayOne(parts: DeadParts, sdkAppId: number, id: string): Promise<void> {
  const row = await parts.store.transaction(async (trx) => {
    const found = await parts.store.deadLetter(sdkAppId, id, trx)
    if (found === undefined) throw fail('BAD_PARAMETER', `There is no dead letter ${JSON.stringify(id)}.`)
    await revive(parts, found, trx)
    return found
  })
  parts.queue.wake([{ sdkAppId, endpointId: row.endpoint_id }])
}

/** Puts all dead letters back, or those of one command, oldest first. @returns how many */
export async function replayAll(parts: DeadParts, sdkAppId: number, command?: string): Promise<number> {
  let count = 0
  let after = ''
  for (;;) {
    const rows = await parts.store.transaction(async (trx) => {
      const page = await parts.store.dead(sdkAppId, after, MOST_AT_ONCE, trx)
      for (const row of page) {
        if (command !== undefined && row.command !== command) continue
        await revive(parts, row, trx)
        count++
      }
      return page
    })
    const endpoints = new Set(rows.map((row) => row.endpoint_id))
    parts.queue.wake([...endpoints].map((endpointId) => ({ sdkAppId, endpointId })))
    if (rows.length < MOST_AT_ONCE) return count
    after = rows.at(-1)!.item_id
  }
}

async function revive(
  { store, makeItemId }: DeadParts,
  row: DeadRow,
  trx: Parameters<WebhookStore['deadLetter']>[2],
): Promise<void> {
  await store.deleteDead(row.sdk_app_id, row.item_id, trx).execute()
  const item = {
    sdkAppId: row.sdk_app_id,
    endpointId: row.endpoint_id,
    itemId: makeItemId(),
    eventId: row.event_id,
    lane: row.lane,
    command: row.command as WebhookCommand,
    clientIp: row.client_ip,
    platform: row.platform,
    body: row.body,
    createdAt: row.created_at,
  }
  await trx.executeQuery(store.enqueue(item).compile() as CompiledQuery)
}
