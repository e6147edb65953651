import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { signet, temporaryFolder } from './signet.ts'

const app = ['--sdkappid', '1400000001', '--user', 'alice']
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8)

test('a ticket signed with a new key pair verifies with its public key, and with no other', () => {
  using dir = temporaryFolder()
  expect(signet(['usersig', 'keygen', '--out', dir.file('a')]).code).toBe(0)
  expect(signet(['usersig', 'keygen', '--out', dir.file('b')]).code).toBe(0)
  const signed = signet(['usersig', 'sign', '--key', dir.file('a/private_key'), ...app])
  expect(signed).toMatchObject({ code: 0, err: '' })
  expect(signed.out).toMatch(/^[A-Za-z0-9*_-]+\n$/)
  const ticket = signed.out.trim()

  const verify = (...rest: string[]) => signet(['usersig', 'verify', ...rest])
  expect(verify('--key', dir.file('a/public_key'), ...app, ticket)).toMatchObject({ code: 0, err: '' })
  expect(verify('--key', dir.file('b/public_key'), ...app, ticket)).toMatchObject({ code: 1 })
  const either = verify('--json', '--key', dir.file('b/public_key'), dir.file('a/public_key'), ...app, ticket)
  expect(JSON.parse(either.out)).toMatchObject({ ok: true, key: dir.file('a/public_key'), userId: 'alice', version: 1 })
  // The option takes several files and would swallow the ticket that stands after them.
  expect(verify(...app, '--key', dir.file('a/public_key'), ticket).code).toBe(0)
  expect(
    signet(['usersig', 'verify', '--key', dir.file('a/public_key'), ...app, '-'], { input: `${ticket}\n` }).code,
  ).toBe(0)
})

test('a v2 ticket: secret from a file, given time, lifetime and userbuf', () => {
  using dir = temporaryFolder()
  expect(signet(['usersig', 'keygen', '--secret', '--out', dir.path]).code).toBe(0)
  expect(readFileSync(dir.file('secret_key'), 'utf8')).toMatch(/^[0-9a-f]{64}$/)
  expect(modeOf(dir.file('secret_key'))).toBe('600')
  const secret = ['--secret-file', dir.file('secret_key')]
  const at = (now: number) => ['--now', String(now)]
  const { out } = signet(['usersig', 'sign', ...secret, ...app, ...at(1000), '--expire', '60', '--userbuf', 'cm9vbQ=='])
  const verify = (...rest: string[]) => signet(['usersig', 'verify', '--json', out.trim(), ...secret, ...app, ...rest])
  expect(JSON.parse(verify(...at(1060), '--userbuf', 'cm9vbQ==').out)).toMatchObject({
    ok: true,
    issuedAt: 1000,
    expiresAt: 1060,
    userbuf: 'cm9vbQ==',
  })
  const expired = verify(...at(1061), '--userbuf')
  expect(expired.code).toBe(1)
  expect(JSON.parse(expired.out)).toMatchObject({ ok: false, code: 70001, reason: 'EXPIRED' })
  expect(JSON.parse(verify(...at(1060)).out)).toMatchObject({ ok: false, reason: 'USER_BUF_UNEXPECTED' })
})

test('keygen writes both keys with their modes, zips exactly those two, and never overwrites', () => {
  using dir = temporaryFolder()
  const out = dir.file('keys')
  const made = signet(['usersig', 'keygen', '--out', out, '--zip', '--json'])
  expect(made.code).toBe(0)
  expect(JSON.parse(made.out)).toMatchObject({ ok: true, privateKey: `${out}/private_key`, keysZip: `${out}/keys.zip` })
  expect([modeOf(`${out}/private_key`), modeOf(`${out}/public_key`), modeOf(`${out}/keys.zip`)]).toEqual([
    '600',
    '644',
    '600',
  ])
  const read = (name: string) => readFileSync(`${out}/${name}`)
  const entries = unzipSync(read('keys.zip'))
  expect(Object.keys(entries)).toEqual(['private_key', 'public_key'])
  expect(Buffer.from(entries['private_key']!).equals(read('private_key'))).toBe(true)
  expect(Buffer.from(entries['public_key']!).equals(read('public_key'))).toBe(true)
  expect(made.out).not.toContain('PRIVATE KEY')

  const before = read('private_key')
  expect(signet(['usersig', 'keygen', '--out', out])).toMatchObject({ code: 2, out: '' })
  expect(read('private_key').equals(before)).toBe(true)
})

test('keygen makes secp256k1 keys on request', () => {
  using dir = temporaryFolder()
  expect(signet(['usersig', 'keygen', '--out', dir.path, '--curve', 'secp256k1']).code).toBe(0)
  expect(readFileSync(dir.file('public_key'), 'utf8')).toContain('MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAE')
  const { out } = signet(['usersig', 'sign', '--key', dir.file('private_key'), ...app])
  expect(signet(['usersig', 'verify', out.trim(), '--key', dir.file('public_key'), ...app]).code).toBe(0)
})

test.each([
  ['no key', [], /--key FILE/],
  ['a key that is not there', ['--key', '/nowhere/key'], /no such file/],
  ['a secret that is a PEM', ['--secret-file', 'PEM'], /private key|PEM/i],
])('sign refuses %s with 2 and says what to do', (_name, keyOptions, message) => {
  using dir = temporaryFolder()
  writeFileSync(dir.file('pem'), '-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----\n')
  const given = keyOptions.map((word) => (word === 'PEM' ? dir.file('pem') : word))
  const { code, out, err } = signet(['usersig', 'sign', ...given, ...app])
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toMatch(message)
  expect(err).not.toMatch(/^\s+at /m)
})

test('inspect shows a ticket without a key, and exits with 1 when a verifier would refuse it', () => {
  using dir = temporaryFolder()
  signet(['usersig', 'keygen', '--secret', '--out', dir.path])
  const { out } = signet(['usersig', 'sign', '--secret-file', dir.file('secret_key'), ...app])
  const good = signet(['usersig', 'inspect', '--json', out.trim()])
  expect(good.code).toBe(0)
  expect(JSON.parse(good.out)).toMatchObject({ ok: true, version: 2, userId: 'alice', sdkAppId: 1400000001 })
  expect(signet(['usersig', 'inspect', 'rubbish'])).toMatchObject({ code: 1, err: '' })
})
