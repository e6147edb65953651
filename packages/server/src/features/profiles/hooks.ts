import type { Transaction } from 'kysely'
import type { Webhooks } from '../webhooks/create.ts'
import { restOrigin } from '../webhooks/origin.ts'
import type { SentNote } from '../webhooks/outbox.ts'
import { userLane } from '../webhooks/queue.ts'
import type { ProfileValue } from './rules.ts'

/** What becomes of a profile, and by whose request. */
export interface ProfileChange {
  readonly userId: string
  readonly items: readonly { readonly tag: string; readonly value: ProfileValue }[]
  readonly origin: SentNote | undefined
}

/** What an application has to say about profiles. */
export interface ProfileHooks {
  /** Stores the event in the transaction of the change; `committed` once it is. Made before the transaction begins. */
  open(
    sdkAppId: number,
    change: ProfileChange,
  ): Promise<{ write(trx: Transaction<never>): Promise<void>; committed(): void }>
}

export function createProfileHooks(parts: {
  readonly webhooks: Pick<Webhooks, 'transaction'>
  now(): number
}): ProfileHooks {
  return {
    async open(sdkAppId, { userId, items, origin: given }) {
      const origin: SentNote = given ?? restOrigin('')
      const { write, committed } = await parts.webhooks.transaction(sdkAppId)
      return {
        async write(trx) {
          const body = {
            From_Account: userId,
            Operator_Account: origin.operator ?? userId,
            ProfileItem: items.map(({ tag, value }) => ({ Tag: tag, Value: value })),
            EventTime: parts.now(),
          }
          await write(trx, { command: 'Profile.CallbackPortraitSet', body, lane: userLane(userId), origin })
        },
        committed,
      }
    },
  }
}
