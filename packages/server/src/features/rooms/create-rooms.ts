import { randomBytes } from 'node:crypto'
import type { GroupEvent } from '@signet/protocol/group'
import type { Bus } from '../../engine/cluster/bus.ts'
import { fail } from '../../engine/failure.ts'
import type { Session } from '../../engine/realtime/session.ts'
import type { Entered, LiveRooms } from '../groups/live-rooms.ts'
import { ALL_ROOMS, decodeBroadcast, encodeBroadcast, encodeWord, roomSubject } from './bus-words.ts'
import { createDrops, type Drops } from './drops.ts'
import { Housekeeping } from './housekeeping.ts'
import { isMark, type MarkWish } from './marks.ts'
import type { RoomMember } from './presence.ts'
import { Room, type RoomHost } from './room.ts'
import { ROOMS_OF_A_SESSION } from './rules.ts'
import { sayIn } from './say.ts'
import { createSequence } from './sequence.ts'
import type { RoomState } from './state-hook.ts'

export interface RoomOptions {
  readonly bus: Bus
  /** Wall clock, ms. */
  readonly now: () => number
  /** Messages a second that a room takes. */
  readonly messagesPerSecond: number
  /** What an application wants instead, within that; 0 or absent: that. */
  readonly messagesPerSecondOf?: (sdkAppId: number) => number
  /** What a group is called, for who hears of it. */
  readonly nameOf?: (sdkAppId: number, groupId: string) => Promise<string>
  /** Messages that those who come get. */
  readonly recentMessages: number
  /** Clock that nobody sets, ms. */
  readonly elapsed?: () => number
  /** Hears who came into a room and who dropped out of it. */
  readonly onState?: (state: RoomState) => void
  /** Is memory short? Absent: never. */
  readonly isTight?: () => boolean
  /** Hears how many packets leave for sockets of an application. */
  readonly onHanded?: (sdkAppId: number, packets: number) => void
}

export interface Rooms extends LiveRooms {
  /** How many are in a room on all nodes. */
  online(sdkAppId: number, groupId: string): number
  /** Who came last, newest first. */
  recentMembers(sdkAppId: number, groupId: string): RoomMember[]
  /**
   * Marks users who are in it on this node, or takes marks from them.
   * @returns who is in it
   * @throws Failure BAD_PARAMETER for what is no mark, GROUP_TOO_MANY for more different ones than a room may have
   */
  mark(sdkAppId: number, groupId: string, wish: MarkWish): string[]
  /** Who of these has a mark, on this node. */
  marked(sdkAppId: number, groupId: string, mark: number): RoomMember[]
  /** Who is in it on this node, newest first, a bounded number. */
  members(sdkAppId: number, groupId: string): RoomMember[]
  /** Those of these users who are in it on this node. */
  inside(sdkAppId: number, groupId: string, userIds: readonly string[]): string[]
  /** Tells every live room of an application, on every node. `text` is a message as JSON, made with the number given. */
  broadcast(sdkAppId: number, text: (seq: number) => string): number
  /** Everybody is out of every live room of an application that is gone, and hears that it was dissolved. */
  end(sdkAppId: number): void
  /** A session ended. */
  gone(session: Session): void
  readonly drops: Drops
  /** Rooms that this node knows, and sockets in them. */
  readonly counts: { readonly rooms: number; readonly sockets: number }
  /** Tells what is due once a second; a timer does it. */
  turn(): void
  close(): void
}

const TURN_MS = 1000

/** The live rooms of this node, joined to those of the others by the bus. */
export function createRooms(options: RoomOptions): Rooms {
  const { bus, now, messagesPerSecond, recentMessages } = options
  const rooms = new Map<string, Room>()
  const roomsOf = new Map<Session, Room[]>()
  const drops = createDrops()
  const host: RoomHost = {
    node: randomBytes(6).toString('base64url'),
    bus,
    sequence: createSequence(now),
    drops,
    messagesPerSecond: (sdkAppId) =>
      Math.min(messagesPerSecond, options.messagesPerSecondOf?.(sdkAppId) || messagesPerSecond),
    nameOf: options.nameOf ?? (async () => ''),
    recentMessages,
    isTight: options.isTight ?? (() => false),
    onHanded: options.onHanded,
    now,
    elapsed: options.elapsed ?? (() => performance.now()),
    onOut(session, room) {
      const left = (roomsOf.get(session) ?? []).filter((other) => other !== room)
      if (left.length === 0) roomsOf.delete(session)
      else roomsOf.set(session, left)
    },
  }
  const housekeeping = new Housekeeping(host)

  const known = (sdkAppId: number, groupId: string): Room | undefined => {
    const room = rooms.get(roomSubject(sdkAppId, groupId))
    return room?.isOver ? undefined : room
  }
  const open = (sdkAppId: number, groupId: string): Room => {
    let room = known(sdkAppId, groupId)
    if (room === undefined) {
      room = new Room(host, sdkAppId, groupId)
      rooms.set(room.subject, room)
    }
    room.usedAt = host.elapsed()
    return room
  }

  const unsubscribe = bus.subscribe(ALL_ROOMS, (payload) => {
    const { sdkAppId, seq, text } = decodeBroadcast(payload)
    host.sequence.heard(seq)
    for (const room of rooms.values()) if (room.sdkAppId === sdkAppId && !room.isOver) room.sayHere(text)
  })

  const turn = (): void => {
    for (const [subject, room] of rooms) {
      if (room.isOver ? room.sockets > 0 : housekeeping.turn(room)) continue
      room.close()
      rooms.delete(subject)
    }
  }
  const timer = setInterval(turn, TURN_MS)
  timer.unref()

  const nowIn = (room: Room): Entered['room'] => ({
    online: room.presence.online(host.elapsed()),
    recent: room.recent,
  })

  function tell(sdkAppId: number, event: GroupEvent): void {
    // A room tells who comes and goes by itself, a bounded number of times.
    if (event.kind === 'memberJoined' || event.kind === 'memberQuit') return
    bus.publish(roomSubject(sdkAppId, event.groupId), encodeWord({ kind: 'event', event, seq: host.sequence.next() }))
  }

  return {
    live: (self, groupId, standing) => sayIn(host, open(self.sdkAppId, groupId), standing),

    async enter(session, { sdkAppId, userId }, groupId) {
      const room = open(sdkAppId, groupId)
      await room.ready
      if (room.hasSession(session.id)) return { isNew: false, room: nowIn(room) }
      const mine = roomsOf.get(session) ?? []
      if (mine.length >= ROOMS_OF_A_SESSION) {
        throw fail('GROUP_USER_QUOTA', `A session is in at most ${ROOMS_OF_A_SESSION} live rooms at once.`)
      }
      if (room.isOver || session.state.kind === 'closed') throw fail('GROUP_NOT_FOUND')
      roomsOf.set(session, [...mine, room])
      room.enter(session, userId)
      if (userId !== '') options.onState?.({ sdkAppId, groupId, userId, is: 'Online', session })
      return { isNew: true, room: nowIn(room) }
    },

    leave: (session, sdkAppId, groupId) => known(sdkAppId, groupId)?.leave(session.id),

    gone(session) {
      const { identity } = session.state.kind === 'closed' ? session.state : session
      for (const room of roomsOf.get(session) ?? []) {
        room.leave(session.id)
        if (identity === undefined || room.presence.has(identity.userId)) continue
        const { sdkAppId, groupId } = room
        options.onState?.({ sdkAppId, groupId, userId: identity.userId, is: 'Offline', session })
      }
    },

    tell,
    end(sdkAppId) {
      const about = { groupType: 'AVChatRoom', memberCount: 0, by: '', time: now() }
      for (const { sdkAppId: owner, groupId, name } of [...rooms.values()]) {
        if (owner === sdkAppId) tell(sdkAppId, { ...about, groupId, groupName: name, kind: 'dissolved' })
      }
    },

    broadcast(sdkAppId, textOf) {
      const seq = host.sequence.next()
      bus.publish(ALL_ROOMS, encodeBroadcast({ sdkAppId, seq, text: textOf(seq) }))
      return seq
    },

    online: (sdkAppId, groupId) => known(sdkAppId, groupId)?.presence.online(host.elapsed()) ?? 0,
    recentMembers: (sdkAppId, groupId) => known(sdkAppId, groupId)?.presence.recent() ?? [],
    mark(sdkAppId, groupId, { users, isSet }) {
      const marks = users.flatMap((user) => user.marks)
      const unknown = marks.find((mark) => !isMark(mark))
      if (unknown !== undefined) throw fail('BAD_PARAMETER', `There is no mark ${unknown}: give 600, or 1000–100000.`)
      const presence = known(sdkAppId, groupId)?.presence
      if (presence === undefined) return []
      const inside = users.filter(({ userId }) => presence.has(userId))
      if (isSet && presence.marks.isTooMany(marks)) throw fail('GROUP_TOO_MANY', 'A room has ten different marks.')
      for (const user of inside) presence.marks[isSet ? 'set' : 'remove'](user.userId, user.marks)
      return inside.map(({ userId }) => userId)
    },
    marked(sdkAppId, groupId, mark) {
      const presence = known(sdkAppId, groupId)?.presence
      return presence?.list().filter(({ userId }) => presence.marks.has(userId, mark)) ?? []
    },
    members: (sdkAppId, groupId) => known(sdkAppId, groupId)?.presence.list() ?? [],
    inside: (sdkAppId, groupId, userIds) => {
      const presence = known(sdkAppId, groupId)?.presence
      return userIds.filter((userId) => presence?.has(userId))
    },

    drops,
    get counts() {
      let sockets = 0
      for (const room of rooms.values()) sockets += room.sockets
      return { rooms: rooms.size, sockets }
    },
    turn,
    close() {
      clearInterval(timer)
      unsubscribe()
      for (const room of rooms.values()) room.close()
      rooms.clear()
    },
  }
}
