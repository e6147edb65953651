import { argon2Sync, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Database } from '../../engine/storage/database.ts'
import { migrate } from '../../engine/storage/migrations.ts'
import { openSqlite } from '../../engine/storage/sqlite.ts'
import { createPasswords, type Passwords } from './password.ts'
import { ONE_TIME_BYTES, passwordProblem, readablePassword } from './rules.ts'
import type { ConsoleTables } from './store.ts'
import { type ConsoleUsers, createConsoleUsers } from './users.ts'

const NOW = 1_790_000_000_000

let folder: string
let db: Database<ConsoleTables>
let users: ConsoleUsers

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signet-console-'))
  db = await openSqlite<ConsoleTables>(join(folder, 'signet.db'))
  await migrate(db)
  users = createConsoleUsers({ db, now: () => NOW })
})

afterEach(async () => {
  await db.close()
  await rm(folder, { recursive: true })
})

async function firstOwner(): Promise<{ name: string; password: string }> {
  const owner = await users.ensureOwner()
  if (!owner.created) throw new Error('there was an owner already')
  return owner
}

const GOOD = 'correct horse battery'

test('[CON1] the first start makes one owner with a random one-time password that is stored as a hash only', async () => {
  const { name, password } = await firstOwner()
  expect(password).toMatch(/^[0-9a-hjkmnp-tv-z]{5}(-[0-9a-hjkmnp-tv-z]{5}){3}$/)
  expect(await users.ensureOwner()).toEqual({ created: false })
  expect(await users.verifyPassword(name, password)).toEqual({
    ok: true,
    name: 'owner',
    mustChange: true,
    changedAt: NOW,
  })
  for (const file of ['signet.db', 'signet.db-wal']) {
    const bytes = await readFile(join(folder, file))
    expect(bytes.includes(password)).toBe(false)
    if (file.endsWith('-wal')) expect(bytes.includes('$argon2id$v=19$m=19456,t=2,p=1$')).toBe(true)
  }
})

test('[CON1] processes that start at once make one owner, and the password that was told is the one that works', async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => createConsoleUsers({ db }).ensureOwner()))
  const created = answers.filter((answer) => answer.created)
  expect(created).toHaveLength(1)
  expect(await users.verifyPassword('owner', created[0]!.password)).toMatchObject({ ok: true })
})

test('[CON1] where somebody can sign in already, no owner is made', async () => {
  const row = { name: 'someone', password_hash: 'x', must_change: 0, created_at: 1, changed_at: 1 }
  await db.write([db.read.insertInto('console_user').values(row)])
  expect(await users.ensureOwner()).toEqual({ created: false })
  expect(await users.verifyPassword('owner', '')).toEqual({ ok: false })
})

test('[CON1] a one-time password has at least 96 bits', () => {
  expect(ONE_TIME_BYTES * 5).toBeGreaterThanOrEqual(96)
  const all = new Set(Array.from({ length: 256 }, (_, byte) => readablePassword(Uint8Array.of(byte))))
  expect(all.size).toBe(32)
})

test('[CON2] a one-time password has to be changed, and the chosen one need not', async () => {
  const { name, password } = await firstOwner()
  await users.changePassword(name, password, GOOD)
  expect(await users.verifyPassword(name, GOOD)).toEqual({ ok: true, name, mustChange: false, changedAt: NOW })
  expect(await users.verifyPassword(name, password)).toEqual({ ok: false })
  const reset = await users.resetPassword(name)
  expect(await users.verifyPassword(name, GOOD)).toEqual({ ok: false })
  expect(await users.verifyPassword(name, reset.password)).toMatchObject({ ok: true, mustChange: true })
})

test('wrong passwords and unknown names are refused alike', async () => {
  const { name, password } = await firstOwner()
  const wrong: [string, string][] = [
    [name, ''],
    [name, `${password}x`],
    [name, password.slice(1)],
    [name, 'x'.repeat(100_000)],
    ['nobody', password],
    ["owner' --", password],
    ['OWNER', password],
  ]
  for (const [who, secret] of wrong) expect(await users.verifyPassword(who, secret)).toEqual({ ok: false })
})

test('[CON8] a name that does not exist costs the same work as one that does', async () => {
  const { password } = await firstOwner()
  const real = createPasswords()
  const work: string[] = []
  const passwords: Passwords = {
    hash(secret) {
      work.push('hash')
      return real.hash(secret)
    },
    verify(secret, stored) {
      work.push(stored.split('$').slice(0, 4).join('$'), `${stored.length} characters`)
      return real.verify(secret, stored)
    },
  }
  const counted = createConsoleUsers({ db, passwords })
  await counted.verifyPassword('nobody', password)
  const unknown = work.splice(0)
  await counted.verifyPassword('owner', `${password}x`)
  expect(unknown).toEqual(work)
  expect(work).toHaveLength(2)
})

test('[CON2] a change needs the current password, and of two at once one wins', async () => {
  const { name, password } = await firstOwner()
  await expect(users.changePassword(name, 'not it at all', GOOD)).rejects.toMatchObject({ errorName: 'FORBIDDEN' })
  await expect(users.changePassword('nobody', password, GOOD)).rejects.toMatchObject({ errorName: 'FORBIDDEN' })
  const settled = await Promise.allSettled([
    users.changePassword(name, password, `${GOOD} one`),
    users.changePassword(name, password, `${GOOD} two`),
  ])
  expect(settled.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
})

test.each([
  ['changeme', '12 to 256'],
  ['x'.repeat(257), '12 to 256'],
  ['aaaaaaaaaaaaaa', '6 different'],
  ['the Owner of it', 'name of its user'],
])('[CON3] %j is too weak', async (password, reason) => {
  expect(passwordProblem(password, 'owner')).toContain(reason)
  const { name, password: current } = await firstOwner()
  await expect(users.changePassword(name, current, password)).rejects.toThrow(reason)
  expect(await users.verifyPassword(name, current)).toMatchObject({ ok: true, mustChange: true })
})

test('[CON3] a one-time password cannot be kept by choosing it again', async () => {
  const { name, password } = await firstOwner()
  await expect(users.changePassword(name, password, password)).rejects.toMatchObject({ errorName: 'BAD_PARAMETER' })
})

test('[CON4] a hash that was made at another cost is made anew at the next sign-in, and sessions go on', async () => {
  const { name, password } = await firstOwner()
  const nonce = randomBytes(16)
  const weak = argon2Sync('argon2id', {
    message: password,
    nonce,
    tagLength: 32,
    memory: 64,
    passes: 1,
    parallelism: 1,
  })
  const base64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')
  const password_hash = `$argon2id$v=19$m=64,t=1,p=1$${base64(nonce)}$${base64(weak)}`
  await db.write([db.read.updateTable('console_user').set({ password_hash }).where('name', '=', name)])
  expect(await users.verifyPassword(name, `${password}x`)).toEqual({ ok: false })
  expect(await storedHash(name)).toBe(password_hash)
  const before = await users.get(name)
  expect(await users.verifyPassword(name, password)).toMatchObject({ ok: true, mustChange: true })
  expect(await storedHash(name)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await users.get(name)).toEqual(before)
  expect(await users.verifyPassword(name, password)).toMatchObject({ ok: true })
})

const storedHash = async (name: string): Promise<string | undefined> =>
  (await db.read.selectFrom('console_user').selectAll().where('name', '=', name).executeTakeFirst())?.password_hash

test('[CON4] more sign-ins than may wait are refused instead of queued', async () => {
  const passwords = createPasswords(3)
  const settled = await Promise.allSettled(Array.from({ length: 8 }, () => passwords.hash('x')))
  expect(settled.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(3)
  for (const outcome of settled) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ errorName: 'OVERLOADED' })
  }
  await passwords.hash('x')
})

test('a password verifies in whatever Unicode form it is typed', async () => {
  const passwords = createPasswords()
  expect(await passwords.verify('Ame\u0301lie', await passwords.hash('Am\u00e9lie'))).toBe(true)
})
