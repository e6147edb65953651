import type { Packet, WireError } from '@signet/protocol/realtime/frames'
import { PROTOCOL_VERSION } from '@signet/protocol/realtime/frames'
import type { OpInput, OpName, OpOutput } from '@signet/protocol/realtime/requests'
import { WebSocket } from 'ws'

/** What a server refused, with its code and name. */
export class RawError extends Error {
  readonly code: number
  readonly errorName: string
  readonly retryAfter: number | undefined
  constructor(error: WireError) {
    super(`${error.code} ${error.name}: ${error.message}`)
    this.code = error.code
    this.errorName = error.name
    this.retryAfter = error.retryAfter
  }
}

export interface RawOptions {
  readonly headers?: Record<string, string>
}

/** A socket without an SDK: sends what it is told, keeps what it got. For tests of the protocol itself and for benches. */
export class RawClient {
  /** Every push so far, in order. */
  readonly pushes: Exclude<Packet, { type: 'ok' | 'fail' }>[] = []
  /** Frames received: several packets share one. */
  frames = 0
  closed: { code: number; reason: string } | undefined
  onPush: ((packet: Exclude<Packet, { type: 'ok' | 'fail' }>) => void) | undefined
  readonly socket: WebSocket
  readonly #waiting = new Map<number, { resolve: (data: unknown) => void; reject: (error: Error) => void }>()
  readonly #watchers = new Set<() => void>()
  #nextId = 1

  private constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', (data: Buffer) => this.#receive(data.toString()))
    socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() }
      for (const { reject } of this.#waiting.values()) reject(new Error(`socket closed: ${code} ${reason}`))
      this.#waiting.clear()
      this.#changed()
    })
    socket.on('error', () => {})
  }

  /** @param url the server's `http://…` address */
  static async open(url: string, options: RawOptions = {}): Promise<RawClient> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/im`, {
      perMessageDeflate: false,
      headers: options.headers,
    })
    const client = new RawClient(socket)
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    return client
  }

  login(data: Omit<OpInput<'login'>, 'protocol'>): Promise<OpOutput<'login'>> {
    return this.request('login', { protocol: PROTOCOL_VERSION, ...data })
  }

  /** @throws RawError when the server refuses */
  request<N extends OpName>(op: N, data: OpInput<N>): Promise<OpOutput<N>> {
    const id = this.#nextId++
    this.socket.send(JSON.stringify({ id, op, data }))
    return this.answer(id) as Promise<OpOutput<N>>
  }

  /** The answer to a frame that was sent by hand. */
  answer(id: number): Promise<unknown> {
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
  }

  /** Resolves when the condition holds; judged after every frame and at the close. */
  async until(condition: () => boolean, what = 'the condition', ms = 5000): Promise<void> {
    if (condition()) return
    await new Promise<void>((resolve, reject) => {
      const watch = (): void => {
        if (!condition()) return
        clearTimeout(timer)
        this.#watchers.delete(watch)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#watchers.delete(watch)
        reject(new Error(`waited ${ms} ms for ${what}; pushes: ${JSON.stringify(this.pushes).slice(0, 500)}`))
      }, ms)
      this.#watchers.add(watch)
    })
  }

  /** The messages pushed so far. */
  get messages() {
    return this.pushes.flatMap((packet) => (packet.type === 'message' ? [packet] : []))
  }

  async close(): Promise<void> {
    this.socket.close()
    await this.until(() => this.closed !== undefined, 'the close')
  }

  #receive(text: string): void {
    this.frames++
    for (const packet of JSON.parse(text) as Packet[]) {
      if (packet.type === 'ok' || packet.type === 'fail') {
        const waiting = this.#waiting.get(packet.id)
        this.#waiting.delete(packet.id)
        if (packet.type === 'ok') waiting?.resolve(packet.data)
        else waiting?.reject(new RawError(packet.error))
      } else {
        this.pushes.push(packet)
        this.onPush?.(packet)
      }
    }
    this.#changed()
  }

  #changed(): void {
    for (const watch of [...this.#watchers]) watch()
  }
}
