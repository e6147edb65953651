import { hash } from 'node:crypto'
import type { MergedList, MsgBody } from '@signet/protocol/message'
import { fail } from '../../engine/failure.ts'
import type { Database } from '../../engine/storage/database.ts'
import { bodyProblem } from './rules.ts'
import { addMergedList, type MessageTables, mergedListOf } from './store.ts'

export interface MergedParts {
  readonly db: Database<MessageTables>
  /** ms */
  now(): number
}

/**
 * Keeps the list of a merged message apart from it (MSG14). The key is made of what the list says, so that whoever knows it has seen the
 * list or was sent it, and the same list is kept once.
 * @param filter what is kept in place of what a user wrote
 * @throws Failure MESSAGE_INVALID, MESSAGE_FILTERED
 */
export async function putMerged(
  parts: MergedParts,
  sdkAppId: number,
  messages: MergedList,
  filter: (body: MsgBody) => MsgBody,
): Promise<string> {
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
  const list = await mergedListOf(parts.db, sdkAppId, key)
  if (list === undefined) throw fail('MESSAGE_NOT_FOUND', 'There is no list with this key.')
  return list
}
