import { type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ownerOf, staffOf } from './console-staff.ts'
import type { ConsoleVisitor } from './console-visitor.ts'
import { say } from './talk.ts'
import { HOOK_CONFIG, type Receiver, receiver } from './webhook-receiver.ts'

/** Ids of one application, asked for by the address of another one: nothing is shown, and nothing changes. */
describe('[APP5] [CHK27] what belongs to another application', () => {
  let im: TestIm
  let hook: Receiver
  let owner: ConsoleVisitor
  let mine: string
  let other: string

  beforeAll(async () => {
    im = await testIm({ config: { webhooks: { ...HOOK_CONFIG, tries: 1 }, timeline: { url: 'level:' } } })
    hook = await receiver()
    owner = await ownerOf(im)
    const { sdkAppId } = await im.server.im.accounts.apps.create({ name: 'Other' })
    mine = `applications/${im.sdkAppId}`
    other = `applications/${sdkAppId}`
  })
  afterAll(async () => {
    await hook[Symbol.asyncDispose]()
    await im.close()
  })

  test('neither keys, URLs, calls, dead letters, accounts, sessions, groups nor messages are reached', async () => {
    const { accounts } = im.server.im
    const { keyId } = await accounts.keys.makeSecret(im.sdkAppId)
    hook.answer = () => 500
    const commands = ['C2C.CallbackAfterSendMsg']
    const made = await owner.ask('POST', `${mine}/callbacks`, { url: hook.url, commands, token: 'tok-en' })
    const { endpointId } = made.body['endpoint'] as { endpointId: string }
    const [alice] = [await im.enter('alice'), await im.enter('bob')]
    const { seq } = await say(alice, 'bob', 'not for others')
    await alice.request('group.create', { type: 'Public', groupId: 'club', name: 'not for others' })
    const letters = async () => (await owner.ask('GET', `${mine}/dead-letters`)).body['letters'] as { id: string }[]
    await expect.poll(async () => (await letters()).length, { timeout: 10_000 }).toBe(1)
    const [{ id }] = (await letters()) as [{ id: string }]
    const { sessions } = (await owner.ask('GET', `${mine}/accounts/one?userId=alice`)).body as {
      sessions: { id: string }[]
    }
    const { calls } = (await owner.ask('GET', `${mine}/webhook-calls`)).body as { calls: { no: number }[] }
    const name = { userIds: ['alice', 'bob'], key: String(seq) }
    const tries: [string, string, object][] = [
      ['POST', 'keys/reveal', { keyId }],
      ['POST', 'keys/revoke', { keyId }],
      ['POST', 'keys/retire', { keyId, overlapMs: 0 }],
      ['POST', 'callbacks/reveal', { endpointId }],
      ['POST', 'callbacks/rotate', { endpointId }],
      ['POST', 'callbacks/try', { endpointId, command: commands[0] }],
      ['PATCH', 'callbacks', { endpointId, url: 'https://evil.example/' }],
      ['DELETE', 'callbacks', { endpointId }],
      ['POST', 'webhook-calls/read', { no: calls[0]!.no }],
      ['POST', 'dead-letters/read', { id }],
      ['POST', 'dead-letters/replay', { ids: [id] }],
      ['POST', 'dead-letters/discard', { ids: [id] }],
      ['POST', 'message-journey', name],
      ['POST', 'message-journey/content', { ...name, reason: 'ticket' }],
      ['POST', 'groups/messages', { groupId: 'club', reason: 'ticket' }],
      ['DELETE', 'groups', { groupId: 'club', confirm: 'club' }],
      ['POST', 'accounts/sessions/end', { userId: 'alice', session: sessions[0]!.id }],
      ['DELETE', 'accounts', { userId: 'alice', confirm: 'alice' }],
    ]
    for (const [method, path, body] of tries) {
      const { status, text } = await owner.ask(method, `${other}/${path}`, body)
      const isNothing = status === 200 && /^\{"(?:replayed|discarded)":0\}$/.test(text)
      expect([path, status === 400 || isNothing ? 'refused' : `${status} ${text}`]).toEqual([path, 'refused'])
      for (const secret of ['not for others', 'tok-en', 'whsec_']) expect([path, text]).not.toContain(secret)
    }
    expect((await letters()).map((letter) => letter.id)).toEqual([id])
    expect((await accounts.keys.list(im.sdkAppId)).find((key) => key.keyId === keyId)?.status).toBe('active')
    const { endpoints } = (await owner.ask('GET', `${mine}/callbacks`)).body as { endpoints: { url: string }[] }
    expect(endpoints.map(({ url }) => url)).toEqual([hook.url])
    expect(alice.closed).toBeUndefined()
    expect(await accounts.find(im.sdkAppId, 'alice')).toBeDefined()
  })

  test('addresses that are no SDKAppID, or lead out of it, are none', async () => {
    for (const path of ['0', '-1', '1e9', '4294967296', '..', '%2e%2e', '1/../../backups', `${im.sdkAppId}%00`]) {
      const { status } = await owner.ask('GET', `applications/${path}/keys`)
      expect([path, status >= 400 && status < 500]).toEqual([path, true])
    }
    for (const name of ['../secrets.json', '..', '20260101-000000/../../x', '20260101-000000\n']) {
      expect([name, (await owner.ask('POST', 'backups/verify', { name })).status]).toEqual([name, 400])
    }
  })

  test('an export is an owner’s alone, and a page elsewhere does not start one', async () => {
    const operator = await staffOf(im, 'operator', 'operator')
    const ask = (cookie: string, method: string, headers = {}) =>
      fetch(`${im.url}/console/api/${mine}/export`, { method, headers: { cookie, ...headers } })
    expect([(await ask(operator.cookie, 'GET')).status, (await ask('', 'GET')).status]).toEqual([403, 401])
    // There is none: it would make an export for nothing.
    expect((await ask(owner.cookie, 'HEAD')).status).toBe(404)
    for (const site of ['cross-site', 'same-site']) {
      expect([site, (await ask(owner.cookie, 'GET', { 'sec-fetch-site': site })).status]).toEqual([site, 403])
    }
    expect((await owner.ask('GET', `${mine}/exports`)).body).toEqual({ possible: true })
    const state = async () => (await owner.ask('GET', `${mine}/exports`)).body['job'] as { state: string } | undefined
    const whole = await ask(owner.cookie, 'GET', { 'sec-fetch-site': 'same-origin' })
    expect(whole.headers.get('cache-control')).toBe('no-store')
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff')
    expect(whole.headers.get('content-disposition')).toMatch(/^attachment/)
    await whole.arrayBuffer()
    await expect.poll(async () => (await state())?.state).toBe('done')
  })
})
