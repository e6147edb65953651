import { type Condition, isFor } from './rules.ts'
import type { PushStore } from './store.ts'

export interface ReceiverParts {
  readonly store: PushStore
  /** Accounts of an application after a UserID, in the order of UserIDs. */
  accounts(sdkAppId: number, page: { readonly after: string; readonly limit: number }): Promise<string[]>
}

export interface ReceiverPage {
  readonly userIds: readonly string[]
  /** Where the next page begins; absent: there is none. */
  readonly position?: string
}

/** Those of the next `limit` accounts that a push is for, and that it is not from. */
export async function receiversAfter(
  { store, accounts }: ReceiverParts,
  push: { readonly sdkAppId: number; readonly condition: Condition; readonly from: string },
  page: { readonly after: string; readonly limit: number },
): Promise<ReceiverPage> {
  const { sdkAppId, condition, from } = push
  const all =
    condition.kind === 'everybody' ? await accounts(sdkAppId, page) : await store.candidates(sdkAppId, condition, page)
  const position = all.at(-1)
  if (position === undefined) return { userIds: [] }
  const others = all.filter((userId) => userId !== from)
  if (condition.kind === 'everybody') return { userIds: others, position }
  const labels = await store.labels(sdkAppId, others)
  return { userIds: others.filter((userId) => isFor(condition, labels.get(userId)!)), position }
}
