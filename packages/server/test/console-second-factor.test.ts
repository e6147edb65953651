import { type TestIm, testIm } from '@signet/testkit'
import { Secret, TOTP } from 'otpauth'
import { expect, test } from 'vitest'
import { CHOSEN, ownerOf, staffOf } from './console-staff.ts'
import { ConsoleVisitor } from './console-visitor.ts'

const HALF_MINUTE = 30_000

/** What an authenticator shows now. */
const codeOf = (im: TestIm, secret: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: im.clock.now() })

async function enrol(im: TestIm, visitor: ConsoleVisitor): Promise<{ secret: string; recoveryCodes: string[] }> {
  const begun = await visitor.ask('POST', 'own/second-factor/begin', { password: CHOSEN })
  const secret = String(begun.body['secret'])
  expect(begun.body['uri']).toContain(`secret=${secret}`)
  const confirmed = await visitor.ask('POST', 'own/second-factor/confirm', { code: codeOf(im, secret) })
  expect(confirmed.status).toBe(200)
  return { secret, recoveryCodes: confirmed.body['recoveryCodes'] as string[] }
}

const signIn = (visitor: ConsoleVisitor, code?: string) =>
  visitor.ask('POST', 'session', { name: 'owner', password: CHOSEN, ...(code === undefined ? {} : { code }) })

test('[CON13] a sign-in takes a code that is good once, of this half minute or a neighbour of it', async () => {
  await using im = await testIm()
  const { secret } = await enrol(im, await ownerOf(im))
  const visitor = new ConsoleVisitor(im.url)
  expect(await signIn(visitor)).toMatchObject({ status: 401, body: { name: 'SECOND_FACTOR_NEEDED' } })
  expect(visitor.cookie).toBe('')
  // The code that confirmed it was used.
  expect((await signIn(visitor, codeOf(im, secret))).status).toBe(401)
  im.clock.advance(HALF_MINUTE)
  const code = codeOf(im, secret)
  expect((await signIn(visitor, `${code.slice(0, 3)} ${code.slice(3)}`)).status).toBe(200)
  expect((await signIn(new ConsoleVisitor(im.url), code)).status).toBe(401)
  const old = codeOf(im, secret)
  im.clock.advance(3 * HALF_MINUTE)
  expect((await signIn(new ConsoleVisitor(im.url), old)).status).toBe(401)
})

test('[CON13] a recovery code is good once, however it is written; what is stored is no code and no secret', async () => {
  await using im = await testIm()
  const { secret, recoveryCodes } = await enrol(im, await ownerOf(im))
  expect(new Set(recoveryCodes).size).toBe(10)
  const [first, second] = recoveryCodes
  expect((await signIn(new ConsoleVisitor(im.url), first!.toUpperCase().replaceAll('-', ''))).status).toBe(200)
  expect((await signIn(new ConsoleVisitor(im.url), first!)).status).toBe(401)
  const { db } = im.server.im
  const stored = JSON.stringify([
    await db.read.selectFrom('console_user').selectAll().execute(),
    await db.read.selectFrom('console_recovery_code').selectAll().execute(),
    await db.read.selectFrom('console_audit').selectAll().execute(),
  ])
  for (const hidden of [secret, second!, second!.replaceAll('-', '')]) expect(stored).not.toContain(hidden)
})

test('[CON13] guessing codes is slowed down like guessing passwords', async () => {
  await using im = await testIm()
  await enrol(im, await ownerOf(im))
  im.clock.advance(60_000 - (im.clock.now() % 60_000))
  const statuses: number[] = []
  for (let i = 0; i < 12; i++) statuses.push((await signIn(new ConsoleVisitor(im.url), `00000${i}`.slice(-6))).status)
  expect(statuses).toEqual([...Array(10).fill(401), 429, 429])
})

test('[CON14] a session alone neither sets up nor removes a second factor', async () => {
  await using im = await testIm()
  const owner = await ownerOf(im)
  const wrong = { password: 'not it at all' }
  expect((await owner.ask('POST', 'own/second-factor/begin', wrong)).status).toBe(403)
  await enrol(im, owner)
  expect((await owner.ask('POST', 'own/second-factor/remove', wrong)).status).toBe(403)
  expect((await owner.ask('POST', 'own/second-factor/remove', { password: CHOSEN })).status).toBe(200)
  expect((await signIn(new ConsoleVisitor(im.url))).status).toBe(200)
})

test('[CON9] where everybody has to have a second factor, who has none can only set it up', async () => {
  await using im = await testIm()
  const owner = await ownerOf(im)
  await enrol(im, owner)
  const other = await staffOf(im, 'other', 'operator')
  expect((await owner.ask('PUT', 'users/second-factor', { required: true })).status).toBe(200)
  expect((await other.ask('GET', 'session')).body).toMatchObject({ mustEnrol: true })
  expect((await other.ask('GET', `applications/${im.sdkAppId}/accounts`)).status).toBe(403)
  expect((await owner.ask('POST', 'own/second-factor/remove', { password: CHOSEN })).status).toBe(403)
  await enrol(im, other)
  expect((await other.ask('GET', 'session')).body).toMatchObject({ mustEnrol: false, secondFactor: true })
  expect((await other.ask('GET', `applications/${im.sdkAppId}/accounts`)).status).toBe(200)
})

test('a password that is reset takes the second factor with it, so that a lost phone locks nobody out', async () => {
  await using im = await testIm()
  await enrol(im, await ownerOf(im))
  const { password } = await im.server.im.consoleUsers.resetPassword('owner')
  const visitor = new ConsoleVisitor(im.url)
  expect((await visitor.signIn('owner', password)).body).toMatchObject({ signedIn: true, mustChange: true })
})

test('own sessions are listed without what signs in, and one of them can be ended', async () => {
  await using im = await testIm()
  const here = await ownerOf(im)
  const there = new ConsoleVisitor(im.url)
  await there.signIn('owner', CHOSEN)
  const other = await staffOf(im, 'other', 'owner')
  const own = await here.ask('GET', 'own')
  const sessions = own.body['sessions'] as { key: string; current: boolean }[]
  expect(sessions.map(({ current }) => current).sort()).toEqual([false, true])
  for (const secret of [here.cookie, there.cookie, here.token, there.token]) {
    expect(own.text).not.toContain(secret.replace('signet-console=', ''))
  }
  const { key } = sessions.find(({ current }) => !current)!
  expect((await other.ask('POST', 'own/sessions/end', { key })).status).toBe(400)
  expect((await here.ask('POST', 'own/sessions/end', { key })).status).toBe(200)
  expect((await there.ask('GET', 'own')).status).toBe(401)
  expect((await here.ask('GET', 'own')).status).toBe(200)
})
