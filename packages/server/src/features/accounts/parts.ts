import type { Secrets } from '../../engine/secrets.ts'
import type { AppCache } from './app-cache.ts'
import type { KeyUsage } from './key-usage.ts'
import type { AccountStore } from './store.ts'

/** What the verbs of this feature are made of; `create.ts` puts it together. */
export interface AccountParts {
  readonly store: AccountStore
  readonly secrets: Secrets
  readonly cache: AppCache
  readonly usage: KeyUsage
  /** ms */
  readonly now: () => number
  readonly makeTinyId: () => string
  readonly log: AccountLog
}

/** Where this feature writes what nobody is told: pino fits. */
export interface AccountLog {
  error(details: object, message: string): void
}
