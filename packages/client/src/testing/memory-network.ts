import type { Clock } from '../clock.ts'
import type { NetworkHints, Socket, SocketEvents, Transport } from '../transport/transport.ts'

/** The server's end of a socket. */
export interface Peer {
  send(text: string): void
  close(code: number): void
}

export interface Acceptor {
  /** @returns what the server does with a frame of this socket */
  accept(peer: Peer): { received(text: string): void; closed(): void }
}

/** What the network does to each frame; the test changes it as it goes. */
export interface Weather {
  /** ms, asked for every frame. */
  delay(): number
  isReachable: boolean
  /** Frames vanish, and nobody is told. */
  isSilent: boolean
}

/** Sockets in memory: frames take time, sockets break, and order is kept as TCP keeps it. */
export class MemoryNetwork {
  readonly weather: Weather = { delay: () => 1, isReachable: true, isSilent: false }
  readonly #clock: Clock
  readonly #acceptor: Acceptor
  readonly #open = new Set<() => void>()
  #hints = new Set<NetworkHints>()
  /** Sockets that were asked for. */
  connects = 0

  constructor(clock: Clock, acceptor: Acceptor) {
    this.#clock = clock
    this.#acceptor = acceptor
  }

  /** Breaks every socket, as the loss of a network does. */
  cut(): void {
    for (const breakSocket of [...this.#open]) breakSocket()
  }

  /** The platform's word that the network is back. */
  nudge(): void {
    for (const { back } of this.#hints) back()
  }

  get watchers(): number {
    return this.#hints.size
  }

  transport(): Transport {
    return {
      platform: 'Web',
      connect: (_url, events) => this.#connect(events),
      watch: (hints) => {
        this.#hints.add(hints)
        return () => this.#hints.delete(hints)
      },
    }
  }

  #connect(events: SocketEvents): Socket {
    this.connects++
    let client: SocketEvents | undefined = events
    let server: ReturnType<Acceptor['accept']> | undefined
    const lanes = { up: 0, down: 0 }
    const waiting = { up: [] as (() => void)[], down: [] as (() => void)[] }
    const later = (lane: 'up' | 'down', task: () => void): void => {
      lanes[lane] = Math.max(lanes[lane], this.#clock.now() + this.weather.delay())
      // Timers of a real clock that are due together may fire in any order: each takes what has waited longest.
      waiting[lane].push(task)
      this.#clock.after(lanes[lane] - this.#clock.now(), () => waiting[lane].shift()?.())
    }
    const closeClient = (code: number): void => {
      const events = client
      client = undefined
      events?.closed(code, '')
    }
    const closeServer = (): void => {
      const session = server
      server = undefined
      session?.closed()
    }
    const breakSocket = (): void => {
      this.#open.delete(breakSocket)
      closeServer()
      closeClient(1006)
    }
    this.#open.add(breakSocket)
    later('up', () => {
      if (!client) return
      if (!this.weather.isReachable) return breakSocket()
      server = this.#acceptor.accept({
        send: (text) => {
          if (!this.weather.isSilent) later('down', () => client?.received(text))
        },
        close: (code) => {
          closeServer()
          later('down', () => closeClient(code))
        },
      })
      client.opened()
    })
    return {
      send: (text) => {
        if (!this.weather.isSilent) later('up', () => server?.received(text))
      },
      close: () => {
        client = undefined
        this.#open.delete(breakSocket)
        later('up', closeServer)
      },
    }
  }
}
