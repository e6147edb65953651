import { errorByCode } from '@signet/protocol/errors'
import { c2cConversationId, groupConversationId } from '@signet/protocol/ids'
import { fail } from '../../../engine/failure.ts'
import type { Line } from '../line.ts'
import type { NamedResult } from '../settings.ts'

/** A conversation as the server API names it. */
export interface Contact {
  readonly Type: number
  readonly To_Account?: string
  readonly ToGroupId?: string
}

/** @throws CONVERSATION_PARAMETER */
export function conversationOf({ Type, To_Account, ToGroupId }: Contact): string {
  if (Type === 1 && To_Account) return c2cConversationId(To_Account)
  if (Type === 2 && ToGroupId) return groupConversationId(ToGroupId)
  throw fail('CONVERSATION_PARAMETER', 'Type 1 needs To_Account, Type 2 needs ToGroupId.')
}

export const contactOf = ({ place }: Line): Contact =>
  place.kind.is === 'C2C' ? { Type: 1, To_Account: place.id } : { Type: 2, ToGroupId: place.id }

/** The outcome of one of several conversations; done when nothing says otherwise. */
export function resultOf(results: readonly NamedResult[], conversation: string) {
  const code = results.find((result) => result.conversation === conversation)?.code ?? 0
  return { ResultCode: code, ResultInfo: code === 0 ? '' : (errorByCode(code)?.text ?? '') }
}

/** Bit 0 is the first character. */
export const markText = (marks: readonly number[]): string =>
  Array.from({ length: 64 }, (_, bit) => (marks.includes(bit) ? '1' : '0')).join('')
