import { frameOf, type Outgoing, outgoing } from './frame.ts'

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
        this.#queue = this.#queue.filter((queued) => !queued.pullable)
        this.#chars = this.#queue.reduce((sum, queued) => sum + queued.text.length, 0)
        this.#dirty = true
        return
      }
    }
    if (this.#queue === NOTHING) this.#queue = [packet]
    else this.#queue.push(packet)
    this.#chars += packet.text.length
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

  #over(wire: Wire, limits: OutboxLimits): boolean {
    return this.#queue.length >= limits.maxFrames || this.#chars + wire.writableLength >= limits.maxBytes
  }
}
