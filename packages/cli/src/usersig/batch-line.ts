/** One line of `verify --batch`: from a line of JSON to its answer. */
import { UserSigError, type VerifyOptions, verify } from '@signet/usersig/node'
import type { KeyCache } from './key-cache.ts'
import { userBufPolicy } from './user-buf.ts'

type Id = string | number | null

/** What holds for a line that does not say otherwise. */
export interface Defaults {
  readonly now: () => number
  readonly lenient: boolean
  readonly userbuf: string | true | undefined
}

interface Question {
  readonly key: string
  readonly sdkAppId: number
  readonly userId: string
  readonly userSig: string
  readonly options: VerifyOptions
}

/** The answer as a line of JSON, without the line end. Never throws for what a line holds. */
export function answerLine(line: string | undefined, keys: KeyCache, defaults: Defaults): string {
  if (line === undefined) return unreadable(null, 'the line is longer than 64 KiB')
  let parsed: unknown
  try {
    parsed = JSON.parse(line)
  } catch {
    return unreadable(null, 'the line is not JSON')
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return unreadable(null, 'the line is not a JSON object')
  }
  const fields = parsed as Record<string, unknown>
  const id: Id = typeof fields['id'] === 'string' || typeof fields['id'] === 'number' ? fields['id'] : null
  const question = read(fields, defaults)
  return typeof question === 'string' ? unreadable(id, question) : judge(id, question, keys)
}

/** The typed question, or what is wrong with it. */
function read(fields: Record<string, unknown>, defaults: Defaults): Question | string {
  const { key, sdkappid, identifier, usersig, now = defaults.now(), lenient = defaults.lenient } = fields
  const { userbuf = defaults.userbuf } = fields
  if (typeof key !== 'string') return '"key" must be a text: a public key in PEM or a v2 secret'
  if (typeof sdkappid !== 'number') return '"sdkappid" must be a number'
  if (typeof identifier !== 'string') return '"identifier" must be a text'
  if (typeof usersig !== 'string') return '"usersig" must be a text'
  if (typeof now !== 'number') return '"now" must be Unix seconds'
  if (typeof lenient !== 'boolean') return '"lenient" must be true or false'
  if (userbuf !== undefined && userbuf !== true && typeof userbuf !== 'string') return '"userbuf" must be base64 text'
  const userBuf = userBufPolicy(userbuf)
  if (userBuf === undefined) return '"userbuf" must be standard base64, with padding'
  return { key, sdkAppId: sdkappid, userId: identifier, userSig: usersig, options: { now, lenient, userBuf } }
}

function judge(id: Id, { key, sdkAppId, userId, userSig, options }: Question, keys: KeyCache): string {
  try {
    const { userBuf } = verify(keys.get(key), userSig, { sdkAppId, userId }, options)
    const found = userBuf === undefined ? {} : { userbuf: Buffer.from(userBuf).toString('base64') }
    return JSON.stringify({ id, ok: true, code: 0, reason: 'OK', ...found })
  } catch (error) {
    if (error instanceof UserSigError) return refusal(id, error.code, error.reason, error.message)
    throw error
  }
}

const unreadable = (id: Id, message: string): string => refusal(id, 70402, 'BAD_LINE', message)

const refusal = (id: Id, code: number, reason: string, message: string): string =>
  JSON.stringify({ id, ok: false, code, reason, message })
