import { ApiFailure } from '../api/failure.ts'
import type { Gaps } from '../language/language.ts'
import type { words } from './words.ts'

/** Refusals whose name says it all; those of a field are told in the server's words, which name the field. */
const TOLD = {
  OFFLINE: 'offline',
  OVERLOADED: 'busy',
  STORE_UNAVAILABLE: 'busy',
  NOT_LOGGED_IN: 'signInAgain',
  APP_NOT_FOUND: 'noApplication',
  APP_DISABLED: 'applicationDisabled',
  ACCOUNT_NOT_FOUND: 'noAccount',
  GROUP_NOT_FOUND: 'noGroup',
  GROUP_ACCOUNT_UNKNOWN: 'noAccount',
  GROUP_ID_TAKEN: 'groupIdTaken',
  GROUP_FULL: 'groupFull',
} as const satisfies Record<string, keyof typeof words>

type Say = (key: keyof typeof words & string, gaps?: Gaps) => string

/** A refusal as a person reads it: the known ones in their language, the others in the server's words. */
export function sayFailure(error: unknown, t: Say): string {
  if (!(error instanceof ApiFailure)) return t('unknown')
  if (error.errorName === 'TOO_FREQUENT') return t('tooFrequent', { seconds: error.retryAfter ?? 60 })
  if (Object.hasOwn(TOLD, error.errorName)) return t(TOLD[error.errorName as keyof typeof TOLD])
  return error.message
}
