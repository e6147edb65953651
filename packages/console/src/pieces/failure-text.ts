import { ApiFailure } from '../api/failure.ts'
import type { Gaps } from '../language/language.ts'
import type { words } from './words.ts'

type Say = (key: keyof typeof words & string, gaps?: Gaps) => string

/** A refusal as a person reads it: the known ones in their language, the others in the server's words. */
export function sayFailure(error: unknown, t: Say): string {
  if (!(error instanceof ApiFailure)) return t('unknown')
  switch (error.errorName) {
    case 'OFFLINE':
      return t('offline')
    case 'TOO_FREQUENT':
      return t('tooFrequent', { seconds: error.retryAfter ?? 60 })
    case 'OVERLOADED':
    case 'STORE_UNAVAILABLE':
      return t('busy')
    case 'NOT_LOGGED_IN':
      return t('signInAgain')
    case 'APP_NOT_FOUND':
      return t('noApplication')
    default:
      return error.message
  }
}
