import { expect, test } from 'vitest'
import { ManualClock } from '../../test/manual-clock.ts'
import { DEFAULT_TIMEOUTS, type Environment } from '../environment.ts'
import { Log } from '../log.ts'
import type { Message } from '../message.ts'
import { textBody } from '../testing/model-server.ts'
import type { SocketEvents } from '../transport/transport.ts'
import { GuestRooms } from './guest-rooms.ts'

const wire = (seq: number) => ({
  ...{ seq, time: seq, from: 'alice', to: 'room', tinyId: '1', random: seq, clientTime: 1, msgSeq: seq },
  body: textBody(`said ${seq}`),
})

/** A server that knows one room, and remembers what was said in it. */
class RoomServer {
  readonly clock = new ManualClock()
  readonly said: ReturnType<typeof wire>[] = []
  readonly asked: string[] = []
  isThere = true
  isDissolved = false
  #peer: SocketEvents | undefined

  readonly transport: Environment['transport'] = {
    platform: 'Web',
    watch: () => () => {},
    connect: (_url, events) => {
      this.clock.after(1, () => {
        if (!this.isThere) return events.closed(1006, '')
        this.#peer = events
        events.opened()
      })
      return { send: (text) => this.#received(JSON.parse(text)), close: () => {} }
    },
  }

  say(seq: number): void {
    this.said.push(wire(seq))
    this.#tell({ type: 'room', conversation: 'GROUProom', message: wire(seq) })
  }

  drop(): void {
    this.#peer?.closed(1006, '')
    this.#peer = undefined
  }

  #received({ id, op }: { id: number; op: string }): void {
    this.asked.push(op)
    const data = op === 'room.watch' ? { room: { online: 3, recent: this.said }, heartbeat: 30_000 } : {}
    const error = { code: 10010, name: 'GROUP_NOT_FOUND', message: 'Gone.' }
    this.clock.after(1, () => this.#tell(this.isDissolved ? { type: 'fail', id, error } : { type: 'ok', id, data }))
  }

  #tell(packet: object): void {
    this.#peer?.received(JSON.stringify([packet]))
  }
}

function guest(server: RoomServer) {
  const texts: string[] = []
  const errors: number[] = []
  const env = {
    transport: server.transport,
    clock: server.clock,
    log: new Log(console),
    random: () => 0.5,
    uint32: () => 1,
    upload: () => Promise.reject(new Error('no files')),
  }
  const rooms = new GuestRooms(env, {
    sdkAppId: 1,
    url: () => 'ws://im.test/im',
    timeouts: DEFAULT_TIMEOUTS,
    counted: () => {},
    received: (messages: readonly Message[]) =>
      void texts.push(...messages.map(({ payload }) => ('text' in payload ? payload.text : ''))),
    error: ({ code }) => void errors.push(code),
  })
  return { rooms, texts, errors }
}

async function entered(server: RoomServer) {
  const one = guest(server)
  const joining = one.rooms.join('room')
  await server.clock.advance(10)
  await joining
  return one
}

test('a guest comes back after a lost connection, and is told what the room remembers, once', async () => {
  const server = new RoomServer()
  const { rooms, texts } = await entered(server)
  server.say(1)
  server.isThere = false
  server.drop()
  server.said.push(wire(2))
  await server.clock.advance(5_000)
  server.isThere = true
  await server.clock.advance(30_000)
  server.say(3)
  expect(texts).toEqual(['said 1', 'said 2', 'said 3'])
  expect(rooms.online('room')).toBe(3)
  rooms.end()
})

test('a room that is gone meanwhile is left, and that is told as an error', async () => {
  const server = new RoomServer()
  const { rooms, errors } = await entered(server)
  server.isDissolved = true
  server.drop()
  await server.clock.advance(5_000)
  expect(errors).toEqual([10010])
  expect(() => rooms.online('room')).toThrow(expect.objectContaining({ code: 2101 }))
  rooms.end()
})

test('who left does not come back', async () => {
  const server = new RoomServer()
  const { rooms } = await entered(server)
  rooms.leave('room')
  server.drop()
  await server.clock.advance(60_000)
  expect(server.asked.filter((op) => op === 'room.watch')).toHaveLength(1)
  expect(server.clock.pending).toBe(0)
})
