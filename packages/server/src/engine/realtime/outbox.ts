import { frameOf, type Outgoing, outgoing } from './frame.ts'
import type { LiveBatch } from './live-batch.ts'

/** The part of a TCP socket that an outbox needs. */
export interface Wire {
  write(frame: Buffer): boolean
  /** Bytes that Node keeps because the kernel did not take them: they count, a client that does not read grows them without bound. */
  readonly writableLength: number
  /** It will tell with `drain` when it holds none any more. */
  readonly writableNeedDrain: boolean
}

export interface OutboxLimits {
  readonly maxFrames: number
  readonly maxBytes: number
}

/** Beyond this Node has more than a socket's worth in hand: wait for `drain` before handing over more. */
const HANDED_OVER = 64 * 1024
const NOTHING: Outgoing[] = []
const DIRTY = outgoing('{"type":"dirty"}')

/**
 * What is due for one socket. Bounded: over the limit, pushes are given up and the client is told `dirty`, so that it pulls them by
 * sequence (SES6); replies stay, because only the one who asked can ask again. What bounds those is `hasRoom`, asked before a request.
 */
export class Outbox {
  #queue: Outgoing[] = NOTHING
  #chars = 0
  #dirty = false

  put(packet: Outgoing, wire: Wire, limits: OutboxLimits): void {
    if (packet.pullable) {
      if (this.#dirty) return
      // A burst within one turn is no slow client: what the socket takes goes out first.
      if (this.#over(wire, limits) && this.flush(wire) !== 'written') {
        this.#keep((queued) => queued.onGivenUp === undefined)
        if (this.#over(wire, limits)) {
          this.#keep((queued) => !queued.pullable)
          this.#dirty = true
          return
        }
      }
    }
    this.#add(packet)
  }

  /**
   * Takes what a live room has for this socket, less of it the more waits here already, so that room stays for what nobody may lose.
   * @returns whether something waits for a flush: when nothing else does, the shared frame is written as it is
   */
  putLive(batch: LiveBatch, wire: Wire, limits: OutboxLimits): boolean {
    if (this.#queue === NOTHING && !this.#dirty && wire.writableLength === 0) {
      wire.write(batch.frame)
      return false
    }
    const packet = batch.fitting(this.#load(wire, limits))
    if (packet !== undefined) this.#add(packet)
    return packet !== undefined
  }

  /**
   * Hands what is due to the socket as one frame.
   * @returns what happened: `blocked` means that the client does not read; call again after `drain`
   */
  flush(wire: Wire): 'empty' | 'written' | 'blocked' {
    if (this.#queue === NOTHING && !this.#dirty) return 'empty'
    if (wire.writableLength > HANDED_OVER) return 'blocked'
    if (this.#dirty) {
      this.#dirty = false
      if (this.#queue === NOTHING) this.#queue = [DIRTY]
      else this.#queue.push(DIRTY)
    }
    const frame = frameOf(this.#queue)
    this.#queue = NOTHING
    this.#chars = 0
    wire.write(frame)
    return 'written'
  }

  /** Is there room for one more answer, beside those under way that may take `reserved` characters? */
  hasRoom(wire: Wire, limits: OutboxLimits, reserved: number): boolean {
    // Asked for every request, and this is the answer for nearly all of them: a client that does not read soon has something here.
    if (this.#queue === NOTHING) return reserved < limits.maxBytes
    const handedOver = wire.writableNeedDrain ? wire.writableLength : 0
    return this.#queue.length < limits.maxFrames && this.#chars + reserved + handedOver < limits.maxBytes
  }

  #add(packet: Outgoing): void {
    if (this.#queue === NOTHING) this.#queue = [packet]
    else this.#queue.push(packet)
    this.#chars += packet.text.length
  }

  #keep(wanted: (queued: Outgoing) => boolean): void {
    const kept: Outgoing[] = []
    this.#chars = 0
    for (const queued of this.#queue) {
      if (wanted(queued)) {
        kept.push(queued)
        this.#chars += queued.text.length
      } else queued.onGivenUp?.()
    }
    this.#queue = kept.length === 0 ? NOTHING : kept
  }

  /** How full it is, what Node holds included: 1 is the limit. */
  #load(wire: Wire, limits: OutboxLimits): number {
    return Math.max(this.#queue.length / limits.maxFrames, (this.#chars + wire.writableLength) / limits.maxBytes)
  }

  #over(wire: Wire, limits: OutboxLimits): boolean {
    return this.#queue.length >= limits.maxFrames || this.#chars + wire.writableLength >= limits.maxBytes
  }
}
