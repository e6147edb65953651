/** What the audit log holds, and how much of it. Numbers are those of docs/rules.md. */

/** What a deed was done to. */
export interface AuditTarget {
  readonly kind: 'account' | 'group' | 'application' | 'key' | 'user' | 'words' | 'webhook' | 'backup' | 'message'
  readonly id: string
}

/** What a handler adds to the row of its request. Nothing secret, and nothing that a user wrote to another. */
export interface AuditNote {
  /** Default: the account or group that the input names as `userId` or `groupId`. */
  readonly target?: AuditTarget
  /** Other accounts that `before`, `after` or `reason` name: erasing one of them empties this row too (CON16). */
  readonly accounts?: readonly string[]
  readonly before?: unknown
  readonly after?: unknown
}

/** Most characters of `before` and `after` together; more is left out and said so. */
const DETAIL_CHARACTERS = 4000

/** The two sides of a change as they are stored. */
export function detailOf(before: unknown, after: unknown): string {
  if (before === undefined && after === undefined) return ''
  const text = JSON.stringify({ before, after })
  return text.length <= DETAIL_CHARACTERS ? text : JSON.stringify({ cut: text.length })
}

/** The target that an input speaks of by itself. */
export function targetIn(input: unknown): AuditTarget | undefined {
  const { userId, groupId } = (input ?? {}) as { readonly userId?: unknown; readonly groupId?: unknown }
  if (typeof groupId === 'string') return { kind: 'group', id: groupId }
  return typeof userId === 'string' ? { kind: 'account', id: userId } : undefined
}

/** CON16: every account that a row is about. */
export function accountsIn(input: unknown, note: AuditNote): readonly string[] {
  const { userId } = (input ?? {}) as { readonly userId?: unknown }
  const target = note.target?.kind === 'account' ? [note.target.id] : []
  return [...new Set([...target, ...(typeof userId === 'string' ? [userId] : []), ...(note.accounts ?? [])])]
}
