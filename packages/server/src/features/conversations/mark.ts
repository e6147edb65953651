import { fail } from '../../engine/failure.ts'
import type { ConversationParts } from './parts.ts'
import { isMark, remark } from './rules.ts'
import { changeSettings, type NamedResult } from './settings.ts'
import type { Owner } from './store.ts'

export interface Marking {
  /** Numbers of bits. */
  readonly set?: readonly number[] | undefined
  readonly clear?: readonly number[] | undefined
}

/**
 * Sets and clears bits of conversations (CNV6). Results: CONVERSATION_NOT_FOUND.
 * @throws Failure CONVERSATION_INVALID for a bit without a meaning, CONVERSATION_TOO_MANY
 */
export async function mark(
  parts: ConversationParts,
  self: Owner,
  conversations: readonly string[],
  { set = [], clear = [] }: Marking,
): Promise<NamedResult[]> {
  const wrong = [...set, ...clear].find((bit) => !isMark(bit))
  if (wrong !== undefined) throw fail('CONVERSATION_INVALID', `The mark ${wrong} has no meaning: 0–3 and 32–63 have.`)
  return await changeSettings(parts, self, conversations, ({ marks }) => {
    const next = remark(marks, set, clear)
    return next.join() === marks.join() ? undefined : { marks: next }
  })
}
