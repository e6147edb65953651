import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verifyWebhook, type WebhookRejection } from './webhook-verify.ts'
import { bodySignature, queryDigest, tokenSignature } from './webhooks/signature.ts'

const TOKEN = 'xxxxyyyy'
const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
const NOW = 1_795_424_545
const BODY = '{"CallbackCommand":"C2C.CallbackAfterSendMsg","From_Account":"alice","n":1}'
const QUERY =
  'SdkAppid=1400000001&CallbackCommand=C2C.CallbackAfterSendMsg&contenttype=json&ClientIP=192.0.2.1&OptPlatform=Web'

async function signed(body = BODY, at = NOW) {
  const id = `m1.${await queryDigest(new URLSearchParams(QUERY))}`
  const headers = {
    'Webhook-Id': id,
    'webhook-timestamp': String(at),
    'webhook-signature': `v1,other ${await bodySignature(SECRET, id, String(at), body)}`,
  }
  const sign = await tokenSignature(TOKEN, String(at))
  return { url: `/hook?x=1&${QUERY}&Sign=${sign}&RequestTime=${at}`, headers, body }
}
const verify = async (request: Awaited<ReturnType<typeof signed>>, after = 0, options = {}) =>
  await verifyWebhook(request, { token: TOKEN, secret: SECRET, now: () => (NOW + after) * 1000, ...options })
const rejection = async (promise: Promise<unknown>): Promise<WebhookRejection> =>
  await promise.then(
    () => {
      throw new Error('it was accepted')
    },
    (error: { reason: WebhookRejection }) => error.reason,
  )

describe('the verifier of receivers', () => {
  it('[HOOK7] takes what the server signed, and tells what it is', async () => {
    expect(await verify(await signed())).toMatchObject({
      command: 'C2C.CallbackAfterSendMsg',
      sdkAppId: 1400000001,
      clientIp: '192.0.2.1',
      platform: 'Web',
      body: { From_Account: 'alice', n: 1 },
    })
  })

  it("[HOOK7] the token's signature is the one of the vendor's page", async () => {
    expect(await tokenSignature('xxxxyyyy', '1669872112')).toBe(
      '17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061',
    )
  })

  it('[CHK28] [HOOK7] refuses a body that was altered anywhere by one character', async () => {
    const request = await signed()
    await fc.assert(
      fc.asyncProperty(fc.nat(BODY.length - 1), fc.constantFrom('x', '0', '}', ' '), async (at, char) => {
        fc.pre(BODY[at] !== char)
        const body = BODY.slice(0, at) + char + BODY.slice(at + 1)
        return (await rejection(verify({ ...request, body }))) === 'mismatch'
      }),
      { numRuns: 100 },
    )
  })

  it.each(['SdkAppid=1400000002', 'CallbackCommand=State.StateChange', 'ClientIP=192.0.2.2', 'OptPlatform=iOS'])(
    '[CHK28] [HOOK7] refuses a query that says %s instead',
    async (parameter) => {
      const request = await signed()
      const name = parameter.split('=')[0]!
      const url = request.url.replace(new RegExp(`${name}=[^&]*`), parameter)
      expect(await rejection(verify({ ...request, url }))).toBe('mismatch')
    },
  )

  it('[CHK28] [HOOK7] refuses a replay: by the token after a minute, by the secret after five', async () => {
    const request = await signed()
    expect(await rejection(verify(request, 61))).toBe('stale')
    await verify(request, 299, { token: undefined })
    expect(await rejection(verify(request, 301, { token: undefined }))).toBe('stale')
    expect(await rejection(verify(request, -301, { token: undefined }))).toBe('stale')
  })

  it('[HOOK7] refuses another secret, another token, and what is not signed', async () => {
    const request = await signed()
    const other = `whsec_${Buffer.alloc(24, 8).toString('base64')}`
    expect(await rejection(verify(request, 0, { secret: other }))).toBe('mismatch')
    expect((await verify(request, 0, { secret: [other, SECRET] })).sdkAppId).toBe(1400000001)
    expect(await rejection(verify(request, 0, { token: 'xxxxyyyz' }))).toBe('mismatch')
    expect(await rejection(verify({ ...request, headers: {} as never }))).toBe('unsigned')
    expect(await rejection(verify({ ...request, url: `/hook?${QUERY}` }))).toBe('unsigned')
    await expect(verifyWebhook(request, {})).rejects.toThrow(TypeError)
    await expect(verify(request, 0, { secret: 'whsec_short' })).rejects.toThrow('24 bytes')
  })
})
