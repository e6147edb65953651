import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ErrorName } from '@signet/protocol/errors'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Database } from '../../engine/storage/database.ts'
import { migrate } from '../../engine/storage/migrations.ts'
import { openSqlite } from '../../engine/storage/sqlite.ts'
import type { MessageTables } from './store.ts'
import { createUserRoutes, type MayMessage } from './to-user.ts'

const APP = 1_400_000_001
let folder: string
let db: Database<MessageTables>
let mayMessage: MayMessage
let toUser: ReturnType<typeof createUserRoutes>
const admit = () => toUser(APP, 'alice', 'bob').admit()

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signet-to-user-'))
  db = await openSqlite<MessageTables>(join(folder, 'signet.db'))
  await migrate(db)
  const app = { sdk_app_id: APP, name: 'Test', settings: '{}', created_at: 0, disabled_at: null }
  const all = db as unknown as Database<{ app: typeof app }>
  await all.write([all.read.insertInto('app').values(app)])
  mayMessage = () => undefined
  const accounts = { find: async (_sdkAppId: number, userId: string) => ({ userId }) }
  toUser = createUserRoutes({ db, accounts, now: () => 0, mayMessage: (...pair) => mayMessage(...pair) })
})

afterEach(async () => {
  await db.close()
  await rm(folder, { recursive: true })
})

/** An answer that comes when the test says so. */
function later(): { promise: Promise<ErrorName | undefined>; answer(refusal?: ErrorName): void } {
  let answer!: (refusal?: ErrorName) => void
  const promise = new Promise<ErrorName | undefined>((resolve) => {
    answer = resolve
  })
  return { promise, answer }
}

test('[MSG7] nobody passes a message of the same sender that still waits to be admitted', async () => {
  await admit()
  expect(admit()).toBeUndefined()
  const slow = later()
  mayMessage = () => slow.promise
  const order: number[] = []
  const first = Promise.resolve(admit()).then(() => order.push(1))
  mayMessage = () => undefined
  const second = Promise.resolve(admit()).then(() => order.push(2))
  await new Promise((resolve) => setImmediate(resolve))
  expect(order).toEqual([])
  expect(toUser(APP, 'bob', 'alice').admit()).toBeUndefined()
  slow.answer()
  await Promise.all([first, second])
  expect(order).toEqual([1, 2])
  expect(admit()).toBeUndefined()
})

test('[BLK2] a refusal is told at once when it is known, and by the answer when it is not', async () => {
  mayMessage = () => 'BLACKLISTED_BY_RECEIVER'
  expect(() => admit()).toThrow(expect.objectContaining({ code: 20007 }))
  const slow = later()
  mayMessage = () => slow.promise
  const refused = admit()
  slow.answer('BLACKLISTED_BY_RECEIVER')
  await expect(refused).rejects.toMatchObject({ code: 20007 })
  const contacts = await db.read.selectFrom('c2c_contact').selectAll().execute()
  expect(contacts).toEqual([])
  mayMessage = () => undefined
  await admit()
  expect(admit()).toBeUndefined()
})

test('what cannot be read is told once, by the refusal, and what comes later is judged anew', async () => {
  const away = async () => {
    throw new Error('the database is away')
  }
  let isAway = true
  const accounts = { find: async (_sdkAppId: number, userId: string) => ({ userId }) }
  const discards = () => (isAway ? away() : false)
  toUser = createUserRoutes({ db, accounts, now: () => 0, mayMessage: (...pair) => mayMessage(...pair), discards })
  const unheard: unknown[] = []
  const hear = (error: unknown) => unheard.push(error)
  process.on('unhandledRejection', hear)
  try {
    mayMessage = away
    await expect(admit()).rejects.toThrow('away')
    toUser(APP, 'alice', 'bob').audience({ from: 'alice' })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(unheard).toEqual([])
  } finally {
    process.off('unhandledRejection', hear)
  }
  isAway = false
  mayMessage = () => undefined
  await admit()
  expect(admit()).toBeUndefined()
})
