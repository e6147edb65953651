import { request } from 'node:http'
import { type TestIm, testIm } from '@signet/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ConsoleVisitor } from './console-visitor.ts'

const CHOSEN = 'correct horse battery'
const MINUTE = 60_000

const oneTimePassword = (im: TestIm): string => im.server.firstRun!.password

/** The owner, signed in with a password of their own. */
async function owner(im: TestIm): Promise<ConsoleVisitor> {
  const visitor = new ConsoleVisitor(im.url)
  await visitor.signIn('owner', oneTimePassword(im))
  expect((await visitor.changePassword(oneTimePassword(im), CHOSEN)).status).toBe(200)
  return visitor
}

/** Wrong passwords are counted by the minute of the clock: begin one, so that a test does not see its end. */
const beginMinute = (im: TestIm): void => im.clock.advance(MINUTE - (im.clock.now() % MINUTE))

describe('signing in', () => {
  it('[CON9] with the one-time password opens nothing but its change', async () => {
    await using im = await testIm()
    const visitor = new ConsoleVisitor(im.url)
    expect((await visitor.ask('GET', 'session')).body).toEqual({ signedIn: false })
    expect(await visitor.signIn('owner', oneTimePassword(im))).toMatchObject({
      status: 200,
      body: { signedIn: true, name: 'owner', mustChange: true, csrfToken: expect.any(String) },
    })
    expect(await visitor.ask('GET', 'applications')).toMatchObject({ status: 403, body: { name: 'FORBIDDEN' } })
    for (const [password, status] of [
      ['too short', 400],
      [oneTimePassword(im), 400],
      ['the owner was here', 400],
      [CHOSEN, 200],
    ] as const) {
      expect([password, (await visitor.changePassword(oneTimePassword(im), password)).status]).toEqual([
        password,
        status,
      ])
    }
    expect((await visitor.ask('GET', 'session')).body).toMatchObject({ signedIn: true, mustChange: false })
    expect(await visitor.ask('GET', 'applications')).toMatchObject({
      status: 200,
      body: { total: 1, applications: [{ sdkAppId: im.sdkAppId, name: 'Test', state: 'active' }] },
    })
    expect((await new ConsoleVisitor(im.url).signIn('owner', oneTimePassword(im))).status).toBe(401)
    expect((await new ConsoleVisitor(im.url).signIn('owner', CHOSEN)).body).toMatchObject({ mustChange: false })
  })

  it('[CON8] refuses a wrong password and an unknown name in the same words', async () => {
    await using im = await testIm()
    const visitor = new ConsoleVisitor(im.url)
    const wrong = await visitor.signIn('owner', 'not it at all')
    const unknown = await visitor.signIn('nobody', 'not it at all')
    expect(wrong).toMatchObject({ status: 401, body: { name: 'NOT_LOGGED_IN' } })
    expect([unknown.status, unknown.text]).toEqual([wrong.status, wrong.text])
    expect(visitor.cookie).toBe('')
  })

  it('[CON8] stops guessing for the rest of the minute, tells how long, and lets the right password wait too', async () => {
    await using im = await testIm()
    beginMinute(im)
    const visitor = new ConsoleVisitor(im.url)
    const guesses = await Promise.all(Array.from({ length: 20 }, (_, i) => visitor.signIn('owner', `guess ${i}`)))
    const statuses = guesses.map(({ status }) => status).sort()
    expect(statuses).toEqual([...Array(10).fill(401), ...Array(10).fill(429)])
    const right = await visitor.signIn('owner', oneTimePassword(im))
    expect(right).toMatchObject({ status: 429, body: { name: 'TOO_FREQUENT' } })
    const wait = Number(right.headers.get('retry-after'))
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(60)
    im.clock.advance(wait * 1000)
    expect((await visitor.signIn('owner', oneTimePassword(im))).status).toBe(200)
  })

  it('[CON8] slows the guessing of the current password down for whoever took a session over', async () => {
    await using im = await testIm()
    const visitor = await owner(im)
    beginMinute(im)
    const statuses: number[] = []
    for (let i = 0; i < 12; i++) statuses.push((await visitor.changePassword(`guess ${i}`, 'another good one')).status)
    expect(statuses).toEqual([...Array(10).fill(403), 429, 429])
    expect((await visitor.changePassword(CHOSEN, 'another good one')).status).toBe(429)
  })
})

describe('a session', () => {
  it('[CON6] ends when it is idle for half an hour, and 12 hours after the sign-in', async () => {
    await using im = await testIm()
    const visitor = await owner(im)
    for (let minutes = 0; minutes < 12 * 60 - 29; minutes += 29) {
      expect([minutes, (await visitor.ask('GET', 'applications')).status]).toEqual([minutes, 200])
      im.clock.advance(29 * MINUTE)
    }
    im.clock.advance(29 * MINUTE)
    expect(await visitor.ask('GET', 'applications')).toMatchObject({ status: 401, body: { name: 'NOT_LOGGED_IN' } })
    await visitor.signIn('owner', CHOSEN)
    im.clock.advance(30 * MINUTE)
    expect((await visitor.ask('GET', 'session')).body).toEqual({ signedIn: false })
  })

  it('[CON6] ends at the sign-out, also for whoever kept its cookie', async () => {
    await using im = await testIm()
    const visitor = await owner(im)
    const kept = visitor.cookie
    const answer = await visitor.ask('DELETE', 'session')
    expect(answer).toMatchObject({ status: 200, body: { signedIn: false } })
    expect(answer.headers.get('set-cookie')).toBe(
      'signet-console=; Max-Age=0; Path=/console; HttpOnly; SameSite=Strict',
    )
    visitor.cookie = kept
    expect((await visitor.ask('GET', 'applications')).status).toBe(401)
    expect((await visitor.ask('DELETE', 'session')).status).toBe(401)
  })

  it('[CON6] ends when the password changes; who changed it goes on in a new one', async () => {
    await using im = await testIm()
    const here = await owner(im)
    const there = new ConsoleVisitor(im.url)
    await there.signIn('owner', CHOSEN)
    const before = here.cookie
    expect((await there.ask('GET', 'applications')).status).toBe(200)
    expect((await here.changePassword(CHOSEN, 'another good one')).status).toBe(200)
    expect((await there.ask('GET', 'applications')).status).toBe(401)
    expect((await here.ask('GET', 'applications')).status).toBe(200)
    expect(here.cookie).not.toBe(before)
    here.cookie = before
    expect((await here.ask('GET', 'applications')).status).toBe(401)
  })

  it('[CON6] ends when an operator resets the password', async () => {
    await using im = await testIm()
    const visitor = await owner(im)
    await im.server.im.consoleUsers.resetPassword('owner')
    expect((await visitor.ask('GET', 'applications')).status).toBe(401)
  })
})

describe('what the console answers', () => {
  it('[CHK27] [CON7] to a change without the token or from another page is no, and nothing changes', async () => {
    await using im = await testIm()
    const visitor = await owner(im)
    const { token } = visitor
    const change = { current: CHOSEN, password: 'another good one' }
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'x-csrf-token': '' }]) {
      expect((await visitor.ask('POST', 'password', change, headers)).status).toBe(403)
      expect((await visitor.ask('DELETE', 'session', undefined, headers)).status).toBe(403)
    }
    expect((await visitor.ask('GET', 'session')).body).toMatchObject({ signedIn: true, csrfToken: token })
    expect((await new ConsoleVisitor(im.url).signIn('owner', CHOSEN)).status).toBe(200)
  })

  it('[CON10] holds no secret, no private key and no hash, and is kept by nobody on the way', async () => {
    await using im = await testIm()
    const { keys, apps } = im.server.im.accounts
    const { sdkAppId } = await apps.create({ name: 'Shop' })
    const pair = await keys.makeKeyPair(sdkAppId, { curve: 'secp256k1' })
    const shared = await keys.makeSecret(sdkAppId)
    await keys.retire(sdkAppId, shared.keyId, { overlapMs: 60 * MINUTE })
    const visitor = await owner(im)
    await visitor.signIn('owner', 'not it at all')
    const { body } = await visitor.ask('GET', 'applications')
    expect((body.applications as unknown[])[0]).toEqual({
      sdkAppId,
      name: 'Shop',
      state: 'active',
      live: { accounts: 1, users: 0, sessions: 0, messages: 0 },
      createdAt: expect.any(Number),
      keys: [
        { keyId: pair.keyId, kind: 'publicKey', curve: 'secp256k1', state: 'active', createdAt: expect.any(Number) },
        {
          keyId: shared.keyId,
          kind: 'secret',
          state: 'retiring',
          createdAt: expect.any(Number),
          retiresAt: expect.any(Number),
        },
      ],
    })
    const said = visitor.heard.map(({ text, headers }) => text + JSON.stringify([...headers])).join('\n')
    for (const secret of [shared.secret, oneTimePassword(im), CHOSEN, '$argon2', 'PRIVATE KEY', 'sealed']) {
      expect(said).not.toContain(secret)
    }
    expect(visitor.heard.map(({ headers }) => headers.get('cache-control'))).toEqual(
      visitor.heard.map(() => 'no-store'),
    )
    const beforeSignIn = await fetch(`${im.url}/console/api/applications`)
    expect([beforeSignIn.status, beforeSignIn.headers.get('cache-control')]).toEqual([401, 'no-store'])
  })

  it('shows a used key with its time, and a disabled application as disabled', async () => {
    await using im = await testIm()
    await im.enter('alice')
    await im.server.im.accounts.apps.disable(im.sdkAppId)
    const { body } = await (await owner(im)).ask('GET', 'applications')
    expect(body).toMatchObject({ applications: [{ state: 'disabled', keys: [{ lastUsedAt: expect.any(Number) }] }] })
  })

  it('gives the newest 200 applications at most', async () => {
    await using im = await testIm()
    for (let i = 0; i < 205; i++) await im.server.im.accounts.apps.create({ name: `App ${i}` })
    const { body } = await (await owner(im)).ask('GET', 'applications')
    const names = (body.applications as { name: string }[]).map(({ name }) => name)
    expect([body.total, names.length, new Set(names).size]).toEqual([206, 200, 200])
    expect(names).not.toContain('Test')
  })

  it('to bodies of any kind is an error of the table, never more', async () => {
    await using im = await testIm()
    const visitor = new ConsoleVisitor(im.url)
    const hostile: [unknown, number][] = [
      ['{"name":', 400],
      ['null', 400],
      ['[]', 400],
      [{ name: 'owner' }, 400],
      [{ name: 'owner', password: 1 }, 400],
      [{ name: ['owner'], password: 'x' }, 400],
      [{ name: 'x'.repeat(65), password: 'x' }, 400],
      [{ name: 'owner', password: 'x'.repeat(257) }, 400],
      ['{"__proto__":{"name":"owner","password":"x"}}', 400],
      [{ name: 'owner', password: 'x'.repeat(10_000) }, 413],
    ]
    for (const [body, status] of hostile) {
      const answer = await visitor.ask('POST', 'session', body)
      expect([body, answer.status, typeof answer.body.code]).toEqual([body, status, 'number'])
    }
    await fc.assert(
      fc.asyncProperty(fc.json(), async (body) => {
        const answer = await visitor.ask('POST', 'session', body)
        expect(answer.status).toBe(400)
        expect(answer.text).not.toMatch(/\n\s+at |node:|\.ts/)
      }),
      { numRuns: 50 },
    )
  })
})

describe('the page', () => {
  it('is found without a slash behind it, and from the start page', async () => {
    await using im = await testIm()
    const response = await fetch(`${im.url}/console`, { redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([308, '/console/'])
    expect(await (await fetch(im.url)).text()).toContain('href="/console/"')
  })

  it('starts from a page whose example can be pasted, and which repeats no Host header that is none', async () => {
    await using im = await testIm({ config: { dev: true } })
    expect(await (await fetch(im.url)).text()).toContain(` ${im.url}/dev/usersig</pre>`)
    const hostile = '"><script>alert(1)</script>'
    const page = await new Promise<string>((resolve, reject) => {
      const { port } = new URL(im.url)
      request({ host: '127.0.0.1', port, headers: { host: hostile } }, (response) => {
        let text = ''
        response.on('data', (chunk) => {
          text += chunk
        })
        response.on('end', () => resolve(text))
      })
        .on('error', reject)
        .end()
    })
    expect(page).toContain('Signet is running')
    expect(page).not.toContain('<script')
  })
})
