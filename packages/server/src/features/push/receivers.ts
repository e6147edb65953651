import { type Condition, isFor } from './rules.ts'
import type { PushStore } from './store.ts'

interface Page {
  readonly after: string
  readonly limit: number
}

export interface ReceiverParts {
  readonly store: PushStore
  /** Accounts of an application after a UserID, in the order of UserIDs. */
  accounts(sdkAppId: number, page: Page): Promise<string[]>
  /** Who subscribed to an official account, after a UserID, in the order of UserIDs. */
  subscribers(sdkAppId: number, officialId: string, page: Page): Promise<string[]>
}

export interface ReceiverPage {
  readonly userIds: readonly string[]
  /** Where the next page begins; absent: there is none. */
  readonly position?: string
}

/** Those of the next `limit` accounts that a push is for, and that it is not from. */
export async function receiversAfter(
  parts: ReceiverParts,
  push: { readonly sdkAppId: number; readonly condition: Condition; readonly from: string },
  page: Page,
): Promise<ReceiverPage> {
  const { sdkAppId, condition, from } = push
  const all = await candidates(parts, sdkAppId, condition, page)
  const position = all.at(-1)
  if (position === undefined) return { userIds: [] }
  const others = all.filter((userId) => userId !== from)
  if (condition.kind === 'everybody' || condition.kind === 'subscribers') return { userIds: others, position }
  const labels = await parts.store.labels(sdkAppId, others)
  return { userIds: others.filter((userId) => isFor(condition, labels.get(userId)!)), position }
}

function candidates(
  { store, accounts, subscribers }: ReceiverParts,
  sdkAppId: number,
  condition: Condition,
  page: Page,
): Promise<string[]> {
  if (condition.kind === 'everybody') return accounts(sdkAppId, page)
  if (condition.kind === 'subscribers') return subscribers(sdkAppId, condition.officialId, page)
  return store.candidates(sdkAppId, condition, page)
}
