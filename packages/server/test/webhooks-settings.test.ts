import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { verifyWebhook } from '@signet/protocol/webhook-verify'
import { type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { HOOK_CONFIG, hear, OK, type Received, receiver } from './webhook-receiver.ts'

const BEFORE = 'C2C.CallbackBeforeSendMsg'
const AFTER = 'C2C.CallbackAfterSendMsg'
const TOKEN = 'token-of-the-application'

let im: TestIm
beforeAll(async () => {
  im = await testIm({ config: { webhooks: HOOK_CONFIG } })
  await im.server.im.accounts.import({ sdkAppId: im.sdkAppId, userId: 'bob' })
})
afterAll(() => im.close())

const endpoints = () => im.server.im.webhookSettings.endpoints
const cleared = async () => {
  for (const { endpointId } of await endpoints().list(im.sdkAppId)) await endpoints().remove(im.sdkAppId, endpointId)
}
let nextRandom = 1
async function say(): Promise<void> {
  const alice = await im.enter('alice')
  const body = [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: 'hi' } }]
  await alice.request('send', { to: 'bob', random: nextRandom++, clientTime: 1, body })
}
const verify = ({ url, headers, text }: Received, keys: object) => verifyWebhook({ url, headers, body: text }, keys)

describe('signatures', () => {
  it('[HOOK7] a receiver verifies what the server sends, by token and by secret', async () => {
    await using hook = await receiver()
    const { endpoint, secret } = await hear(im, hook, [BEFORE, AFTER], { token: TOKEN })
    await say()
    await hook.until(() => hook.received.length === 2)
    for (const one of hook.received) {
      expect(await verify(one, { token: TOKEN, secret })).toMatchObject({ command: one.command, sdkAppId: im.sdkAppId })
      await expect(verify(one, { token: `${TOKEN}x` })).rejects.toMatchObject({ reason: 'mismatch' })
    }
    const newer = await endpoints().rotateSecret(im.sdkAppId, endpoint.endpointId)
    expect(newer).not.toBe(secret)
    await say()
    await hook.until(() => hook.received.length === 4)
    for (const one of hook.received.slice(2)) for (const key of [secret, newer]) await verify(one, { secret: key })
    im.clock.advance(86_400_001)
    await endpoints().update(im.sdkAppId, endpoint.endpointId, { token: '' })
    await say()
    await hook.until(() => hook.received.length === 6)
    const last = hook.received.at(-1)!
    const now = im.clock.now
    await verify(last, { secret: newer, now })
    await expect(verify(last, { secret, now })).rejects.toMatchObject({ reason: 'mismatch' })
    expect(last.query.has('Sign')).toBe(false)
    await cleared()
  })
})

describe('settings', () => {
  it.each([
    ['ftp://example.com/', 'http'],
    ['file:///etc/passwd', 'http'],
    ['no url', 'URL'],
    ['https://user:pass@example.com/', 'password'],
    ['https://example.com/#part', 'fragment'],
    ['http://169.254.169.254/latest', 'webhooks.allowedTargets'],
    ['http://[::ffff:10.0.0.1]/', 'webhooks.allowedTargets'],
    ['http://0x0a000001/', 'webhooks.allowedTargets'],
  ])('[CHK25] [HOOK12] refuse the URL %s', async (url, words) => {
    await expect(endpoints().add(im.sdkAppId, { url })).rejects.toThrow(words)
  })

  it.each([
    [{ commands: ['Nonsense'] }, 'Nonsense'],
    [{ commands: ['__proto__'] }, '__proto__'],
    [{ refuseOnFailure: [AFTER] }, 'after the fact'],
    [{ timeoutMs: 60_000 }, '10000'],
    [{ token: 'with space' }, 'token'],
    [{ certificate: 'x' }, 'together'],
    [{ certificate: 'x', privateKey: 'y' }, 'PEM'],
    [{ authority: 'x' }, 'PEM'],
  ])('[HOOK12] refuse %o', async (wish, words) => {
    await expect(endpoints().add(im.sdkAppId, { url: 'https://example.com/', ...wish })).rejects.toThrow(words)
  })

  it('[HOOK13] a before-command is on at one URL only, and an application has at most 8 URLs', async () => {
    const { endpoint } = await endpoints().add(im.sdkAppId, { url: 'https://one.example/', commands: [BEFORE] })
    const other = { url: 'https://two.example/', commands: [AFTER] }
    await expect(endpoints().add(im.sdkAppId, { ...other, commands: [BEFORE] })).rejects.toThrow('one URL only')
    for (let i = 1; i < 8; i++) await endpoints().add(im.sdkAppId, other)
    await expect(endpoints().add(im.sdkAppId, other)).rejects.toThrow('at most 8')
    const [, second] = await endpoints().list(im.sdkAppId)
    const takeOver = () => endpoints().update(im.sdkAppId, second!.endpointId, { commands: [BEFORE] })
    await expect(takeOver()).rejects.toThrow(endpoint.endpointId)
    await endpoints().remove(im.sdkAppId, endpoint.endpointId)
    expect((await takeOver()).commands).toEqual([BEFORE])
    await cleared()
  })

  it('[HOOK1] nobody sees or changes the URLs of another application', async () => {
    const other = await im.server.im.accounts.apps.create({ name: 'Other' })
    const { endpoint } = await endpoints().add(other.sdkAppId, { url: 'https://one.example/' })
    const { endpointId } = endpoint
    expect(await endpoints().list(im.sdkAppId)).toEqual([])
    await expect(endpoints().update(im.sdkAppId, endpointId, { commands: [] })).rejects.toThrow('no URL')
    await expect(endpoints().remove(im.sdkAppId, endpointId)).rejects.toThrow('no URL')
    await expect(endpoints().revealSecret(im.sdkAppId, endpointId)).rejects.toThrow('no URL')
    await expect(endpoints().add(999, { url: 'https://one.example/' })).rejects.toMatchObject({
      errorName: 'APP_NOT_FOUND',
    })
  })

  it('[HOOK12] no secret stands in the database or in a list', async () => {
    const { endpoint, secret } = await endpoints().add(im.sdkAppId, { url: 'https://one.example/', token: TOKEN })
    expect(endpoint).toMatchObject({ hasToken: true, hasCertificate: false })
    expect(await endpoints().revealSecret(im.sdkAppId, endpoint.endpointId)).toBe(secret)
    expect(JSON.stringify(await endpoints().list(im.sdkAppId))).not.toContain(TOKEN)
    for (const file of readdirSync(im.dir).filter((name) => name.startsWith('signet.db'))) {
      const bytes = readFileSync(join(im.dir, file), 'latin1')
      for (const hidden of [TOKEN, secret, secret.slice(6)]) expect(bytes.includes(hidden)).toBe(false)
    }
    await cleared()
  })
})

const hasOpenssl = spawnSync('openssl', ['version']).status === 0

test.skipIf(!hasOpenssl)(
  '[HOOK9] over mutual TLS both sides show who they are (needs the command openssl)',
  async () => {
    const dir = mkdtempSync(join(tmpdir(), 'signet-tls-'))
    const made = (name: string, extra: string[]) => {
      const [key, cert] = [join(dir, `${name}.key`), join(dir, `${name}.crt`)]
      const keyArgs = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key]
      execFileSync(
        'openssl',
        ['req', '-x509', '-days', '2', '-subj', `/CN=${name}`, ...keyArgs, '-out', cert, ...extra],
        {
          stdio: 'ignore',
        },
      )
      return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
    }
    const server = made('receiver', ['-addext', 'subjectAltName=IP:127.0.0.1'])
    const client = made('signet', [])
    rmSync(dir, { recursive: true })
    const shown: (string | undefined)[] = []
    const https = createServer(
      { ...server, ca: client.cert, requestCert: true, rejectUnauthorized: true },
      (request, response) => {
        const { subject } = (request.socket as TLSSocket).getPeerCertificate()
        shown.push(subject?.CN as string | undefined)
        response.end(JSON.stringify(OK))
      },
    )
    await new Promise<void>((resolve) => https.listen(0, '127.0.0.1', resolve))
    const url = `https://127.0.0.1:${(https.address() as AddressInfo).port}/`
    try {
      const tls = { certificate: client.cert, privateKey: client.key, authority: server.cert }
      const wish = { url, commands: [BEFORE], refuseOnFailure: [BEFORE], timeoutMs: 5_000 }
      const { endpoint } = await endpoints().add(im.sdkAppId, { ...wish, ...tls })
      await say()
      expect(shown).toEqual(['signet'])
      const { endpointId } = endpoint
      await endpoints().update(im.sdkAppId, endpointId, { certificate: '', privateKey: '' })
      await expect(say()).rejects.toMatchObject({ code: 90992 })
      await endpoints().update(im.sdkAppId, endpointId, { ...tls, authority: '' })
      await expect(say()).rejects.toMatchObject({ code: 90992 })
      expect(shown).toEqual(['signet'])
      await expect(endpoints().update(im.sdkAppId, endpointId, { privateKey: server.key })).rejects.toThrow(
        'does not belong',
      )
    } finally {
      https.closeAllConnections()
      https.close()
      await cleared()
    }
  },
)
