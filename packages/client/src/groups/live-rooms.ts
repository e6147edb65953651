import type { WireMessage } from '@signet/protocol/realtime/frames'
import type { OpOutput } from '@signet/protocol/realtime/requests'
import type { NewsPacket } from '../connection.ts'
import type { Core } from '../core.ts'
import { EXTRA_EVENT } from '../extra-event-names.ts'
import { targetOf } from '../message.ts'
import type { Part } from '../part.ts'
import { TYPES } from '../type-constants.ts'

/** A live room as it is found by who comes in. */
export type RoomNow = NonNullable<OpOutput<'group.join'>['room']>

/** The live rooms that this client is in: their messages have no log, and a lost connection leaves them. */
export class LiveRooms implements Part {
  readonly #core: Core
  /** How many are in each. */
  readonly #online = new Map<string, number>()

  constructor(core: Core) {
    this.#core = core
    core.attach(this)
  }

  /** In the order in which they were joined. */
  get joined(): readonly string[] {
    return [...this.#online.keys()]
  }

  /** Came in: the room shows its newest messages to newcomers. */
  entered(groupId: string, { online, recent }: RoomNow): void {
    this.#count(groupId, online)
    const conversation = `${TYPES.CONV_GROUP}${groupId}`
    this.#core.account?.mailbox.live(conversation, recent as readonly WireMessage[])
  }

  left(groupId: string): void {
    this.#online.delete(groupId)
  }

  /** How many are in a room, if this client is. */
  online(groupId: string): number | undefined {
    return this.#online.get(groupId)
  }

  push(packet: NewsPacket): void {
    if (packet.type === 'room') {
      const { event } = packet.message
      if (event?.kind === 'dissolved') this.left(targetOf(packet.conversation))
      this.#core.account?.mailbox.live(packet.conversation, [packet.message])
    } else if (packet.type === 'roomOnline') {
      const groupId = targetOf(packet.conversation)
      if (this.#online.has(groupId)) this.#count(groupId, packet.online)
    } else if (packet.type === 'group' && packet.event.kind === 'dissolved') this.left(packet.event.groupId)
  }

  /** Comes back into the rooms; what was said meanwhile is told as far as a room remembers. */
  resumed(): void {
    for (const groupId of this.joined) {
      this.#core.background(async () => {
        try {
          const { room } = await this.#core.ask('group.join', { groupId })
          if (room) this.entered(groupId, room)
        } catch (error) {
          this.left(groupId)
          throw error
        }
      })
    }
  }

  #count(groupID: string, memberCount: number): void {
    const isOther = this.#online.get(groupID) !== memberCount
    this.#online.set(groupID, memberCount)
    if (isOther) this.#core.events.emit(EXTRA_EVENT.ROOM_ONLINE_UPDATED, { groupID, memberCount })
  }

  forget(): void {
    this.#online.clear()
  }
}
