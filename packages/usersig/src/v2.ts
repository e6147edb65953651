import type { Fields } from './envelope.ts'
import { UserSigError } from './errors.ts'
import {
  checkSdkAppId,
  malformedSignature,
  missingField,
  optionalUserBuf,
  requiredInteger,
  requiredText,
} from './fields.ts'
import { decodeBase64, encodeBase64 } from './lib/base64.ts'
import type { Content, Draft, Ticket } from './ticket.ts'

function signedTextOf(
  userId: string,
  sdkAppId: number,
  issuedAt: number,
  lifetime: number,
  userBuf: string | undefined,
): string {
  const text = `TLS.identifier:${userId}\nTLS.sdkappid:${sdkAppId}\nTLS.time:${issuedAt}\nTLS.expire:${lifetime}\n`
  return userBuf === undefined ? text : `${text}TLS.userbuf:${userBuf}\n`
}

/** What a v2 ticket says. `TLS.ver` is not signed: it was only used to come here, and decides nothing about the key. */
export function readV2(fields: Fields): Ticket {
  const userId = requiredText(fields, 'TLS.identifier')
  const sdkAppId = checkSdkAppId('TLS.sdkappid', requiredInteger(fields, 'TLS.sdkappid'))
  const issuedAt = requiredInteger(fields, 'TLS.time')
  const lifetime = requiredInteger(fields, 'TLS.expire')
  const userBuf = optionalUserBuf(fields)
  return {
    version: 2,
    sdkAppId,
    userId,
    issuedAt,
    lifetime,
    userBuf,
    signedText: signedTextOf(userId, sdkAppId, issuedAt, lifetime, userBuf?.text),
    signature: readSignature(fields),
  }
}

function readSignature(fields: Fields): Uint8Array {
  const mac = decodeBase64(requiredText(fields, 'TLS.sig'), 'standard')
  if (!mac) throw malformedSignature('is not standard base64 with padding')
  if (mac.length !== 32) throw malformedSignature(`has ${mac.length} bytes instead of 32`)
  return mac
}

/** Which reader a ticket asks for. */
export function saysV2(fields: Fields): boolean {
  const version = fields.get('TLS.ver')
  if (version === '2.0') return true
  if (version === undefined) {
    if (fields.has('TLS.sdkappid')) throw missingField('TLS.ver', 'is missing, and the other fields are those of v2')
    return false
  }
  throw new UserSigError(
    'UNKNOWN_VERSION',
    'The field TLS.ver of the UserSig is not "2.0".',
    'Sign a v1 or a v2 ticket.',
  )
}

export function draftV2({ sdkAppId, userId, issuedAt, lifetime, userBuf }: Content): Draft {
  return {
    signedText: signedTextOf(userId, sdkAppId, issuedAt, lifetime, userBuf),
    json: (signature) =>
      `{"TLS.ver":"2.0","TLS.identifier":${JSON.stringify(userId)},"TLS.sdkappid":${sdkAppId},"TLS.time":${issuedAt},` +
      `"TLS.expire":${lifetime},${userBuf === undefined ? '' : `"TLS.userbuf":"${userBuf}",`}` +
      `"TLS.sig":"${encodeBase64(signature, 'standard')}"}`,
  }
}
