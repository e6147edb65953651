import { ERRORS } from '@signet/protocol/errors'
import { expect, test } from 'vitest'
import { SERVER_CODES } from './server-codes.ts'

test.each(Object.entries(SERVER_CODES))('%s is %i in the table of errors', (name, code) => {
  expect(ERRORS[name as keyof typeof ERRORS].code).toBe(code)
})
