import { type RawError, testIm } from '@signet/testkit'
import { describe, expect, it } from 'vitest'

const refusal = (promise: Promise<unknown>): Promise<RawError> =>
  promise.then(
    () => expect.fail('was not refused'),
    (error: RawError) => error,
  )

describe('a newer ticket', () => {
  it('[SES15] lets a live session outlast its first one, and kicks nobody', async () => {
    await using im = await testIm()
    const alice = await im.connect()
    const phone = await im.enter('alice')
    await alice.login({ sdkAppId: im.sdkAppId, userId: 'alice', userSig: im.sign('alice', { expire: 30 }) })
    im.clock.advance(20_000)
    const { expiresAt } = await alice.request('session.renew', { userSig: im.sign('alice', { expire: 300 }) })
    expect(expiresAt - im.clock.now()).toBeGreaterThan(290_000)
    im.clock.advance(20_000)
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect((await alice.request('ping', {})).time).toBeGreaterThan(0)
    expect([alice.pushes, phone.pushes]).toEqual([[], []])
    im.clock.advance(300_000)
    await alice.until(() => alice.closed !== undefined, 'the close', 4000)
    expect(alice.pushes.at(-1)).toMatchObject({ reason: 'userSigExpired' })
  })

  it('[SES15] of somebody else, a bad or a revoked one is refused and counted, and the session goes on as it was', async () => {
    await using im = await testIm({ config: { login: { failuresPerMinute: 3 } } })
    const alice = await im.enter('alice')
    const old = im.sign('alice', { issuedAgo: 100 })
    const asks = [im.sign('bob'), 'garbage']
    for (const userSig of asks) {
      expect([70013, 70003, 70005]).toContain((await refusal(alice.request('session.renew', { userSig }))).code)
    }
    await im.server.im.accounts.revokeLogins(im.sdkAppId, 'alice')
    expect((await refusal(alice.request('session.renew', { userSig: old }))).code).toBe(70052)
    expect((await refusal(alice.request('session.renew', { userSig: old }))).code).toBe(70050)
    expect((await alice.request('ping', {})).time).toBeGreaterThan(0)
  })

  it('[SES15] means nothing before a login', async () => {
    await using im = await testIm()
    const guest = await im.connect()
    const error = await refusal(guest.request('session.renew', { userSig: im.sign('alice') }))
    expect(error.errorName).toBe('NOT_LOGGED_IN')
  })
})

describe('an application that is disabled', () => {
  it('[SES16] ends its sessions within 5 s and takes no login; others go on', async () => {
    await using im = await testIm()
    const { accounts } = im.server.im
    const alice = await im.enter('alice')
    const other = await accounts.apps.create({ name: 'Other' })
    const { keyId } = await accounts.keys.makeSecret(other.sdkAppId)
    const { secretKey, sign } = await import('@signet/usersig/node')
    const key = secretKey(await accounts.keys.revealSecret(other.sdkAppId, keyId))
    const bob = await im.connect()
    const userSig = sign(key, { sdkAppId: other.sdkAppId, userId: 'bob' })
    await bob.login({ sdkAppId: other.sdkAppId, userId: 'bob', userSig })
    await accounts.apps.disable(im.sdkAppId)
    const startedAt = performance.now()
    const late = await im.connect()
    const login = { sdkAppId: im.sdkAppId, userId: 'carol', userSig: im.sign('carol') }
    expect((await refusal(late.login(login))).code).toBe(60016)
    await alice.until(() => alice.closed !== undefined, 'the close', 5000)
    expect(performance.now() - startedAt).toBeLessThan(5000)
    expect(alice.pushes.at(-1)).toMatchObject({ type: 'kicked', reason: 'REST_API_Kick' })
    expect(bob.closed).toBeUndefined()
  })
})

describe('a login that cannot be finished', () => {
  it('is refused and leaves no session that would hear nothing', async () => {
    await using im = await testIm()
    const { store } = im.server.im.groups
    const { heard } = store
    store.heard = () => Promise.reject(new Error('the disk is gone'))
    const alice = await im.connect()
    const login = { sdkAppId: im.sdkAppId, userId: 'alice', userSig: im.sign('alice') }
    expect((await refusal(alice.login(login))).errorName).toBe('INTERNAL')
    await alice.until(() => alice.closed !== undefined, 'the close')
    expect(alice.closed?.code).toBe(4001)
    expect(im.server.im.registry.users).toBe(0)
    store.heard = heard
    const again = await im.enter('alice')
    expect(again.closed).toBeUndefined()
  })

  it('[SES20] because its client has gone is told to nobody as a login', async () => {
    await using im = await testIm()
    const { login } = im.server.im
    const told: string[] = []
    login.stateChanged = ({ action }) => void told.push(action)
    const { store } = im.server.im.groups
    const { heard } = store
    const alice = await im.connect()
    store.heard = async (...who) => {
      alice.socket.terminate()
      while (im.server.im.registry.users > 0) await new Promise((resolve) => setTimeout(resolve, 5))
      return heard(...who)
    }
    await alice.login({ sdkAppId: im.sdkAppId, userId: 'alice', userSig: im.sign('alice') }).catch(() => {})
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(told).toEqual([])
    store.heard = heard
    await im.enter('bob')
    expect(told).toEqual(['Login'])
  })
})
