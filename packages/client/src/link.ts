import type { Packet } from '@signet/protocol/realtime/frames'
import type { OpInput, OpName, OpOutput } from '@signet/protocol/realtime/requests'
import type { Timer } from './clock.ts'
import type { Environment, Timeouts } from './environment.ts'
import { type ChatError, clientError, errorFromWire, toChatError } from './errors.ts'
import type { Socket } from './transport/transport.ts'

/** How a request ended. */
export type Outcome<T> = { readonly ok: true; readonly data: T } | { readonly ok: false; readonly error: ChatError }

/** Called inside the turn in which the answer arrived, so that an answer and the push behind it are seen in their order. */
export type Done<N extends OpName> = (outcome: Outcome<OpOutput<N>>) => void

export type PushPacket = Exclude<Packet, { type: 'ok' | 'fail' }>

export interface LinkEvents {
  opened(): void
  push(packet: PushPacket): void
  /** The socket is gone; all that waited on it has been told. Not called after `close()`. */
  closed(code: number): void
  error(error: ChatError): void
}

interface Waiting {
  readonly done: (outcome: Outcome<unknown>) => void
  readonly timer: Timer
}

/** Close code for a connection that this side found dead. */
const DEAD = 1006

/** One socket from its opening to its end: requests find their answers, silence is noticed. */
export class Link {
  readonly #env: Environment
  readonly #timeouts: Timeouts
  readonly #events: LinkEvents
  readonly #socket: Socket
  readonly #waiting = new Map<number, Waiting>()
  #nextId = 1
  #over = false
  #openTimer: Timer
  #beat: Timer
  #probe: Timer

  constructor(env: Environment, timeouts: Timeouts, url: string, events: LinkEvents) {
    this.#env = env
    this.#timeouts = timeouts
    this.#events = events
    this.#openTimer = env.clock.after(timeouts.connect, () => this.#die(DEAD))
    this.#socket = env.transport.connect(url, {
      opened: () => {
        env.clock.cancel(this.#openTimer)
        events.opened()
      },
      received: (text) => this.#received(text),
      closed: (code) => this.#die(code),
    })
  }

  /** Asks once. `done` is called exactly once, with 2801 when no answer comes in time, with 2800 when the socket is lost first. */
  call<N extends OpName>(op: N, data: OpInput<N>, done: Done<N>, timeout: number = this.#timeouts.request): void {
    if (this.#over) {
      done({ ok: false, error: clientError('NETWORK_ERROR') })
      return
    }
    const id = this.#nextId++
    const timer = this.#env.clock.after(timeout, () => {
      this.probe()
      this.#answer(id, { ok: false, error: clientError('TIMEOUT', `${op} was not answered within ${timeout} ms.`) })
    })
    this.#waiting.set(id, { done: done as Waiting['done'], timer })
    this.#socket.send(JSON.stringify({ id, op, data }))
  }

  /** Keeps the socket alive: something is sent well within every `interval` ms, and must be answered. */
  beat(interval: number, heard: (answer: OpOutput<'ping'>) => void): void {
    this.#beat = this.#env.clock.after(interval * BEAT_SHARE, () => {
      this.probe(this.#timeouts.request, heard)
      this.beat(interval, heard)
    })
  }

  /** Asks for a sign of life; without one within `patience` ms the socket is given up. */
  probe(patience: number = this.#timeouts.probe, heard?: (answer: OpOutput<'ping'>) => void): void {
    if (this.#over || this.#probe !== undefined) return
    this.#probe = this.#env.clock.after(patience, () => this.#die(DEAD))
    // An answer of any kind is a sign of life: `#received` takes the probe off.
    this.call('ping', {}, (outcome) => outcome.ok && heard?.(outcome.data), patience * 2)
  }

  /** Ends it without a word: no event follows, and all that waits is told 2800. */
  close(): void {
    if (this.#over) return
    this.#finish()
    this.#socket.close()
    this.#abandon()
  }

  #received(text: string): void {
    this.#env.clock.cancel(this.#probe)
    this.#probe = undefined
    let packets: readonly Packet[]
    try {
      packets = JSON.parse(text) as readonly Packet[]
      if (!Array.isArray(packets)) throw new TypeError('The server sent something that is not a list of packets.')
    } catch (error) {
      // What it said is lost, so the connection is: a new one pulls what was missed.
      this.#events.error(toChatError(error))
      this.#die(DEAD)
      return
    }
    for (const packet of packets) {
      if (this.#over) return
      try {
        this.#packet(packet)
      } catch (error) {
        this.#events.error(toChatError(error))
        this.#die(DEAD)
      }
    }
  }

  #packet(packet: Packet): void {
    if (packet.type === 'ok') this.#answer(packet.id, { ok: true, data: packet.data })
    else if (packet.type !== 'fail') this.#events.push(packet)
    else if (packet.id === 0) this.#events.error(errorFromWire(packet.error))
    else this.#answer(packet.id, { ok: false, error: errorFromWire(packet.error) })
  }

  #answer(id: number, outcome: Outcome<unknown>): void {
    const waiting = this.#waiting.get(id)
    if (!waiting) return
    this.#waiting.delete(id)
    this.#env.clock.cancel(waiting.timer)
    waiting.done(outcome)
  }

  #die(code: number): void {
    if (this.#over) return
    this.#finish()
    this.#socket.close()
    this.#events.closed(code)
    this.#abandon()
  }

  #finish(): void {
    this.#over = true
    for (const timer of [this.#openTimer, this.#beat, this.#probe]) this.#env.clock.cancel(timer)
  }

  #abandon(): void {
    for (const id of [...this.#waiting.keys()]) this.#answer(id, { ok: false, error: clientError('NETWORK_ERROR') })
  }
}

/** Part of the server's interval after which a beat is sent: late timers must not make it miss the deadline. */
const BEAT_SHARE = 0.8
