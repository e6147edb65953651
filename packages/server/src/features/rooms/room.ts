import type { GroupEvent } from '@signet/protocol/group'
import type { Bus } from '../../engine/cluster/bus.ts'
import type { LiveItem } from '../../engine/realtime/live-batch.ts'
import { type Ear, RoomFanout } from '../../engine/realtime/room-fanout.ts'
import type { Session } from '../../engine/realtime/session.ts'
import { decodeWord, encodeWord, type RoomWord, roomSubject } from './bus-words.ts'
import { MessageCap } from './cap.ts'
import { count, type Drops } from './drops.ts'
import { Latest } from './latest.ts'
import { roomPackets } from './packets.ts'
import { Presence } from './presence.ts'
import { NOTICE, tickMs } from './rules.ts'
import { Said } from './said.ts'
import type { Sequence } from './sequence.ts'

export interface RoomHost {
  /** Names this node among the others. */
  readonly node: string
  readonly bus: Bus
  readonly sequence: Sequence
  readonly drops: Drops
  /** Is memory short? Then a room says only what matters most. */
  isTight(): boolean
  /** That a room of an application takes. */
  messagesPerSecond(sdkAppId: number): number
  /** What a group is called. */
  nameOf(sdkAppId: number, groupId: string): Promise<string>
  /** Messages that those who come get. */
  readonly recentMessages: number
  /** Wall clock, ms. */
  now(): number
  /** Clock that nobody sets, ms. */
  elapsed(): number
  /** A session is in the room no more, whatever it did. */
  onOut(session: Session, room: Room): void
  /** So many packets leave for sockets of an application. */
  readonly onHanded?: ((sdkAppId: number, packets: number) => void) | undefined
}

export interface Seat extends Ear {
  /** Empty for a guest. */
  readonly userId: string
}

interface Item extends LiveItem {
  /** A message: those who come later get it too. */
  readonly message?: string | undefined
}

/** Other nodes are asked once what was said in a room; after so long it begins with nothing, ms. */
const ASK_MS = 100

/** A live room as this node knows it: who is in it here, and what they hear. Nothing of it is kept. */
export class Room {
  readonly sdkAppId: number
  readonly groupId: string
  readonly subject: string
  readonly presence = new Presence()
  readonly said = new Said()
  readonly cap: MessageCap
  readonly packets: ReturnType<typeof roomPackets>
  /** Other nodes have said what they know of it. */
  readonly ready: Promise<void>
  /** When somebody was last here or said something, ms of `elapsed`. */
  usedAt: number
  isOver = false
  /** As it is called, for who hears of it; empty until that is known. */
  name = ''
  readonly #latest = new Latest()
  readonly #host: RoomHost
  readonly #fanout: RoomFanout<Seat, Item>
  readonly #seats = new Map<string, Seat>()
  readonly #unsubscribe: () => void
  #recent: string[] = []
  #recentText: string | undefined

  constructor(host: RoomHost, sdkAppId: number, groupId: string) {
    this.#host = host
    this.sdkAppId = sdkAppId
    this.groupId = groupId
    this.subject = roomSubject(sdkAppId, groupId)
    this.cap = new MessageCap(host.messagesPerSecond(sdkAppId))
    this.packets = roomPackets(groupId)
    this.usedAt = host.elapsed()
    this.#fanout = new RoomFanout({
      tickMs,
      onTaken: (items) => {
        this.#remember(items)
        host.onHanded?.(sdkAppId, items.length * this.#seats.size)
      },
      onSkipped: (rank, items) => count(host.drops.slow, rank, items),
    })
    // Asked before it listens, so that it does not answer itself.
    this.ready = this.#askOthers()
    this.#readName()
    this.#unsubscribe = host.bus.subscribe(this.subject, (payload, reply) => this.#hear(decodeWord(payload), reply))
  }

  /** Sockets in it on this node. */
  get sockets(): number {
    return this.#seats.size
  }

  hasSession(sessionId: string): boolean {
    return this.#seats.has(sessionId)
  }

  /** The newest messages, as the JSON of a list; whoever is seated in the same turn misses nothing and gets nothing twice. */
  get recent(): string {
    // Thousands come between one message and the next.
    this.#recentText ??= `[${this.#recent.join(',')}]`
    return this.#recentText
  }

  enter(session: Session, userId: string): void {
    const seat: Seat = { session, userId, since: this.#fanout.batches }
    this.#seats.set(session.id, seat)
    this.#fanout.ears.add(seat)
    this.presence.enter(userId, this.#host.now())
  }

  leave(sessionId: string): void {
    const seat = this.#seats.get(sessionId)
    if (seat === undefined) return
    this.#seats.delete(sessionId)
    this.#fanout.ears.delete(seat)
    this.presence.leave(seat.userId)
    this.usedAt = this.#host.elapsed()
    this.#host.onOut(seat.session, this)
  }

  /** Says something to everybody, on every node. */
  publish(word: RoomWord): void {
    this.#host.bus.publish(this.subject, encodeWord(word))
  }

  /** Tells everybody here a packet that is no message. */
  tellHere(text: string): void {
    if (this.#seats.size > 0) this.#fanout.put({ text, rank: NOTICE, except: '' })
  }

  /** Tells everybody here what was held back because the same was told just before. */
  tellLatest(): void {
    for (const { event, seq } of this.#latest.due(this.#host.elapsed())) this.#tellEvent(event, seq)
  }

  /** Tells everybody here a message of which the room's subject did not tell. */
  sayHere(text: string): void {
    this.#fanout.put({ text: this.packets.message(text), rank: NOTICE, except: '', message: text })
  }

  close(): void {
    this.isOver = true
    this.#unsubscribe()
    this.#fanout.close()
  }

  #readName(): void {
    // A notice without the name says the rest all the same.
    this.#host.nameOf(this.sdkAppId, this.groupId).then(
      (name) => {
        this.name = name
      },
      () => {},
    )
  }

  async #askOthers(): Promise<void> {
    // Nodes that cannot be reached now have nothing to tell of what was said: the room begins without.
    const answers = await this.#host.bus.request(this.subject, encodeWord({ kind: 'recent' }), ASK_MS).catch(() => [])
    const known = new Map<number, string>()
    for (const text of [...answers.flatMap((answer) => JSON.parse(answer) as string[]), ...this.#recent]) {
      known.set((JSON.parse(text) as { seq: number }).seq, text)
    }
    const inOrder = [...known].sort(([one], [other]) => one - other).map(([, text]) => text)
    this.#recent = inOrder.slice(-this.#host.recentMessages)
    this.#recentText = undefined
  }

  #hear(word: RoomWord, reply: ((answer: string) => void) | undefined): void {
    switch (word.kind) {
      case 'message': {
        this.#host.sequence.heard(word.seq)
        if (word.node !== this.#host.node) this.cap.heard(word.rank, this.#host.elapsed())
        const { text, rank, except } = word
        this.#fanout.put({ text: this.packets.message(text), rank, except, message: text })
        return
      }
      case 'event':
        this.#host.sequence.heard(word.seq)
        this.#follow(word.event, word.seq)
        return
      case 'count':
        if (word.node !== this.#host.node) this.presence.heardCount(word.node, word.count, this.#host.elapsed())
        return
      case 'recent':
        reply?.(JSON.stringify(this.#recent))
    }
  }

  #follow(event: GroupEvent, seq: number): void {
    if (event.kind === 'memberBanned') this.#putOut(event.members)
    if (event.kind === 'infoChanged') this.#readName()
    if (event.kind === 'memberJoined') {
      for (const userId of event.members) if (!this.presence.has(userId)) this.presence.sawCome(userId, event.time)
    }
    if (this.#latest.admits(event, seq, this.#host.elapsed())) this.#tellEvent(event, seq)
    if (event.kind === 'dissolved') this.#end()
  }

  #tellEvent(event: GroupEvent, seq: number): void {
    const text = this.packets.event(event, seq)
    if (text !== undefined) this.tellHere(text)
  }

  #putOut(userIds: readonly string[]): void {
    const out = new Set(userIds)
    for (const [sessionId, { userId }] of this.#seats) if (out.has(userId)) this.leave(sessionId)
  }

  /** Nobody comes in any more; whoever is here hears why, then everybody is out. */
  #end(): void {
    this.isOver = true
    this.#unsubscribe()
    this.#fanout.finish(() => {
      for (const sessionId of [...this.#seats.keys()]) this.leave(sessionId)
    })
  }

  #remember(items: readonly Item[]): void {
    const { recentMessages } = this.#host
    this.#recentText = undefined
    for (const { message } of items) if (message !== undefined) this.#recent.push(message)
    if (this.#recent.length > recentMessages) this.#recent = this.#recent.slice(-recentMessages)
  }
}
