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

  it('[CHG4] leaves nothing to read of an earlier edit either', async () => {
    await using im = await testIm()
    const { alice, bob } = await pair(im)
    await send(alice, 'bob', 'one')
    await alice.request('message.modify', { ...AT_BOB, seq: 1, version: 0, body: text('secret') })
    const changes = async () => JSON.stringify(await bob.request('changes', { ...AT_ALICE, after: 0 }))
    expect(await changes()).toContain('secret')
    await alice.request('message.recall', { ...AT_BOB, seq: 1 })
    expect(await changes()).not.toContain('secret')
    const { changes: told } = await bob.request('changes', { ...AT_ALICE, after: 0 })
    expect(told.map(({ kind }) => kind)).toEqual(['hidden', 'recall'])
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

describe('an edit', () => {
  it('[CHG6] of either side replaces what it gives, in reads and at everyone', async () => {
    await using im = await testIm()
    const { alice, bob } = await pair(im)
    await send(alice, 'bob', 'helo', { cloudCustomData: 'kept' })
    const first = await alice.request('message.modify', { ...AT_BOB, seq: 1, version: 0, body: text('hello') })
    expect(first).toMatchObject({ changeSeq: 1, version: 1 })
    await bob.until(() => changesOf(bob).length === 1)
    expect(changesOf(bob)[0]).toMatchObject({
      change: { kind: 'modify', seq: 1, by: 'alice', version: 1, body: text('hello') },
    })
    await bob.request('message.modify', { ...AT_ALICE, seq: 1, version: 1, cloudCustomData: 'new' })
    const { messages } = await alice.request('history', AT_BOB)
    expect(messages).toMatchObject([
      {
        seq: 1,
        from: 'alice',
        body: text('hello'),
        cloudCustomData: 'new',
        changed: { edit: { version: 2, by: 'bob' } },
      },
    ])
    const { conversations } = await bob.request('sync', {})
    expect(conversations).toMatchObject([{ changeHead: 2, last: { body: text('hello') } }])
  })

  it('[CHG1][CHG6] of ten at once is one, and the others are told to read again', async () => {
    await using im = await testIm()
    const { alice } = await pair(im)
    await send(alice, 'bob', 'x')
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        alice.request('message.modify', { ...AT_BOB, seq: 1, version: 0, body: text(`edit ${i}`) }).then(
          () => 'done',
          (error: RawError) => error.code,
        ),
      ),
    )
    expect(outcomes.sort()).toEqual([...Array(9).fill(2480), 'done'])
    expect((await alice.request('changes', { ...AT_BOB, after: 0 })).head).toBe(1)
  })

  it('[CHG6][MSG10] is held to the rules of a message, and is refused for one that was taken back or is not there', async () => {
    await using im = await testIm()
    const { alice } = await pair(im)
    await send(alice, 'bob', 'x')
    const edit = (more: object) => alice.request('message.modify', { ...AT_BOB, seq: 1, version: 0, ...more })
    expect(await nameOf(edit({}))).toBe('BAD_PARAMETER')
    expect(await nameOf(edit({ body: [] }))).toBe('BAD_PARAMETER')
    expect(await nameOf(edit({ body: text('字'.repeat(4200)) }))).toBe('MESSAGE_TOO_LONG')
    expect(await nameOf(edit({ seq: 2, body: text('y') }))).toBe('MESSAGE_NOT_FOUND')
    await alice.request('message.recall', { ...AT_BOB, seq: 1 })
    expect(await nameOf(edit({ body: text('y') }))).toBe('MESSAGE_RECALLED')
  })
})

describe('a reaction', () => {
  it('[CHG7][CHG1] of many users and kinds at once is there once each, with its users in pages', async () => {
    await using im = await testIm()
    const { alice, bob } = await pair(im)
    await send(alice, 'bob', 'x')
    await Promise.all([
      ...['a', 'b', 'c'].map((reaction) => alice.request('reaction.add', { ...AT_BOB, seq: 1, reaction })),
      ...['b', 'c'].map((reaction) => bob.request('reaction.add', { ...AT_ALICE, seq: 1, reaction })),
    ])
    const { messages } = await bob.request('history', AT_ALICE)
    const reactions = messages[0]!.changed as unknown as { reactions: { id: string; count: number; users: string[] }[] }
    const found = reactions.reactions.map(({ id, count, users }) => `${id} ${count} ${[...users].sort()}`).sort()
    expect(found).toEqual(['a 1 alice', 'b 2 alice,bob', 'c 2 alice,bob'])
    const place = { ...AT_ALICE, seq: 1, reaction: 'b', limit: 1 }
    const one = await bob.request('reaction.users', place)
    const two = await bob.request('reaction.users', { ...place, from: one.next! })
    expect([...one.users, ...two.users].sort()).toEqual(['alice', 'bob'])
    expect([one.total, two.next]).toEqual([2, undefined])
  })

  it('[CHG7] is refused a second time, beyond ten kinds, and when it is not there to be taken back', async () => {
    await using im = await testIm()
    const { alice, bob } = await pair(im)
    await send(alice, 'bob', 'x')
    const add = (reaction: string) => alice.request('reaction.add', { ...AT_BOB, seq: 1, reaction })
    for (let i = 0; i < 10; i++) await add(`kind ${i}`)
    expect(await nameOf(add('kind 10'))).toBe('REACTION_KINDS')
    expect(await nameOf(add('kind 3'))).toBe('REACTION_EXISTS')
    const remove = (client: RawClient, at: object, reaction: string) =>
      client.request('reaction.remove', { ...(at as typeof AT_BOB), seq: 1, reaction })
    expect(await nameOf(remove(bob, AT_ALICE, 'kind 3'))).toBe('REACTION_NOT_YOURS')
    await remove(alice, AT_BOB, 'kind 3')
    expect(await nameOf(remove(alice, AT_BOB, 'kind 3'))).toBe('REACTION_NOT_FOUND')
    await add('__proto__')
    await bob.until(() => changesOf(bob).length === 12)
    expect(changesOf(bob).at(-2)!.change).toMatchObject({ kind: 'reaction', id: 'kind 3', on: false, count: 0 })
  })
})

describe('a receipt', () => {
  it('[CHG8] tells the sender which messages were read, once', async () => {
    await using im = await testIm()
    const { alice, bob } = await pair(im)
    for (const value of ['one', 'two', 'three']) await send(alice, 'bob', value, { needReceipt: true })
    await bob.until(() => bob.messages.length === 3)
    expect(bob.messages[0]!.message.needReceipt).toBe(true)
    expect(await bob.request('message.receipt', { ...AT_ALICE, seqs: [1, 3, 3] })).toEqual({ changeSeq: 1 })
    expect(await bob.request('message.receipt', { ...AT_ALICE, seqs: [3] })).toEqual({})
    await bob.request('message.receipt', { ...AT_ALICE, seqs: [2, 3] })
    await alice.until(() => changesOf(alice).length === 2)
    expect(changesOf(alice).map((packet) => packet.change)).toMatchObject([
      { kind: 'receipt', by: 'bob', seqs: [1, 3] },
      { kind: 'receipt', by: 'bob', seqs: [2] },
    ])
    const { messages } = await alice.request('history', AT_BOB)
    expect(messages.map((message) => message.changed)).toMatchObject(Array(3).fill({ readBy: ['bob'] }))
  })

  it('[CHG8] is only for a message of the other side that asks for it', async () => {
    await using im = await testIm()
    const { alice, bob } = await pair(im)
    await send(alice, 'bob', 'plain')
    await send(bob, 'alice', 'asks', { needReceipt: true })
    const receipt = (seqs: number[]) => bob.request('message.receipt', { ...AT_ALICE, seqs })
    expect(await nameOf(receipt([1]))).toBe('BAD_PARAMETER')
    expect(await nameOf(receipt([2]))).toBe('BAD_PARAMETER')
    expect(await nameOf(receipt([3]))).toBe('MESSAGE_NOT_FOUND')
    expect(await nameOf(receipt([]))).toBe('BAD_PARAMETER')
    expect(await nameOf(receipt(Array.from({ length: 31 }, (_, i) => i + 1)))).toBe('BAD_PARAMETER')
    expect((await bob.request('changes', { ...AT_ALICE, after: 0 })).head).toBe(0)
  })
})

describe('an extension', () => {
  it('[CHG9] is written by who knows its seq, and told with its value', async () => {
    await using im = await testIm()
    const { alice, bob } = await pair(im)
    await send(alice, 'bob', 'poll', { supportExtension: true })
    const set = (client: RawClient, at: typeof AT_BOB, key: string, value: string, seq: number) =>
      client.request('extension.set', { ...at, seq: 1, extensions: [{ key, value, seq }] })
    expect(await set(alice, AT_BOB, 'k', 'v1', 0)).toMatchObject({
      results: [{ code: 0, key: 'k', value: 'v1', seq: 1 }],
    })
    const late = await set(bob, AT_ALICE, 'k', 'v2', 0)
    expect(late).toEqual({ results: [{ code: 23001, key: 'k', value: 'v1', seq: 1 }] })
    await set(bob, AT_ALICE, 'k', 'v2', 1)
    await set(alice, AT_BOB, '__proto__', 'x', 0)
    const get = (startSeq?: number) =>
      bob.request('extension.get', { ...AT_ALICE, seq: 1, ...(startSeq === undefined ? {} : { startSeq }) })
    expect(await get()).toEqual({
      extensions: [
        { key: 'k', value: 'v2', seq: 2 },
        { key: '__proto__', value: 'x', seq: 3 },
      ],
      complete: true,
      latestSeq: 3,
      clearSeq: 0,
    })
    expect((await get(3)).extensions).toHaveLength(1)
    await alice.request('extension.delete', { ...AT_BOB, seq: 1, keys: [{ key: 'k', seq: 2 }] })
    await alice.request('extension.delete', { ...AT_BOB, seq: 1 })
    expect(await get()).toEqual({ extensions: [], complete: true, latestSeq: 3, clearSeq: 3 })
    await bob.until(() => changesOf(bob).length === 5)
    expect(changesOf(bob).map(({ change }) => change.kind === 'extension' && change.do)).toEqual([
      'set',
      'set',
      'set',
      'delete',
      'clear',
    ])
  })

  it('[CHG9] needs a message that was sent for it and is still there', async () => {
    await using im = await testIm()
    const { alice } = await pair(im)
    await send(alice, 'bob', 'plain')
    await send(alice, 'bob', 'poll', { supportExtension: true })
    const set = (seq: number) =>
      alice.request('extension.set', { ...AT_BOB, seq, extensions: [{ key: 'k', value: 'v', seq: 0 }] })
    expect(await nameOf(set(1))).toBe('EXTENSION_UNSUPPORTED')
    expect(await nameOf(set(3))).toBe('EXTENSION_NOT_FOUND')
    await alice.request('message.recall', { ...AT_BOB, seq: 2 })
    expect(await nameOf(set(2))).toBe('EXTENSION_NOT_FOUND')
    expect(await nameOf(alice.request('extension.get', { ...AT_BOB, seq: 2 }))).toBe('EXTENSION_NOT_FOUND')
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
    const page = await readHistory(timeline, c2cTimeline(first.sdkAppId, 'alice', 'bob'), {}, { floor: 0 })
    expect(page).toContain('"recalled":{"by":"alice"}')
    expect(page).not.toContain('secret')
    await first.close()
  })
})
