import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { secretKey, sign } from '@signet/usersig/node'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSecrets } from '../../engine/secrets.ts'
import type { Database } from '../../engine/storage/database.ts'
import { migrate } from '../../engine/storage/migrations.ts'
import { openSqlite } from '../../engine/storage/sqlite.ts'
import { type Accounts, createAccounts } from './create.ts'
import { tinyIdOf } from './rules.ts'
import type { AccountTables } from './store.ts'

const secrets = createSecrets(randomBytes(32))
let folder: string
let db: Database<AccountTables>
let accounts: Accounts
let clock: number
let sdkAppId: number
const now = () => clock

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signet-accounts-'))
  db = await openSqlite<AccountTables>(join(folder, 'signet.db'), { foreignPoll: 50 })
  await migrate(db)
  clock = 1_790_000_000_500
  accounts = createAccounts({ db, secrets, now })
  sdkAppId = (await accounts.apps.create({ name: 'Shop' })).sdkAppId
})

afterEach(async () => {
  await db.close()
  await rm(folder, { recursive: true })
})

const allRows = () => db.read.selectFrom('account').selectAll().orderBy('sdk_app_id').orderBy('user_id').execute()

const HOSTILE = [
  '',
  'a\nb',
  'a\u0000b',
  'x'.repeat(33),
  'аlice',
  '../../etc/passwd',
  '__proto__',
  ' alice',
  'alice ',
  'a/b',
  'a\\b',
  '\u202ealice',
  '好',
  '\u007f',
]

test('[ACC1] [CHK5] a hostile UserID is refused by every verb and changes no row', async () => {
  await accounts.keys.makeSecret(sdkAppId)
  const before = await allRows()
  const wrong = [...HOSTILE, 7, null, undefined, {}, ['alice']] as string[]
  for (const userId of wrong) {
    const calls = [
      accounts.import({ sdkAppId, userId }),
      accounts.ensure(sdkAppId, userId),
      accounts.revokeLogins(sdkAppId, userId),
      accounts.verifyTicket({ sdkAppId, userId, userSig: 'x' }),
      accounts.apps.addAdministrator(sdkAppId, userId),
    ]
    for (const outcome of await Promise.allSettled(calls)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { errorName: 'BAD_PARAMETER', code: 70402 } })
    }
    expect(await accounts.find(sdkAppId, userId)).toBeUndefined()
  }
  expect(
    (
      await accounts.importMany(
        sdkAppId,
        wrong.map((userId) => ({ userId })),
      )
    ).failed,
  ).toHaveLength(wrong.length)
  expect(await allRows()).toEqual(before)
})

test('[ACC2] an import is idempotent: what is given is written, what is not given stays', async () => {
  const first = await accounts.import({ sdkAppId, userId: 'alice', nick: 'Alice', faceUrl: 'https://a/1.png' })
  expect(first).toMatchObject({ sdkAppId, userId: 'alice', nick: 'Alice', faceUrl: 'https://a/1.png', sigNotBefore: 0 })
  clock += 5_000
  expect(await accounts.import({ sdkAppId, userId: 'alice' })).toEqual(first)
  expect(await accounts.import({ sdkAppId, userId: 'alice', nick: 'Ally' })).toEqual({ ...first, nick: 'Ally' })
  expect(await accounts.import({ sdkAppId, userId: 'alice', faceUrl: '' })).toEqual({
    ...first,
    nick: 'Ally',
    faceUrl: '',
  })
})

test('[ACC2] many imports of one account at once make one account', async () => {
  const made = await Promise.all(Array.from({ length: 50 }, () => accounts.import({ sdkAppId, userId: 'alice' })))
  expect(new Set(made.map((account) => account.tinyId)).size).toBe(1)
})

test('[ACC2] importMany imports what it can and names what it cannot', async () => {
  const list = Array.from({ length: 450 }, (_, i) => ({ userId: `user${i}`, nick: `Nick ${i}` }))
  const { failed } = await accounts.importMany(sdkAppId, [
    ...list,
    { userId: 'a/b' },
    { userId: 'ok', nick: 'x'.repeat(501) },
  ])
  expect(failed).toEqual(['a/b', 'ok'])
  expect(await accounts.find(sdkAppId, 'user449')).toMatchObject({ nick: 'Nick 449' })
  expect(await allRows()).toHaveLength(451)
})

test('[ACC3] a tinyID is a decimal number above 2^57, unique and kept', async () => {
  await accounts.importMany(
    sdkAppId,
    Array.from({ length: 300 }, (_, i) => ({ userId: `u${i}` })),
  )
  const ids = (await allRows()).map((row) => row.tiny_id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) {
    expect(BigInt(id) >= 2n ** 57n && BigInt(id) < 2n ** 57n + 2n ** 40n).toBe(true)
  }
})

test('[ACC3] a tinyID that is taken, also in another application, is drawn again', async () => {
  const draws = [1, 1, 1, 2, 2, 3, 4, 5, 6]
  const few = createAccounts({ db, secrets, now, makeTinyId: () => tinyIdOf(draws.shift()!) })
  const one = await few.import({ sdkAppId, userId: 'one' })
  const other = await few.apps.create({ name: 'Other' })
  const two = await few.import({ sdkAppId: other.sdkAppId, userId: 'two' })
  expect(one.tinyId).toBe(tinyIdOf(1))
  expect((await few.find(other.sdkAppId, 'administrator'))?.tinyId).toBe(tinyIdOf(2))
  expect(two.tinyId).toBe(tinyIdOf(3))
})

test('[ACC4] the first login makes the account, or is refused where accounts are imported', async () => {
  const made = await accounts.ensure(sdkAppId, 'alice')
  expect(await accounts.ensure(sdkAppId, 'alice')).toEqual(made)
  const strict = await accounts.apps.create({ name: 'Strict', settings: { accountCreation: 'imported' } })
  await expect(accounts.ensure(strict.sdkAppId, 'alice')).rejects.toMatchObject({
    errorName: 'ACCOUNT_NOT_FOUND',
    code: 70107,
  })
  await accounts.import({ sdkAppId: strict.sdkAppId, userId: 'alice' })
  expect(await accounts.ensure(strict.sdkAppId, 'alice')).toMatchObject({ userId: 'alice' })
})

test('[ACC4] many first logins at once make one account', async () => {
  const made = await Promise.all(Array.from({ length: 40 }, () => accounts.ensure(sdkAppId, 'alice')))
  expect(new Set(made.map((account) => account.tinyId)).size).toBe(1)
})

test('[ACC5] revoking logins refuses the tickets signed until now, this second included, and no later ones', async () => {
  const { secret } = await accounts.keys.makeSecret(sdkAppId)
  await accounts.import({ sdkAppId, userId: 'alice' })
  await accounts.import({ sdkAppId, userId: 'bob' })
  const seconds = Math.floor(clock / 1000)
  const login = (userId: string, signedAt: number) =>
    accounts.verifyTicket({
      sdkAppId,
      userId,
      userSig: sign(secretKey(secret), { sdkAppId, userId, expire: 3600, now: signedAt }),
    })
  await login('alice', seconds)
  expect(await accounts.revokeLogins(sdkAppId, 'alice')).toMatchObject({ sigNotBefore: seconds + 1 })
  const revoked = { errorName: 'USERSIG_REVOKED', code: 70052 }
  await expect(login('alice', seconds - 100)).rejects.toMatchObject(revoked)
  await expect(login('alice', seconds)).rejects.toMatchObject(revoked)
  await login('bob', seconds)
  clock += 1_000
  await login('alice', seconds + 1)
})

test('[ACC5] a revocation is never taken back by an earlier one or by an import', async () => {
  await accounts.import({ sdkAppId, userId: 'alice' })
  const later = await accounts.revokeLogins(sdkAppId, 'alice')
  clock -= 3_600_000
  expect(await accounts.revokeLogins(sdkAppId, 'alice')).toEqual(later)
  expect(await accounts.import({ sdkAppId, userId: 'alice', nick: 'x' })).toMatchObject({
    sigNotBefore: later.sigNotBefore,
  })
})

test('logins of an account that does not exist cannot be revoked', async () => {
  await expect(accounts.revokeLogins(sdkAppId, 'nobody')).rejects.toMatchObject({ errorName: 'ACCOUNT_NOT_FOUND' })
})

test('[ACC6] a profile that is too long changes nothing', async () => {
  const before = await accounts.import({ sdkAppId, userId: 'alice', nick: 'Alice' })
  for (const change of [{ nick: 'x'.repeat(501) }, { faceUrl: '好'.repeat(167) }, { nick: '\ud800' }]) {
    await expect(accounts.import({ sdkAppId, userId: 'alice', ...change })).rejects.toMatchObject({
      errorName: 'BAD_PARAMETER',
    })
  }
  expect(await accounts.find(sdkAppId, 'alice')).toEqual(before)
})

test('[ACC7] find answers what was last written here, in any order of reads and writes', async () => {
  const step = fc.record({
    user: fc.constantFrom('a', 'b', 'c'),
    nick: fc.option(fc.string({ maxLength: 5 }), { nil: undefined }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const fresh = createAccounts({ db, secrets, now, cachedAccounts: 2 })
      const known = new Map<string, string>()
      for (const userId of ['a', 'b', 'c']) known.set(userId, (await fresh.find(sdkAppId, userId))?.nick ?? '')
      for (const { user, nick } of steps) {
        const reads = [fresh.find(sdkAppId, user), fresh.find(sdkAppId, 'a')]
        if (nick !== undefined) {
          await fresh.import({ sdkAppId, userId: user, nick })
          known.set(user, nick)
        }
        await Promise.all(reads)
        expect((await fresh.find(sdkAppId, user))?.nick ?? '').toBe(known.get(user))
      }
    }),
    { numRuns: 25 },
  )
})

test('[ACC7] what another process writes is found within a second', async () => {
  await accounts.import({ sdkAppId, userId: 'alice', nick: 'old' })
  const otherDb = await openSqlite<AccountTables>(join(folder, 'signet.db'))
  try {
    const other = createAccounts({ db: otherDb, secrets, now })
    await other.import({ sdkAppId, userId: 'alice', nick: 'new' })
    await other.revokeLogins(sdkAppId, 'alice')
    await expect.poll(async () => (await accounts.find(sdkAppId, 'alice'))?.nick, { timeout: 1_000 }).toBe('new')
    expect((await accounts.find(sdkAppId, 'alice'))?.sigNotBefore).toBeGreaterThan(0)
  } finally {
    await otherDb.close()
  }
})

test('[APP5] [CHK11] accounts of one application are not there through another one', async () => {
  const other = (await accounts.apps.create({ name: 'Other' })).sdkAppId
  const mine = await accounts.import({ sdkAppId, userId: 'alice', nick: 'mine' })
  expect(await accounts.find(other, 'alice')).toBeUndefined()
  await expect(accounts.revokeLogins(other, 'alice')).rejects.toMatchObject({ errorName: 'ACCOUNT_NOT_FOUND' })
  const theirs = await accounts.import({ sdkAppId: other, userId: 'alice', nick: 'theirs' })
  expect(theirs.tinyId).not.toBe(mine.tinyId)
  await accounts.revokeLogins(other, 'alice')
  expect(await accounts.find(sdkAppId, 'alice')).toEqual(mine)
})

test('[CHK23] UserIDs and nicknames full of SQL are what they are', async () => {
  const ids = ["' or 1=1 --", '%', '_', '"; drop table account;', '$1', '?', ':a', 'null', 'a%']
  for (const userId of ids) await accounts.import({ sdkAppId, userId, nick: `${userId}'"%_\\` })
  const fresh = createAccounts({ db, secrets, now })
  for (const userId of ids) {
    expect(await fresh.find(sdkAppId, userId)).toMatchObject({ userId, nick: `${userId}'"%_\\` })
  }
  expect(await allRows()).toHaveLength(ids.length + 1)
})
