/** Who is there, from what nodes say: decisions only. Numbers are those of docs/rules.md. */
import { STATUS_LIMITS, type WireStatus } from '@signet/protocol/status'

/** What one node says about a user. */
export interface Here {
  readonly node: string
  /** Of each session; none while their connection was lost only just now. */
  readonly platforms: readonly string[]
  readonly customStatus: string
}

export interface UserStatus extends WireStatus {
  /** Where they are logged in, each once. */
  readonly platforms: readonly string[]
}

/** Online is whom any node knows (PRES1). */
export function statusFrom(userId: string, answers: readonly Here[]): UserStatus {
  return {
    userId,
    status: answers.length > 0 ? 'online' : 'offline',
    customStatus: answers.find(({ customStatus }) => customStatus !== '')?.customStatus ?? '',
    platforms: [...new Set(answers.flatMap(({ platforms }) => platforms))],
  }
}

/** What is wrong with a custom status; nothing when it is fine (PRES2). */
export function customStatusProblem(text: string): string | undefined {
  const { customStatusBytes } = STATUS_LIMITS
  const isFine = text.isWellFormed() && Buffer.byteLength(text) <= customStatusBytes
  return isFine ? undefined : `A custom status has at most ${customStatusBytes} bytes of UTF-8.`
}
