import { CONVERSATION_LIMITS } from '@signet/protocol/conversation'
import { fail } from '../../engine/failure.ts'
import type { ConversationParts } from './parts.ts'
import { textProblem } from './rules.ts'
import { changeSettings, type NamedResult } from './settings.ts'
import type { Owner } from './store.ts'

/**
 * Keeps data of the user's own beside conversations (CNV6); an empty text takes it away. Results: CONVERSATION_NOT_FOUND.
 * @throws Failure CONVERSATION_INVALID, CONVERSATION_TOO_MANY
 */
export async function setCustomData(
  parts: ConversationParts,
  self: Owner,
  conversations: readonly string[],
  custom: string,
): Promise<NamedResult[]> {
  const problem = textProblem('The data', custom, CONVERSATION_LIMITS.customBytes)
  if (problem !== undefined) throw fail('CONVERSATION_INVALID', problem)
  return await changeSettings(parts, self, conversations, (setting) =>
    setting.custom === custom ? undefined : { custom },
  )
}
