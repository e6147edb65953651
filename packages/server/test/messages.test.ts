import { type RawClient, RawError, type TestIm, testIm } from '@signet/testkit'
import { describe, expect, it } from 'vitest'
import { fail } from '../src/engine/failure.ts'

type Body = Parameters<typeof text>[0] extends string ? ReturnType<typeof text> : never
const text = (value: string) => [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: value } }]

let nextRandom = 1
const send = (client: RawClient, to: string, body: Body | string, more: object = {}) =>
  client.request('send', {
    to,
    random: nextRandom++,
    clientTime: 1_795_424_545,
    body: typeof body === 'string' ? text(body) : body,
    ...more,
  })
const failed = async (promise: Promise<unknown>): Promise<RawError> => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(RawError)
  return error as RawError
}
const textsOf = (messages: readonly { body: Body }[]) => messages.map((message) => message.body[0]!.MsgContent.Text)

async function pair(im: TestIm) {
  const bob = await im.enter('bob')
  const alice = await im.enter('alice')
  return { alice, bob }
}

describe('a private message', () => {
  it('[MSG1] is in one log that both sides read, in one order', async () => {
    await using im = await testIm()
    const { alice, bob } = await pair(im)
    for (let i = 0; i < 10; i++) await send(i % 2 ? bob : alice, i % 2 ? 'alice' : 'bob', `m${i}`)
    const hers = await alice.request('history', { conversation: 'C2Cbob' })
    const his = await bob.request('history', { conversation: 'C2Calice' })
    expect(his).toEqual(hers)
    expect(textsOf(hers.messages as never)).toEqual(Array.from({ length: 10 }, (_, i) => `m${i}`))
    expect(hers.messages.map((message) => message.seq)).toEqual(Array.from({ length: 10 }, (_, i) => i + 1))
    expect(hers.head).toBe(10)
  })

  it('[MSG8] reaches every session of both sides except the one that sent it', async () => {
    await using im = await testIm()
    const { alice, bob } = await pair(im)
    const alice2 = await im.enter('alice')
    const bob2 = await im.enter('bob')
    const carol = await im.enter('carol')
    const { seq, time } = await send(alice, 'bob', 'hello', { cloudCustomData: '{"k":1}' })
    await Promise.all([bob, bob2, alice2].map((client) => client.until(() => client.messages.length > 0)))
    const expected = { seq, time, from: 'alice', to: 'bob', cloudCustomData: '{"k":1}', body: text('hello') }
    for (const client of [bob, bob2]) {
      expect(client.messages).toMatchObject([{ conversation: 'C2Calice', message: expected }])
    }
    expect(alice2.messages).toMatchObject([{ conversation: 'C2Cbob', message: expected }])
    await carol.request('ping', {})
    expect([alice.messages, carol.messages]).toEqual([[], []])
  })

  it('to oneself is one message', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    const other = await im.enter('alice')
    await send(alice, 'alice', 'note')
    await other.until(() => other.messages.length === 1)
    expect((await alice.request('history', { conversation: 'C2Calice' })).head).toBe(1)
  })

  it('[MSG9] to nobody is refused and leaves no trace', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    expect((await failed(send(alice, 'ghost', 'x'))).code).toBe(20003)
    expect((await failed(send(alice, '../etc', 'x'))).code).toBe(70402)
    expect((await alice.request('sync', {})).conversations).toEqual([])
    expect((await alice.request('history', { conversation: 'C2Cghost' })).head).toBe(0)
    await im.server.im.accounts.import({ sdkAppId: im.sdkAppId, userId: 'ghost' })
    expect((await send(alice, 'ghost', 'x')).seq).toBe(1)
  })

  it('[MSG12] that was never stored makes no conversation', async () => {
    await using im = await testIm()
    const { alice } = await pair(im)
    const { timeline } = im.server.im
    const { append } = timeline
    timeline.append = async () => {
      throw fail('STORE_UNAVAILABLE')
    }
    await failed(send(alice, 'bob', 'lost'))
    timeline.append = append
    expect((await alice.request('sync', {})).conversations).toEqual([])
  })

  it('[MSG4][CHK30] sent 1,000 times at once by retries is stored once, and every ack has its seq', async () => {
    await using im = await testIm({ config: { sockets: { requestsPerSecond: 10_000, requestBurst: 10_000 } } })
    const { alice, bob } = await pair(im)
    const one = { random: 7, clientTime: 99 }
    const acks = await Promise.all(Array.from({ length: 1000 }, () => send(alice, 'bob', 'once', one)))
    expect(new Set(acks.map((ack) => `${ack.seq}/${ack.time}/${ack.msgSeq}`)).size).toBe(1)
    expect(acks.filter((ack) => ack.duplicate === undefined)).toHaveLength(1)
    const after = await send(alice, 'bob', 'next')
    expect(after.seq).toBe(2)
    await bob.until(() => bob.messages.length >= 2)
    expect(bob.messages.map((packet) => packet.message.seq)).toEqual([1, 2])
  })

  it('[MSG4][CHK31] with the identity of another message is refused, never swapped', async () => {
    await using im = await testIm()
    const { alice, bob } = await pair(im)
    await send(alice, 'bob', 'first', { random: 7, clientTime: 99 })
    expect((await failed(send(alice, 'bob', 'other', { random: 7, clientTime: 99 }))).errorName).toBe(
      'MESSAGE_ID_REUSED',
    )
    // The same random of the other side, or at another time, is another message.
    await send(bob, 'alice', 'his', { random: 7, clientTime: 99 })
    await send(alice, 'bob', 'later', { random: 7, clientTime: 100 })
    const { messages } = await alice.request('history', { conversation: 'C2Cbob' })
    expect(textsOf(messages as never)).toEqual(['first', 'his', 'later'])
  })

  it('[MSG3][CHK32] is ordered by the server however wrong the clock of its sender is', async () => {
    await using im = await testIm()
    const { alice, bob } = await pair(im)
    const year = 31_536_000
    await send(alice, 'bob', 'a', { clientTime: 1_795_424_545 + year, msgSeq: 9 })
    await send(bob, 'alice', 'b', { clientTime: 1_795_424_545 - year, msgSeq: 1 })
    await send(alice, 'bob', 'c', { clientTime: 0, msgSeq: 4 })
    const { messages } = await bob.request('history', { conversation: 'C2Calice' })
    expect(textsOf(messages as never)).toEqual(['a', 'b', 'c'])
    expect(messages.map((message) => message.msgSeq)).toEqual([9, 1, 4])
  })

  it('[MSG7] keeps the order of its sender, also on a first contact', async () => {
    await using im = await testIm()
    const { alice, bob } = await pair(im)
    const acks = await Promise.all(Array.from({ length: 200 }, (_, i) => send(alice, 'bob', `m${i}`)))
    expect(acks.map((ack) => ack.seq)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1))
    await bob.until(() => bob.messages.length === 200)
    expect(textsOf(bob.messages.map((packet) => packet.message) as never)).toEqual(
      Array.from({ length: 200 }, (_, i) => `m${i}`),
    )
  })

  it('[MSG6] has the shape of the elements, or is refused with the field', async () => {
    await using im = await testIm()
    const { alice } = await pair(im)
    const custom = { MsgType: 'TIMCustomElem' as const, MsgContent: { Data: 'd', Desc: 'e', Ext: 'f' } }
    await send(alice, 'bob', [custom, ...text('and text')] as never)
    const refused = [
      [],
      'text',
      [{ MsgType: 'TIMTextElem', MsgContent: {} }],
      [{ MsgType: 'TIMTextElem', MsgContent: { Text: 1 } }],
      [{ MsgType: 'TIMUnknownElem', MsgContent: {} }],
      [custom, custom],
      Array.from({ length: 33 }, () => text('x')[0]),
    ]
    for (const body of refused) {
      const error = await failed(alice.request('send', { to: 'bob', random: 1, clientTime: 1, body: body as never }))
      expect(error.errorName, JSON.stringify(body).slice(0, 80)).toBe('MESSAGE_INVALID')
    }
    expect((await alice.request('history', { conversation: 'C2Cbob' })).head).toBe(1)
  })

  it('[SES1] is from the one who sent it, whatever the frame says', async () => {
    await using im = await testIm()
    const { alice, bob } = await pair(im)
    await send(alice, 'bob', 'hello', { from: 'carol', tinyId: '1', seq: 99, time: 1 })
    await bob.until(() => bob.messages.length > 0)
    const { message } = bob.messages[0]!
    expect(message).toMatchObject({ from: 'alice', seq: 1, tinyId: expect.stringMatching(/^14411\d{13}$/) })
    expect(message.time).toBeGreaterThan(1)
  })

  it('[MSG6][CHK19] is refused when it is nested too deep, and is no fault of the server', async () => {
    await using im = await testIm()
    const { alice } = await pair(im)
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
    const answer = failed(alice.answer(1001))
    alice.socket.send(
      `{"id":1001,"op":"send","data":{"to":"bob","random":1,"clientTime":1,"body":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"x","Deep":${deep}}}]}}`,
    )
    expect((await answer).errorName).toBe('MESSAGE_INVALID')
    expect(await (await fetch(`${im.url}/metrics`)).text()).toContain('signet_internal_errors_total 0')
  })

  it('[MSG8] reaches the other side also when the store said that it failed and kept it', async () => {
    await using im = await testIm()
    const { alice, bob } = await pair(im)
    const { timeline } = im.server.im
    const { append } = timeline
    timeline.append = async (draft) => {
      await append(draft)
      throw fail('STORE_UNAVAILABLE')
    }
    const one = { random: 7, clientTime: 99 }
    expect((await failed(send(alice, 'bob', 'kept', one))).errorName).toBe('STORE_UNAVAILABLE')
    timeline.append = append
    expect(await send(alice, 'bob', 'kept', one)).toMatchObject({ seq: 1, duplicate: true })
    expect(await send(alice, 'bob', 'kept', one)).toMatchObject({ seq: 1, duplicate: true })
    await send(alice, 'bob', 'next')
    await bob.until(() => bob.messages.length >= 2)
    expect(bob.messages.map((packet) => packet.message.seq)).toEqual([1, 2])
  })

  it('[MSG10] is limited by bytes, not characters', async () => {
    await using im = await testIm()
    const { alice } = await pair(im)
    const overhead = JSON.stringify(text('')).length
    await send(alice, 'bob', 'x'.repeat(12_288 - overhead))
    expect((await failed(send(alice, 'bob', 'x'.repeat(12_289 - overhead)))).code).toBe(80002)
    expect((await failed(send(alice, 'bob', '字'.repeat(4200)))).code).toBe(80002)
    expect((await failed(send(alice, 'bob', 'x', { cloudCustomData: 'y'.repeat(12_288) }))).code).toBe(80002)
  })
})

describe('reading', () => {
  it('[MSG11] history pages both ways without a gap or a repetition', async () => {
    await using im = await testIm()
    const { alice } = await pair(im)
    await Promise.all(Array.from({ length: 95 }, (_, i) => send(alice, 'bob', `m${i + 1}`)))
    const newest = await alice.request('history', { conversation: 'C2Cbob' })
    expect(newest.messages.map((message) => message.seq)).toEqual(Array.from({ length: 20 }, (_, i) => 76 + i))
    const back: number[] = []
    for (let before: number | undefined; before !== 1; ) {
      const page: { messages: { seq: number }[] } = await alice.request('history', {
        conversation: 'C2Cbob',
        limit: 30,
        ...(before === undefined ? {} : { before }),
      })
      back.unshift(...page.messages.map((message) => message.seq))
      before = page.messages[0]!.seq
    }
    expect(back).toEqual(Array.from({ length: 95 }, (_, i) => i + 1))
    const up = await alice.request('history', { conversation: 'C2Cbob', after: 90 })
    expect(up.messages.map((message) => message.seq)).toEqual([91, 92, 93, 94, 95])
    expect((await alice.request('history', { conversation: 'C2Cbob', after: 95 })).messages).toEqual([])
  })

  it('[MSG11] bounds a page by its size, and its end is told by head', async () => {
    await using im = await testIm()
    const { alice } = await pair(im)
    await Promise.all(Array.from({ length: 60 }, () => send(alice, 'bob', 'x'.repeat(12_000))))
    const page = await alice.request('history', { conversation: 'C2Cbob', limit: 100, after: 0 })
    expect(page.messages.length).toBeGreaterThan(10)
    expect(page.messages.length).toBeLessThan(30)
    expect(page.messages[0]!.seq).toBe(1)
    expect(page.head).toBe(60)
    const newest = await alice.request('history', { conversation: 'C2Cbob', limit: 100 })
    expect(newest.messages.at(-1)!.seq).toBe(60)
  })

  it('[MSG5] is only of the own conversations, whatever name is given', async () => {
    await using im = await testIm()
    const { alice } = await pair(im)
    await send(alice, 'bob', 'secret')
    const carol = await im.enter('carol')
    for (const conversation of ['C2Cbob', 'C2Calice']) {
      expect((await carol.request('history', { conversation })).messages).toEqual([])
    }
    for (const conversation of ['', 'C2C', 'C2Calice\x1fbob', 'c2cbob', '1400000000\x1fC2C\x1falice\x1fbob']) {
      expect((await failed(carol.request('history', { conversation }))).code).toBe(70402)
    }
    expect((await failed(carol.request('history', { conversation: 'GROUPx' }))).code).toBe(10010)
    expect((await carol.request('sync', {})).conversations).toEqual([])
  })

  it('[CHK11] and of the own application only', async () => {
    await using im = await testIm()
    await using other = await testIm()
    const { accounts } = im.server.im
    const second = await accounts.apps.create({ name: 'Second' })
    const { keyId } = await accounts.keys.makeSecret(second.sdkAppId)
    const { secretKey, sign } = await import('@signet/usersig/node')
    const key = secretKey(await accounts.keys.revealSecret(second.sdkAppId, keyId))
    const { alice } = await pair(im)
    await send(alice, 'bob', 'of the first application')
    const stranger = await im.connect()
    const userSig = sign(key, { sdkAppId: second.sdkAppId, userId: 'bob' })
    expect((await failed(stranger.login({ sdkAppId: im.sdkAppId, userId: 'bob', userSig }))).code).not.toBe(0)
    await stranger.login({ sdkAppId: second.sdkAppId, userId: 'bob', userSig })
    expect((await stranger.request('history', { conversation: 'C2Calice' })).messages).toEqual([])
    expect((await failed(send(stranger, 'alice', 'x'))).code).toBe(20003)
    expect(other.sdkAppId).not.toBe(second.sdkAppId)
  })

  it('[MSG12] sync tells every conversation that changed, in pages that end', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    const peers = Array.from({ length: 25 }, (_, i) => `peer${String(i).padStart(2, '0')}`)
    for (const peer of peers) await im.server.im.accounts.import({ sdkAppId: im.sdkAppId, userId: peer })
    for (const peer of peers) {
      await send(alice, peer, `to ${peer}`)
      // Within one millisecond none is newer than the other.
      im.clock.advance(1)
    }
    const seen: string[] = []
    let pages = 0
    let cursor: string | undefined
    let time = 0
    do {
      const page: { conversations: { conversation: string; head: number }[]; cursor?: string; time: number } =
        await alice.request('sync', { limit: 10, ...(cursor === undefined ? {} : { cursor }) })
      if (pages === 0) time = page.time
      seen.push(...page.conversations.map((item) => item.conversation))
      cursor = page.cursor
      pages++
    } while (cursor !== undefined)
    // The first page has the newest; those that follow go by name and repeat them.
    expect(new Set(seen.slice(0, 10))).toEqual(new Set(peers.slice(15).map((peer) => `C2C${peer}`)))
    expect(seen.slice(10)).toEqual(peers.map((peer) => `C2C${peer}`))
    expect(pages).toBe(4)
    im.clock.advance(120_000)
    await send(alice, 'peer03', 'again')
    const changed = await alice.request('sync', { since: time + 100_000 })
    expect(changed.conversations).toMatchObject([{ conversation: 'C2Cpeer03', head: 2 }])
  })

  it('[MSG12] sync misses nothing where a page ends early because its messages are large', async () => {
    const config = { sockets: { requestsPerSecond: 10_000, requestBurst: 10_000 } }
    await using im = await testIm({ config })
    const alice = await im.enter('alice')
    const peers = Array.from({ length: 50 }, (_, i) => `peer${String(i).padStart(2, '0')}`)
    for (const userId of peers) await im.server.im.accounts.import({ sdkAppId: im.sdkAppId, userId })
    await Promise.all(peers.map((peer) => send(alice, peer, 'x'.repeat(12_000))))
    const seen: string[] = []
    let pages = 0
    let cursor: string | undefined
    do {
      const page: { conversations: { conversation: string }[]; cursor?: string } = await alice.request('sync', {
        ...(cursor === undefined ? {} : { cursor }),
      })
      seen.push(...page.conversations.map((item) => item.conversation))
      cursor = page.cursor
      pages++
    } while (cursor !== undefined && pages < 10)
    expect(new Set(seen)).toEqual(new Set(peers.map((peer) => `C2C${peer}`)))
    expect(pages).toBeGreaterThan(2)
    expect(pages).toBeLessThan(10)
  })

  it('[MSG12][CHK55] sync tells what changed since, also when the clock was set back in between', async () => {
    await using im = await testIm()
    const { alice, bob } = await pair(im)
    await im.enter('carol')
    await send(alice, 'carol', 'old')
    im.clock.advance(7_200_000)
    const { time } = await bob.request('sync', {})
    im.clock.advance(-3_600_000)
    await send(alice, 'bob', 'after the step')
    im.clock.advance(3_600_000 + 1_000)
    expect((await bob.request('sync', { since: time })).conversations).toMatchObject([{ conversation: 'C2Calice' }])
    expect((await bob.request('sync', { since: time + 86_400_000 })).conversations).toHaveLength(1)
  })
})

describe('a restart', () => {
  it('[MSG2] finds every acked message, and a retry of one is still a retry', async () => {
    const config = { timeline: { url: 'level:' } }
    const first = await testIm({ config })
    const { alice } = await pair(first)
    const one = { random: 7, clientTime: 99 }
    await send(alice, 'bob', 'kept', one)
    await first.server.close()
    await using second = await testIm({ config, dir: first.dir })
    const { accounts } = second.server.im
    const key = await accounts.keys.makeSecret(first.sdkAppId)
    const { secretKey, sign } = await import('@signet/usersig/node')
    const userSig = sign(secretKey(await accounts.keys.revealSecret(first.sdkAppId, key.keyId)), {
      sdkAppId: first.sdkAppId,
      userId: 'alice',
    })
    const again = await second.connect()
    await again.login({ sdkAppId: first.sdkAppId, userId: 'alice', userSig })
    expect(await send(again, 'bob', 'kept', one)).toMatchObject({ seq: 1, duplicate: true })
    expect((await again.request('history', { conversation: 'C2Cbob' })).messages).toHaveLength(1)
    expect((await again.request('sync', {})).conversations).toMatchObject([{ conversation: 'C2Cbob', head: 1 }])
    await first.close()
  })
})
