/** One line of `verify --batch`: from a line of JSON to its answer. */
import { UserSigError, verify } from '@signet/usersig/node'
import type { KeyCache } from './key-cache.ts'
import { sameUserBuf, USER_BUF_MISMATCH } from './user-buf.ts'

type Id = string | number | null

interface Question {
  readonly key: string
  readonly sdkappid: number
  readonly identifier: string
  readonly usersig: string
  readonly now: number
  readonly lenient: boolean
  readonly userbuf: string | undefined
}

/** The answer as a line of JSON, without the line end. Never throws for what a line holds. */
export function answerLine(line: string | undefined, keys: KeyCache, clock: () => number): string {
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
  const question = read(fields, clock)
  return typeof question === 'string' ? unreadable(id, question) : judge(id, question, keys)
}

/** The typed question, or what is wrong with it. */
function read(fields: Record<string, unknown>, clock: () => number): Question | string {
  const { key, sdkappid, identifier, usersig, now = clock(), lenient = false, userbuf } = fields
  if (typeof key !== 'string') return '"key" must be a text: a public key in PEM or a v2 secret'
  if (typeof sdkappid !== 'number') return '"sdkappid" must be a number'
  if (typeof identifier !== 'string') return '"identifier" must be a text'
  if (typeof usersig !== 'string') return '"usersig" must be a text'
  if (!Number.isSafeInteger(now)) return '"now" must be whole Unix seconds'
  if (typeof lenient !== 'boolean') return '"lenient" must be true or false'
  if (userbuf !== undefined && typeof userbuf !== 'string') return '"userbuf" must be base64 text'
  return { key, sdkappid, identifier, usersig, now: now as number, lenient, userbuf }
}

function judge(id: Id, question: Question, keys: KeyCache): string {
  const { key, sdkappid, identifier, usersig, now, lenient, userbuf } = question
  try {
    const verified = verify(keys.get(key), usersig, { sdkAppId: sdkappid, userId: identifier }, { now, lenient })
    if (userbuf !== undefined && !sameUserBuf(userbuf, verified.userBuf)) {
      return refusal(id, USER_BUF_MISMATCH.code, USER_BUF_MISMATCH.reason, 'The userbuf is not the given one.')
    }
    const found = verified.userBuf === undefined ? {} : { userbuf: Buffer.from(verified.userBuf).toString('base64') }
    return JSON.stringify({ id, ok: true, code: 0, reason: 'OK', ...found })
  } catch (error) {
    if (error instanceof UserSigError) return refusal(id, error.code, error.reason, error.message)
    throw error
  }
}

const unreadable = (id: Id, message: string): string => refusal(id, 70402, 'BAD_LINE', message)

const refusal = (id: Id, code: number, reason: string, message: string): string =>
  JSON.stringify({ id, ok: false, code, reason, message })
