import { fail } from '../../../engine/failure.ts'
import type { RestCaller } from '../../../engine/http/rest.ts'
import type { Account } from '../../accounts/account.ts'
import type { MessageParts } from '../realtime.ts'
import type { Route } from '../route.ts'

export interface MessageRestParts extends MessageParts {
  readonly accounts: { find(sdkAppId: number, userId: string): Promise<Account | undefined> }
  /** As the kind's own route, but that neither blacklist nor friendship is asked: the application may write to whom it wants. */
  toUserAsApp(sdkAppId: number, from: string, to: string): Route
}

/** Whom the backend acts for. @throws C2C_SENDER_UNKNOWN */
export async function actorOf(
  { accounts }: Pick<MessageRestParts, 'accounts'>,
  { sdkAppId }: RestCaller,
  userId: string,
): Promise<Account> {
  const account = await accounts.find(sdkAppId, userId)
  if (account === undefined) throw fail('C2C_SENDER_UNKNOWN', `${JSON.stringify(userId.slice(0, 64))} is no account.`)
  return account
}

export const seconds = (ms: number): number => Math.floor(ms / 1000)
