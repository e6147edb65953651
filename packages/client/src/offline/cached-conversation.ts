import type { Conversation } from '../conversations.ts'
import { copyOf } from '../copy.ts'
import type { Message } from '../message.ts'
import { type KeptMessage, keptMessage, messageFrom } from './kept-message.ts'

/** A conversation with its newest messages, as it is kept. */
export interface CachedConversation {
  readonly conversation: Conversation
  /** Oldest first. */
  readonly messages: readonly KeptMessage[]
  /** How much had happened to its messages by then: what was kept before something more happened may be out of date. */
  readonly changes: number
}

/** Characters of one conversation. */
const MOST_CHARACTERS = 64 * 1024
/** Messages further apart than this do not follow each other. Between them may be what apps do not see. */
const MOST_APART = 20

/**
 * A conversation as it is to be kept now: what is in memory, and in front of it what was kept before, if nothing has happened to that since.
 *
 * @param most messages
 */
export function cachedConversation(
  conversation: Conversation,
  inMemory: readonly Message[],
  changes: number,
  before: CachedConversation | undefined,
  most: number,
): CachedConversation {
  const fresh = inMemory.filter(isKept).map(keptMessage)
  const known = new Set(inMemory.map(({ ID }) => ID))
  const older = before?.changes === changes ? before.messages.filter(({ ID }) => !known.has(ID as string)) : []
  const messages = together([...older, ...fresh].sort((a, b) => placeOf(a) - placeOf(b))).slice(-most)
  let characters = messages.reduce((sum, message) => sum + JSON.stringify(message).length, 0)
  while (characters > MOST_CHARACTERS) characters -= JSON.stringify(messages.shift()).length
  return { conversation: copyOf({ ...conversation, draftText: '' }), messages, changes }
}

/** The messages as apps see them. */
export const messagesOf = ({ messages }: CachedConversation): Message[] => messages.map(messageFrom)

const placeOf = ({ sequence }: KeptMessage): number => sequence as number

/** What was taken back is kept nowhere, and what is stored nowhere is not either. */
const isKept = ({ isRevoked, isDeleted, sequence, status }: Message): boolean =>
  !isRevoked && !isDeleted && sequence > 0 && status === 'success'

/** The newest of them that follow each other: an app may have read in the middle of a long conversation. */
function together(messages: readonly KeptMessage[]): KeptMessage[] {
  const isGap = (message: KeptMessage, index: number): boolean =>
    index > 0 && placeOf(message) - placeOf(messages[index - 1]!) > MOST_APART
  return messages.slice(Math.max(0, messages.findLastIndex(isGap)))
}
