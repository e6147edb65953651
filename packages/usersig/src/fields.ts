import type { Fields } from './envelope.ts'
import { UserSigError } from './errors.ts'
import { decodeBase64 } from './lib/base64.ts'
import type { FlatValue } from './lib/json.ts'
import { hasLoneSurrogate } from './lib/utf8.ts'

/*
 * Fields go into the signed text as they stand, with a line break after each and no escaping. What may be in a field is
 * therefore what keeps one signed text from being read as two different tickets: no control characters anywhere, numbers
 * in one spelling only, base64 in one spelling only.
 */

/** C0, DEL and C1: none of them can be in a signed line. */
export const CONTROL_CHARACTER: RegExp = /[\u0000-\u001f\u007f-\u009f]/

const PRINTABLE_ASCII = /^[ -~]*$/

const REMEDY = 'Sign it with a current library; `inspect` shows all fields.'

const named = (name: string): string => `The field ${name} of the UserSig`

export function missingField(name: string, why = 'is missing'): UserSigError {
  return new UserSigError('MISSING_FIELD', `${named(name)} ${why}.`, REMEDY)
}

export function invalidField(name: string, why: string): UserSigError {
  return new UserSigError('INVALID_FIELD', `${named(name)} ${why}.`, REMEDY)
}

function kindOf(value: FlatValue): string {
  if (value === null) return 'null'
  return typeof value === 'object' ? `the number ${value.number.slice(0, 24)}` : `a ${typeof value}`
}

export function optionalText(fields: Fields, name: string): string | undefined {
  const value = fields.get(name)
  if (value === undefined) return undefined
  if (typeof value !== 'string') throw invalidField(name, `is ${kindOf(value)}, not a string`)
  // Nearly every field is plain ASCII: one look instead of two.
  if (PRINTABLE_ASCII.test(value)) return value
  if (CONTROL_CHARACTER.test(value)) throw invalidField(name, 'has a control character in it')
  if (hasLoneSurrogate(value)) throw invalidField(name, 'has half of a character in it')
  return value
}

export function requiredText(fields: Fields, name: string): string {
  const value = optionalText(fields, name)
  if (value === undefined) throw missingField(name)
  return value
}

/** v1: numbers are strings. Plain decimal, at most 15 digits. */
export function requiredDecimalText(fields: Fields, name: string): number {
  const text = requiredText(fields, name)
  if (!/^(?:0|[1-9]\d{0,14})$/.test(text)) throw invalidField(name, 'is not a plain decimal number')
  return Number(text)
}

/** v2: numbers are numbers. Plain decimal, at most 15 digits, so that a text has one value and a value one text. */
export function requiredInteger(fields: Fields, name: string): number {
  const value = fields.get(name)
  if (value === undefined) throw missingField(name)
  if (typeof value !== 'number') throw invalidField(name, `is ${kindOf(value)}, not a plain whole number`)
  return value
}

export const MAX_SDK_APP_ID = 0xffffffff

export function checkSdkAppId(name: string, value: number): number {
  if (value < 1 || value > MAX_SDK_APP_ID) throw invalidField(name, `is ${value}, which is not an SDKAppID`)
  return value
}

/** The base64 text of the user buffer as it is signed, and its bytes. */
export interface UserBufField {
  readonly text: string
  readonly bytes: Uint8Array
}

export function optionalUserBuf(fields: Fields): UserBufField | undefined {
  const text = optionalText(fields, 'TLS.userbuf')
  if (text === undefined) return undefined
  const bytes = decodeBase64(text, 'standard')
  if (!bytes) throw invalidField('TLS.userbuf', 'is not standard base64 with padding')
  return { text, bytes }
}

export function malformedSignature(why: string): UserSigError {
  return new UserSigError('SIGNATURE_MALFORMED', `The signature of the UserSig ${why}.`, REMEDY)
}
