import type { GroupEvent, GroupEventDetails } from '@signet/protocol/group'
import type { Room, RoomHost } from './room.ts'
import { COUNT_EVERY_MS, FORGOTTEN_AFTER_MS, ONLINE_EVERY_MS } from './rules.ts'

/** What was told of a room when, so that it is not told too often. Times in ms of `elapsed`. */
interface Told {
  /** Everybody here. */
  online: number
  onlineAt: number
  /** The other nodes. */
  count: number
  countAt: number
}

/**
 * What is told of rooms about once a second, however much happens in them: who came and went, how many there are (ROOM5), and what
 * else is only worth its newest state. Called by one timer for all rooms.
 */
export class Housekeeping {
  readonly #host: RoomHost
  readonly #told = new WeakMap<Room, Told>()

  constructor(host: RoomHost) {
    this.#host = host
  }

  /** @returns whether the room is worth keeping */
  turn(room: Room): boolean {
    const elapsed = this.#host.elapsed()
    let told = this.#told.get(room)
    if (told === undefined) {
      told = { online: -1, onlineAt: Number.NEGATIVE_INFINITY, count: 0, countAt: Number.NEGATIVE_INFINITY }
      this.#told.set(room, told)
    }
    room.tellLatest()
    this.#tellMovement(room)
    this.#tellOthers(room, told, elapsed)
    this.#tellOnline(room, told, elapsed)
    return room.sockets > 0 || elapsed - room.usedAt < FORGOTTEN_AFTER_MS
  }

  #tellMovement(room: Room): void {
    const { came, went } = room.presence.takeMovement()
    if (came.length > 0) this.#publish(room, { kind: 'memberJoined', members: came, how: 'free' })
    if (went.length > 0) this.#publish(room, { kind: 'memberQuit', members: went })
  }

  #publish(room: Room, details: GroupEventDetails): void {
    const { groupId } = room
    const event: GroupEvent = {
      ...details,
      groupId,
      groupType: 'AVChatRoom',
      groupName: room.name,
      memberCount: room.presence.online(this.#host.elapsed()),
      by: '',
      time: this.#host.now(),
    }
    room.publish({ kind: 'event', event, seq: this.#host.sequence.next() })
  }

  /** A node that says nothing for long has gone, so it repeats itself. */
  #tellOthers(room: Room, told: Told, elapsed: number): void {
    const { here } = room.presence
    if (here === told.count && (here === 0 || elapsed - told.countAt < COUNT_EVERY_MS)) return
    told.count = here
    told.countAt = elapsed
    room.publish({ kind: 'count', node: this.#host.node, count: here })
  }

  #tellOnline(room: Room, told: Told, elapsed: number): void {
    if (room.sockets === 0 || elapsed - told.onlineAt < ONLINE_EVERY_MS) return
    const online = room.presence.online(elapsed)
    if (online === told.online) return
    told.online = online
    told.onlineAt = elapsed
    room.tellHere(room.packets.online(online))
  }
}
