/** Decisions about revisions: no I/O, no clock. Numbers are those of docs/rules.md. */
import type { ChangedEntries, Revised } from '@signet/protocol/revisions'

/** Something of a user's that changed; `data` names the entries when they are few. */
export interface Change {
  readonly userId: string
  readonly what: Revised
  readonly data?: ChangedEntries | undefined
}

/** More are not named in a push: the device fetches the list. */
export const NAMED_IN_PUSH = 100

/** REV3: one change for each thing of each user, in the order of their first mention. Entries are named only if all of them can be. */
export function mergeChanges(changes: readonly Change[]): Change[] {
  const merged = new Map<string, Change>()
  for (const change of changes) {
    const key = `${change.what}/${change.userId}`
    const before = merged.get(key)
    const userIds = before === undefined ? change.data?.userIds : union(before.data?.userIds, change.data?.userIds)
    const named = userIds !== undefined && userIds.length <= NAMED_IN_PUSH
    const { userId, what } = change
    merged.set(key, named ? { userId, what, data: { userIds } } : { userId, what })
  }
  return [...merged.values()]
}

function union(one: readonly string[] | undefined, other: readonly string[] | undefined): string[] | undefined {
  return one === undefined || other === undefined ? undefined : [...new Set([...one, ...other])]
}
