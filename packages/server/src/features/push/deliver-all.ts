import { Failure } from '../../engine/failure.ts'
import type { Draft } from '../messages/route.ts'

export interface DeliverParts {
  /** Sends to one receiver. @throws Failure */
  deliver(sdkAppId: number, draft: Draft, onlineOnly: boolean): Promise<unknown>
}

/** Messages under way at once: enough to share a commit, few enough to let others in between. */
const AT_ONCE = 16

/** Sends the same message to many. Who cannot get one is passed over; trouble of the server is not. @throws what `deliver` throws */
export async function deliverAll(
  { deliver }: DeliverParts,
  { sdkAppId, draft, onlineOnly }: { readonly sdkAppId: number; readonly draft: Draft; readonly onlineOnly: boolean },
  userIds: readonly string[],
): Promise<void> {
  const deliverOne = async (to: string): Promise<void> => {
    try {
      await deliver(sdkAppId, { ...draft, to }, onlineOnly)
    } catch (error) {
      if (!(error instanceof Failure) || error.row.retryable) throw error
    }
  }
  for (let from = 0; from < userIds.length; from += AT_ONCE) {
    await Promise.all(userIds.slice(from, from + AT_ONCE).map(deliverOne))
  }
}
