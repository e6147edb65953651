import { request } from 'node:http'
import { gunzipSync, gzipSync } from 'node:zlib'
import { type TestIm, testIm } from '@signet/testkit'
import { secretKey, sign } from '@signet/usersig/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eraseApplication } from '../src/erase-application.ts'
import { ownerOf, staffOf } from './console-staff.ts'
import type { ConsoleVisitor } from './console-visitor.ts'
import { list, say, sayInGroup } from './talk.ts'

const AS = 1400000777

describe('an application that comes in while the server works', () => {
  let im: TestIm
  let owner: ConsoleVisitor
  let file: Buffer
  let original: number
  let before: unknown

  beforeAll(async () => {
    im = await testIm({ config: { timeline: { url: 'level:' } } })
    owner = await ownerOf(im)
    original = im.sdkAppId
    const [alice, bob] = [await im.enter('alice'), await im.enter('bob')]
    for (let i = 0; i < 20; i++) await say(alice, 'bob', `message ${i}`)
    const { groupId } = await alice.request('group.create', {
      type: 'Public',
      name: 'Club',
      groupId: 'club',
      members: [{ userId: 'bob' }],
    })
    await sayInGroup(bob, groupId, 'in the club')
    before = places(await list(bob))
    const url = `${im.url}/console/api/applications/${original}/export`
    file = Buffer.from(await (await fetch(url, { headers: { cookie: owner.cookie } })).arrayBuffer())
    await eraseApplication(im.server.im, original)
  })
  afterAll(() => im.close())

  const places = (items: Awaited<ReturnType<typeof list>>) =>
    items.map(({ conversation, unread, head }) => ({ conversation, unread, head }))

  async function upload(body: Buffer, query = '', visitor = owner, headers = {}) {
    const response = await fetch(`${im.url}/console/api/imports${query}`, {
      method: 'POST',
      headers: {
        origin: im.url,
        cookie: visitor.cookie,
        'x-csrf-token': visitor.token,
        'content-type': 'application/gzip',
        ...headers,
      },
      body: new Uint8Array(body),
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  const lines = () => gunzipSync(file).toString().trim().split('\n')
  const packed = (all: readonly string[]) => gzipSync(all.map((line) => `${line}\n`).join(''))
  const state = async () => (await owner.ask('GET', 'imports')).body['job'] as Record<string, unknown>
  const ids = async () => (await im.server.im.accounts.apps.list()).map(({ sdkAppId }) => sdkAppId)

  /** Rows of the application, of whatever table, and records of its messages. */
  async function leftOf(sdkAppId: number): Promise<number> {
    const { db, transfer } = im.server.im
    let count = 0
    for (const { name, columns } of await db.read.introspection.getTables()) {
      if (name.startsWith('console_audit') || !columns.some((column) => column.name === 'sdk_app_id')) continue
      const rows = db.read.selectFrom(name as 'account').selectAll()
      count += (await rows.where('sdk_app_id', '=', sdkAppId).execute()).length
    }
    for await (const _ of transfer.archive!.records(`${sdkAppId}\x1f`)) count++
    return count
  }

  test('[MOVE4] what is no export, is damaged, cut off or odd is refused with the reason, and leaves nothing', async () => {
    const [header, app, ...rest] = lines() as [string, string, ...string[]]
    const broken = (change: object) => JSON.stringify({ table: 'app', row: { ...JSON.parse(app).row, ...change } })
    const bad: [string, Buffer, RegExp][] = [
      ['nothing', Buffer.alloc(0), /damaged|no export/],
      ['text', Buffer.from('hello'), /damaged/],
      ['another file', gzipSync('{"hello":1}\n'), /no export/],
      ['cut off', file.subarray(0, file.length - 40), /damaged/],
      ['without its last line', packed(lines().slice(0, -1)), /cut off/],
      ['without its application', packed([header, ...rest]), /begins with/],
      ['two applications', packed([header, app, app, ...rest]), /begins with/],
      ['a setting that is none', packed([header, broken({ settings: '{"nope":1}' }), ...rest]), /no setting/],
      ['settings that are none', packed([header, broken({ settings: '{' }), ...rest]), /damaged/],
      ['a name that is none', packed([header, broken({ name: '' }), ...rest]), /characters/],
      ['another table', packed([header, app, '{"table":"console_user","row":{}}', ...rest]), /no table/],
      ['a column with an object', packed([header, app, '{"table":"account","row":{"user_id":{}}}']), /column/],
      ['a row that says too little', packed([header, app, '{"table":"account","row":{"user_id":"x"}}']), /damaged/],
      ['a record that is none', packed([header, app, '{"kind":"head","conversation":"x"}']), /damaged/],
      ['a value that is none', packed([header, app, 'null']), /damaged/],
    ]
    for (const [what, body, why] of bad) {
      const answer = await upload(body, `?as=${AS}`)
      expect([what, answer.status, answer.body['message']]).toEqual([what, 400, expect.stringMatching(why)])
      expect([what, await leftOf(AS), await leftOf(original)]).toEqual([what, 0, 0])
      expect(await state()).toMatchObject({ state: 'failed', by: 'owner', why: expect.stringMatching(why) })
    }
    expect((await owner.ask('GET', 'applications')).status).toBe(200)
  })

  test('[MOVE4] a connection that breaks off leaves nothing, and the next import is not in its way', async () => {
    const { hostname, port } = new URL(im.url)
    const headers = {
      origin: im.url,
      cookie: owner.cookie,
      'x-csrf-token': owner.token,
      'content-type': 'application/gzip',
      'content-length': String(file.length),
    }
    const path = `/console/api/imports?as=${AS}`
    const sending = request({ hostname, port, path, method: 'POST', headers })
    sending.on('error', () => undefined)
    sending.write(file.subarray(0, file.length - 100))
    await expect.poll(async () => (await state())['sdkAppId']).toBe(AS)
    await expect.poll(async () => (await owner.ask('GET', `applications/${AS}`)).body['message']).toMatch(/imported/)
    expect((await upload(file)).body).toMatchObject({ name: 'FORBIDDEN' })
    sending.destroy()
    await expect.poll(async () => (await state())['state']).toBe('failed')
    expect((await state())['why']).toMatch(/broke off/)
    expect(await leftOf(AS)).toBe(0)
    expect((await owner.ask('GET', `applications/${AS}`)).body).toMatchObject({ name: 'APP_NOT_FOUND' })
  })

  test('[MOVE4] it is whole at once: people log in with new tickets and find what they had', async () => {
    const { status, body } = await upload(file)
    expect([status, body]).toEqual([
      200,
      { sdkAppId: original, name: 'Test', rows: expect.any(Number), records: expect.any(Number) },
    ])
    expect(await state()).toMatchObject({ state: 'done', sdkAppId: original, name: 'Test', by: 'owner' })
    const { accounts } = im.server.im
    const { keyId } = await accounts.keys.makeSecret(original)
    const key = secretKey(await accounts.keys.revealSecret(original, keyId))
    const bob = await im.connect()
    const now = Math.floor(im.clock.now() / 1000)
    const userSig = sign(key, { sdkAppId: original, userId: 'bob', expire: 600, now })
    await bob.login({ sdkAppId: original, userId: 'bob', userSig })
    expect(places(await list(bob))).toEqual(before)
    expect((await say(bob, 'alice', 'goes on')).seq).toBe(21)
    expect((await sayInGroup(bob, 'club', 'goes on')).seq).toBeGreaterThan(1)
    const { entries } = (await owner.ask('GET', 'audit?action=application.import&limit=1')).body as {
      entries: object[]
    }
    expect(entries[0]).toMatchObject({ outcome: 'done', target: { id: String(original) }, detail: { after: body } })
    expect((await upload(file)).body['message']).toMatch(/already/)
    expect((await upload(file, `?as=${AS}`)).body['message']).toMatch(/in another application/)
    expect(await ids()).not.toContain(AS)
    await bob.close()
  })

  test('[MOVE4] [CHK27] nobody but an owner, with the token of the page, and with what is no form', async () => {
    const operator = await staffOf(im, 'operator', 'operator')
    expect((await upload(file, '', operator)).status).toBe(403)
    expect((await upload(file, '', owner, { 'x-csrf-token': 'x' })).status).toBe(403)
    expect((await upload(file, '', owner, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await upload(file, '', owner, { 'content-type': 'text/plain' })).body).toMatchObject({
      name: 'BAD_PARAMETER',
    })
  })
})

test('[MOVE4] what a killed server left of an import is gone with the next start', async () => {
  const first = await testIm({ config: { timeline: { url: 'level:' } } })
  const { accounts, db } = first.server.im
  const { sdkAppId } = await accounts.apps.create({ name: 'Half' })
  await db.write([db.read.updateTable('app').set({ disabled_at: 1 }).where('sdk_app_id', '=', sdkAppId)])
  await first.server.close()
  await using again = await testIm({ dir: first.dir, config: { timeline: { url: 'level:' } } })
  const left = (await again.server.im.accounts.apps.list()).map((app) => app.sdkAppId)
  expect(left).toContain(first.sdkAppId)
  expect(left).not.toContain(sdkAppId)
  await first.close()
})
