import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateKeyPair, privateKey, sign } from '@signet/usersig/node'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSecrets } from '../../engine/secrets.ts'
import type { Database } from '../../engine/storage/database.ts'
import { migrate } from '../../engine/storage/migrations.ts'
import { openSqlite } from '../../engine/storage/sqlite.ts'
import { type Accounts, createAccounts } from './create.ts'
import { DEFAULT_SETTINGS } from './rules.ts'
import type { AccountTables } from './store.ts'

let folder: string
let db: Database<AccountTables>
let accounts: Accounts

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signet-apps-'))
  db = await openSqlite<AccountTables>(join(folder, 'signet.db'))
  await migrate(db)
  accounts = createAccounts({ db, secrets: createSecrets(randomBytes(32)) })
})

afterEach(async () => {
  await db.close()
  await rm(folder, { recursive: true })
})

const rows = async () => ({
  apps: await db.read.selectFrom('app').selectAll().orderBy('sdk_app_id').execute(),
  administrators: await db.read.selectFrom('app_administrator').selectAll().orderBy('user_id').execute(),
  accounts: await db.read.selectFrom('account').selectAll().orderBy('user_id').execute(),
})

test('[APP1] [APP2] a new application has an SDKAppID of its own and an administrator with an account', async () => {
  const app = await accounts.apps.create({ name: 'Shop' })
  expect(app.sdkAppId).toBeGreaterThanOrEqual(1_400_000_000)
  expect(app.sdkAppId).toBeLessThanOrEqual(1_699_999_999)
  expect(app).toMatchObject({ name: 'Shop', administrators: ['administrator'], settings: DEFAULT_SETTINGS })
  expect(app.disabledAt).toBeUndefined()
  expect(await accounts.find(app.sdkAppId, 'administrator')).toMatchObject({ userId: 'administrator' })
  expect(await accounts.apps.get(app.sdkAppId)).toEqual(app)
})

test('[APP1] an SDKAppID that is taken or impossible is refused, and what is there stays', async () => {
  await accounts.apps.create({ name: 'First', sdkAppId: 1400000001 })
  const before = await rows()
  await expect(accounts.apps.create({ name: 'Second', sdkAppId: 1400000001 })).rejects.toMatchObject({
    errorName: 'BAD_PARAMETER',
  })
  for (const sdkAppId of [0, -1, 1.5, 2 ** 32, Number.NaN, '1400000002' as unknown as number]) {
    await expect(accounts.apps.create({ name: 'x', sdkAppId })).rejects.toMatchObject({ errorName: 'BAD_PARAMETER' })
  }
  expect(await rows()).toEqual(before)
})

test('[APP1] of many that ask for one SDKAppID at once exactly one gets it', async () => {
  const settled = await Promise.allSettled(
    Array.from({ length: 10 }, (_, i) => accounts.apps.create({ name: `n${i}`, sdkAppId: 1400000007 })),
  )
  expect(settled.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
  for (const outcome of settled) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ errorName: 'BAD_PARAMETER' })
  }
  expect((await rows()).apps).toHaveLength(1)
})

test('applications are listed oldest first, each with its own administrators', async () => {
  const first = await accounts.apps.create({ name: 'First', administrator: 'root' })
  const second = await accounts.apps.create({ name: 'Second' })
  const list = await accounts.apps.list()
  expect(new Set(list.map((app) => app.sdkAppId))).toEqual(new Set([first.sdkAppId, second.sdkAppId]))
  expect(list.find((app) => app.sdkAppId === first.sdkAppId)?.administrators).toEqual(['root'])
})

test('[APP2] the last administrator cannot be removed, also not by two removals at once', async () => {
  const { sdkAppId } = await accounts.apps.create({ name: 'Shop' })
  await expect(accounts.apps.removeAdministrator(sdkAppId, 'administrator')).rejects.toThrow(
    'at least one administrator',
  )
  expect((await accounts.apps.addAdministrator(sdkAppId, 'second')).administrators).toEqual(['administrator', 'second'])
  const settled = await Promise.allSettled([
    accounts.apps.removeAdministrator(sdkAppId, 'administrator'),
    accounts.apps.removeAdministrator(sdkAppId, 'second'),
  ])
  expect(settled.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect((await accounts.apps.get(sdkAppId)).administrators).toHaveLength(1)
})

test('[APP3] settings that are not chosen follow the defaults, and a bad one changes nothing', async () => {
  const { sdkAppId } = await accounts.apps.create({ name: 'Shop', settings: { loginPolicy: 'multi' } })
  const changed = await accounts.apps.updateSettings(sdkAppId, { maxInstances: 3 })
  expect(changed.settings).toEqual({ ...DEFAULT_SETTINGS, loginPolicy: 'multi', maxInstances: 3 })
  expect(accounts.settings(sdkAppId)).toEqual(changed.settings)
  await expect(accounts.apps.updateSettings(sdkAppId, { maxInstances: 99 })).rejects.toMatchObject({
    errorName: 'BAD_PARAMETER',
  })
  await expect(
    accounts.apps.create({ name: 'x', settings: { colour: 1 } as Record<string, unknown> }),
  ).rejects.toMatchObject({ errorName: 'BAD_PARAMETER' })
  expect((await accounts.apps.get(sdkAppId)).settings).toEqual(changed.settings)
})

test('[APP3] concurrent changes of different settings both stay', async () => {
  const { sdkAppId } = await accounts.apps.create({ name: 'Shop' })
  await Promise.all([
    accounts.apps.updateSettings(sdkAppId, { maxInstances: 2 }),
    accounts.apps.updateSettings(sdkAppId, { roamingDays: 30 }),
    accounts.apps.updateSettings(sdkAppId, { loginPolicy: 'single' }),
  ])
  expect((await accounts.apps.get(sdkAppId)).settings).toMatchObject({
    maxInstances: 2,
    roamingDays: 30,
    loginPolicy: 'single',
  })
})

test('[APP4] a disabled application accepts no ticket until it is enabled again', async () => {
  const { sdkAppId } = await accounts.apps.create({ name: 'Shop' })
  const pair = generateKeyPair()
  await accounts.keys.uploadPublicKey(sdkAppId, pair.publicKey)
  const userSig = sign(privateKey(pair.privateKey), { sdkAppId, userId: 'alice', expire: 3600 })
  const login = () => accounts.verifyTicket({ sdkAppId, userId: 'alice', userSig })
  await login()
  expect((await accounts.apps.disable(sdkAppId)).disabledAt).toBeTypeOf('number')
  await expect(login()).rejects.toMatchObject({ errorName: 'APP_DISABLED' })
  await accounts.apps.enable(sdkAppId)
  await login()
})

test('an application that does not exist is APP_NOT_FOUND for every verb', async () => {
  const before = await rows()
  for (const id of [1400000099, 0, -5, 2 ** 32, Number.NaN]) {
    const calls = [
      accounts.apps.get(id),
      accounts.apps.rename(id, 'x'),
      accounts.apps.updateSettings(id, {}),
      accounts.apps.disable(id),
      accounts.apps.enable(id),
      accounts.apps.addAdministrator(id, 'a'),
      accounts.apps.removeAdministrator(id, 'a'),
      accounts.keys.list(id),
      accounts.keys.makeSecret(id),
      accounts.keys.makeKeyPair(id),
      accounts.keys.retire(id, 'k', { overlapMs: 0 }),
      accounts.keys.revoke(id, 'k'),
      accounts.keys.revealSecret(id, 'k'),
      accounts.import({ sdkAppId: id, userId: 'a' }),
      accounts.importMany(id, [{ userId: 'a' }]),
      accounts.ensure(id, 'a'),
      accounts.verifyTicket({ sdkAppId: id, userId: 'a', userSig: 'x' }),
    ]
    for (const outcome of await Promise.allSettled(calls)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { errorName: 'APP_NOT_FOUND' } })
    }
  }
  expect(await rows()).toEqual(before)
})

test('[CHK23] a name full of SQL is a name', async () => {
  const name = `'; drop table app; --"%_\\$1?`
  const { sdkAppId } = await accounts.apps.create({ name })
  expect((await accounts.apps.get(sdkAppId)).name).toBe(name)
  await accounts.apps.rename(sdkAppId, `${name}${name}`)
  expect((await accounts.apps.list()).map((app) => app.name)).toEqual([`${name}${name}`])
})
