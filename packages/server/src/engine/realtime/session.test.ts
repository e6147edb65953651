import type { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { outgoing } from './frame.ts'
import { type Identity, Session } from './session.ts'

function session() {
  const raw = { writableLength: 0, writableNeedDrain: false, bytesWritten: 0, write: () => true }
  const socket = {
    isPaused: false,
    pause: () => {
      socket.isPaused = true
    },
    resume: () => {
      socket.isPaused = false
    },
  }
  const time = { now: 1000 }
  const taken: string[] = []
  const turns = { hasTurn: true }
  const host = {
    limits: { maxFrames: 512, maxBytes: 1_000_000 },
    now: () => time.now,
    onText: (_session: Session, text: string) => void taken.push(text),
    hasTurn: () => turns.hasTurn,
    due: () => {},
  }
  const one = new Session(host, socket as unknown as WebSocket, raw as unknown as Socket, '192.0.2.7')
  return { one, raw, socket, time, taken, turns }
}

describe('[SES13] a session that asks for more than its queue holds', () => {
  it('is read no further until an answer has made room, and is not silent meanwhile', () => {
    const { one, socket, time, taken } = session()
    one.begin(1_000_000)
    one.receive('a')
    one.receive('b')
    expect([taken, socket.isPaused, one.isHeldUp]).toEqual([[], true, true])
    time.now = 90_000
    one.done(1_000_000)
    expect([taken, socket.isPaused, one.heardAt]).toEqual([['a', 'b'], false, 90_000])
  })

  it('takes what was held one by one, while there is room, in order', () => {
    const { one, socket, taken } = session()
    one.begin(900_000)
    one.begin(100_000)
    for (const text of ['a', 'b', 'c']) one.receive(text)
    one.begin(50_000)
    one.done(100_000)
    expect(taken).toEqual(['a', 'b', 'c'])
    one.begin(100_000)
    one.receive('d')
    one.done(50_000)
    one.receive('e')
    expect([taken, socket.isPaused]).toEqual([['a', 'b', 'c'], true])
    one.done(900_000)
    expect([taken, socket.isPaused]).toEqual([['a', 'b', 'c', 'd', 'e'], false])
  })

  it('lets no request pass those that are held, although there is room by now', () => {
    const { one, raw, taken } = session()
    one.send(outgoing('{"type":"ok"}'))
    Object.assign(raw, { writableLength: 1_000_000, writableNeedDrain: true })
    one.receive('a')
    Object.assign(raw, { writableLength: 0, writableNeedDrain: false })
    one.receive('b')
    expect(taken).toEqual([])
    one.flush()
    expect(taken).toEqual(['a', 'b'])
  })

  it('takes nothing more once it has ended', () => {
    const { one, taken } = session()
    one.begin(1_000_000)
    one.receive('a')
    one.end()
    one.done(1_000_000)
    expect(taken).toEqual([])
  })
})

describe('[SES21] a request that comes while others have their turn', () => {
  it('waits for its own, and those behind it are read no further', () => {
    const { one, socket, taken, turns } = session()
    turns.hasTurn = false
    one.receive('a')
    expect([taken, socket.isPaused]).toEqual([[], false])
    one.receive('b')
    expect([taken, socket.isPaused]).toEqual([[], true])
    turns.hasTurn = true
    one.takeUp()
    expect([taken, socket.isPaused]).toEqual([['a', 'b'], false])
  })

  it('is taken up when the server leaves, and nothing after it', () => {
    const { one, taken, turns } = session()
    turns.hasTurn = false
    one.receive('a')
    one.askToLeave(100)
    turns.hasTurn = true
    one.receive('b')
    one.takeUp()
    expect(taken).toEqual(['a'])
  })

  it('waits for room as well when its turn has come and there is none', () => {
    const { one, taken, turns } = session()
    turns.hasTurn = false
    one.receive('a')
    one.begin(1_000_000)
    turns.hasTurn = true
    one.takeUp()
    expect(taken).toEqual([])
    one.done(1_000_000)
    expect(taken).toEqual(['a'])
  })
})

describe('[SES8] a client that reads', () => {
  it('slowly is not stuck as long as it takes something', () => {
    const { one, raw } = session()
    raw.writableLength = 500_000
    raw.bytesWritten = 600_000
    expect(one.stuckFor(1000)).toBe(0)
    raw.writableLength = 400_000
    expect(one.stuckFor(20_000)).toBe(0)
    expect(one.stuckFor(30_000)).toBe(10_000)
    raw.writableLength = 0
    expect(one.stuckFor(40_000)).toBe(0)
  })
})

describe('[SES1] a login', () => {
  it('is over when its socket closed meanwhile, and leaves no identity behind', () => {
    const { one } = session()
    expect([one.beginLogin(), one.beginLogin()]).toEqual([true, false])
    one.end()
    expect(one.enter({ userId: 'alice' } as Identity)).toBe(false)
    expect(one.state).toEqual({ kind: 'closed', identity: undefined })
  })
})
