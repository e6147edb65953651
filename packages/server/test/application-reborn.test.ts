import { type RawClient, type TestIm, testIm } from '@signet/testkit'
import { secretKey, sign } from '@signet/usersig/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eraseApplication } from '../src/erase-application.ts'
import { list, people, say, sayInGroup } from './talk.ts'
import { HOOK_CONFIG, hear, type Receiver, receiver } from './webhook-receiver.ts'

const LIVES = [
  ['Public', 'club'],
  ['ChatRoom', 'hall'],
  ['AVChatRoom', 'live'],
] as const

/**
 * An application of a number that another one had before, in the same process: what was remembered of the first one is a leak or a refusal
 * that nobody understands in the second.
 */
describe('[APP7] an application that has the number of one that was erased', () => {
  let im: TestIm
  let hook: Receiver
  let key: ReturnType<typeof secretKey>
  let oldTicket: string
  let adminTicket: string
  let told: number

  beforeAll(async () => {
    im = await testIm({ config: { webhooks: { ...HOOK_CONFIG, timeoutMs: 5000 } } })
    hook = await receiver()
    const { sdkAppId } = im
    const { accounts, globalMute, words } = im.server.im
    await people(im, 2, 'known')
    await hear(im, hook, ['C2C.CallbackBeforeSendMsg', 'State.StateChange', 'Group.CallbackBeforeSendMsg'])
    const [alice, bob, carol, dave] = [
      await im.enter('alice'),
      await im.enter('bob'),
      await im.enter('carol'),
      await im.enter('dave'),
    ]
    await bob.request('profile.set', { items: [{ tag: 'Tag_Profile_IM_Nick', value: 'Old Bob' }] })
    for (const one of [alice, carol, dave]) await say(one, 'bob', 'of the first life')
    for (const [type, groupId] of LIVES) {
      await alice.request('group.create', { type, groupId, name: 'First' })
      for (const one of [alice, bob]) await one.request('group.join', { groupId }).catch(() => undefined)
      await sayInGroup(alice, groupId, 'of the first life')
      await sayInGroup(bob, groupId, 'of the first life').catch(() => undefined)
    }
    await alice.request('status.set', { customStatus: 'first life' })
    await bob.request('conversation.remind', { conversations: ['C2Cdave'], remind: 'Discard' } as never)
    await say(dave, 'bob')
    await bob.request('blacklist.add', { userIds: ['carol'] })
    await expect(say(carol, 'bob')).rejects.toThrow()
    await globalMute.set(sdkAppId, 'alice', { c2c: 4_294_967_295, group: 4_294_967_295 })
    await expect(say(alice, 'bob')).rejects.toThrow()
    await words.put(sdkAppId, 'local', [{ keyword: 'forbidden', isPattern: false, blocks: true }])
    oldTicket = im.sign('alice')
    adminTicket = im.sign('administrator')
    expect(await rest('im_open_login_svc/account_check', { CheckItem: [{ UserID: 'alice' }] })).toMatchObject({
      ResultItem: [{ AccountStatus: 'Imported' }],
    })
    await eraseApplication(im.server.im, sdkAppId)
    told = hook.received.length
    await accounts.apps.create({ name: 'Second', sdkAppId })
    const { keyId } = await accounts.keys.makeSecret(sdkAppId)
    key = secretKey(await accounts.keys.revealSecret(sdkAppId, keyId))
  })
  afterAll(async () => {
    await hook[Symbol.asyncDispose]()
    await im.close()
  })

  async function rest(command: string, body: object, userSig = adminTicket) {
    const query = new URLSearchParams({
      sdkappid: String(im.sdkAppId),
      identifier: 'administrator',
      usersig: userSig,
      random: '1',
      contenttype: 'json',
    })
    const response = await fetch(`${im.url}/v4/${command}?${query}`, { method: 'POST', body: JSON.stringify(body) })
    return (await response.json()) as Record<string, unknown>
  }

  async function enter(userId: string): Promise<RawClient> {
    const client = await im.connect()
    const now = Math.floor(im.clock.now() / 1000)
    const { sdkAppId } = im
    await client.login({ sdkAppId, userId, userSig: sign(key, { sdkAppId, userId, expire: 600, now }) })
    return client
  }

  test('takes no ticket of the first one, of a user or of an administrator', async () => {
    const client = await im.connect()
    await expect(client.login({ sdkAppId: im.sdkAppId, userId: 'alice', userSig: oldTicket })).rejects.toThrow()
    const answer = await rest('im_open_login_svc/account_check', { CheckItem: [{ UserID: 'alice' }] })
    expect(answer).toMatchObject({ ActionStatus: 'FAIL' })
    await client.close()
  })

  test('has no account, mute, word, profile or status of it', async () => {
    const { accounts, globalMute, words, status } = im.server.im
    for (const userId of ['alice', 'bob', 'known000']) {
      expect([userId, await accounts.find(im.sdkAppId, userId)]).toEqual([userId, undefined])
    }
    expect(words.preview(im.sdkAppId, 'forbidden')).toMatchObject({ outcome: 'passes' })
    const [alice, bob] = [await enter('alice'), await enter('bob')]
    expect(await globalMute.get(im.sdkAppId, 'alice')).toEqual({ c2c: 0, group: 0 })
    expect(JSON.stringify(await status.presence.statusOf(im.sdkAppId, ['alice']))).not.toContain('first life')
    expect((await accounts.find(im.sdkAppId, 'bob'))?.nick).toBe('')
    await alice.close()
    await bob.close()
  })

  test('tells no URL of it, and lets people write who were muted, blocked or discarded there', async () => {
    const [alice, bob] = [await enter('alice'), await enter('bob')]
    expect(await list(bob)).toEqual([])
    const [carol, dave] = [await enter('carol'), await enter('dave')]
    for (const one of [alice, carol, dave]) expect((await say(one, 'bob', 'forbidden there')).seq).toBe(1)
    await bob.until(() => bob.messages.length === 3, 'the messages')
    expect(JSON.stringify(await list(bob))).not.toContain('of the first life')
    expect(hook.received.slice(told).map(({ text }) => text)).toEqual([])
    for (const one of [alice, bob, carol, dave]) await one.close()
  })

  test('has no group, seat or live room of it, and neither has one of the same name what was said there', async () => {
    const [alice, bob] = [await enter('alice'), await enter('bob')]
    for (const [type, groupId] of LIVES) {
      await expect(sayInGroup(alice, groupId)).rejects.toThrow()
      await expect(bob.request('group.join', { groupId })).rejects.toThrow()
      await bob.request('group.create', { type, groupId, name: 'Second' })
      await expect(sayInGroup(alice, groupId)).rejects.toThrow()
      expect(im.server.im.rooms.online(im.sdkAppId, groupId)).toBeLessThan(2)
      await bob.request('group.join', { groupId }).catch(() => undefined)
      const joined = JSON.stringify(await alice.request('group.join', { groupId }).catch((error) => String(error)))
      expect(joined).not.toContain('of the first life')
      await sayInGroup(bob, groupId, 'of the second life')
    }
    expect(JSON.stringify([alice.pushes, bob.pushes])).not.toContain('of the first life')
    expect(im.server.im.webhooks.calls.list(im.sdkAppId)).toEqual([])
    await alice.close()
    await bob.close()
  })
})
