import type { Database } from '../../../engine/storage/database.ts'
import { carryMergedLists, dropMergedLists, type Kept, type MergedTables } from './store.ts'

/** How long a list waits for the message that carries it, ms. */
const UNUSED_MS = 86_400_000
/** Lists that one write takes away. */
const DROPPED_AT_ONCE = 100
/** Lists hold lists three deep. */
const LEVELS = 3

/** Its quotes stand in no text that a user wrote: there they are escaped. */
const KEY_NAME = '"JsonMsgKey":"'
const KEYS = /"JsonMsgKey":"([0-9a-f]{64})"/g

/** Does a message carry the key of a list? @param value the message as JSON */
export const carriesList = (value: string): boolean => value.includes(KEY_NAME)

/** @param since from when on the application keeps its messages, ms; 0: all of them */
export const keptFrom = (since: number, now: number): Kept => ({ carried: since, put: now - UNUSED_MS })

/**
 * A message that carries lists was stored: from now on they are kept as long as it is (MSG14). Called before its ack; a retry calls it
 * again, which changes nothing.
 */
export async function carryLists(
  parts: { readonly db: Database<MergedTables>; now(): number },
  sdkAppId: number,
  value: string,
): Promise<void> {
  let texts: readonly string[] = [value]
  for (let level = 0; level < LEVELS; level++) {
    const keys = [...new Set(texts.flatMap((text) => [...text.matchAll(KEYS)].map((found) => found[1]!)))]
    if (keys.length === 0) return
    texts = await carryMergedLists(parts.db, sdkAppId, keys, parts.now())
  }
}

/** Takes the lists of an application away that are kept no more, piece by piece. */
export async function dropLists(
  db: Database<MergedTables>,
  sdkAppId: number,
  since: number,
  now: number,
): Promise<void> {
  while ((await dropMergedLists(db, sdkAppId, keptFrom(since, now), DROPPED_AT_ONCE)) > 0);
}
