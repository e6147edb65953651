import { describe, expect, it } from 'vitest'
import { outgoing } from './frame.ts'
import { Outbox } from './outbox.ts'

const LIMITS = { maxFrames: 8, maxBytes: 1000 }

function wire() {
  const frames: string[] = []
  return {
    frames,
    writableLength: 0,
    writableNeedDrain: false,
    write(frame: Buffer) {
      frames.push(frame.subarray(frame.indexOf('[')).toString())
      return true
    },
    packets: () => frames.flatMap((frame) => JSON.parse(frame) as unknown[]),
  }
}
const push = (n: number) => outgoing(JSON.stringify({ push: n }), true)
const reply = (n: number) => outgoing(JSON.stringify({ reply: n }))

describe('an outbox', () => {
  it('[SES5] writes everything that is due as one array', () => {
    const out = new Outbox()
    const w = wire()
    for (let i = 0; i < 3; i++) out.put(push(i), w, LIMITS)
    expect(out.flush(w)).toBe('written')
    expect(w.frames).toEqual(['[{"push":0},{"push":1},{"push":2}]'])
    expect(out.flush(w)).toBe('empty')
  })

  it('[SES6] gives up pushes over the limit, keeps replies, and says dirty once', () => {
    const out = new Outbox()
    const w = wire()
    w.writableLength = 100_000
    out.put(reply(1), w, { ...LIMITS, maxBytes: 200_000 })
    for (let i = 0; i < 20; i++) out.put(push(i), w, { ...LIMITS, maxBytes: 200_000 })
    out.put(reply(2), w, LIMITS)
    w.writableLength = 0
    out.flush(w)
    expect(w.packets()).toEqual([{ reply: 1 }, { reply: 2 }, { type: 'dirty' }])
    out.put(push(99), w, LIMITS)
    out.flush(w)
    expect(w.packets().slice(3)).toEqual([{ push: 99 }])
  })

  it('[SES6] counts what Node holds for a client that does not read', () => {
    const out = new Outbox()
    const w = wire()
    w.writableLength = 100_000
    out.put(push(1), w, LIMITS)
    w.writableLength = 0
    out.flush(w)
    expect(w.packets()).toEqual([{ type: 'dirty' }])
  })

  it('[SES6] gives up nothing in a burst that the socket takes', () => {
    const out = new Outbox()
    const w = wire()
    for (let i = 0; i < 100; i++) out.put(push(i), w, LIMITS)
    out.flush(w)
    expect(w.packets()).toEqual(Array.from({ length: 100 }, (_, i) => ({ push: i })))
  })

  it('hands over nothing while the socket is blocked', () => {
    const out = new Outbox()
    const w = wire()
    out.put(reply(1), w, LIMITS)
    w.writableLength = 100_000
    expect(out.flush(w)).toBe('blocked')
    expect(w.frames).toEqual([])
    w.writableLength = 0
    expect(out.flush(w)).toBe('written')
  })

  it('has room for another answer until answers alone fill it, those under way included', () => {
    const out = new Outbox()
    const w = wire()
    for (let i = 0; i < 7; i++) out.put(reply(i), w, LIMITS)
    expect(out.hasRoom(w, LIMITS, 0)).toBe(true)
    expect(out.hasRoom(w, LIMITS, 1000)).toBe(false)
    out.put(reply(7), w, LIMITS)
    expect(out.hasRoom(w, LIMITS, 0)).toBe(false)
    out.flush(w)
    expect(out.hasRoom(w, LIMITS, 0)).toBe(true)
  })

  it('has no room while Node holds too much, and counts it only when Node will tell of its end', () => {
    const out = new Outbox()
    const w = wire()
    out.put(reply(0), w, LIMITS)
    w.writableLength = 1000
    expect(out.hasRoom(w, LIMITS, 0)).toBe(true)
    w.writableNeedDrain = true
    expect(out.hasRoom(w, LIMITS, 0)).toBe(false)
  })
})
