import { describe, expect, it } from 'vitest'
import { createDispatch, type Handlers, readFrame } from './dispatch.ts'
import type { Outgoing } from './frame.ts'
import type { Session } from './session.ts'

const observer = { done() {}, crashed() {} }
const rate = { perSecond: 1_000_000, burst: 1_000_000, now: () => performance.now() }

/** A session that keeps what it was sent. */
function fakeSession() {
  const sent: { type: string; error?: { name: string; retryAfter?: number } }[] = []
  const begun: number[] = []
  const session = {
    state: { kind: 'live' },
    tokens: 0,
    tokensAt: 0,
    refused: 0,
    send: (packet: Outgoing) => sent.push(JSON.parse(packet.text)),
    begin: (reserve: number) => begun.push(reserve),
    done: () => {},
  }
  return { session: session as unknown as Session, sent, begun }
}

describe('[CHK47] requests under way', () => {
  it('are bounded in size over all sessions; more are turned away with a time to come back, until some are answered', async () => {
    let free = (): void => {}
    const hangs = new Promise<{ messages: []; head: number }>((resolve) => {
      free = () => resolve({ messages: [], head: 0 })
    })
    const handlers = { history: () => hangs, ping: () => ({ time: 1 }) } as unknown as Handlers
    const dispatch = createDispatch(handlers, observer, rate)
    const one = fakeSession()
    const other = fakeSession()
    const request = `{"id":1,"op":"history","data":{"conversation":"C2Cbob"},"more":"${'x'.repeat(65_000)}"}`
    for (let i = 0; i < 1040; i++) dispatch(one.session, request)
    expect(one.sent.length).toBeGreaterThan(0)
    expect(one.sent[0]).toMatchObject({
      type: 'fail',
      error: { name: 'OVERLOADED', retryable: true, retryAfter: 1000 },
    })
    expect(one.begun.length).toBeGreaterThan(1000)
    dispatch(other.session, '{"id":2,"op":"ping"}')
    expect(other.sent[0]).toMatchObject({ error: { name: 'OVERLOADED' } })
    free()
    await hangs
    await Promise.resolve()
    dispatch(other.session, '{"id":3,"op":"ping"}')
    expect(other.sent[1]).toMatchObject({ type: 'ok' })
  })

  it('keep room for a page where the answer may be one, and none where it is short', () => {
    const handlers = { history: async () => ({}), send: async () => ({}) } as unknown as Handlers
    const dispatch = createDispatch(handlers, observer, rate)
    const { session, begun } = fakeSession()
    const body = '[{"MsgType":"TIMTextElem","MsgContent":{"Text":"x"}}]'
    dispatch(session, '{"id":1,"op":"history","data":{"conversation":"C2Cbob"}}')
    dispatch(session, `{"id":2,"op":"send","data":{"to":"bob","random":1,"clientTime":1,"body":${body}}}`)
    expect(begun).toEqual([256 * 1024, 0])
  })
})

describe('[SES9] the requests of a session', () => {
  it('count by what they cost: a page of history as three signals', () => {
    const handlers = { history: () => ({}), ping: () => ({}) } as unknown as Handlers
    const dispatch = createDispatch(handlers, observer, { perSecond: 1, burst: 12, now: () => 1000 })
    const answered = (request: string): number => {
      const { session, sent } = fakeSession()
      for (let i = 0; i < 20; i++) dispatch(session, request)
      return sent.filter(({ type }) => type === 'ok').length
    }
    expect(answered('{"id":1,"op":"ping"}')).toBe(12)
    expect(answered('{"id":1,"op":"history","data":{"conversation":"C2Cbob"}}')).toBe(4)
  })
})

describe('[SES12] what is no request', () => {
  it.each(['', 'x', '[]', 'null', '7', '{}', '{"id":1}', '{"id":0,"op":"ping"}', '{"id":1.5,"op":"ping"}'])(
    '%s',
    (text) => {
      expect(() => readFrame(text)).toThrow(expect.objectContaining({ errorName: 'FRAME_MALFORMED' }))
    },
  )
})
