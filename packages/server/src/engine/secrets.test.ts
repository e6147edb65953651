import { createHash, randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSecrets, openSecrets, SecretsError } from './secrets.ts'

let folder: string
const file = () => join(folder, 'secrets.json')
const writeKey = (masterKey: unknown, version: unknown = 1) =>
  writeFile(file(), JSON.stringify({ version, masterKey }), { mode: 0o600 })

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signet-secrets-'))
})

afterEach(() => rm(folder, { recursive: true }))

test('[SEC1] [CHK9] the first start makes a 256-bit key that only its owner can read', async () => {
  await openSecrets(join(folder, 'data'))
  const path = join(folder, 'data', 'secrets.json')
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  const { masterKey } = JSON.parse(await readFile(path, 'utf8'))
  expect(Buffer.from(masterKey, 'base64url')).toHaveLength(32)
  expect(await readdir(join(folder, 'data'))).toEqual(['secrets.json'])
})

test('[SEC1] two data folders get two keys, and a later start keeps the key', async () => {
  const sealed = (await openSecrets(folder)).seal('hello', 'c')
  expect((await openSecrets(folder)).open(sealed, 'c')).toBe('hello')
  const other = await openSecrets(join(folder, 'other'))
  expect(() => other.open(sealed, 'c')).toThrow('restore it from the backup')
})

test('[SEC1] processes that start at once agree on one key', async () => {
  const all = await Promise.all(Array.from({ length: 8 }, () => openSecrets(folder)))
  const sealed = all[0]!.seal('hello', 'c')
  for (const secrets of all) expect(secrets.open(sealed, 'c')).toBe('hello')
  expect(await readdir(folder)).toEqual(['secrets.json'])
})

test('[SEC2] [CHK9] a file that others may read is refused with the command that repairs it', async () => {
  await openSecrets(folder)
  for (const mode of [0o640, 0o604, 0o660, 0o601]) {
    await chmod(file(), mode)
    await expect(openSecrets(folder)).rejects.toThrow(`Run: chmod 600 ${file()}`)
  }
  await chmod(file(), 0o600)
  await openSecrets(folder)
})

test('[SEC2] [CHK9] weak and well-known keys are refused', async () => {
  const weak: [string, Buffer][] = [
    ['repeats itself', Buffer.alloc(32)],
    ['repeats itself', Buffer.alloc(32, 0xff)],
    ['repeats itself', Buffer.from('deadbeef'.repeat(8), 'hex')],
    ['is a sequence', Buffer.from(Array.from({ length: 32 }, (_, i) => i))],
    ['is a sequence', Buffer.from(Array.from({ length: 32 }, (_, i) => 255 - i))],
    ['has 8 bytes', Buffer.from('changeme')],
    ['has 16 bytes', randomBytes(16)],
    ['has 33 bytes', randomBytes(33)],
    ['is typed text', Buffer.from('The quick brown fox jumps over a')],
    ['well-known word', createHash('sha256').update('changeme').digest()],
    ['well-known word', createHash('sha256').update('').digest()],
  ]
  for (const [message, key] of weak) {
    await writeKey(key.toString('base64url'))
    const before = await readFile(file(), 'utf8')
    const refused = openSecrets(folder)
    await expect(refused).rejects.toThrow(SecretsError)
    await expect(refused).rejects.toThrow(message)
    expect(await readFile(file(), 'utf8')).toBe(before)
  }
})

test('[SEC2] a damaged file is refused and not replaced', async () => {
  const damaged = [
    '',
    '{',
    'null',
    '[]',
    '"changeme"',
    '{"version":2,"masterKey":"x"}',
    '{"version":1}',
    '{"version":1,"masterKey":"changeme!"}',
  ]
  for (const text of damaged) {
    await writeFile(file(), text, { mode: 0o600 })
    await expect(openSecrets(folder)).rejects.toThrow(SecretsError)
    expect(await readFile(file(), 'utf8')).toBe(text)
  }
})

test('[SEC3] any text opens as it was sealed, and two seals of it differ', () => {
  const secrets = createSecrets(randomBytes(32))
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, context) => {
      const sealed = secrets.seal(text, context)
      expect(secrets.open(sealed, context)).toBe(text)
      expect(secrets.seal(text, context)).not.toBe(sealed)
    }),
  )
})

test('[SEC3] one changed bit, another context or a cut is refused', () => {
  const secrets = createSecrets(randomBytes(32))
  const sealed = secrets.seal('a secret', 'app/1')
  const bytes = Buffer.from(sealed.slice(3), 'base64url')
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Buffer.from(bytes)
    changed[bit >> 3]! ^= 1 << (bit & 7)
    expect(() => secrets.open(`s1.${changed.toString('base64url')}`, 'app/1')).toThrow(SecretsError)
  }
  for (let length = 0; length < bytes.length; length++) {
    expect(() => secrets.open(`s1.${bytes.subarray(0, length).toString('base64url')}`, 'app/1')).toThrow(SecretsError)
  }
  for (const other of ['', 's1', 's2.AAAA', sealed.slice(3)])
    expect(() => secrets.open(other, 'app/1')).toThrow(SecretsError)
  expect(() => secrets.open(sealed, 'app/2')).toThrow(SecretsError)
})

test('[SEC4] no way of printing it shows the key', async () => {
  const secrets = await openSecrets(folder)
  const { masterKey } = JSON.parse(await readFile(file(), 'utf8')) as { masterKey: string }
  const forms = [masterKey, Buffer.from(masterKey, 'base64url').toString('hex')]
  const printed = [
    String(secrets),
    JSON.stringify({ secrets }),
    inspect(secrets, { depth: 9, showHidden: true }),
    `${inspect({ a: [secrets] })}`,
  ]
  for (const text of printed) {
    expect(text).toContain('[secrets]')
    for (const form of forms) expect(text).not.toContain(form)
  }
})

test('[SEC5] a key for a purpose stays the same, and is no other key', async () => {
  const first = (await openSecrets(folder)).key('files')
  const again = await openSecrets(folder)
  expect(again.key('files').equals(first)).toBe(true)
  expect(first).toHaveLength(32)
  expect(again.key('other').equals(first)).toBe(false)
  const { masterKey } = JSON.parse(await readFile(file(), 'utf8'))
  expect(first.toString('base64url')).not.toBe(masterKey)
  expect((await openSecrets(join(folder, 'other'))).key('files').equals(first)).toBe(false)
})
