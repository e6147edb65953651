/** Decisions about reactions: no I/O. Numbers are those of docs/rules.md. */
import type { WireReaction } from '@signet/protocol/realtime/changes'
import { fail } from '../../engine/failure.ts'

/** A kind of reaction to a message, and who reacted so, the first one first. */
export interface Reaction {
  readonly id: string
  readonly users: readonly string[]
}

export const REACTION_LIMITS = {
  /** Kinds at one message. */
  kinds: 10,
  /** Users of one kind. */
  users: 100,
  /** Users that a summary names. */
  named: 10,
} as const

export const summaryOf = ({ id, users }: Reaction): WireReaction => ({
  id,
  count: users.length,
  users: users.slice(0, REACTION_LIMITS.named),
})

/** @throws Failure REACTION_EXISTS, REACTION_KINDS, REACTION_USERS */
export function withReaction(reactions: readonly Reaction[], id: string, user: string): Reaction[] {
  const old = reactions.find((reaction) => reaction.id === id)
  if (old === undefined) {
    if (reactions.length >= REACTION_LIMITS.kinds) throw fail('REACTION_KINDS')
    return [...reactions, { id, users: [user] }]
  }
  if (old.users.includes(user)) throw fail('REACTION_EXISTS')
  if (old.users.length >= REACTION_LIMITS.users) throw fail('REACTION_USERS')
  return reactions.map((reaction) => (reaction === old ? { id, users: [...old.users, user] } : reaction))
}

/** A kind without users is gone. @throws Failure REACTION_NOT_FOUND, REACTION_NOT_YOURS */
export function withoutReaction(reactions: readonly Reaction[], id: string, user: string): Reaction[] {
  const old = reactions.find((reaction) => reaction.id === id)
  if (old === undefined) throw fail('REACTION_NOT_FOUND')
  if (!old.users.includes(user)) throw fail('REACTION_NOT_YOURS')
  const users = old.users.filter((other) => other !== user)
  return reactions.flatMap((reaction) => (reaction !== old ? [reaction] : users.length > 0 ? [{ id, users }] : []))
}
