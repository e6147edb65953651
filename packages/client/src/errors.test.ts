import { expect, test } from 'vitest'
import { AREA_ERRORS } from './area-errors.ts'
import { ChatError, CLIENT_ERRORS, clientError, errorFromWire, toChatError } from './errors.ts'

test('an error shows exactly the keys that apps read: code and data', () => {
  const error = clientError('TIMEOUT')
  expect(error).toBeInstanceOf(Error)
  expect(Object.keys(error)).toEqual(['code', 'data'])
  expect(error).toMatchObject({ code: 2801, data: {}, name: 'TIMEOUT', retryable: true })
  expect(String(error)).toBe(`TIMEOUT: ${CLIENT_ERRORS.TIMEOUT.text}`)
})

test("the server's errors pass through with their code, name and hint", () => {
  const wire = { code: 60008, name: 'OVERLOADED', message: 'Busy.', retryable: true, retryAfter: 700 } as const
  expect(errorFromWire(wire)).toMatchObject({ code: 60008, name: 'OVERLOADED', message: 'Busy.', retryAfter: 700 })
  expect(errorFromWire({ code: 90010, name: 'MESSAGE_INVALID', message: 'No.' }).retryable).toBe(false)
})

test('anything thrown becomes an error that keeps its cause', () => {
  const cause = new TypeError('oops')
  expect(toChatError(cause)).toMatchObject({ code: 2903, message: 'oops', cause })
  expect(toChatError('text')).toMatchObject({ code: 2903, message: 'text' })
  const error = clientError('NOT_READY')
  expect(toChatError(error)).toBe(error)
})

test('every client code is used once', () => {
  const codes = Object.values({ ...CLIENT_ERRORS, ...AREA_ERRORS }).map(({ code }) => code)
  expect(new Set(codes).size).toBe(codes.length)
  expect(new ChatError(1, 'X', 'x').retryable).toBe(false)
})

test('an error advises: what its message says after the first sentence', () => {
  expect(clientError('USER_NOT_LOGGED_IN').advice).toBe('Call login first.')
  expect(new ChatError(70001, 'USERSIG_EXPIRED', 'The UserSig has expired. Sign a new one. Soon.').advice).toBe(
    'Sign a new one. Soon.',
  )
  expect(new ChatError(1, 'X', 'No dot at the end').advice).toBe('')
})
