import { type RawClient, RawError, type TestIm, testIm } from '@signet/testkit'
import { describe, expect, it } from 'vitest'

const text = (value: string) => [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: value } }]
const AT_BOB = { conversation: 'C2Cbob' }
const AT_ALICE = { conversation: 'C2Calice' }

let nextRandom = 1
const send = (client: RawClient, to: string, value: string, more: object = {}) =>
  client.request('send', { to, random: nextRandom++, clientTime: 1, body: text(value), ...more })

async function nameOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(RawError)
  return (error as RawError).errorName
}

const changesOf = (client: RawClient) => client.pushes.flatMap((packet) => (packet.type === 'change' ? [packet] : []))

async function pair(im: TestIm) {
  const bob = await im.enter('bob')
  const alice = await im.enter('alice')
  return { alice, bob }
}

describe('a recall', () => {
  it('[CHG2][CHG4] is told to every session of both sides, and the message keeps its place without its body', async () => {
    await using im = await testIm()
    const { alice, bob } = await pair(im)
    const alice2 = await im.enter('alice')
    await send(alice, 'bob', 'one')
    await send(alice, 'bob', 'secret', { cloudCustomData: 'hidden' })
    await send(alice, 'bob', 'three')
    const done = await alice.request('message.recall', { ...AT_BOB, seq: 2, reason: 'typo' })
    const change = { changeSeq: 1, time: done.time, kind: 'recall', seq: 2, by: 'alice', reason: 'typo' }
    for (const client of [alice, alice2, bob]) await client.until(() => changesOf(client).length === 1)
    expect(changesOf(bob)).toEqual([{ type: 'change', ...AT_ALICE, change }])
    for (const client of [alice, alice2]) expect(changesOf(client)).toEqual([{ type: 'change', ...AT_BOB, change }])
    const { messages } = await bob.request('history', AT_ALICE)
    expect(JSON.stringify(messages)).not.toMatch(/secret|hidden/)
    expect(messages.map((message) => message.seq)).toEqual([1, 2, 3])
    expect(messages.map((message) => message.body)).toEqual([text('one'), text(''), text('three')])
    expect(messages.map((message) => message.changed)).toEqual([
      undefined,
      { changeSeq: 1, recalled: { by: 'alice', reason: 'typo' } },
      undefined,
    ])
  })

  it('[CHG4] is for the sender, within the window, once', async () => {
    await using im = await testIm({ config: { messages: { recallWindowMs: 60_000 } } })
    const { alice, bob } = await pair(im)
    await send(alice, 'bob', 'one')
    await send(alice, 'bob', 'two')
    expect(await nameOf(bob.request('message.recall', { ...AT_ALICE, seq: 1 }))).toBe('FORBIDDEN')
    expect(await nameOf(alice.request('message.recall', { ...AT_BOB, seq: 3 }))).toBe('RECALL_NOT_FOUND')
    im.clock.advance(50_000)
    await alice.request('message.recall', { ...AT_BOB, seq: 1 })
    expect(await nameOf(alice.request('message.recall', { ...AT_BOB, seq: 1 }))).toBe('MESSAGE_RECALLED')
    im.clock.advance(10_001)
    expect(await nameOf(alice.request('message.recall', { ...AT_BOB, seq: 2 }))).toBe('RECALL_TOO_LATE')
    expect((await bob.request('changes', { ...AT_ALICE, after: 0 })).head).toBe(1)
  })

  it('[CHG1] of many at once succeeds once', async () => {
    await using im = await testIm()
    const { alice } = await pair(im)
    await send(alice, 'bob', 'one')
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, () => alice.request('message.recall', { ...AT_BOB, seq: 1 })),
    )
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    expect((await alice.request('changes', { ...AT_BOB, after: 0 })).changes).toHaveLength(1)
  })

  it('[MSG5] reaches only a conversation of the caller', async () => {
    await using im = await testIm()
    const { alice } = await pair(im)
    const carol = await im.enter('carol')
    await send(alice, 'bob', 'one')
    for (const conversation of ['C2Cbob', 'C2Calice']) {
      expect(await nameOf(carol.request('message.recall', { conversation, seq: 1 }))).toBe('RECALL_NOT_FOUND')
      expect((await carol.request('changes', { conversation, after: 0 })).changes).toEqual([])
    }
    expect(await nameOf(carol.request('changes', { conversation: 'C2Ca\x1fb', after: 0 }))).toBe('BAD_PARAMETER')
  })
})

describe('a read position', () => {
  it('[CHG2][CHG5] is told to the peer and to the own devices, and sync tells both sides', async () => {
    await using im = await testIm()
    const { alice, bob } = await pair(im)
    const bob2 = await im.enter('bob')
    for (const value of ['one', 'two', 'three']) await send(alice, 'bob', value)
    expect(await bob.request('message.read', { ...AT_ALICE, upTo: 2 })).toEqual({ read: 2, changeSeq: 1 })
    await Promise.all([alice, bob2].map((client) => client.until(() => changesOf(client).length === 1)))
    expect(changesOf(alice)).toMatchObject([{ ...AT_BOB, change: { kind: 'read', by: 'bob', upTo: 2 } }])
    expect(changesOf(bob2)).toMatchObject([{ ...AT_ALICE, change: { kind: 'read', by: 'bob', upTo: 2 } }])
    const hers = await alice.request('sync', {})
    expect(hers.conversations).toMatchObject([{ ...AT_BOB, read: 0, peerRead: 2, changeHead: 1 }])
    const his = await bob.request('sync', {})
    expect(his.conversations).toMatchObject([{ ...AT_ALICE, read: 2, peerRead: 0, changeHead: 1 }])
  })

  it('[CHG5][CHK64] never moves back, whatever the order of two devices', async () => {
    await using im = await testIm()
    const { alice, bob } = await pair(im)
    const bob2 = await im.enter('bob')
    for (let i = 0; i < 9; i++) await send(alice, 'bob', `m${i}`)
    const answers = await Promise.all(
      [3, 7, 2, 9, 4, 1, 8].map((upTo, i) => (i % 2 ? bob : bob2).request('message.read', { ...AT_ALICE, upTo })),
    )
    expect(answers.map((answer) => answer.read).every((read) => read >= 1 && read <= 9)).toBe(true)
    expect(await bob.request('message.read', { ...AT_ALICE, upTo: 5 })).toEqual({ read: 9 })
    const { changes } = await alice.request('changes', { ...AT_BOB, after: 0 })
    const told = (changes as unknown as { upTo: number }[]).map((change) => change.upTo)
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect(Math.max(...told)).toBe(9)
  })

  it('[CHG5] never lies beyond the newest message, nor in a conversation that there is not', async () => {
    await using im = await testIm()
    const { alice, bob } = await pair(im)
    expect(await bob.request('message.read', AT_ALICE)).toEqual({ read: 0 })
    await send(alice, 'bob', 'one')
    expect(await bob.request('message.read', { ...AT_ALICE, upTo: 1000 })).toEqual({ read: 1, changeSeq: 1 })
    expect(await bob.request('message.read', AT_ALICE)).toEqual({ read: 1 })
    await send(alice, 'bob', 'two')
    expect(await bob.request('message.read', AT_ALICE)).toEqual({ read: 2, changeSeq: 2 })
  })
})

describe('who was away', () => {
  it('[CHG3][CHK64] learns from sync that there is news, and from changes what it is, in pages that end', async () => {
    await using im = await testIm()
    const { alice, bob } = await pair(im)
    for (let i = 0; i < 25; i++) await send(alice, 'bob', `m${i}`)
    const before = await bob.request('sync', {})
    expect(before.conversations).toMatchObject([{ ...AT_ALICE, head: 25, changeHead: 0 }])
    await bob.close()
    im.clock.advance(100_000)
    for (let seq = 1; seq <= 25; seq++) await alice.request('message.recall', { ...AT_BOB, seq })
    const back = await im.enter('bob')
    const news = await back.request('sync', { since: before.time + 90_000 })
    expect(news.conversations).toMatchObject([{ ...AT_ALICE, head: 25, changeHead: 25 }])
    const seen: unknown[] = []
    for (let after = 0; after < news.conversations[0]!.changeHead; ) {
      const { changes } = await back.request('changes', { ...AT_ALICE, after, limit: 10 })
      seen.push(...changes)
      after = changes.at(-1)!.changeSeq
    }
    expect(seen).toMatchObject(
      Array.from({ length: 25 }, (_, i) => ({ changeSeq: i + 1, kind: 'recall', seq: i + 1, by: 'alice' })),
    )
    expect((await back.request('changes', { ...AT_ALICE, after: 25 })).changes).toEqual([])
  })

  it('[CHG2] finds the recall after a restart', async () => {
    const config = { timeline: { url: 'level:' } }
    const first = await testIm({ config })
    const { alice } = await pair(first)
    await send(alice, 'bob', 'secret')
    await alice.request('message.recall', { ...AT_BOB, seq: 1 })
    await first.server.close()
    await using second = await testIm({ config, dir: first.dir })
    const { timeline } = second.server.im
    const { readHistory } = await import('../src/features/messages/history.ts')
    const { c2cTimeline } = await import('../src/features/messages/rules.ts')
    const page = await readHistory(timeline, c2cTimeline(first.sdkAppId, 'alice', 'bob'), {})
    expect(page).toContain('"recalled":{"by":"alice"}')
    expect(page).not.toContain('secret')
    await first.close()
  })
})
