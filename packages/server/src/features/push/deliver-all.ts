import { Failure } from '../../engine/failure.ts'
import type { Draft } from '../messages/route.ts'
import type { PushTaskOf } from '../offline-push/note.ts'

export interface DeliverParts {
  /** Sends to one receiver. @throws Failure */
  deliver(sdkAppId: number, draft: Draft, onlineOnly: boolean, task?: PushTaskOf): Promise<unknown>
}

/** A message that was sent to many and is taken back from each. */
export interface Withdrawal {
  readonly from: string
  /** What names it. */
  readonly key: string
  readonly reason?: string
}

/** Messages under way at once: enough to share a commit, few enough to let others in between. */
const AT_ONCE = 16

/** Sends the same message to many. Who cannot get one is passed over; trouble of the server is not. @throws what `deliver` throws */
export async function deliverAll(
  { deliver }: DeliverParts,
  {
    sdkAppId,
    draft,
    onlineOnly,
    task,
  }: {
    readonly sdkAppId: number
    readonly draft: Draft
    readonly onlineOnly: boolean
    /** Absent: what is no push of the application. */
    readonly task?: PushTaskOf | undefined
  },
  userIds: readonly string[],
): Promise<void> {
  await forEach(userIds, (to) => deliver(sdkAppId, { ...draft, to }, onlineOnly, task))
}

/** Does the same for many, some at a time. What refuses one of them is passed over; trouble of the server is not. */
export async function forEach(userIds: readonly string[], work: (userId: string) => Promise<unknown>): Promise<void> {
  const workOne = async (userId: string): Promise<void> => {
    try {
      await work(userId)
    } catch (error) {
      if (!(error instanceof Failure) || error.row.retryable) throw error
    }
  }
  for (let from = 0; from < userIds.length; from += AT_ONCE) {
    await Promise.all(userIds.slice(from, from + AT_ONCE).map(workOne))
  }
}
