import type { ErrorName } from '@signet/protocol/errors'
import { Failure, fail } from '../../engine/failure.ts'
import type { Asked } from './create.ts'

/** What the asker is told. */
export interface AskedRefusals {
  readonly refused: ErrorName
  readonly failed: ErrorName
}

/**
 * Turns what came of a question into going on or not.
 * @returns the application's answer; nothing when it was not asked, or gave none and that is no reason to stop
 * @throws Failure with the application's code and words, or that it could not be asked
 */
export function settle(
  asked: Asked | undefined,
  { refused, failed }: AskedRefusals,
): Readonly<Record<string, unknown>> | undefined {
  if (asked === undefined) return undefined
  const { decision, refuseOnFailure } = asked
  if (decision.kind === 'allow') return decision.answer
  if (decision.kind === 'refuse') {
    throw new Failure(refused, decision.info === '' ? undefined : decision.info, undefined, decision.code)
  }
  if (decision.kind === 'failed' && refuseOnFailure) throw fail(failed)
  return undefined
}
