import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { defaultConfig, start } from '@signet/server'
import { RawClient, testIm } from '@signet/testkit'
import { secretKey, sign } from '@signet/usersig/node'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { bytesOf, get, post, sendFile, uploadAs, urlFor } from './file-client.ts'
import { rest } from './rest/call.ts'

describe('who may read a file', () => {
  it('[FILE3] the two of a private conversation that carries it, and those whom they send it on to', async () => {
    await using im = await testIm()
    const [alice, bob, carol, eve] = await Promise.all(['alice', 'bob', 'carol', 'eve'].map((name) => im.enter(name)))
    const { fileId, url } = await uploadAs(im, alice!, randomBytes(50))
    expect((await get(im, url)).status).toBe(200)
    expect(await urlFor(bob!, fileId)).toBeUndefined()
    await sendFile(alice!, { to: 'bob' }, fileId)
    expect((await get(im, (await urlFor(bob!, fileId))!)).status).toBe(200)
    await sendFile(bob!, { to: 'carol' }, fileId)
    expect((await get(im, (await urlFor(carol!, fileId))!)).status).toBe(200)
    expect(await urlFor(eve!, fileId)).toBeUndefined()
  })

  it('[FILE3] nobody by naming it in a message of their own', async () => {
    await using im = await testIm()
    const [alice, eve] = [await im.enter('alice'), await im.enter('eve')]
    const { fileId } = await uploadAs(im, alice, randomBytes(50))
    await sendFile(eve, { to: 'eve' }, fileId)
    await sendFile(eve, { to: 'alice' }, fileId)
    expect(await urlFor(eve, fileId)).toBeUndefined()
    const { files } = await eve.request('file.url', { fileIds: [fileId, `f-1-${'0'.repeat(32)}`, 'nonsense'] })
    expect(files.map(({ code }) => code)).toEqual([114000, 114000, 114000])
  })

  it('[FILE3] [CHK13] who is a member of a group now: not who was removed, from the next request on', async () => {
    await using im = await testIm()
    const [alice, bob, carol] = await Promise.all(['alice', 'bob', 'carol'].map((name) => im.enter(name)))
    const { groupId } = await alice!.request('group.create', {
      type: 'Public',
      name: 'Team',
      joinOption: 'FreeAccess',
      members: [{ userId: 'bob' }],
    })
    const { fileId } = await uploadAs(im, alice!, randomBytes(50))
    await sendFile(alice!, { group: groupId }, fileId)
    const url = (await urlFor(bob!, fileId, `GROUP${groupId}`))!
    expect((await get(im, url)).status).toBe(200)
    expect(await urlFor(bob!, fileId)).toBe(url)
    expect(await urlFor(carol!, fileId, `GROUP${groupId}`)).toBeUndefined()
    await carol!.request('group.join', { groupId })
    expect(await urlFor(carol!, fileId)).toBeDefined()
    await alice!.request('group.kick', { groupId, userIds: ['bob'] })
    expect((await get(im, url)).status).toBe(404)
    expect(await urlFor(bob!, fileId, `GROUP${groupId}`)).toBeUndefined()
    await alice!.request('group.dissolve', { groupId })
    expect(await urlFor(carol!, fileId)).toBeUndefined()
    expect(await urlFor(alice!, fileId)).toBeDefined()
  })

  it('[FILE3] who is in the community of a topic, as long as there is the topic', async () => {
    await using im = await testIm()
    const [alice, bob] = [await im.enter('alice'), await im.enter('bob')]
    const { groupId } = await alice.request('group.create', {
      type: 'Community',
      name: 'Town',
      supportTopic: true,
      members: [{ userId: 'bob' }],
    })
    const { topicId } = await alice.request('topic.create', { groupId, name: 'News' })
    const { fileId } = await uploadAs(im, alice, randomBytes(50))
    await sendFile(alice, { group: topicId }, fileId)
    const url = (await urlFor(bob, fileId, `GROUP${topicId}`))!
    expect((await get(im, url)).status).toBe(200)
    await alice.request('topic.delete', { groupId, topicIds: [topicId] })
    expect((await get(im, url)).status).toBe(404)
  })

  it('[FILE3] whoever may enter a live room where it was shown, and nobody who is banned from it', async () => {
    await using im = await testIm()
    const [alice, bob, eve] = await Promise.all(['alice', 'bob', 'eve'].map((name) => im.enter(name)))
    const { groupId } = await alice!.request('group.create', { type: 'AVChatRoom', name: 'Live' })
    for (const one of [alice!, bob!, eve!]) await one.request('group.join', { groupId })
    const { fileId } = await uploadAs(im, alice!, randomBytes(50))
    await sendFile(alice!, { group: groupId }, fileId)
    const url = (await urlFor(eve!, fileId, `GROUP${groupId}`))!
    expect([(await get(im, url)).status, await urlFor(bob!, fileId)]).toEqual([200, expect.any(String)])
    await alice!.request('group.ban', { groupId, userIds: ['eve'], seconds: 600 })
    expect((await get(im, url)).status).toBe(404)
  })

  it('[FILE3] [CHK11] nobody of another application, whatever their name', async () => {
    await using im = await testIm()
    const { accounts } = im.server.im
    const { sdkAppId } = await accounts.apps.create({ name: 'Other', settings: { accountCreation: 'onLogin' } })
    const { keyId } = await accounts.keys.makeSecret(sdkAppId)
    const key = secretKey(await accounts.keys.revealSecret(sdkAppId, keyId))
    const now = Math.floor(im.clock.now() / 1000)
    const stranger = await RawClient.open(im.url)
    await stranger.login({
      sdkAppId,
      userId: 'alice',
      userSig: sign(key, { sdkAppId, userId: 'alice', expire: 3600, now }),
    })
    const alice = await im.enter('alice')
    const bytes = randomBytes(50)
    const { fileId, url } = await uploadAs(im, alice, bytes)
    expect(await urlFor(stranger, fileId)).toBeUndefined()
    await sendFile(stranger, { to: 'alice' }, fileId)
    expect(await urlFor(stranger, fileId)).toBeUndefined()
    const theirs = await uploadAs(im, stranger, bytes)
    expect(theirs.fileId).not.toBe(fileId)
    const [, query] = url.split('?') as [string, string]
    expect((await get(im, `/files/${theirs.fileId}?${query}`)).status).toBe(403)
  })
})

describe('an address', () => {
  it('[FILE4] ends with its time and with the logins of its user, and stays the same until a new one is needed', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    const { fileId, url, expiresAt } = await uploadAs(im, alice, randomBytes(50))
    expect(await urlFor(alice, fileId)).toBe(url)
    im.clock.advance(expiresAt - im.clock.now() - 60_000)
    expect((await get(im, url)).status).toBe(200)
    const next = (await urlFor(alice, fileId))!
    expect(next).not.toBe(url)
    im.clock.advance(60_500)
    expect((await get(im, url)).status).toBe(403)
    expect((await get(im, next)).status).toBe(200)
    await im.server.im.kick(im.sdkAppId, 'alice')
    expect((await get(im, next)).status).toBe(403)
  })

  it('[FILE4] is refused without its signature, in words that tell nothing', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    const { url } = await uploadAs(im, alice, randomBytes(50))
    const [path, query] = url.split('?') as [string, string]
    for (const wrong of [path, `${path}?${query.slice(0, -1)}`, `${path}?${query}&u=bob`, `/files/nothing?${query}`]) {
      const answer = await get(im, wrong)
      expect([answer.status, answer.headers.get('cache-control')], wrong).toEqual([403, 'no-store'])
      expect(await answer.text()).not.toMatch(/alice|s=|f-/)
    }
    expect((await get(im, `${path}/huge?${query}`)).status).toBe(404)
  })

  it('[FILE4] [CHK15] and a ticket are in no log line, whatever goes wrong', async () => {
    const lines: string[] = []
    const stream = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk))
        done()
      },
    })
    const dir = await mkdtemp(join(tmpdir(), 'signet-files-log-'))
    const config = defaultConfig({ server: { port: 0 }, data: { dir }, timeline: { url: 'memory:' }, dev: true })
    const server = await start(config, { log: pino({ level: 'trace' }, stream) })
    try {
      const im = { url: server.url } as Parameters<typeof post>[0]
      const answer = await fetch(`${server.url}/dev/usersig`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"userId":"alice"}',
      })
      const { sdkAppId, userSig } = (await answer.json()) as { sdkAppId: number; userSig: string }
      const alice = await RawClient.open(server.url)
      await alice.login({ sdkAppId, userId: 'alice', userSig })
      const { ticket } = await alice.request('file.ticket', { name: 'x', size: 20_000 })
      const { url } = (await (await post(im, ticket, Buffer.from('\x89PNG\r\n\x1a\nbroken'))).json()) as { url: string }
      await bytesOf(await get(im, url))
      await rm(join(dir, 'files'), { recursive: true })
      expect((await get(im, url)).status).toBe(404)
      expect((await post(im, ticket, Buffer.from('more'))).status).toBe(503)
      expect(lines.length).toBeGreaterThan(0)
      const signature = new URLSearchParams(url.split('?')[1]).get('s')!
      for (const secret of [ticket, ticket.split('.')[1]!, signature]) expect(lines.join('')).not.toContain(secret)
    } finally {
      await server.close()
      await rm(dir, { recursive: true })
    }
  })
})

it('[FILE12] a message that is taken back takes its file with it, but not from where another message carries it', async () => {
  await using im = await testIm()
  const [alice, bob, carol] = await Promise.all(['alice', 'bob', 'carol'].map((name) => im.enter(name)))
  const { fileId } = await uploadAs(im, alice!, randomBytes(50))
  const first = await sendFile(alice!, { to: 'bob' }, fileId)
  const second = await sendFile(alice!, { to: 'bob' }, fileId)
  await sendFile(bob!, { to: 'carol' }, fileId)
  const url = (await urlFor(bob!, fileId))!
  await alice!.request('message.recall', { conversation: 'C2Cbob', seq: first.seq })
  expect((await get(im, url)).status).toBe(200)
  await alice!.request('message.recall', { conversation: 'C2Cbob', seq: second.seq })
  expect((await get(im, url)).status).toBe(200)
  const [forwarded] = (await bob!.request('history', { conversation: 'C2Ccarol' })).messages
  await bob!.request('message.recall', { conversation: 'C2Ccarol', seq: forwarded!.seq })
  expect((await get(im, url)).status).toBe(404)
  expect([await urlFor(bob!, fileId), await urlFor(carol!, fileId)]).toEqual([undefined, undefined])
  expect(await urlFor(alice!, fileId)).toBeDefined()
  im.clock.advance(23 * 3_600_000)
  expect(await im.server.im.files.sweep()).toEqual({ files: 0, contents: 0 })
  im.clock.advance(2 * 3_600_000)
  expect(await im.server.im.files.sweep()).toEqual({ files: 1, contents: 1 })
})

it('[FILE12] [MSG18] a message of the server API that was tried again takes its file with it, too', async () => {
  await using im = await testIm()
  const [alice, bob] = await Promise.all(['alice', 'bob'].map((name) => im.enter(name)))
  const members = [{ userId: 'bob' }]
  const { groupId } = await alice!.request('group.create', { type: 'Public', name: 'Team', members })
  const { fileId } = await uploadAs(im, alice!, randomBytes(50))
  const MsgContent = { UUID: fileId, Url: '', FileName: 'f', FileSize: 50, Download_Flag: 2 }
  const message = {
    GroupId: groupId,
    From_Account: 'alice',
    Random: 7,
    MsgBody: [{ MsgType: 'TIMFileElem', MsgContent }],
  }
  const { MsgSeq } = await rest(im, 'group_open_http_svc/send_group_msg', message)
  im.clock.advance(5_000)
  expect(await rest(im, 'group_open_http_svc/send_group_msg', message)).toMatchObject({ ErrorCode: 0, MsgSeq })
  const url = (await urlFor(bob!, fileId, `GROUP${groupId}`))!
  expect((await get(im, url)).status).toBe(200)
  await rest(im, 'group_open_http_svc/group_msg_recall', { GroupId: groupId, MsgSeqList: [{ MsgSeq }] })
  expect((await get(im, url)).status).toBe(404)
})

it('[FILE11] [MSG7] a file is open to the other side with its message, and what is said next comes after it', async () => {
  await using im = await testIm()
  const [alice, bob] = [await im.enter('alice'), await im.enter('bob')]
  const { fileId } = await uploadAs(im, alice, randomBytes(50))
  const words = (Text: string, random: number) =>
    alice.request('send', {
      to: 'bob',
      random,
      clientTime: 1_700_000_000,
      body: [{ MsgType: 'TIMTextElem', MsgContent: { Text } }],
    })
  await words('first', 1)
  const seqs = await Promise.all([
    sendFile(alice, { to: 'bob' }, fileId),
    words('second', 2),
    sendFile(alice, { to: 'bob' }, fileId),
    words('third', 3),
  ])
  expect(seqs.map(({ seq }) => seq)).toEqual([2, 3, 4, 5])
  await bob.until(() => bob.messages.length === 5)
  expect((await get(im, (await urlFor(bob, fileId))!)).status).toBe(200)
})
