import { type Failure, fail } from '../failure.ts'

const RETRY_MS = 5000

/** FILE_STORE_UNAVAILABLE for the caller; why, for the log only. */
export function storeFailure(cause: unknown): Failure {
  const full = isFull(cause)
  const failure = fail(
    'FILE_STORE_UNAVAILABLE',
    full ? 'There is no room left for files on the server.' : undefined,
    RETRY_MS,
  )
  failure.cause = cause
  return failure
}

const isFull = (cause: unknown): boolean => {
  const { code } = (cause ?? {}) as { code?: unknown }
  return code === 'ENOSPC' || code === 'EDQUOT'
}
