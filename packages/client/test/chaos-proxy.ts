import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'

/** What happens to frames on their way, in both directions. Shares are between 0 and 1. */
export interface Weather {
  readonly drop: number
  readonly dup: number
  /** Overtaken by the next frame, or late. */
  readonly reorder: number
}

const CALM: Weather = { drop: 0, dup: 0, reorder: 0 }

/** How long a frame is held back when none follows, ms. */
const HELD = 40

interface Way {
  readonly near: WebSocket
  readonly far: WebSocket
}

/** A way to the server on which frames are lost, doubled and overtaken, and that ends for single clients. */
export class ChaosProxy {
  weather: Weather = CALM
  /** What happened so far. */
  readonly count = { dropped: 0, doubled: 0, overtaken: 0, cut: 0 }
  readonly #server: WebSocketServer
  readonly #target: string
  readonly #random: () => number
  readonly #ways = new Map<string, Set<Way>>()
  readonly #offline = new Set<string>()

  private constructor(target: string, random: () => number) {
    this.#target = target.replace(/^http/, 'ws')
    this.#random = random
    this.#server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
    this.#server.on('connection', (near, request) => this.#connect(near, (request.url ?? '').slice(1)))
  }

  static async open(target: string, random: () => number): Promise<ChaosProxy> {
    const proxy = new ChaosProxy(target, random)
    await once(proxy.#server, 'listening')
    return proxy
  }

  /** The server's address for the client of this name. */
  url(name: string): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/${name}`
  }

  offline(name: string): void {
    this.#offline.add(name)
    this.cut(name)
  }

  online(name: string): void {
    this.#offline.delete(name)
  }

  /** Breaks the connections of a client, or of all. */
  cut(name?: string): void {
    for (const [other, ways] of this.#ways) {
      if (name !== undefined && name !== other) continue
      for (const { near, far } of ways) {
        this.count.cut++
        near.terminate()
        far.terminate()
      }
    }
  }

  async close(): Promise<void> {
    this.cut()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #connect(near: WebSocket, name: string): void {
    if (this.#offline.has(name)) {
      near.terminate()
      return
    }
    const far = new WebSocket(`${this.#target}/im`, { perMessageDeflate: false })
    const way = { near, far }
    const ways = this.#ways.get(name) ?? new Set()
    this.#ways.set(name, ways.add(way))
    const early: string[] = []
    const up = this.#lane((text) => far.send(text))
    const down = this.#lane((text) => near.readyState === WebSocket.OPEN && near.send(text))
    near.on('message', (data) => (far.readyState === WebSocket.OPEN ? up(String(data)) : early.push(String(data))))
    far.on('open', () => {
      for (const text of early.splice(0)) up(text)
    })
    far.on('message', (data) => down(String(data)))
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => {})
      one.on('close', (code) => {
        ways.delete(way)
        if (code >= 1000 && code !== 1005 && code !== 1006) other.close(code)
        else other.terminate()
      })
    }
  }

  /** One direction of a connection. */
  #lane(send: (text: string) => void): (text: string) => void {
    let held: string | undefined
    const release = (): void => {
      if (held === undefined) return
      const text = held
      held = undefined
      send(text)
    }
    return (text) => {
      const { drop, dup, reorder } = this.weather
      const dice = this.#random()
      if (dice < drop) {
        this.count.dropped++
        return
      }
      if (dice < drop + reorder && held === undefined) {
        this.count.overtaken++
        held = text
        setTimeout(release, HELD)
        return
      }
      send(text)
      // A second login on a socket is refused: no client asks for it.
      if (dice > 1 - dup && !text.includes('"op":"login"')) {
        this.count.doubled++
        send(text)
      }
      release()
    }
  }
}
