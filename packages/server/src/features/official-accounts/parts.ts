import { fail } from '../../engine/failure.ts'
import type { MessageParts } from '../messages/realtime.ts'
import type { ProfileParts } from '../profiles/parts.ts'
import type { NewTask } from '../push/start-push.ts'
import type { Webhooks } from '../webhooks/create.ts'
import type { OfficialRow, OfficialStore } from './store.ts'

/** What the verbs of official accounts work on. */
export interface OfficialParts {
  readonly store: OfficialStore
  readonly profiles: ProfileParts
  /** Without the webhooks of private chat: official accounts have their own. */
  readonly messages: Omit<MessageParts, 'hooks'>
  readonly webhooks: Pick<Webhooks, 'ask' | 'tell' | 'wants'>
  /** Has something done to every subscriber, in the background; the same id again is the same task. */
  enqueue(sdkAppId: number, task: NewTask): Promise<void>
  /** Erases an account and what is kept about its user, its being an official account included. @throws Failure */
  erase(sdkAppId: number, userId: string): Promise<void>
  /** ms */
  now(): number
}

/** @throws Failure OFFICIAL_NOT_FOUND */
export async function officialRow(
  { store }: Pick<OfficialParts, 'store'>,
  sdkAppId: number,
  userId: string,
): Promise<OfficialRow> {
  const row = await store.find(sdkAppId, userId)
  if (row === undefined) throw fail('OFFICIAL_NOT_FOUND')
  return row
}
