import type { GroupEvent } from '@signet/protocol/group'
import { describe, expect, it } from 'vitest'
import { createInProcessBus } from '../../engine/cluster/in-process.ts'
import { Failure } from '../../engine/failure.ts'
import type { LiveBatch } from '../../engine/realtime/live-batch.ts'
import type { Session } from '../../engine/realtime/session.ts'
import type { Draft } from '../messages/route.ts'
import { createRooms, type Rooms } from './create-rooms.ts'

const APP = 1400000001
type Heard = {
  type: string
  online?: number
  event?: { seq: number }
  message: { seq: number; event?: { kind: string; members: string[] }; random: number }
}

/** Two nodes on one bus, and sessions that keep what they hear. */
function nodes(count = 2) {
  const bus = createInProcessBus((error) => expect.unreachable(String(error)))
  const time = { now: 1_800_000_000_000, elapsed: 0 }
  const made = Array.from({ length: count }, () =>
    createRooms({
      bus,
      now: () => time.now,
      elapsed: () => time.elapsed,
      messagesPerSecond: 40,
      recentMessages: 20,
    }),
  )
  return { rooms: made as [Rooms, Rooms], time, bus }
}
let nextId = 0
function session() {
  const heard: Heard[] = []
  const one = {
    id: `s${nextId++}`,
    state: { kind: 'live' },
    sendLive: (batch: LiveBatch) => heard.push(...(JSON.parse(`[${batch.whole.text}]`) as Heard[])),
  } as unknown as Session
  return {
    one,
    heard,
    seqs: () => heard.flatMap(({ type, message }) => (type === 'room' && !message.event ? message.seq : [])),
  }
}
const enter = (rooms: Rooms, one: Session, userId: string, groupId = 'live', sdkAppId = APP) =>
  rooms.enter(one, { sdkAppId, userId }, groupId)
const draft = (random: number, more: Partial<Draft> = {}): Draft => ({
  from: 'alice',
  to: 'live',
  tinyId: '1',
  random,
  clientTime: 1,
  msgSeq: 1,
  body: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'hi' } }],
  ...more,
})
const say = (rooms: Rooms, random: number, sentBy = '', more: Partial<Draft> = {}) => {
  const said = draft(random, more)
  return rooms.live({ sdkAppId: APP, userId: 'alice' }, 'live', 'Member').say(said, JSON.stringify(said), sentBy)
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 20))
const recentOf = (entered: { room: { recent: string } }) =>
  (JSON.parse(entered.room.recent) as { random: number }[]).map(({ random }) => random)

describe('[ROOM3] the cap of a room', () => {
  it('is that of its application, within that of the server, from the next message on', () => {
    const time = { now: 1_800_000_000_000, elapsed: 0 }
    let wanted = 0
    const rooms = createRooms({
      bus: createInProcessBus(),
      now: () => time.now,
      elapsed: () => time.elapsed,
      messagesPerSecond: 20,
      messagesPerSecondOf: () => wanted,
      recentMessages: 20,
    })
    let random = 0
    const taken = (application: number): number => {
      wanted = application
      time.elapsed += 2_000
      const said = Array.from({ length: 40 }, () => say(rooms, ++random))
      return said.filter(({ dropReason }) => dropReason === undefined).length
    }
    expect([taken(0), taken(5), taken(1_000)]).toEqual([20, 5, 20])
    rooms.close()
  })
})

describe('[ROOM1] what is said in a room', () => {
  it('is numbered upwards, also after a restart', () => {
    const { rooms, time } = nodes(1)
    const first = [say(rooms[0], 1), say(rooms[0], 2), say(rooms[0], 3)].map(({ seq }) => seq)
    expect(first).toEqual([...new Set(first)].sort((one, other) => one - other))
    time.now += 3000
    const restarted = createRooms({
      bus: createInProcessBus(),
      now: () => time.now,
      messagesPerSecond: 40,
      recentMessages: 20,
    })
    expect(say(restarted, 4).seq).toBeGreaterThan(first[2]!)
    restarted.close()
  })

  it('is told once however often it is tried, and refused with another body', async () => {
    const { rooms } = nodes(1)
    const bob = session()
    await enter(rooms[0], bob.one, 'bob')
    const { seq } = say(rooms[0], 7)
    expect(say(rooms[0], 7)).toMatchObject({ seq, duplicate: true })
    expect(() => say(rooms[0], 7, '', { cloudCustomData: 'other' })).toThrow(Failure)
    await settle()
    expect(bob.seqs()).toEqual([seq])
  })

  it('is said by sessions that are in the room only', async () => {
    const { rooms } = nodes(1)
    const alice = session()
    expect(() => say(rooms[0], 1, alice.one.id)).toThrow('Join the live room')
    await enter(rooms[0], alice.one, 'alice')
    say(rooms[0], 1, alice.one.id)
    await settle()
    expect(alice.seqs()).toEqual([])
    rooms[0].leave(alice.one, APP, 'live')
    expect(() => say(rooms[0], 2, alice.one.id)).toThrow('Join the live room')
  })
})

describe('[ROOM8] a room on two nodes', () => {
  it('is heard in one order on both, and the cap is one', async () => {
    const { rooms } = nodes()
    const here = session()
    const there = session()
    await enter(rooms[0], here.one, 'bob')
    await enter(rooms[1], there.one, 'carol')
    const sent = Array.from({ length: 60 }, (_, i) => say(rooms[i % 2 === 0 ? 0 : 1]!, i))
    await settle()
    const taken = sent.filter(({ dropReason }) => dropReason === undefined).map(({ seq }) => seq)
    expect(taken).toHaveLength(40)
    expect(here.seqs()).toEqual(taken)
    expect(there.seqs()).toEqual(taken)
    expect(rooms[0].drops.cap[2]! + rooms[1].drops.cap[2]!).toBe(20)
  })

  it('gives who comes on a node that did not know it what was said on the other', async () => {
    const { rooms } = nodes()
    await enter(rooms[0], session().one, 'bob')
    for (let i = 0; i < 25; i++) say(rooms[0], i)
    await settle()
    expect(recentOf(await enter(rooms[1], session().one, 'carol'))).toEqual(Array.from({ length: 20 }, (_, i) => i + 5))
  })

  it('has the count of both, and forgets a node that went silent', async () => {
    const { rooms, time } = nodes()
    for (let i = 0; i < 3; i++) await enter(rooms[0], session().one, `a${i}`)
    for (let i = 0; i < 4; i++) await enter(rooms[1], session().one, `b${i}`)
    rooms[0].turn()
    rooms[1].turn()
    expect([rooms[0].online(APP, 'live'), rooms[1].online(APP, 'live')]).toEqual([7, 7])
    time.elapsed += 11_000
    rooms[0].turn()
    expect([rooms[0].online(APP, 'live'), rooms[1].online(APP, 'live')]).toEqual([3, 7])
  })

  it('puts a banned user out on both', async () => {
    const { rooms, time } = nodes()
    const here = session()
    const there = session()
    await enter(rooms[0], here.one, 'mallory')
    await enter(rooms[1], there.one, 'mallory')
    rooms[0].tell(APP, {
      kind: 'memberBanned',
      members: ['mallory'],
      until: 0,
      reason: '',
      groupId: 'live',
      groupType: 'AVChatRoom',
      groupName: '',
      memberCount: 0,
      by: 'owner',
      time: time.now,
    })
    say(rooms[0], 1)
    await settle()
    expect([here.heard, there.heard]).toEqual([[], []])
    expect(rooms[0].counts.sockets + rooms[1].counts.sockets).toBe(0)
  })
})

describe('[ROOM5] what a room tells of who is there', () => {
  it('names a bounded number, and counts all, at most every three seconds', async () => {
    const { rooms, time } = nodes(1)
    const watcher = session()
    await enter(rooms[0], watcher.one, 'watcher')
    const counts = () => watcher.heard.flatMap(({ type, online }) => (type === 'roomOnline' ? [online] : []))
    for (let second = 0; second < 6; second++) {
      for (let i = 0; i < 100; i++) await enter(rooms[0], session().one, `u${second}-${i}`)
      rooms[0].turn()
      time.elapsed += 1000
    }
    await settle()
    expect(counts()).toEqual([101, 401])
    const notices = watcher.heard.flatMap(({ message }) => message?.event ?? [])
    expect(notices.map(({ kind, members }) => [kind, members.length])).toEqual(
      Array.from({ length: 6 }, () => ['memberJoined', 20]),
    )
  })
})

describe('[ROOM5] what is only worth its newest state', () => {
  const likes = (seq: number): GroupEvent => ({
    kind: 'attributesChanged',
    seq,
    groupId: 'live',
    groupType: 'AVChatRoom',
    groupName: '',
    memberCount: 0,
    by: 'alice',
    time: 1,
  })

  it('is told at once, and then once a second however often it changes', async () => {
    const { rooms, time } = nodes(1)
    const { one, heard } = session()
    await enter(rooms[0], one, 'bob')
    const told = () => heard.flatMap(({ event }) => event?.seq ?? [])
    for (let seq = 1; seq <= 50; seq++) rooms[0].tell(APP, likes(seq))
    await settle()
    expect(told()).toEqual([1])
    time.elapsed += 1000
    rooms[0].turn()
    await settle()
    expect(told()).toEqual([1, 50])
    time.elapsed += 1000
    rooms[0].turn()
    rooms[0].tell(APP, likes(51))
    await settle()
    expect(told()).toEqual([1, 50, 51])
  })
})

describe('[ROOM6] a session', () => {
  it('gets the newest messages when it comes and every later one, each once, whatever happens meanwhile', async () => {
    const { rooms } = nodes(1)
    const got: { recent: number[]; heard: () => number[]; since: number }[] = []
    for (let i = 0; i < 30; i++) {
      say(rooms[0], i)
      if (i % 3 === 0) await new Promise((resolve) => setImmediate(resolve))
      const late = session()
      const recent = recentOf(await enter(rooms[0], late.one, `u${i}`))
      got.push({ recent, heard: () => late.heard.flatMap(({ message }) => message?.random ?? []), since: i })
    }
    await settle()
    for (const { recent, heard, since } of got) {
      const all = [...recent, ...heard()]
      expect(all).toEqual(Array.from({ length: all.length }, (_, i) => 30 - all.length + i))
      expect(all.length).toBeGreaterThanOrEqual(Math.min(since + 1, 20))
    }
  })

  it('is in at most ten rooms, and in none when it has gone', async () => {
    const { rooms } = nodes(1)
    const { one } = session()
    for (let i = 0; i < 10; i++) await enter(rooms[0], one, 'bob', `r${i}`)
    await expect(enter(rooms[0], one, 'bob', 'r10')).rejects.toMatchObject({ errorName: 'GROUP_USER_QUOTA' })
    expect((await enter(rooms[0], one, 'bob', 'r3')).isNew).toBe(false)
    rooms[0].leave(one, APP, 'r3')
    await enter(rooms[0], one, 'bob', 'r10')
    rooms[0].gone(one)
    expect(rooms[0].counts.sockets).toBe(0)
  })

  it('leaves nothing behind: a room that is empty for long is forgotten', async () => {
    const { rooms, time } = nodes(1)
    const { one } = session()
    await enter(rooms[0], one, 'bob')
    rooms[0].gone(one)
    rooms[0].turn()
    expect(rooms[0].counts.rooms).toBe(1)
    time.elapsed += 600_001
    rooms[0].turn()
    expect(rooms[0].counts.rooms).toBe(0)
  })
})

describe('[ROOM9] a broadcast', () => {
  it('reaches the rooms of its application on every node, and no other', async () => {
    const { rooms } = nodes()
    const [one, two, other] = [session(), session(), session()]
    await enter(rooms[0], one.one, 'a', 'r1')
    await enter(rooms[1], two.one, 'b', 'r2')
    await enter(rooms[1], other.one, 'c', 'r1', APP + 1)
    const seq = rooms[0].broadcast(APP, (number) => JSON.stringify({ seq: number, random: 5 }))
    await settle()
    expect([one.seqs(), two.seqs(), other.seqs()]).toEqual([[seq], [seq], []])
    expect(recentOf(await enter(rooms[1], session().one, 'd', 'r2'))).toEqual([5])
  })
})
