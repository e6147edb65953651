import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { RawError, type TestIm, testIm } from '@signet/testkit'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { ConsoleVisitor } from './console-visitor.ts'
import { uploadAs } from './file-client.ts'

const AUDIT = ['console_audit', 'console_audit_account']
const CHOSEN = 'correct horse battery'

/** Rows of an application by table, without what the audit log keeps. */
async function rowsOf(im: TestIm, sdkAppId: number): Promise<Record<string, number>> {
  const { db } = im.server.im
  const found: Record<string, number> = {}
  for (const { name, columns } of await db.read.introspection.getTables()) {
    if (AUDIT.includes(name) || !columns.some((column) => column.name === 'sdk_app_id')) continue
    const query = sql<{ n: number }>`select count(*) as n from ${sql.table(name)} where sdk_app_id = ${sdkAppId}`
    const { rows } = await query.execute(db.read)
    if (Number(rows[0]!.n) > 0) found[name] = Number(rows[0]!.n)
  }
  return found
}

const text = (message: string) => ({
  random: Math.floor(Math.random() * 2 ** 31),
  clientTime: 1795424545,
  body: [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: message } }],
})

it('[APP7] an erased application leaves no row, message or file behind, and its neighbour all of it', async () => {
  await using im = await testIm()
  const { sdkAppId } = im
  const { accounts, timeline } = im.server.im
  const neighbour = (await accounts.apps.create({ name: 'Neighbour' })).sdkAppId
  await accounts.importMany(
    neighbour,
    Array.from({ length: 1200 }, (_, i) => ({ userId: `user${i}` })),
  )
  await accounts.importMany(
    sdkAppId,
    Array.from({ length: 1200 }, (_, i) => ({ userId: `user${i}` })),
  )
  await timeline.append({ conversation: `${neighbour}\x1fC2C\x1fa\x1fb`, value: '{}' })
  const [alice] = await Promise.all([im.enter('alice'), im.enter('bob')])
  for (let i = 0; i < 3; i++) await alice!.request('send', { to: 'bob', ...text(`hello ${i}`) })
  await alice!.request('group.create', { type: 'Work', name: 'Team', members: [{ userId: 'bob' }] })
  await alice!.request('friend.add', { userId: 'bob', source: 'AddSource_Type_Web' })
  const { fileId } = await uploadAs(im, alice!, new Uint8Array(5000).fill(7))
  expect(fileId).toBeTypeOf('string')
  const before = await rowsOf(im, sdkAppId)
  expect(Object.keys(before).length).toBeGreaterThan(7)
  const neighbours = await rowsOf(im, neighbour)

  const owner = new ConsoleVisitor(im.url)
  const { password } = im.server.firstRun!
  await owner.signIn('owner', password)
  await owner.changePassword(password, CHOSEN)
  const path = `applications/${sdkAppId}/erase`
  expect((await owner.ask('POST', path, { name: 'another name' })).status).toBe(400)
  expect(await rowsOf(im, sdkAppId)).toEqual(before)
  const { name } = await accounts.apps.get(sdkAppId)
  expect((await owner.ask('POST', path, { name })).status).toBe(200)

  expect(await rowsOf(im, sdkAppId)).toEqual({})
  const conversations = await timeline.list({ prefix: '', after: '', limit: 100 })
  expect(conversations.map(({ conversation }) => conversation.split('\x1f')[0])).toEqual([String(neighbour)])
  expect(await timeline.outbox(10)).toEqual([])
  expect(await rowsOf(im, neighbour)).toEqual(neighbours)
  const files = await readdir(join(im.dir, 'files'), { recursive: true }).catch(() => [])
  expect(files.filter((file) => file.includes(String(sdkAppId)) && /[0-9a-f]{64}/.test(file))).toEqual([])
  await expect(im.enter('alice')).rejects.toBeInstanceOf(RawError)
  expect((await owner.ask('GET', 'applications')).body).toMatchObject({ total: 1 })
  const log = (await owner.ask('GET', 'audit')).body as { entries: { action: string; outcome: string }[] }
  expect(log.entries.find(({ action, outcome }) => action === 'application.erase' && outcome === 'done')).toBeDefined()
})
