import { PROTOCOL_VERSION, type WireMessage } from '@signet/protocol/realtime/frames'
import { fullJitter, RECONNECT } from '../backoff.ts'
import { dropOldest } from '../bounded.ts'
import type { Timer } from '../clock.ts'
import type { Environment, Timeouts } from '../environment.ts'
import { type ChatError, clientError, toChatError } from '../errors.ts'
import { idOf, isShown, messageFromWire } from '../inbound.ts'
import { Link, type PushPacket } from '../link.ts'
import { type Message, targetOf } from '../message.ts'
import { TYPES } from '../type-constants.ts'
import type { RoomNow } from './live-rooms.ts'

export interface GuestRoomsOptions {
  readonly sdkAppId: number
  /** @throws {ChatError} when there is no address */
  readonly url: () => string
  readonly timeouts: Timeouts
  readonly received: (messages: readonly Message[]) => void
  /** Another number of people is in a room; none when it was ended. */
  readonly counted: (groupId: string, online: number) => void
  readonly error: (error: ChatError) => void
}

/** Messages that are remembered, so that none is told twice after a reconnect. */
const MOST_TOLD = 1_000

/** Live rooms that somebody without an account hears, over a socket of their own. */
export class GuestRooms {
  readonly #env: Environment
  readonly #options: GuestRoomsOptions
  /** How many are in each. */
  readonly #online = new Map<string, number>()
  readonly #told = new Map<string, true>()
  #link: Link | undefined
  #connecting: Promise<Link> | undefined
  #beating: Link | undefined
  #attempt = 0
  #retry: Timer

  constructor(env: Environment, options: GuestRoomsOptions) {
    this.#env = env
    this.#options = options
  }

  /** Hears a room from now on. @throws {ChatError} 2800 when the server cannot be reached, or what it says */
  async join(groupId: string): Promise<RoomNow> {
    const link = await this.#connected()
    return await new Promise((resolve, reject) => {
      const input = { sdkAppId: this.#options.sdkAppId, groupId, protocol: PROTOCOL_VERSION }
      link.call('room.watch', input, (outcome) => {
        if (!outcome.ok) {
          reject(outcome.error)
          return
        }
        const { room, heartbeat } = outcome.data
        if (this.#beating !== link) link.beat(heartbeat, () => {})
        this.#beating = link
        this.#attempt = 0
        this.#count(groupId, room.online)
        this.#tell(`${TYPES.CONV_GROUP}${groupId}`, room.recent as readonly WireMessage[])
        resolve(room)
      })
    })
  }

  /** @throws {ChatError} 2101 for who does not hear it */
  leave(groupId: string): void {
    if (!this.#online.delete(groupId)) throw clientError('NOT_IN_ROOM')
    this.#link?.call('room.unwatch', { groupId }, () => {})
    if (this.#online.size === 0) this.end()
  }

  /** How many are in a room that is heard. @throws {ChatError} 2101 for who does not hear it */
  online(groupId: string): number {
    const online = this.#online.get(groupId)
    if (online === undefined) throw clientError('NOT_IN_ROOM')
    return online
  }

  /** Somebody logs in, or the chat is destroyed. */
  end(): void {
    this.#env.clock.cancel(this.#retry)
    this.#online.clear()
    this.#told.clear()
    this.#link?.close()
    this.#link = undefined
    this.#connecting = undefined
  }

  #connected(): Promise<Link> {
    this.#connecting ??= new Promise((resolve, reject) => {
      const link = new Link(this.#env, this.#options.timeouts, this.#options.url(), {
        opened: () => resolve(link),
        push: (packet) => this.#pushed(packet),
        closed: () => {
          reject(clientError('NETWORK_ERROR'))
          this.#closed(link)
        },
        error: (error) => this.#options.error(error),
      })
      this.#link = link
    })
    return this.#connecting
  }

  #closed(link: Link): void {
    if (this.#link !== link) return
    this.#link = undefined
    this.#connecting = undefined
    if (this.#online.size > 0) this.#comeBackLater()
  }

  #comeBackLater(): void {
    this.#env.clock.cancel(this.#retry)
    const delay = fullJitter(this.#attempt++, RECONNECT, this.#env.random)
    this.#retry = this.#env.clock.after(delay, () => void this.#comeBack())
  }

  async #comeBack(): Promise<void> {
    for (const groupId of [...this.#online.keys()]) {
      try {
        await this.join(groupId)
      } catch (thrown) {
        const error = toChatError(thrown)
        // A connection that breaks again comes back by itself.
        if (error.retryable && this.#link) this.#comeBackLater()
        if (error.retryable) return
        this.#online.delete(groupId)
        this.#options.error(error)
      }
    }
  }

  #pushed(packet: PushPacket): void {
    if (packet.type === 'room') {
      this.#tell(packet.conversation, [packet.message])
      if (packet.message.event?.kind === 'dissolved') this.#ended(targetOf(packet.conversation))
    } else if (packet.type === 'roomOnline') {
      const groupId = targetOf(packet.conversation)
      if (this.#online.has(groupId)) this.#count(groupId, packet.online)
    } else if (packet.type === 'group' && packet.event.kind === 'dissolved') this.#ended(packet.event.groupId)
  }

  #ended(groupId: string): void {
    if (this.#online.delete(groupId)) this.#options.counted(groupId, 0)
  }

  #count(groupId: string, online: number): void {
    const isOther = this.#online.get(groupId) !== online
    this.#online.set(groupId, online)
    if (isOther) this.#options.counted(groupId, online)
  }

  #tell(conversation: string, wires: readonly WireMessage[]): void {
    const news: Message[] = []
    for (const wire of wires) {
      const id = idOf(wire)
      if (!isShown(wire) || this.#told.has(id)) continue
      this.#told.set(id, true)
      news.push(messageFromWire(conversation, wire, ''))
    }
    dropOldest(this.#told, MOST_TOLD)
    if (news.length > 0) this.#options.received(news)
  }
}
