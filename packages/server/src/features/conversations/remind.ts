import { CONVERSATION_LIMITS, type RemindType } from '@signet/protocol/conversation'
import type { ErrorName } from '@signet/protocol/errors'
import { Failure } from '../../engine/failure.ts'
import { knownNames, sourceOf } from './named.ts'
import type { ConversationParts } from './parts.ts'
import { distinct, type NamedResult, namedResult, writeSettings } from './settings.ts'
import type { Owner } from './store.ts'

/**
 * How the user wants to hear of new messages (CNV8). Results: CONVERSATION_NOT_FOUND, or what a group says.
 * @throws Failure CONVERSATION_TOO_MANY over 30
 */
export async function remind(
  parts: ConversationParts,
  self: Owner,
  conversations: readonly string[],
  type: RemindType,
): Promise<NamedResult[]> {
  const names = distinct(conversations, CONVERSATION_LIMITS.reminded)
  const known = await knownNames(parts, self, names)
  const refused = new Map<string, ErrorName>()
  const elsewhere = new Set<string>()
  for (const name of names) {
    const { source, id } = sourceOf(parts, name)
    if (!known.has(name)) refused.set(name, 'CONVERSATION_NOT_FOUND')
    else if (source.setRemind !== undefined) {
      elsewhere.add(name)
      const refusal = await refusalOf(source.setRemind(self, id, type))
      if (refusal !== undefined) refused.set(name, refusal)
    }
  }
  const changed = names.filter((name) => !refused.has(name))
  // What a group keeps is written again as nothing new, so that devices hear of it and those that were away find it changed.
  await writeSettings(parts, self, changed, (setting, name) => {
    if (elsewhere.has(name)) return {}
    return setting.remind === type ? undefined : { remind: type }
  })
  for (const name of changed)
    if (!elsewhere.has(name)) parts.remindChanged?.(self.sdkAppId, self.userId, sourceOf(parts, name).id)
  return names.map((name) => namedResult(name, refused.get(name)))
}

async function refusalOf(work: Promise<void>): Promise<ErrorName | undefined> {
  try {
    await work
    return undefined
  } catch (error) {
    if (error instanceof Failure) return error.errorName
    throw error
  }
}
