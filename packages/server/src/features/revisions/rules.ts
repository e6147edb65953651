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
    const data = before === undefined ? change.data : union(before.data, change.data)
    const { userId, what } = change
    merged.set(key, isNamed(data) ? { userId, what, data } : { userId, what })
  }
  return [...merged.values()]
}

const isNamed = (data: ChangedEntries | undefined): data is ChangedEntries =>
  data !== undefined && (data.userIds?.length ?? 0) + (data.conversations?.length ?? 0) <= NAMED_IN_PUSH

function union(one: ChangedEntries | undefined, other: ChangedEntries | undefined): ChangedEntries | undefined {
  if (one === undefined || other === undefined) return undefined
  const users = [...new Set([...(one.userIds ?? []), ...(other.userIds ?? [])])]
  const conversations = [...new Set([...(one.conversations ?? []), ...(other.conversations ?? [])])]
  return { ...(users.length > 0 && { userIds: users }), ...(conversations.length > 0 && { conversations }) }
}
