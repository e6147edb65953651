import { testIm } from '@signet/testkit'
import { generateKeyPair, privateKey, secretKey, sign } from '@signet/usersig/node'
import { expect, test } from 'vitest'

const outcomes = (explanation: { checks: readonly { check: string; outcome: string }[] }) =>
  Object.fromEntries(explanation.checks.map(({ check, outcome }) => [check, outcome]))

test('a good ticket passes every check, names its key, and a login would be let in', async () => {
  await using im = await testIm()
  const { accounts } = im.server.im
  const { secret, keyId } = await accounts.keys.makeSecret(im.sdkAppId)
  const userSig = sign(secretKey(secret), {
    sdkAppId: im.sdkAppId,
    userId: 'alice',
    expire: 600,
    now: Math.floor(im.clock.now() / 1000),
  })
  const told = await accounts.explainTicket({ sdkAppId: im.sdkAppId, userSig })
  expect(new Set(Object.values(outcomes(told)))).toEqual(new Set(['passed']))
  expect(told).toMatchObject({ version: 2, userId: 'alice', key: { keyId, state: 'active' }, login: { ok: true } })
  expect((await accounts.keys.list(im.sdkAppId)).find((key) => key.keyId === keyId)?.lastUsedAt).toBeUndefined()
})

test('what a login is told is what the explanation says, whatever is wrong', async () => {
  await using im = await testIm()
  const { accounts } = im.server.im
  const { sdkAppId } = im
  const now = Math.floor(im.clock.now() / 1000)
  const { secret, keyId } = await accounts.keys.makeSecret(sdkAppId)
  const key = secretKey(secret)
  const claims = { sdkAppId, userId: 'alice', expire: 600, now }
  const good = sign(key, claims)
  const stranger = privateKey(generateKeyPair().privateKey)
  const cases = [
    ['', 'alice', 'form', 'USERSIG_EMPTY'],
    ['x'.repeat(20), 'alice', 'form', 'USERSIG_MALFORMED'],
    [sign(key, { ...claims, sdkAppId: 1400000999 }), 'alice', 'application', 'USERSIG_APP_MISMATCH'],
    [sign(stranger, claims), 'alice', 'key', 'USERSIG_KEY_MISMATCH'],
    [good, 'bob', 'user', 'USERSIG_USER_MISMATCH'],
    [sign(key, { ...claims, now: now - 900 }), 'alice', 'time', 'USERSIG_EXPIRED'],
    [sign(key, { ...claims, now: now + 900 }), 'alice', 'time', 'USERSIG_EXPIRED'],
    [sign(key, { ...claims, userBuf: new Uint8Array([1]) }), 'alice', 'purpose', 'USERSIG_KEY_MISMATCH'],
  ] as const
  for (const [userSig, userId, failed, name] of cases) {
    const told = await accounts.explainTicket({ sdkAppId, userSig, userId })
    expect([userSig, outcomes(told)[failed]]).toEqual([userSig, 'failed'])
    const { code } = await accounts.verifyTicket({ sdkAppId, userSig, userId }).then(
      () => ({ code: 0 }),
      (error) => error,
    )
    expect(told.login).toMatchObject({ ok: false, name, code })
  }
  await accounts.keys.revoke(sdkAppId, keyId)
  const told = await accounts.explainTicket({ sdkAppId, userSig: good })
  expect(told).toMatchObject({ key: { keyId, state: 'revoked' }, login: { ok: false } })
  expect(outcomes(told)).toMatchObject({ key: 'failed', form: 'passed', time: 'passed' })
})

test('revoked logins, a disabled application and accounts that must be imported are told', async () => {
  await using im = await testIm()
  const { accounts } = im.server.im
  const { sdkAppId } = im
  const { secret } = await accounts.keys.makeSecret(sdkAppId)
  const userSig = sign(secretKey(secret), {
    sdkAppId,
    userId: 'alice',
    expire: 600,
    now: Math.floor(im.clock.now() / 1000),
  })
  await accounts.apps.updateSettings(sdkAppId, { accountCreation: 'imported' })
  const unknown = await accounts.explainTicket({ sdkAppId, userSig })
  expect([outcomes(unknown)['account'], unknown.login]).toMatchObject(['failed', { name: 'ACCOUNT_NOT_FOUND' }])
  await accounts.import({ sdkAppId, userId: 'alice' })
  await accounts.revokeLogins(sdkAppId, 'alice')
  const revoked = await accounts.explainTicket({ sdkAppId, userSig })
  expect([outcomes(revoked)['revocation'], revoked.login]).toMatchObject(['failed', { name: 'USERSIG_REVOKED' }])
  await accounts.apps.disable(sdkAppId)
  const disabled = await accounts.explainTicket({ sdkAppId, userSig })
  expect([outcomes(disabled)['service'], disabled.login]).toMatchObject(['failed', { name: 'APP_DISABLED' }])
})
