import type { Fields } from './envelope.ts'
import {
  checkSdkAppId,
  malformedSignature,
  missingField,
  optionalText,
  optionalUserBuf,
  requiredDecimalText,
  requiredText,
} from './fields.ts'
import { decodeBase64, encodeBase64 } from './lib/base64.ts'
import { signatureFromDer } from './lib/der.ts'
import type { Content, Draft, Ticket } from './ticket.ts'

/** Informational and unsigned: what readers are used to see. */
const FORMAT_VERSION = '201610110000'

/** The lines of the signed text, in their one order. A ticket without `TLS.appid_at_3rd` has no line for it. */
function signedTextOf(
  appIdAt3rd: string | undefined,
  accountType: string,
  userId: string,
  sdkAppId: number,
  issuedAt: number,
  lifetime: number,
  userBuf: string | undefined,
): string {
  return (
    `${appIdAt3rd === undefined ? '' : `TLS.appid_at_3rd:${appIdAt3rd}\n`}TLS.account_type:${accountType}\n` +
    `TLS.identifier:${userId}\nTLS.sdk_appid:${sdkAppId}\nTLS.time:${issuedAt}\nTLS.expire_after:${lifetime}\n` +
    (userBuf === undefined ? '' : `TLS.userbuf:${userBuf}\n`)
  )
}

/** What a v1 ticket says. All values are strings; the text is rebuilt from the ticket's own values, old API and new alike. */
export function readV1(fields: Fields): Ticket {
  const appIdAt3rd = optionalText(fields, 'TLS.appid_at_3rd')
  const accountType = requiredText(fields, 'TLS.account_type')
  const userId = requiredText(fields, 'TLS.identifier')
  const sdkAppId = checkSdkAppId('TLS.sdk_appid', requiredDecimalText(fields, 'TLS.sdk_appid'))
  const issuedAt = requiredDecimalText(fields, 'TLS.time')
  const lifetime = requiredDecimalText(fields, 'TLS.expire_after')
  const userBuf = optionalUserBuf(fields)
  if (userBuf && appIdAt3rd === undefined) {
    throw missingField('TLS.appid_at_3rd', 'is missing, and with a user buffer it has to be there')
  }
  return {
    version: 1,
    sdkAppId,
    userId,
    issuedAt,
    lifetime,
    userBuf,
    signedText: signedTextOf(appIdAt3rd, accountType, userId, sdkAppId, issuedAt, lifetime, userBuf?.text),
    signature: readSignature(fields),
  }
}

/** The longest DER of r and s. Longer texts do not fit, and are refused all the same. */
const derShared = new Uint8Array(72)

function readSignature(fields: Fields): Uint8Array {
  // Old signers wrap base64 as mail does, with CR LF inside: the one place where line breaks are allowed.
  const wrapped = fields.get('TLS.sig')
  const text =
    typeof wrapped === 'string' && wrapped.includes('\n')
      ? wrapped.replace(/[\r\n]/g, '')
      : requiredText(fields, 'TLS.sig')
  const der = decodeBase64(text, 'standard', derShared)
  if (!der) throw malformedSignature('is not standard base64 with padding')
  const signature = signatureFromDer(der)
  if (!signature) throw malformedSignature('is not a strict DER sequence of r and s')
  return signature
}

export function draftV1({ sdkAppId, userId, issuedAt, lifetime, userBuf }: Content): Draft {
  return {
    signedText: signedTextOf('0', '0', userId, sdkAppId, issuedAt, lifetime, userBuf),
    json: (signature) =>
      `{"TLS.account_type":"0","TLS.identifier":${JSON.stringify(userId)},"TLS.appid_at_3rd":"0",` +
      `"TLS.sdk_appid":"${sdkAppId}","TLS.expire_after":"${lifetime}","TLS.version":"${FORMAT_VERSION}",` +
      `"TLS.time":"${issuedAt}",${userBuf === undefined ? '' : `"TLS.userbuf":"${userBuf}",`}` +
      `"TLS.sig":"${encodeBase64(signature, 'standard')}"}`,
  }
}
