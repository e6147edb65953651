/** How webhooks are signed: pure, on Web Crypto, without dependencies, so that receivers can use it on every runtime. */

/** Query parameters that say what a webhook is about; the signature covers them beside the body. */
export const SIGNED_PARAMETERS = ['SdkAppid', 'CallbackCommand', 'contenttype', 'ClientIP', 'OptPlatform'] as const

const SECRET = /^whsec_([A-Za-z0-9+/]{32,}={0,2})$/
const utf8 = new TextEncoder()

/** True for a signing secret: `whsec_` and at least 24 bytes in base64. */
export const isWebhookSecret = (text: string): boolean => SECRET.test(text)

/** The value of `Sign`, which goes with `RequestTime` (seconds): it proves the token, not the body. */
export async function tokenSignature(token: string, requestTime: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8.encode(token + requestTime)))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** What a `webhook-id` ends with: 96 bits that stand for the parameters of the query. */
export async function queryDigest(query: URLSearchParams): Promise<string> {
  const text = SIGNED_PARAMETERS.map((name) => `${name}=${encodeURIComponent(query.get(name) ?? '')}`).join('&')
  const digest = base64(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8.encode(text))))
  return digest.slice(0, 16).replaceAll('+', '-').replaceAll('/', '_')
}

/** The value of `webhook-signature`: an HMAC-SHA256 over `<webhook-id>.<webhook-timestamp>.<body>`. */
export async function bodySignature(secret: string, id: string, timestamp: string, body: string): Promise<string> {
  const key = await crypto.subtle.importKey('raw', secretBytes(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ])
  const mac = await crypto.subtle.sign('HMAC', key, utf8.encode(`${id}.${timestamp}.${body}`))
  return `v1,${base64(new Uint8Array(mac))}`
}

/** Compares in a time that does not depend on where the texts differ. */
export function equalSignatures(one: string, other: string): boolean {
  if (one.length !== other.length) return false
  let difference = 0
  for (let i = 0; i < one.length; i++) difference |= one.charCodeAt(i) ^ other.charCodeAt(i)
  return difference === 0
}

function secretBytes(secret: string): Uint8Array<ArrayBuffer> {
  const encoded = SECRET.exec(secret)?.[1]
  if (encoded === undefined) throw new TypeError('A webhook secret is `whsec_` and at least 24 bytes in base64.')
  return Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0))
}

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))
