import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type TestIm, testIm } from '@signet/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

/** A WebSocket opened by hand, for frames that no library would send. */
async function rawSocket(im: TestIm): Promise<{ socket: Socket; received: () => Buffer; closed: () => boolean }> {
  const { hostname, port } = new URL(im.url)
  const socket = connect(Number(port), hostname)
  const chunks: Buffer[] = []
  let closed = false
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  socket.on('close', () => {
    closed = true
  })
  socket.on('error', () => {})
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
  socket.write(
    `GET /im HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
  )
  while (!Buffer.concat(chunks).includes('\r\n\r\n')) await sleep(5)
  chunks.length = 0
  return { socket, received: () => Buffer.concat(chunks), closed: () => closed }
}
const until = async (condition: () => boolean, ms = 5000): Promise<void> => {
  const end = performance.now() + ms
  while (!condition() && performance.now() < end) await sleep(10)
  expect(condition()).toBe(true)
}
/** The close code in what a server sent (unmasked frames, the last one is the close). */
const closeCode = (bytes: Buffer): number => bytes.readUInt16BE(bytes.indexOf(0x88) + 2)

describe('[SES12] a frame', () => {
  it.each([
    ['nothing', '', 0],
    ['no JSON', 'x', 0],
    ['an array', '[]', 0],
    ['null', 'null', 0],
    ['no op', '{"id":1}', 1],
    ['a string as id', '{"id":"1","op":"ping"}', 0],
    ['a negative id', '{"id":-1,"op":"ping"}', 0],
    ['an id beyond numbers', '{"id":1e400,"op":"ping"}', 0],
    ['cut JSON', '{"id":3,"op":"ping","data":', 3],
    ['depth 30,000', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, 0],
    [
      `{"id":1,"op":"ping","data":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`,
      'depth 10,000 in the data',
      undefined,
    ],
  ])('of %s is answered and harms nobody', async (_what, text, id) => {
    await using im = await testIm()
    const socket = await im.enter('alice')
    const answered =
      id === undefined ? Promise.resolve() : expect(socket.answer(id)).rejects.toMatchObject({ code: 20001 })
    socket.socket.send(text)
    await answered
    expect((await socket.request('ping', {})).time).toBeGreaterThan(0)
  })

  it('[CHK19] with hostile names or values changes nothing in the process', async () => {
    await using im = await testIm()
    const socket = await im.enter('alice')
    await im.enter('bob')
    const hostile = [
      '{"id":1001,"op":"__proto__","data":{}}',
      '{"id":1002,"op":"constructor","data":{}}',
      '{"id":1003,"op":"toString"}',
      '{"id":1004,"op":"history","data":{"conversation":"C2Cbob","__proto__":{"polluted":1}}}',
      '{"id":1005,"op":"send","data":{"to":"bob","random":1e400,"clientTime":1,"body":[]}}',
      '{"id":1006,"op":"send","data":{"to":"bob","random":1,"clientTime":1,"__proto__":{"polluted":1},"body":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"\\ud800","__proto__":{"polluted":1}}}]}}',
    ]
    const answers = hostile.map((_, i) => socket.answer(1001 + i).catch((error: unknown) => error))
    for (const text of hostile) socket.socket.send(text)
    await Promise.all(answers)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
    expect((await socket.request('history', { conversation: 'C2Cbob' })).head).toBe(1)
  })

  it('of any content gets an answer or a close, never a crash', async () => {
    await using im = await testIm({ config: { sockets: { requestsPerSecond: 1_000_000, requestBurst: 1_000_000 } } })
    const socket = await im.enter('alice')
    const op = fc.constantFrom('send', 'history', 'sync', 'ping', 'login', 'x')
    // Not the ids of the client's own requests: an answer to a wild frame would be taken for theirs.
    const id = fc.oneof(fc.integer({ min: 1e6 }), fc.constantFrom(0, -1, 1.5, '7', null))
    const frame = fc.record({ id, op, data: fc.jsonValue() }, { requiredKeys: [] })
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          frame.map((value) => JSON.stringify(value)),
          fc.string({ unit: 'binary' }),
          fc.json(),
        ),
        async (text) => {
          socket.socket.send(text)
          expect((await socket.request('ping', {})).time).toBeGreaterThan(0)
        },
      ),
      { numRuns: 500 },
    )
    const metrics = await (await fetch(`${im.url}/metrics`)).text()
    expect(metrics).toContain('signet_internal_errors_total 0')
  })

  it('[CHK16] over the limit closes with 1009, whatever its header promises', async () => {
    await using im = await testIm()
    const big = await im.enter('alice')
    big.socket.send('x'.repeat(65_537))
    await big.until(() => big.closed !== undefined)
    expect(big.closed?.code).toBe(1009)
    const liar = await rawSocket(im)
    const header = Buffer.alloc(14)
    header[0] = 0x81
    header[1] = 0xff
    header.writeBigUInt64BE(1n << 30n, 2)
    liar.socket.write(header)
    await until(() => liar.received().includes(0x88))
    expect(closeCode(liar.received())).toBe(1009)
    liar.socket.destroy()
  })

  it('that is binary closes with 1003', async () => {
    await using im = await testIm()
    const socket = await im.enter('alice')
    socket.socket.send(Buffer.from('{"id":1,"op":"ping"}'), { binary: true })
    await socket.until(() => socket.closed !== undefined)
    expect(socket.closed?.code).toBe(1003)
  })

  it('[CHK17] that never ends is cut off: unmasked, unfinished, or in a flood of fragments', async () => {
    await using im = await testIm({ config: { sockets: { loginDeadlineMs: 1000 } } })
    const unfinished = await rawSocket(im)
    unfinished.socket.write(Buffer.from([0x01, 0x81, 0, 0, 0, 0, 0x61]))
    const unmasked = await rawSocket(im)
    unmasked.socket.write(Buffer.from([0x81, 0x01, 0x61]))
    await until(() => unmasked.received().includes(0x88))
    expect(closeCode(unmasked.received())).toBe(1002)
    const flood = await rawSocket(im)
    const fragment = Buffer.from([0x00, 0x81, 0, 0, 0, 0, 0x61])
    flood.socket.write(
      Buffer.concat([Buffer.from([0x01, 0x81, 0, 0, 0, 0, 0x61]), ...Array.from({ length: 70_000 }, () => fragment)]),
    )
    await until(() => flood.received().includes(0x88) || flood.closed())
    await until(() => unfinished.received().includes(0x88) || unfinished.closed(), 10_000)
    for (const one of [unfinished, unmasked, flood]) one.socket.destroy()
  })
})

describe('[SES10] a client that answers no goodbye', () => {
  it('holds up the close of the server no longer than the time to leave', async () => {
    const im = await testIm({ config: { shutdown: { drainMs: 300 } } })
    const deaf = await rawSocket(im)
    const startedAt = performance.now()
    await im.close()
    expect(performance.now() - startedAt).toBeLessThan(3000)
    await until(deaf.closed)
  })
})

describe('a client that begins to close', () => {
  it('gets no packet after the close frame that answers its own', async () => {
    await using im = await testIm()
    const { socket, received } = await rawSocket(im)
    const masked = (opcode: number, text: string): Buffer => {
      const head = Buffer.from([0x80 | opcode, 0x80 | 126, text.length >> 8, text.length & 255, 0, 0, 0, 0])
      return Buffer.concat([head, Buffer.from(text)])
    }
    const login = { sdkAppId: im.sdkAppId, userId: 'bob', userSig: im.sign('bob'), protocol: 1 }
    socket.write(masked(1, JSON.stringify({ id: 1, op: 'login', data: login })))
    await until(() => received().includes('"ok"'))
    const before = received().length
    socket.write(Buffer.concat([masked(1, '{"id":2,"op":"ping"}'), Buffer.from([0x88, 0x80, 0, 0, 0, 0])]))
    await until(() => received().length > before)
    await sleep(50)
    expect(received().subarray(before)).toEqual(Buffer.from([0x88, 0x00]))
    socket.destroy()
  })
})

describe('[SES6][CHK33] a client that does not read', () => {
  it('costs a bounded queue, is told dirty, and pulls everything', async () => {
    await using im = await testIm({
      config: {
        sockets: { queueMaxBytes: 65_536, queueMaxFrames: 64, requestsPerSecond: 100_000, requestBurst: 100_000 },
      },
    })
    const bob = await im.enter('bob')
    const alice = await im.enter('alice')
    const witness = await im.enter('bob')
    ;(bob.socket as unknown as { _socket: Socket })._socket.pause()
    const total = 3000
    const text = 'x'.repeat(10_000)
    for (let sent = 0; sent < total; sent += 100) {
      await Promise.all(
        Array.from({ length: 100 }, (_, i) =>
          alice.request('send', {
            to: 'bob',
            random: sent + i,
            clientTime: 1,
            body: [{ MsgType: 'TIMTextElem', MsgContent: { Text: text } }],
          }),
        ),
      )
    }
    await witness.until(() => witness.messages.length === total || witness.pushes.some(({ type }) => type === 'dirty'))
    ;(bob.socket as unknown as { _socket: Socket })._socket.resume()
    await bob.until(() => bob.pushes.some(({ type }) => type === 'dirty'), 'dirty', 10_000)
    const got = new Set(bob.messages.map((packet) => packet.message.seq))
    expect(got.size).toBeLessThan(total)
    for (let after = 0; after < total; ) {
      const { messages, head } = await bob.request('history', { conversation: 'C2Calice', after, limit: 100 })
      expect(head).toBe(total)
      for (const message of messages) got.add(message.seq)
      after = messages.at(-1)!.seq
    }
    expect(got.size).toBe(total)
  }, 60_000)

  it('[SES13] is given no more answers at once than its queue holds, and each of them in the end', async () => {
    await using im = await testIm({ config: { sockets: { requestsPerSecond: 100_000, requestBurst: 100_000 } } })
    await im.enter('bob')
    const alice = await im.enter('alice')
    const body = [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: 'x'.repeat(12_000) } }]
    for (let i = 0; i < 25; i++) await alice.request('send', { to: 'bob', random: i, clientTime: 1, body })
    const { timeline } = im.server.im
    const { read } = timeline
    let atOnce = 0
    let most = 0
    timeline.read = async (...range) => {
      most = Math.max(most, ++atOnce)
      await sleep(1)
      atOnce--
      return read(...range)
    }
    const { _socket: raw } = alice.socket as unknown as { _socket: Socket }
    raw.pause()
    const asked = Array.from({ length: 600 }, () => alice.request('history', { conversation: 'C2Cbob', limit: 100 }))
    await sleep(300)
    raw.resume()
    const pages = await Promise.all(asked)
    expect(new Set(pages.map((page) => page.messages.length)).size).toBe(1)
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThanOrEqual(5)
    expect((await alice.request('ping', {})).time).toBeGreaterThan(0)
  }, 60_000)

  it('[SES13][MSG7] has at most 256 messages under way, and those that wait behind them keep their order', async () => {
    await using im = await testIm({ config: { sockets: { requestsPerSecond: 100_000, requestBurst: 100_000 } } })
    await im.enter('bob')
    const alice = await im.enter('alice')
    const { timeline } = im.server.im
    const { append } = timeline
    let free = (): void => {}
    const hangs = new Promise<void>((resolve) => {
      free = resolve
    })
    let underWay = 0
    const text = (i: number) => ({
      random: i,
      body: [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: `${i}` } }],
    })
    await alice.request('send', { to: 'bob', clientTime: 1, ...text(0) })
    timeline.append = async (draft) => {
      underWay++
      await hangs
      return append(draft)
    }
    const asked = Array.from({ length: 1500 }, (_, i) =>
      alice.request('send', { to: 'bob', clientTime: 1, ...text(i + 1) }),
    )
    await sleep(300)
    expect(underWay).toBe(256)
    free()
    expect((await Promise.all(asked)).map((ack) => ack.seq)).toEqual(Array.from({ length: 1500 }, (_, i) => i + 2))
  }, 60_000)

  it('[SES8] that is held up by the server is not taken for silent', async () => {
    const sockets = { heartbeatMs: 200, idleAfterMs: 900, requestsPerSecond: 100_000, requestBurst: 100_000 }
    await using im = await testIm({ config: { sockets } })
    await im.enter('alice', { instance: 'silent' })
    const alice = await im.enter('alice')
    const { timeline } = im.server.im
    const { read } = timeline
    timeline.read = async (...range) => {
      await sleep(2500)
      return read(...range)
    }
    const asked = Array.from({ length: 8 }, () => alice.request('history', { conversation: 'C2Calice' }))
    await asked[0]
    timeline.read = read
    await Promise.all(asked)
    expect(alice.closed).toBeUndefined()
    expect(im.server.im.registry.users).toBe(1)
    await alice.until(() => alice.closed !== undefined, 'the close')
    expect(alice.closed?.code).toBe(4003)
  })

  it('[SES8] is cut when it reads nothing for long', async () => {
    await using im = await testIm({
      config: {
        sockets: { slowAfterMs: 500, requestsPerSecond: 100_000, requestBurst: 100_000, queueMaxBytes: 65_536 },
      },
    })
    const { sockets } = { sockets: () => fetch(`${im.url}/metrics`).then((response) => response.text()) }
    const bob = await im.enter('bob')
    const alice = await im.enter('alice')
    ;(bob.socket as unknown as { _socket: Socket })._socket.pause()
    const text = 'x'.repeat(12_000)
    // The kernel takes up to some 40 MB for a socket on loopback before Node has to wait.
    for (let i = 0; i < 4500; i += 150) {
      await Promise.all(
        Array.from({ length: 150 }, (_, n) =>
          alice.request('send', {
            to: 'bob',
            random: i + n,
            clientTime: 1,
            body: [{ MsgType: 'TIMTextElem', MsgContent: { Text: text } }],
          }),
        ),
      )
    }
    const end = performance.now() + 8000
    while (!/^signet_sockets 1$/m.test(await sockets()) && performance.now() < end) await sleep(100)
    expect(await sockets()).toMatch(/^signet_sockets 1$/m)
  }, 60_000)
})
