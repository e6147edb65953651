import { expect, it } from 'vitest'
import { storeFailure } from './failure.ts'

it.each(['ENOSPC', 'EDQUOT'])('[BLOB5] [CHK45] %s is told as a disk that is full, to be tried again', (code) => {
  const cause = Object.assign(new Error('write /secret/path'), { code })
  const failure = storeFailure(cause)
  expect(failure).toMatchObject({ errorName: 'FILE_STORE_UNAVAILABLE', retryAfter: 5000, cause })
  expect(failure.message).toBe('There is no room left for files on the server.')
})

it('[BLOB5] any other reason stays in the log', () => {
  expect(storeFailure(new Error('/secret/path')).message).not.toContain('secret')
  expect(storeFailure(undefined).errorName).toBe('FILE_STORE_UNAVAILABLE')
})
