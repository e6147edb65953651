import type { WireStatus } from '@signet/protocol/status'
import { type RawClient, type RawError, testIm } from '@signet/testkit'
import { describe, expect, it } from 'vitest'

const told = (client: RawClient): WireStatus[] =>
  client.pushes.flatMap((packet) => (packet.type === 'status' ? packet.users : []))
const code = (promise: Promise<unknown>): Promise<number> =>
  promise.then(
    () => 0,
    (error: RawError) => error.code,
  )

describe('who is online', () => {
  it('[PRES1] is read, and told to who subscribed: coming, saying something, leaving', async () => {
    await using im = await testIm({ config: { presence: { graceMs: 300 } } })
    await im.server.im.accounts.import({ sdkAppId: im.sdkAppId, userId: 'bob' })
    const alice = await im.enter('alice')
    const first = await alice.request('status.subscribe', { userIds: ['bob', 'nobody'] })
    expect(first.results).toEqual([
      { userId: 'bob', code: 0, status: 'offline', customStatus: '' },
      { userId: 'nobody', code: 70107 },
    ])
    const bob = await im.enter('bob', { platform: 'iPhone' })
    await alice.until(() => told(alice).at(-1)?.status === 'online', 'online')
    await bob.request('status.set', { customStatus: 'In a call ☎' })
    await alice.until(() => told(alice).at(-1)?.customStatus === 'In a call ☎', 'the custom status')
    const { results } = await alice.request('status.get', { userIds: ['bob', 'alice', 'bob'] })
    expect(results.map(({ userId, status }) => [userId, status])).toEqual([
      ['bob', 'online'],
      ['alice', 'online'],
      ['bob', 'online'],
    ])
    bob.socket.terminate()
    await alice.until(() => told(alice).at(-1)?.status === 'offline', 'offline')
    expect(told(alice).at(-1)).toEqual({ userId: 'bob', status: 'offline', customStatus: '' })
  })

  it('[PRES2] what a user says is told to their other devices, and limited in bytes', async () => {
    await using im = await testIm()
    const [web, phone] = [await im.enter('alice'), await im.enter('alice', { platform: 'iPhone' })]
    const set = await web.request('status.set', { customStatus: 'Lunch' })
    expect(set).toEqual({ userId: 'alice', status: 'online', customStatus: 'Lunch' })
    await phone.until(() => told(phone).length > 0, 'the push')
    expect([told(phone), told(web)]).toEqual([[set], []])
    expect(await code(web.request('status.set', { customStatus: '好'.repeat(85) }))).toBe(0)
    expect(await code(web.request('status.set', { customStatus: '好'.repeat(86) }))).toBe(70402)
    expect(await code(web.request('status.set', { customStatus: '\ud800' }))).toBe(70402)
  })

  it('[PRES3] is asked of a bounded number of users', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    const users = (n: number) => Array.from({ length: n }, (_, i) => `user${i}`)
    expect(await code(alice.request('status.get', { userIds: users(500) }))).toBe(0)
    expect(await code(alice.request('status.get', { userIds: users(501) }))).toBe(70402)
    expect(await code(alice.request('status.subscribe', { userIds: users(101) }))).toBe(70402)
    expect(await code(alice.request('status.get', { userIds: [] }))).toBe(70402)
  })

  it('[PRES1] tells the server API where somebody is online', async () => {
    await using im = await testIm()
    await im.enter('alice', { platform: 'Android' })
    await im.enter('alice')
    const { presence } = im.server.im.status
    expect(await presence.statusOf(im.sdkAppId, ['alice', 'bob'])).toEqual([
      { userId: 'alice', status: 'online', customStatus: '', platforms: ['Android', 'Web'] },
      { userId: 'bob', status: 'offline', customStatus: '', platforms: [] },
    ])
  })
})
