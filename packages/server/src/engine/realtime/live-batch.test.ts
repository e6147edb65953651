import { describe, expect, it } from 'vitest'
import { outgoing } from './frame.ts'
import { LiveBatch, type LiveItem, RANKS, type Rank } from './live-batch.ts'
import { Outbox } from './outbox.ts'

const LIMITS = { maxFrames: 16, maxBytes: 10_000 }
const item = (rank: Rank, except = ''): LiveItem => ({ text: JSON.stringify({ rank }), rank, except })
const oneOfEach = () => ([0, 1, 2, 3, 4] as const).map((rank) => item(rank))

function room() {
  const skipped = new Array<number>(RANKS).fill(0)
  const batch = (items: readonly LiveItem[], number = 1) =>
    new LiveBatch(number, items, (rank, count) => {
      skipped[rank]! += count
    })
  return { skipped, batch }
}
function wire() {
  const frames: Buffer[] = []
  const socket = { writableLength: 0, writableNeedDrain: false, write: (frame: Buffer) => frames.push(frame) > 0 }
  const packets = () =>
    frames.flatMap((frame) => JSON.parse(frame.subarray(frame.indexOf('[')).toString()) as { rank?: number }[])
  return { frames, socket, packets }
}

describe('[ROOM2] what is due in a room', () => {
  it('is one frame, the same for all sockets where nothing else waits', () => {
    const due = room().batch(oneOfEach())
    const one = wire()
    const other = wire()
    expect(new Outbox().putLive(due, one.socket, LIMITS)).toBe(false)
    expect(new Outbox().putLive(due, other.socket, LIMITS)).toBe(false)
    expect(one.frames).toHaveLength(1)
    expect(one.frames[0]).toBe(other.frames[0])
    expect(one.packets()).toEqual([0, 1, 2, 3, 4].map((rank) => ({ rank })))
  })

  it('comes after what waited before it', () => {
    const out = new Outbox()
    const { socket, packets } = wire()
    out.put(outgoing('{"reply":1}'), socket, LIMITS)
    expect(out.putLive(room().batch([item(2)]), socket, LIMITS)).toBe(true)
    out.flush(socket)
    expect(packets()).toEqual([{ reply: 1 }, { rank: 2 }])
  })

  it('leaves out what a session wrote itself', () => {
    const due = room().batch([item(2, 'mine'), item(3)])
    expect([due.isFrom('mine'), due.isFrom('other')]).toEqual([true, false])
    expect(due.without('mine')?.whole.text).toBe('{"rank":3}')
    expect(
      room()
        .batch([item(2, 'mine')])
        .without('mine'),
    ).toBeUndefined()
  })
})

describe('[ROOM4] a client that reads too slowly', () => {
  it.each([
    [0.1, [0, 1, 2, 3, 4]],
    [0.2, [0, 1, 2, 3]],
    [0.3, [0, 1, 2]],
    [0.4, [0, 1]],
    [0.55, [0]],
    [0.7, []],
  ])('with a queue filled to %d gets ranks %j, and the others are counted', (load, kept) => {
    const { skipped, batch } = room()
    const out = new Outbox()
    const { socket, packets } = wire()
    socket.writableLength = load * LIMITS.maxBytes
    out.putLive(batch(oneOfEach()), socket, LIMITS)
    out.flush(socket)
    expect(packets().map(({ rank }) => rank)).toEqual(kept)
    expect(skipped).toEqual([0, 1, 2, 3, 4].map((rank) => (kept.includes(rank) ? 0 : 1)))
  })

  it('shares the shorter frame with others that are as slow', () => {
    const due = room().batch(oneOfEach())
    expect(due.fitting(0.3)).toBe(due.fitting(0.26))
  })

  it('loses what is of rooms before it is told to pull, all of it counted, and no reply and no push', () => {
    const { skipped, batch } = room()
    const out = new Outbox()
    const { socket, packets } = wire()
    const large = (name: string, size: number) => JSON.stringify({ name, pad: 'x'.repeat(size) })
    socket.writableLength = 1
    out.put(outgoing(large('reply', 1000)), socket, LIMITS)
    out.putLive(batch([{ text: large('room', 5000), rank: 0, except: '' }]), socket, LIMITS)
    out.put(outgoing(large('push', 3000), true), socket, LIMITS)
    socket.writableLength = 70_000
    // Over the limit now: what Node holds counts. The room gives way first, and it is not enough.
    out.put(outgoing(large('late', 10), true), socket, { ...LIMITS, maxBytes: 76_000 })
    expect(skipped).toEqual([1, 0, 0, 0, 0])
    socket.writableLength = 0
    out.flush(socket)
    expect((packets() as { name?: string }[]).map(({ name }) => name)).toEqual(['reply', 'push', 'late'])
  })

  it('never takes more than its part of the queue with rooms, so that pushes have theirs', () => {
    const { batch } = room()
    const out = new Outbox()
    const { socket, packets } = wire()
    socket.writableLength = 1
    for (let n = 1; n <= 1000; n++) out.putLive(batch(oneOfEach(), n), socket, LIMITS)
    for (let n = 0; n < 6; n++) out.put(outgoing(JSON.stringify({ push: n }), true), socket, LIMITS)
    socket.writableLength = 0
    out.flush(socket)
    expect(packets().filter((packet) => 'push' in packet)).toHaveLength(6)
    expect(packets().some((packet) => 'type' in packet)).toBe(false)
  })
})
