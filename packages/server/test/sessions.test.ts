import { setTimeout as sleep } from 'node:timers/promises'
import { type RawClient, RawError, testIm } from '@signet/testkit'
import { describe, expect, it } from 'vitest'

const refusal = async (promise: Promise<unknown>): Promise<RawError> => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(RawError)
  return error as RawError
}

describe('a login', () => {
  it('[SES1] takes the identity from the ticket and from nothing else', async () => {
    await using im = await testIm()
    const socket = await im.connect()
    const before = await refusal(socket.request('send', { to: 'bob', random: 1, clientTime: 1, body: [] as never }))
    expect(before.errorName).toBe('NOT_LOGGED_IN')
    const login = await socket.login({ sdkAppId: im.sdkAppId, userId: 'alice', userSig: im.sign('alice') })
    expect(login.userId).toBe('alice')
    expect(login.tinyId).toMatch(/^14411\d{13}$/)
    expect(login.expiresAt).toBeGreaterThan(login.time)
    const again = await refusal(socket.login({ sdkAppId: im.sdkAppId, userId: 'bob', userSig: im.sign('bob') }))
    expect(again.errorName).toBe('FORBIDDEN')
  })

  it('[CHK4] refuses a ticket of somebody else or of another application, and makes no session', async () => {
    await using im = await testIm()
    const socket = await im.connect()
    const { sdkAppId } = im
    const asBob = await refusal(socket.login({ sdkAppId, userId: 'bob', userSig: im.sign('alice') }))
    expect(asBob.code).toBe(70013)
    const otherApp = await refusal(
      socket.login({ sdkAppId, userId: 'alice', userSig: im.sign('alice', { sdkAppId: 1400000001 }) }),
    )
    expect(otherApp.code).toBe(70014)
    const unknownApp = await refusal(socket.login({ sdkAppId: 1, userId: 'alice', userSig: im.sign('alice') }))
    expect(unknownApp.code).toBe(70020)
    const empty = await refusal(socket.login({ sdkAppId, userId: 'alice', userSig: '' }))
    expect(empty.code).toBe(70002)
    const garbage = await refusal(socket.login({ sdkAppId, userId: 'alice', userSig: 'garbage' }))
    expect([70003, 70005]).toContain(garbage.code)
    expect((await refusal(socket.request('sync', {}))).errorName).toBe('NOT_LOGGED_IN')
  })

  it('[CHK5] refuses hostile UserIDs before anything is made of them', async () => {
    await using im = await testIm()
    const socket = await im.connect()
    for (const userId of ['', 'a\nb', 'a\0', 'x'.repeat(33), 'аlice', '../etc', '__proto__', ' alice']) {
      const error = await refusal(socket.login({ sdkAppId: im.sdkAppId, userId, userSig: im.sign('alice') }))
      expect(error.code, JSON.stringify(userId)).toBe(70402)
    }
  })

  it('[SES2][CHK2] refuses an expired ticket, and ends a live session when its ticket expires', async () => {
    await using im = await testIm()
    const late = await im.connect()
    const userSig = im.sign('alice', { expire: 60, issuedAgo: 61 })
    const error = await refusal(late.login({ sdkAppId: im.sdkAppId, userId: 'alice', userSig }))
    expect(error.code).toBe(70001)
    expect(error.message).toMatch(/ago/)

    const live = await im.connect()
    await live.login({ sdkAppId: im.sdkAppId, userId: 'bob', userSig: im.sign('bob', { expire: 30 }) })
    im.clock.advance(31_000)
    await live.until(() => live.closed !== undefined, 'the close', 4000)
    expect(live.pushes.at(-1)).toMatchObject({ type: 'kicked', reason: 'userSigExpired' })
    expect(live.closed?.code).toBe(4002)
  })

  it('[CHK7] stops listening to an address that fails too often, and to no other login', async () => {
    await using im = await testIm({ config: { login: { failuresPerMinute: 5 } } })
    const socket = await im.connect()
    for (let i = 0; i < 5; i++) {
      expect(
        (await refusal(socket.login({ sdkAppId: im.sdkAppId, userId: 'alice', userSig: im.sign('bob') }))).code,
      ).toBe(70013)
    }
    const blocked = await refusal(socket.login({ sdkAppId: im.sdkAppId, userId: 'alice', userSig: im.sign('alice') }))
    expect(blocked.code).toBe(70050)
    expect(blocked.retryAfter).toBeGreaterThan(0)
    im.clock.advance(60_000)
    await socket.login({ sdkAppId: im.sdkAppId, userId: 'alice', userSig: im.sign('alice') })
  })

  it('[CHK7] counts the addresses that one IPv6 client can take as one', async () => {
    const config = { login: { failuresPerMinute: 3 }, http: { trustProxy: ['loopback'] } }
    await using im = await testIm({ config })
    const from = (address: string) => im.connect({ headers: { 'x-forwarded-for': address } })
    const { sdkAppId } = im
    for (let i = 1; i <= 3; i++) {
      const socket = await from(`2001:db8:1:2::${i}`)
      expect((await refusal(socket.login({ sdkAppId, userId: 'alice', userSig: im.sign('bob') }))).code).toBe(70013)
    }
    const login = { sdkAppId, userId: 'alice', userSig: im.sign('alice') }
    expect((await refusal((await from('2001:db8:1:2:ffff::4')).login(login))).code).toBe(70050)
    expect((await (await from('2001:db8:1:3::1')).login(login)).userId).toBe('alice')
  })

  it('[CHK7] counts nothing against an address whose client hung up during the login', async () => {
    await using im = await testIm({ config: { login: { failuresPerMinute: 1 } } })
    const { accounts } = im.server.im.login
    const { ensure } = accounts
    const goes = await im.connect()
    accounts.ensure = async (...who) => {
      goes.socket.terminate()
      while (im.server.im.registry.users > 0 || goes.closed === undefined) await sleep(5)
      await sleep(50)
      return ensure(...who)
    }
    const login = { sdkAppId: im.sdkAppId, userId: 'alice', userSig: im.sign('alice') }
    await goes.login(login).catch(() => {})
    await sleep(100)
    accounts.ensure = ensure
    await im.enter('bob')
    expect(im.server.im.registry.users).toBe(1)
  })

  it('tells the limits that are in force', async () => {
    const config = { messages: { maxBytes: 4096 }, sockets: { heartbeatMs: 40_000 } }
    await using im = await testIm({ config })
    const socket = await im.connect()
    const told = await socket.login({ sdkAppId: im.sdkAppId, userId: 'alice', userSig: im.sign('alice') })
    expect(told).toMatchObject({ maxMessageBytes: 4096, heartbeat: 40_000 })
  })

  it('refuses a client that speaks another protocol and says which one is older', async () => {
    await using im = await testIm()
    const socket = await im.connect()
    const data = { sdkAppId: im.sdkAppId, userId: 'alice', userSig: im.sign('alice'), protocol: 99 }
    expect((await refusal(socket.request('login', data))).message).toContain('99')
  })

  it('[ACC4] knows only imported accounts when the application says so', async () => {
    await using im = await testIm({ accountCreation: 'imported' })
    const socket = await im.connect()
    const data = { sdkAppId: im.sdkAppId, userId: 'alice', userSig: im.sign('alice') }
    expect((await refusal(socket.login(data))).errorName).toBe('ACCOUNT_NOT_FOUND')
    await im.server.im.accounts.import({ sdkAppId: im.sdkAppId, userId: 'alice' })
    expect((await socket.login(data)).userId).toBe('alice')
  })
})

describe('who may stay', () => {
  it('[SES3] single: a second device kicks the first one with its reason', async () => {
    await using im = await testIm({ loginPolicy: 'single' })
    const web = await im.enter('alice', { platform: 'Web', instance: 'w1' })
    const phone = await im.enter('alice', { platform: 'iPhone', instance: 'p1' })
    await web.until(() => web.closed !== undefined)
    expect(web.pushes).toEqual([{ type: 'kicked', reason: 'multipleDevice', message: expect.any(String) }])
    const phone2 = await im.enter('alice', { platform: 'iPhone', instance: 'p2' })
    await phone.until(() => phone.closed !== undefined)
    expect(phone.pushes).toEqual([{ type: 'kicked', reason: 'multipleAccount', message: expect.any(String) }])
    expect(phone2.closed).toBeUndefined()
  })

  it('[SES3] perPlatform: one session a platform', async () => {
    await using im = await testIm({ loginPolicy: 'perPlatform' })
    const web = await im.enter('alice', { platform: 'Web', instance: 'w1' })
    const phone = await im.enter('alice', { platform: 'iPhone', instance: 'p1' })
    const web2 = await im.enter('alice', { platform: 'Web', instance: 'w2' })
    await web.until(() => web.closed !== undefined)
    expect((await phone.request('ping', {})).time).toBeGreaterThan(0)
    expect((await web2.request('ping', {})).time).toBeGreaterThan(0)
  })

  it('[SES3] multi: the oldest session leaves when there are more than allowed', async () => {
    await using im = await testIm({ loginPolicy: 'multi' })
    const sockets: RawClient[] = []
    for (let i = 0; i < 6; i++) sockets.push(await im.enter('alice', { instance: `i${i}` }))
    await sockets[0]!.until(() => sockets[0]!.closed !== undefined)
    expect(sockets[0]!.pushes[0]).toMatchObject({ type: 'kicked', reason: 'multipleAccount' })
    await sockets[1]!.request('ping', {})
  })

  it('[SES3] its own reconnect replaces the dead connection without a kick', async () => {
    await using im = await testIm({ loginPolicy: 'single' })
    const first = await im.enter('alice', { instance: 'same' })
    const second = await im.enter('alice', { instance: 'same' })
    await first.until(() => first.closed !== undefined)
    expect(first.pushes).toEqual([])
    expect(second.closed).toBeUndefined()
  })

  it('[SES3] multi: a reconnect takes its own place and nobody else leaves', async () => {
    await using im = await testIm({ loginPolicy: 'multi' })
    const sockets: RawClient[] = []
    for (let i = 0; i < 5; i++) sockets.push(await im.enter('alice', { instance: `i${i}` }))
    const again = await im.enter('alice', { instance: 'i4' })
    await sockets[4]!.until(() => sockets[4]!.closed !== undefined)
    for (const socket of [...sockets.slice(0, 4), again]) await socket.request('ping', {})
    await im.enter('alice', { instance: 'i5' })
    await sockets[0]!.until(() => sockets[0]!.closed !== undefined)
    await sockets[1]!.request('ping', {})
  })

  it('[SES4] a kick ends every session, and tickets from before it are refused with 70052', async () => {
    await using im = await testIm()
    const old = im.sign('alice', { issuedAgo: 10 })
    const sockets = await Promise.all([im.enter('alice', { instance: 'a' }), im.enter('alice', { instance: 'b' })])
    const bob = await im.enter('bob')
    await im.server.im.kick(im.sdkAppId, 'alice')
    for (const socket of sockets) {
      await socket.until(() => socket.closed !== undefined)
      expect(socket.pushes.at(-1)).toMatchObject({ type: 'kicked', reason: 'REST_API_Kick' })
    }
    const again = await im.connect()
    expect((await refusal(again.login({ sdkAppId: im.sdkAppId, userId: 'alice', userSig: old }))).code).toBe(70052)
    im.clock.advance(2000)
    await again.login({ sdkAppId: im.sdkAppId, userId: 'alice', userSig: im.sign('alice') })
    expect(bob.closed).toBeUndefined()
  })

  it('[SES4] a kick during a login ends that login', async () => {
    await using im = await testIm()
    await im.enter('alice')
    const { accounts } = im.server.im.login
    const { ensure } = accounts
    const userSig = im.sign('alice')
    accounts.ensure = async (...who) => {
      await im.server.im.kick(im.sdkAppId, 'alice')
      return ensure(...who)
    }
    const late = await im.connect()
    expect((await refusal(late.login({ sdkAppId: im.sdkAppId, userId: 'alice', userSig }))).code).toBe(70052)
    expect((await refusal(late.request('sync', {}))).errorName).toBe('NOT_LOGGED_IN')
  })

  it('[CHK8] a revoked key ends its sessions within 5 s and is refused at once; the other key goes on', async () => {
    await using im = await testIm()
    const { accounts } = im.server.im
    const alice = await im.enter('alice')
    const pair = await accounts.keys.makeKeyPair(im.sdkAppId)
    const { privateKey, sign } = await import('@signet/usersig/node')
    const withPair = sign(privateKey(pair.privateKey), { sdkAppId: im.sdkAppId, userId: 'bob' })
    const bob = await im.connect()
    await bob.login({ sdkAppId: im.sdkAppId, userId: 'bob', userSig: withPair })
    await accounts.keys.revoke(im.sdkAppId, pair.keyId)
    const late = await im.connect()
    expect((await refusal(late.login({ sdkAppId: im.sdkAppId, userId: 'bob', userSig: withPair }))).code).toBe(70009)
    await bob.until(() => bob.closed !== undefined, 'the close', 5000)
    expect(bob.pushes.at(-1)).toMatchObject({ type: 'kicked', reason: 'keyRevoked' })
    expect(alice.closed).toBeUndefined()
  })
})

describe('a socket', () => {
  it('[SES7] that does not log in is closed at the deadline', async () => {
    await using im = await testIm({ config: { sockets: { loginDeadlineMs: 300 } } })
    const socket = await im.connect()
    await socket.until(() => socket.closed !== undefined, 'the close', 4000)
    expect(socket.closed?.code).toBe(4001)
  })

  it('[SES8] from which nothing comes is closed, one that pings is not', async () => {
    await using im = await testIm({ config: { sockets: { heartbeatMs: 200, idleAfterMs: 900 } } })
    const silent = await im.enter('alice')
    const alive = await im.enter('bob')
    for (let i = 0; i < 12; i++) {
      await sleep(200)
      await alive.request('ping', {})
    }
    expect(silent.closed?.code).toBe(4003)
    expect(alive.closed).toBeUndefined()
  })

  it('[SES9] that asks too much is told when to retry, and closed when it goes on', async () => {
    await using im = await testIm({ config: { sockets: { requestsPerSecond: 5, requestBurst: 10 } } })
    const socket = await im.enter('alice')
    const outcomes = await Promise.allSettled(Array.from({ length: 15 }, () => socket.request('ping', {})))
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as RawError] : []))
    expect(refused.length).toBeGreaterThanOrEqual(5)
    expect(refused[0]).toMatchObject({ errorName: 'TOO_FREQUENT', code: 60007 })
    expect(refused[0]!.retryAfter).toBeGreaterThan(0)
    for (let i = 0; i < 30; i++) socket.socket.send('{"id":9999,"op":"ping"}')
    await socket.until(() => socket.closed !== undefined)
    expect(socket.closed?.code).toBe(4005)
  })

  it('[SES9] that asks too much now and then is not closed for it', async () => {
    await using im = await testIm({ config: { sockets: { requestsPerSecond: 100, requestBurst: 10 } } })
    const socket = await im.enter('alice')
    for (let round = 0; round < 4; round++) {
      await sleep(200)
      const outcomes = await Promise.allSettled(Array.from({ length: 17 }, () => socket.request('ping', {})))
      expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true)
    }
    await sleep(200)
    await socket.request('ping', {})
  })

  it('[SES14][CHK55] stays when somebody sets the clock of the server', async () => {
    await using im = await testIm({ config: { sockets: { loginDeadlineMs: 3000 } } })
    const guest = await im.connect()
    const alice = await im.enter('alice')
    for (const step of [3_600_000, -7_200_000, 3_600_000]) {
      im.clock.advance(step)
      await sleep(step === 3_600_000 ? 1200 : 100)
    }
    await alice.request('ping', {})
    expect([guest.closed, alice.closed]).toEqual([undefined, undefined])
    await guest.until(() => guest.closed !== undefined, 'the close', 4000)
    expect(guest.closed?.code).toBe(4001)
  })

  it('[SES10] reads no more from a client that goes on asking, answers it, and closes', async () => {
    const im = await testIm({ config: { shutdown: { drainMs: 5000 } } })
    const alice = await im.enter('alice')
    await im.enter('bob')
    const { timeline } = im.server.im
    const { append } = timeline
    timeline.append = async (draft) => {
      await sleep(150)
      return append(draft)
    }
    const asks = setInterval(() => {
      const body = [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: 'x' } }]
      alice.request('send', { to: 'bob', random: Date.now() % 1e9, clientTime: 1, body }).catch(() => {})
    }, 5)
    const first = alice.request('send', {
      to: 'bob',
      random: 1,
      clientTime: 1,
      body: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'under way' } }],
    })
    await sleep(50)
    const startedAt = performance.now()
    await im.close()
    clearInterval(asks)
    expect(performance.now() - startedAt).toBeLessThan(3000)
    expect((await first).seq).toBe(1)
    expect(alice.closed?.code).toBe(4006)
  })

  it('[SES10] is asked to come back when the server leaves, after what is under way was answered', async () => {
    const im = await testIm()
    const alice = await im.enter('alice')
    const bob = await im.enter('bob')
    const sends = Array.from({ length: 50 }, (_, i) =>
      alice.request('send', {
        to: 'bob',
        random: i,
        clientTime: 1,
        body: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'x' } }],
      }),
    )
    await sends[0]
    const closing = im.close()
    const answers = await Promise.allSettled(sends)
    await closing
    const acked = answers.filter((answer) => answer.status === 'fulfilled').length
    expect(acked).toBeGreaterThan(0)
    expect(alice.pushes.at(-1)).toMatchObject({ type: 'leaving', retryAfter: expect.any(Number) })
    expect(bob.closed?.code).toBe(4006)
    expect(bob.messages.length).toBe(acked)
  })

  it('[SES10][CHK58] finds no place on a server that leaves, which says so at once', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    const { timeline } = im.server.im
    const { read } = timeline
    timeline.read = async (...range) => {
      await sleep(400)
      return read(...range)
    }
    const under = alice.request('history', { conversation: 'C2Calice' })
    await alice.request('ping', {})
    const closing = im.close()
    expect((await fetch(`${im.url}/readyz`)).status).toBe(503)
    await expect(im.connect()).rejects.toThrow('503')
    expect((await under).head).toBe(0)
    await closing
  })

  it('that closes is forgotten, and its user is when it was the last', async () => {
    await using im = await testIm()
    const { registry } = im.server.im
    const first = await im.enter('alice')
    const second = await im.enter('alice')
    await first.close()
    expect(registry.users).toBe(1)
    await second.request('logout', {})
    await second.until(() => second.closed !== undefined)
    expect(second.closed?.code).toBe(1000)
    const end = performance.now() + 2000
    while (registry.users > 0 && performance.now() < end) await sleep(5)
    expect(registry.users).toBe(0)
  })

  it('beyond the number that the server takes is turned away', async () => {
    await using im = await testIm({ config: { sockets: { maxSessions: 2 } } })
    await im.enter('alice')
    const bob = await im.enter('bob')
    await expect(im.connect()).rejects.toThrow('503')
    await bob.close()
    await (await im.connect()).close()
  })

  it('[SES11] of a page of another origin is refused, [CHK27] and without an Origin is not', async () => {
    await using im = await testIm()
    await expect(im.connect({ headers: { origin: 'https://evil.example' } })).rejects.toThrow('403')
    const page = await im.connect({ headers: { origin: im.url } })
    const program = await im.connect()
    expect([page.closed, program.closed]).toEqual([undefined, undefined])
  })
})
