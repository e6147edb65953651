import { CONVERSATION_LIMITS } from '@signet/protocol/conversation'
import { ERRORS, type ErrorName } from '@signet/protocol/errors'
import { REVISED } from '@signet/protocol/revisions'
import type { Transaction } from 'kysely'
import { fail } from '../../engine/failure.ts'
import { knownNames } from './named.ts'
import type { ConversationParts } from './parts.ts'
import { type ConversationTables, NO_SETTING, type Owner, putSetting, type Setting, settingsOf } from './store.ts'

/** The outcome for one of several conversations: 0, or why not. */
export interface NamedResult {
  readonly conversation: string
  readonly code: number
}

export const namedResult = (conversation: string, error?: ErrorName): NamedResult => ({
  conversation,
  code: error === undefined ? 0 : ERRORS[error].code,
})

/** What a setting becomes; nothing: it stays as it is. */
export type SettingChange = Partial<Omit<Setting, 'changedAt'>> | undefined
type Trx = Transaction<ConversationTables>

/** Every name once. @throws Failure CONVERSATION_TOO_MANY */
export function distinct(conversations: readonly string[], most: number = CONVERSATION_LIMITS.named): string[] {
  const names = [...new Set(conversations)]
  if (names.length === 0 || names.length > most)
    throw fail('CONVERSATION_TOO_MANY', `Name 1 to ${most} conversations at once.`)
  return names
}

/**
 * Changes what the user made of conversations, in one commit, and tells the user's devices which ones (CNV4).
 * Results: CONVERSATION_NOT_FOUND for one that the user does not have.
 * @throws Failure CONVERSATION_TOO_MANY, BAD_PARAMETER, or what `decide` throws
 */
export async function changeSettings(
  parts: ConversationParts,
  self: Owner,
  conversations: readonly string[],
  decide: (setting: Setting, conversation: string, trx: Trx) => SettingChange | Promise<SettingChange>,
): Promise<NamedResult[]> {
  const names = distinct(conversations)
  const known = await knownNames(parts, self, names)
  await writeSettings(
    parts,
    self,
    names.filter((name) => known.has(name)),
    decide,
  )
  return names.map((name) => namedResult(name, known.has(name) ? undefined : 'CONVERSATION_NOT_FOUND'))
}

/** The same for conversations that were looked up already. */
export async function writeSettings(
  parts: ConversationParts,
  self: Owner,
  names: readonly string[],
  decide: (setting: Setting, conversation: string, trx: Trx) => SettingChange | Promise<SettingChange>,
): Promise<void> {
  if (names.length === 0) return
  await parts.revisions.transaction(parts.db, self.sdkAppId, async (trx, mark) => {
    const settings = await settingsOf(trx, self, names)
    const changed: string[] = []
    for (const name of names) {
      const setting = settings.get(name) ?? NO_SETTING
      const change = await decide(setting, name, trx)
      if (change === undefined) continue
      await putSetting(trx, self, name, { ...setting, ...change, changedAt: parts.clock.now() })
      changed.push(name)
    }
    if (changed.length > 0) mark({ userId: self.userId, what: REVISED.conversations, data: { conversations: changed } })
  })
}
