import { fail } from '../../../engine/failure.ts'
import type { RestCaller } from '../../../engine/http/rest.ts'
import { administratorOrigin } from '../../webhooks/origin.ts'
import type { FriendParts } from '../parts.ts'
import type { Owner } from '../store.ts'

/** Whose list the backend means. @throws FRIEND_ACCOUNT_NOT_FOUND */
export async function ownerOf(parts: FriendParts, caller: RestCaller, userId: string): Promise<Owner> {
  const { sdkAppId } = caller
  if (!(await parts.exists(sdkAppId, userId))) throw fail('FRIEND_ACCOUNT_NOT_FOUND', 'From_Account is no account.')
  return { sdkAppId, userId, origin: administratorOrigin(caller) }
}
