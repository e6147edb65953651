import { type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ownerOf } from './console-staff.ts'
import type { ConsoleVisitor } from './console-visitor.ts'
import { say } from './talk.ts'
import { HOOK_CONFIG, hear, type Receiver, receiver } from './webhook-receiver.ts'

const NO_TEXT = 'words of nobody else'

describe('looks at messages', () => {
  let im: TestIm
  let hook: Receiver
  let owner: ConsoleVisitor
  let base: string

  beforeAll(async () => {
    im = await testIm({ config: { webhooks: { ...HOOK_CONFIG, timeoutMs: 5000 } } })
    hook = await receiver()
    owner = await ownerOf(im)
    base = `applications/${im.sdkAppId}`
  })
  afterAll(async () => {
    await hook[Symbol.asyncDispose]()
    await im.close()
  })

  const rows = async (action: string) => {
    const { body } = await owner.ask('GET', `audit?action=${action}&sdkAppId=${im.sdkAppId}`)
    return body['entries'] as Record<string, unknown>[]
  }

  test('[JRN1] without a reason nothing is shown of what a message or its notification says', async () => {
    await im.server.im.accounts.import({ sdkAppId: im.sdkAppId, userId: 'bob' })
    const alice = await im.enter('alice')
    const { seq } = await say(alice, 'bob', NO_TEXT, {
      cloudCustomData: NO_TEXT,
      offlinePush: { Title: NO_TEXT, Desc: NO_TEXT, Ext: NO_TEXT },
    })
    const name = { userIds: ['alice', 'bob'], key: String(seq) }
    const told = await owner.ask('POST', `${base}/message-journey`, name)
    expect(told.body).toMatchObject({ seq, message: { from: 'alice', to: 'bob' } })
    expect(told.text).not.toContain(NO_TEXT)
    const read = await owner.ask('POST', `${base}/message-journey/content`, { ...name, reason: 'ticket 3' })
    expect(read.text.split(NO_TEXT).length - 1).toBe(5)
    await alice.request('message.recall', { conversation: 'C2Cbob', seq })
    const again = await owner.ask('POST', `${base}/message-journey/content`, { ...name, reason: 'ticket 3' })
    expect(again.body).toMatchObject({ recalled: true })
    expect(again.text).not.toContain(NO_TEXT)
    await alice.close()
  })

  test('[CON15] [CON16] the log says whose messages a command read, until one of them is erased', async () => {
    const call = { administrator: 'administrator', reason: 'ticket 4' }
    const private_ = { command: 'openim/admin_getroammsg', body: { Operator_Account: 'ann', Peer_Account: 'ben' } }
    const ofGroup = { command: 'group_open_http_svc/group_msg_get_simple', body: { GroupId: 'club', ReqMsgNumber: 1 } }
    for (const one of [private_, ofGroup]) await owner.ask('POST', `${base}/rest-call`, { ...call, ...one })
    expect((await rows('rest.call')).map(({ detail }) => (detail as { after: object }).after)).toEqual([
      { ...call, command: ofGroup.command, groupId: 'club', accounts: [] },
      { ...call, command: private_.command, accounts: ['ann', 'ben'] },
    ])
    await im.server.im.accounts.import({ sdkAppId: im.sdkAppId, userId: 'ben' })
    await im.server.im.erase(im.sdkAppId, 'ben')
    const [kept, emptied] = await rows('rest.call')
    expect([kept?.['detail'] === undefined, emptied?.['detail']]).toEqual([false, undefined])
    const extensions = { command: 'openim_msg_ext_http_svc/get_key_values', administrator: 'administrator', body: {} }
    expect((await owner.ask('POST', `${base}/rest-call`, extensions)).body).toMatchObject({ name: 'BAD_PARAMETER' })
  })

  test('[CON16] an administrator who is none any more and is erased is named nowhere in the log', async () => {
    const administrators = ['administrator', 'short-lived']
    expect((await owner.ask('PATCH', base, { administrators })).status).toBe(200)
    expect((await owner.ask('PATCH', base, { administrators: ['administrator'] })).status).toBe(200)
    await im.server.im.erase(im.sdkAppId, 'short-lived')
    expect(JSON.stringify(await rows('application.'))).not.toContain('short-lived')
  })

  test('[ACC9] an account that is erased is in no call of a URL and in no way of a message any more', async () => {
    await hear(im, hook, ['C2C.CallbackAfterSendMsg'])
    im.server.im.journey.traces.watch(im.sdkAppId, [], 5)
    const [gone, stays] = [await im.enter('gone'), await im.enter('stays')]
    await say(gone, 'stays', 'of the gone one')
    await say(stays, 'alice', 'of who stays')
    const { calls } = im.server.im.webhooks
    await expect.poll(() => calls.list(im.sdkAppId).length).toBe(2)
    await im.server.im.erase(im.sdkAppId, 'gone')
    const text = JSON.stringify([calls.list(im.sdkAppId), im.server.im.journey.traces.list(im.sdkAppId)])
    expect(text).toContain('of who stays')
    for (const named of ['of the gone one', '"gone"']) expect(text).not.toContain(named)
    await stays.close()
  })
})
