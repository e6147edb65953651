import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gunzipSync, gzipSync } from 'node:zlib'
import { defaultConfig, openTransfer, start } from '@signet/server'
import { testIm } from '@signet/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { APPLICATION_TABLES, LEFT_TABLES } from '../src/engine/storage/application-tables.ts'
import { ConsoleVisitor } from './console-visitor.ts'
import { list, say, sayInGroup } from './talk.ts'

const CHOSEN = 'correct horse battery'
const QUIET = { log: { level: 'silent' }, server: { port: 0 } } as const
const linesOf = (file: Buffer): string[] => gunzipSync(file).toString().trim().split('\n')
/** Without the line that says when it was made. */
const contentOf = (file: Buffer): string[] => linesOf(file).slice(1)

describe('an application that moves to another server', () => {
  const folders: string[] = []
  const folder = async (): Promise<string> => {
    const dir = await mkdtemp(join(tmpdir(), 'signet-test-'))
    folders.push(dir)
    return dir
  }
  let file: Buffer
  let sdkAppId: number
  let before: unknown

  beforeAll(async () => {
    await using im = await testIm({ config: { timeline: { url: 'level:' } } })
    sdkAppId = im.sdkAppId
    const { accounts } = im.server.im
    await accounts.keys.makeKeyPair(sdkAppId)
    const [alice, bob] = [await im.enter('alice'), await im.enter('bob')]
    for (let i = 0; i < 30; i++) await say(alice, 'bob', `message ${i}`)
    await say(bob, 'alice', '表情 😀 "quoted" <b>')
    const { seq } = await say(alice, 'bob', 'not meant', { noUnread: true })
    await alice.request('message.recall', { conversation: 'C2Cbob', seq })
    await bob.request('message.read', { conversation: 'C2Calice', upTo: 10 })
    const { groupId } = await alice.request('group.create', {
      type: 'Public',
      name: 'Club',
      members: [{ userId: 'bob' }],
    })
    for (let i = 0; i < 3; i++) await sayInGroup(bob, groupId, `in the club ${i}`)
    await alice.request('conversation.pin', { conversations: ['C2Cbob'], pinned: true } as never).catch(() => undefined)
    before = (await list(bob)).map(strip)
    // Another application of the same server, of which nothing may come along.
    const other = await accounts.apps.create({ name: 'Other' })
    await accounts.import({ sdkAppId: other.sdkAppId, userId: 'stranger' })

    const owner = new ConsoleVisitor(im.url)
    const { password } = im.server.firstRun!
    await owner.signIn('owner', password)
    await owner.changePassword(password, CHOSEN)
    const url = `${im.url}/console/api/applications/${sdkAppId}/export`
    const answer = await fetch(url, { headers: { cookie: owner.cookie } })
    expect(answer.headers.get('content-disposition')).toContain(`signet-${sdkAppId}-`)
    file = Buffer.from(await answer.arrayBuffer())
    expect((await owner.ask('GET', `applications/${sdkAppId}/exports`)).body).toMatchObject({
      possible: true,
      job: { state: 'done', by: 'owner' },
    })
    expect((await owner.ask('GET', 'audit?action=application.export')).text).toContain('"outcome":"done"')
  })
  afterAll(async () => {
    for (const dir of folders) await rm(dir, { recursive: true, force: true })
  })

  const strip = ({ conversation, unread, read, peerRead, head }: Awaited<ReturnType<typeof list>>[number]) => ({
    conversation,
    unread,
    read,
    peerRead,
    head,
  })

  test('[MOVE2] holds no secret and nothing of other applications', () => {
    const text = linesOf(file).join('\n')
    expect(text).toContain('message 29')
    expect(text).toContain('BEGIN PUBLIC KEY')
    expect(text).not.toContain('stranger')
    expect(text).not.toMatch(/"sealed_secret":"/)
  })

  test('[MOVE1] is exported again word for word, and people find what they had', async () => {
    const dir = await folder()
    const config = defaultConfig({ ...QUIET, data: { dir } })
    {
      await using transfer = await openTransfer(config)
      const told: number[] = []
      const done = await transfer.import(Readable.from([file]), { onProgress: ({ rows }) => told.push(rows) })
      expect(done).toMatchObject({ sdkAppId, name: 'Test' })
      expect(told.length).toBeGreaterThan(0)
      expect(contentOf(await buffer(transfer.export(sdkAppId)))).toEqual(contentOf(file))
      await expect(transfer.import(Readable.from([file]))).rejects.toThrow(/already/)
    }
    await using im = await testIm({ dir, config: { timeline: { url: 'level:' } } })
    const { accounts } = im.server.im
    expect((await accounts.apps.get(sdkAppId)).disabledAt).toBeUndefined()
    const { keyId } = await accounts.keys.makeSecret(sdkAppId)
    const { secretKey, sign } = await import('@signet/usersig/node')
    const key = secretKey(await accounts.keys.revealSecret(sdkAppId, keyId))
    const bob = await im.connect()
    const now = Math.floor(im.clock.now() / 1000)
    await bob.login({ sdkAppId, userId: 'bob', userSig: sign(key, { sdkAppId, userId: 'bob', expire: 600, now }) })
    expect((await list(bob)).map(strip)).toEqual(before)
    const { seq } = await say(bob, 'alice', 'goes on')
    expect(seq).toBe(33)
  })

  test('takes another SDKAppID where that is wanted', async () => {
    await using transfer = await openTransfer(defaultConfig({ ...QUIET, data: { dir: await folder() } }))
    await transfer.import(Readable.from([file]), { as: 1400000777 })
    const [header, ...content] = linesOf(await buffer(transfer.export(1400000777)))
    expect(JSON.parse(header!)).toMatchObject({ sdkAppId: 1400000777 })
    expect(content).toEqual(contentOf(file))
  })

  test.each([
    ['cut off', (lines: string[]) => lines.slice(0, -5)],
    [
      'of a newer program',
      ([, ...rest]: string[]) => [JSON.stringify({ signet: 'application-export', version: 2 }), ...rest],
    ],
    ['that is something else', () => ['{"hello":1}']],
    [
      'with a table that it may not name',
      (lines: string[]) => [lines[0]!, '{"table":"console_user","row":{"name":"x"}}', ...lines.slice(1)],
    ],
    ['with a line of nonsense', (lines: string[]) => [lines[0]!, lines[1]!, '{', ...lines.slice(2)]],
  ])('[MOVE3] an export %s is refused and leaves nothing', async (_what, spoil) => {
    await using transfer = await openTransfer(defaultConfig({ ...QUIET, data: { dir: await folder() } }))
    const spoilt = gzipSync(spoil(linesOf(file)).join('\n'))
    await expect(transfer.import(Readable.from([spoilt]))).rejects.toThrow()
    await expect(buffer(transfer.export(sdkAppId))).rejects.toThrow(/no such SDKAppID/)
    // Nothing stands in the way of the good one.
    await transfer.import(Readable.from([file]))
  })

  test('[MOVE3] rows cannot name another application', async () => {
    await using transfer = await openTransfer(defaultConfig({ ...QUIET, data: { dir: await folder() } }))
    const hostile = linesOf(file).map((line) => line.replace('"row":{', '"row":{"sdk_app_id":1400000999,'))
    await transfer.import(Readable.from([gzipSync(hostile.join('\n'))]))
    await expect(buffer(transfer.export(1400000999))).rejects.toThrow()
    expect(contentOf(await buffer(transfer.export(sdkAppId)))).toEqual(contentOf(file))
  })

  test('a folder that a server runs on is not opened by others', async () => {
    const config = defaultConfig({ ...QUIET, data: { dir: await folder() } })
    await using _server = await start(config)
    await expect(openTransfer(config)).rejects.toThrow(/open in another process/)
  })

  test('[MOVE2] every table of an application is exported, or is left behind for a reason', async () => {
    await using im = await testIm()
    const { rows } = await sql<{ name: string }>`
      select m.name from sqlite_master m join pragma_table_info(m.name) c on c.name = 'sdk_app_id'
      where m.type = 'table' order by m.name`.execute(im.server.im.db.read)
    const known = [...Object.keys(APPLICATION_TABLES), ...Object.keys(LEFT_TABLES)].sort()
    expect(rows.map(({ name }) => name)).toEqual(known)
    for (const [table, key] of Object.entries(APPLICATION_TABLES)) {
      const found = await sql<{ name: string }>`
        select name from pragma_table_info(${table}) where pk > 0 order by pk`.execute(im.server.im.db.read)
      expect(
        found.rows.map(({ name }) => name),
        table,
      ).toEqual(['sdk_app_id', ...key])
    }
  })
})
