import type { VerifyOptions } from '@signet/usersig/node'
import { decodeBase64 } from '../arguments.ts'

type UserBufPolicy = NonNullable<VerifyOptions['userBuf']>

/**
 * Which tickets are wanted: base64 means "with exactly this userbuf", `true` "with any or without", and nothing a plain UserSig.
 * Undefined when the text is not base64.
 */
export function userBufPolicy(wanted: string | boolean | undefined): UserBufPolicy | undefined {
  if (typeof wanted === 'string') return decodeBase64(wanted)
  return wanted === true ? 'any' : 'refuse'
}
