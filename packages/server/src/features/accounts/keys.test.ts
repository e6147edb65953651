import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateKeyPair, type Key, privateKey, secretKey, sign } from '@signet/usersig/node'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSecrets } from '../../engine/secrets.ts'
import type { Database } from '../../engine/storage/database.ts'
import { migrate } from '../../engine/storage/migrations.ts'
import { openSqlite } from '../../engine/storage/sqlite.ts'
import { type Accounts, createAccounts } from './create.ts'
import type { AccountTables } from './store.ts'

const masterKey = randomBytes(32)
let folder: string
let db: Database<AccountTables>
let accounts: Accounts
let clock: number
let sdkAppId: number
const now = () => clock

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signet-keys-'))
  db = await openSqlite<AccountTables>(join(folder, 'signet.db'), { foreignPoll: 50 })
  await migrate(db)
  clock = 1_790_000_000_000
  accounts = createAccounts({ db, secrets: createSecrets(masterKey), now })
  sdkAppId = (await accounts.apps.create({ name: 'Shop' })).sdkAppId
})

afterEach(async () => {
  await db.close()
  await rm(folder, { recursive: true })
})

const ticket = (key: Key, userId = 'alice', app = sdkAppId) =>
  sign(key, { sdkAppId: app, userId, expire: 86_400, now: Math.floor(clock / 1000) })
const verify = (userSig: string, userId = 'alice', app = sdkAppId) =>
  accounts.verifyTicket({ sdkAppId: app, userId, userSig })
const refused = (name: string) => ({ errorName: name })

test('[KEY1] the private key of a new pair is in the answer, signs tickets, and is nowhere in the data folder', async () => {
  for (const curve of ['P-256', 'secp256k1'] as const) {
    const pair = await accounts.keys.makeKeyPair(sdkAppId, { curve })
    const verified = await verify(ticket(privateKey(pair.privateKey)))
    expect(verified).toMatchObject({
      version: 1,
      keyId: pair.keyId,
      issuedAt: clock / 1000,
      expiresAt: clock / 1000 + 86_400,
    })
    expect(verified.app.sdkAppId).toBe(sdkAppId)
    expect(verified.digest).toMatch(/^[0-9a-f]{64}$/)
    const body = pair.privateKey.split('\n').slice(1, -2).join('')
    const scalar = Buffer.from(body, 'base64').subarray(36, 68)
    for (const file of ['signet.db', 'signet.db-wal']) {
      const bytes = await readFile(join(folder, file))
      expect(bytes.includes(scalar) || bytes.includes(body.slice(40, 80))).toBe(false)
      if (file.endsWith('-wal')) expect(bytes.includes(pair.keyId)).toBe(true)
    }
    expect(JSON.stringify(await accounts.keys.list(sdkAppId))).not.toContain('PRIVATE')
  }
})

test('[KEY1] a text with a private key in it is refused and not kept', async () => {
  const pair = generateKeyPair()
  for (const text of [pair.privateKey, pair.publicKey + pair.privateKey]) {
    await expect(accounts.keys.uploadPublicKey(sdkAppId, text)).rejects.toMatchObject({
      errorName: 'BAD_PARAMETER',
      message: expect.stringContaining('private key'),
    })
  }
  expect(await accounts.keys.list(sdkAppId)).toEqual([])
})

test('[KEY2] a secret is sealed at rest, revealed on request, and not in the list', async () => {
  const { keyId, secret } = await accounts.keys.makeSecret(sdkAppId)
  expect(secret).toMatch(/^[0-9a-f]{64}$/)
  expect(await verify(ticket(secretKey(secret)))).toMatchObject({ version: 2, keyId })
  expect(await accounts.keys.revealSecret(sdkAppId, keyId)).toBe(secret)
  expect(JSON.stringify(await accounts.keys.list(sdkAppId))).not.toContain(secret)
  for (const file of ['signet.db', 'signet.db-wal'])
    expect((await readFile(join(folder, file))).includes(secret)).toBe(false)
})

test('[KEY2] a sealed secret that is moved to another key does not open', async () => {
  const { keyId: first, secret } = await accounts.keys.makeSecret(sdkAppId)
  const { keyId: second } = await accounts.keys.makeSecret(sdkAppId)
  const row = await db.read
    .selectFrom('app_key')
    .select('sealed_secret')
    .where('key_id', '=', first)
    .executeTakeFirstOrThrow()
  await db.write([db.read.updateTable('app_key').set(row).where('key_id', '=', second)])
  await expect(accounts.keys.revealSecret(sdkAppId, second)).rejects.toMatchObject(refused('INTERNAL'))
  const fresh = createAccounts({ db, secrets: createSecrets(masterKey), now })
  const userSig = ticket(secretKey(secret))
  expect(await fresh.verifyTicket({ sdkAppId, userId: 'alice', userSig })).toMatchObject({ keyId: first })
})

test('[KEY3] several keys of both versions verify at the same time', async () => {
  const v1 = [
    await accounts.keys.makeKeyPair(sdkAppId),
    await accounts.keys.makeKeyPair(sdkAppId, { curve: 'secp256k1' }),
  ]
  const v2 = [await accounts.keys.makeSecret(sdkAppId), await accounts.keys.makeSecret(sdkAppId)]
  for (const key of v1)
    expect(await verify(ticket(privateKey(key.privateKey)))).toMatchObject({ keyId: key.keyId, version: 1 })
  for (const key of v2)
    expect(await verify(ticket(secretKey(key.secret)))).toMatchObject({ keyId: key.keyId, version: 2 })
  const list = await accounts.keys.list(sdkAppId)
  expect(list.map((key) => key.curve)).toEqual(expect.arrayContaining(['P-256', 'secp256k1', undefined]))
})

test('[KEY3] an application has at most ten usable keys, also when they are made at once', async () => {
  const settled = await Promise.allSettled(Array.from({ length: 13 }, () => accounts.keys.makeSecret(sdkAppId)))
  expect(settled.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(10)
  const [oldest] = await accounts.keys.list(sdkAppId)
  await accounts.keys.revoke(sdkAppId, oldest!.keyId)
  await accounts.keys.makeSecret(sdkAppId)
})

test('[KEY5] [CHK8] during the overlap the old and the new key verify, after it only the new one', async () => {
  const old = await accounts.keys.makeSecret(sdkAppId)
  const fresh = await accounts.keys.makeSecret(sdkAppId)
  const oldTicket = ticket(secretKey(old.secret))
  expect(await accounts.keys.retire(sdkAppId, old.keyId, { overlapMs: 60_000 })).toMatchObject({ status: 'retiring' })
  clock += 59_999
  await verify(oldTicket)
  expect(accounts.keyTrusted(sdkAppId, old.keyId)).toBe(true)
  clock += 1_001
  await expect(verify(oldTicket)).rejects.toMatchObject({ errorName: 'USERSIG_KEY_MISMATCH', code: 70009 })
  expect(accounts.keyTrusted(sdkAppId, old.keyId)).toBe(false)
  await verify(ticket(secretKey(fresh.secret)))
  expect((await accounts.keys.list(sdkAppId)).map((key) => key.status).sort()).toEqual(['active', 'retired'])
})

test('[KEY4] [CHK8] a revoked key verifies nothing at once, and cannot come back', async () => {
  const pair = generateKeyPair()
  const { keyId } = await accounts.keys.uploadPublicKey(sdkAppId, pair.publicKey)
  await accounts.keys.makeSecret(sdkAppId)
  const userSig = ticket(privateKey(pair.privateKey))
  await verify(userSig)
  expect(await accounts.keys.revoke(sdkAppId, keyId)).toMatchObject({ status: 'revoked', revokedAt: clock })
  await expect(verify(userSig)).rejects.toMatchObject({ code: 70009 })
  expect(accounts.keyTrusted(sdkAppId, keyId)).toBe(false)
  await expect(accounts.keys.uploadPublicKey(sdkAppId, pair.publicKey)).rejects.toThrow('was revoked')
  await expect(accounts.keys.retire(sdkAppId, keyId, { overlapMs: 1_000 })).rejects.toThrow('was revoked')
})

test('[KEY4] [CHK8] keys that another process adds or revokes count here within a second', async () => {
  const first = await accounts.keys.makeSecret(sdkAppId)
  await verify(ticket(secretKey(first.secret)))
  const otherDb = await openSqlite<AccountTables>(join(folder, 'signet.db'))
  try {
    const other = createAccounts({ db: otherDb, secrets: createSecrets(masterKey), now })
    const second = await other.keys.makeSecret(sdkAppId)
    await expect.poll(() => verify(ticket(secretKey(second.secret))).then(() => 'in'), { timeout: 1_000 }).toBe('in')
    await other.keys.revoke(sdkAppId, first.keyId)
    await expect.poll(() => accounts.keyTrusted(sdkAppId, first.keyId), { timeout: 1_000 }).toBe(false)
    await expect(verify(ticket(secretKey(first.secret)))).rejects.toMatchObject({ code: 70009 })
  } finally {
    await otherDb.close()
  }
})

test('[KEY6] a public key has one form and one id, however its file looks, and again changes nothing', async () => {
  const { publicKey } = generateKeyPair()
  const first = await accounts.keys.uploadPublicKey(sdkAppId, publicKey)
  const forms = [
    publicKey.replaceAll('\n', '\r\n'),
    publicKey.replaceAll('\n', '\\n'),
    `-----BEGIN PUBLIC KEY-----\n${publicKey}`,
    `some text\n${publicKey}\nmore`,
    publicKey.trim(),
  ]
  for (const form of forms) expect(await accounts.keys.uploadPublicKey(sdkAppId, form)).toEqual(first)
  expect(await accounts.keys.list(sdkAppId)).toHaveLength(1)
})

test('what is no public key is refused with a reason', async () => {
  for (const text of ['', 'x', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', 'a'.repeat(64)]) {
    await expect(accounts.keys.uploadPublicKey(sdkAppId, text)).rejects.toMatchObject(refused('BAD_PARAMETER'))
  }
  expect(await accounts.keys.list(sdkAppId)).toEqual([])
})

test('[KEY7] the last use of a key is known at once and stored at most once a minute', async () => {
  const { keyId, secret } = await accounts.keys.makeSecret(sdkAppId)
  const stored = async () =>
    (await db.read.selectFrom('app_key').select('last_used_at').where('key_id', '=', keyId).executeTakeFirstOrThrow())
      .last_used_at
  const start = clock
  await verify(ticket(secretKey(secret)))
  expect(await accounts.keys.list(sdkAppId)).toMatchObject([{ lastUsedAt: start }])
  expect(await stored()).toBeNull()
  clock += 60_000
  await verify(ticket(secretKey(secret)))
  await expect.poll(stored, { timeout: 2_000 }).toBe(start + 60_000)
  clock += 30_000
  await verify(ticket(secretKey(secret)))
  expect(await stored()).toBe(start + 60_000)
  await accounts.close()
  expect(await stored()).toBe(start + 90_000)
})

test('[KEY8] an application without a usable key says so', async () => {
  const { secret, keyId } = await accounts.keys.makeSecret(sdkAppId)
  await accounts.keys.revoke(sdkAppId, keyId)
  await expect(verify(ticket(secretKey(secret)))).rejects.toMatchObject({ errorName: 'USERSIG_NO_KEY', code: 70016 })
})

test.each([
  ['', 'USERSIG_EMPTY', 70002],
  ['not a ticket', 'USERSIG_MALFORMED', 70003],
  ['eJwtzM', 'USERSIG_MALFORMED', 70003],
])('the refusal of %j has our name, the code, and a message that says what to do', async (userSig, name, code) => {
  await accounts.keys.makeSecret(sdkAppId)
  const error = await verify(userSig).catch((caught: unknown) => caught)
  expect(error).toMatchObject({ errorName: name, code })
  expect((error as Error).message.length).toBeGreaterThan(30)
})

test('[CHK4] a ticket of another user or another application never becomes a login', async () => {
  const { secret } = await accounts.keys.makeSecret(sdkAppId)
  const other = await accounts.apps.create({ name: 'Other' })
  await accounts.keys.makeSecret(other.sdkAppId)
  const userSig = ticket(secretKey(secret))
  await expect(verify(userSig, 'bob')).rejects.toMatchObject({ errorName: 'USERSIG_USER_MISMATCH', code: 70013 })
  await expect(verify(userSig, 'alice', other.sdkAppId)).rejects.toMatchObject({
    errorName: 'USERSIG_APP_MISMATCH',
    code: 70014,
  })
  clock += 86_402_000
  await expect(verify(userSig)).rejects.toMatchObject({ errorName: 'USERSIG_EXPIRED', code: 70001 })
})

test('[APP5] [CHK11] keys of one application are neither seen nor changed nor accepted through another one', async () => {
  const other = (await accounts.apps.create({ name: 'Other' })).sdkAppId
  const secret = await accounts.keys.makeSecret(sdkAppId)
  const pair = await accounts.keys.makeKeyPair(sdkAppId)
  expect(await accounts.keys.list(other)).toEqual([])
  for (const { keyId } of [secret, pair]) {
    await expect(accounts.keys.revealSecret(other, keyId)).rejects.toThrow(`has no key "${keyId}"`)
    await expect(accounts.keys.revoke(other, keyId)).rejects.toMatchObject(refused('BAD_PARAMETER'))
    await expect(accounts.keys.retire(other, keyId, { overlapMs: 0 })).rejects.toMatchObject(refused('BAD_PARAMETER'))
    expect(accounts.keyTrusted(other, keyId)).toBe(false)
  }
  await accounts.keys.makeSecret(other)
  await expect(verify(ticket(secretKey(secret.secret), 'alice', other), 'alice', other)).rejects.toMatchObject({
    code: 70009,
  })
  expect((await accounts.keys.list(sdkAppId)).map((key) => key.status)).toEqual(['active', 'active'])
})

test('[KEY6] the same public key in two applications is two keys', async () => {
  const other = (await accounts.apps.create({ name: 'Other' })).sdkAppId
  const { publicKey } = generateKeyPair()
  const { keyId } = await accounts.keys.uploadPublicKey(sdkAppId, publicKey)
  await accounts.keys.uploadPublicKey(other, publicKey)
  await accounts.keys.revoke(other, keyId)
  expect((await accounts.keys.list(sdkAppId)).map((key) => key.status)).toEqual(['active'])
})
