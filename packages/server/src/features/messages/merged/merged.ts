import { hash } from 'node:crypto'
import type { MergedList, MsgBody } from '@signet/protocol/message'
import { LRUCache } from 'lru-cache'
import { fail } from '../../../engine/failure.ts'
import { type Bucket, take } from '../../../engine/realtime/limiter.ts'
import type { Database } from '../../../engine/storage/database.ts'
import { bodyProblem } from '../rules.ts'
import { keptFrom } from './keep.ts'
import { addMergedList, type MergedTables, mergedListOf } from './store.ts'

export interface MergedParts {
  readonly db: Database<MergedTables>
  readonly rate: MergedRate
  /** From when on an application keeps its messages, ms; 0: all of them. */
  keptSince(sdkAppId: number): number
  /** ms */
  now(): number
}

const PUTS_PER_SECOND = 0.5
const PUTS_AT_ONCE = 20

/** How often each user may put a list: nobody fills the disk with what no message carries. */
export class MergedRate {
  readonly #buckets = new LRUCache<string, Bucket>({ max: 10_000 })

  /** @param now ms of a clock that nobody sets. @throws Failure TOO_FREQUENT */
  take(sdkAppId: number, userId: string, now = performance.now()): void {
    const name = `${sdkAppId}/${userId}`
    const bucket = this.#buckets.get(name) ?? { tokens: 0, tokensAt: 0 }
    this.#buckets.set(name, bucket)
    const wait = take(bucket, now, PUTS_PER_SECOND, PUTS_AT_ONCE)
    if (wait > 0) throw fail('TOO_FREQUENT', 'Too many lists of merged messages in a short time.', wait)
  }
}

/**
 * Keeps the list of a merged message apart from it (MSG14). The key is made of what the list says, so that whoever knows it has seen the
 * list or was sent it, and the same list is kept once.
 * @param filter what is kept in place of what a user wrote
 * @throws Failure MESSAGE_INVALID, MESSAGE_FILTERED, TOO_FREQUENT
 */
export async function putMerged(
  parts: MergedParts,
  { sdkAppId, userId }: { readonly sdkAppId: number; readonly userId: string },
  messages: MergedList,
  filter: (body: MsgBody) => MsgBody,
): Promise<string> {
  parts.rate.take(sdkAppId, userId)
  const content = { Title: '', CompatibleText: '', MsgList: messages }
  const body: MsgBody = [{ MsgType: 'TIMRelayElem', MsgContent: content }]
  const problem = bodyProblem(body)
  if (problem !== undefined) throw fail('MESSAGE_INVALID', problem)
  const [kept] = filter(body)
  const list = JSON.stringify(kept?.MsgType === 'TIMRelayElem' ? kept.MsgContent.MsgList : messages)
  const key = hash('sha256', list, 'hex')
  await addMergedList(parts.db, { sdk_app_id: sdkAppId, key, list, created_at: parts.now() })
  return key
}

/** The list as JSON. @throws Failure MESSAGE_NOT_FOUND */
export async function getMerged(parts: MergedParts, sdkAppId: number, key: string): Promise<string> {
  const kept = keptFrom(parts.keptSince(sdkAppId), parts.now())
  const list = await mergedListOf(parts.db, sdkAppId, key, kept)
  if (list === undefined) throw fail('MESSAGE_NOT_FOUND', 'There is no list with this key.')
  return list
}
