import { type Chat, composeChat } from '../chat.ts'
import { systemClock } from '../clock.ts'
import { EVENT } from '../event-names.ts'
import { Log } from '../log.ts'
import type { CreateOptions } from '../options.ts'
import { MemoryNetwork } from './memory-network.ts'
import { ModelServer } from './model-server.ts'
import { randomNumbers } from './random-numbers.ts'

/** What goes wrong. Shares are between 0 and 1; what is absent goes well. */
export interface Chaos {
  /** Share of pushes that are lost, and of acknowledgements of messages: then the client finds out, and asks again. */
  readonly drop?: number
  /** Share of pushes that come twice. */
  readonly dup?: number
  /** Share of pushes that are overtaken by the next ones. */
  readonly reorder?: number
  /** Connections break, and none comes up: of everybody, or of these users. */
  readonly offline?: boolean | readonly string[]
}

/** What `memoryIm` takes. */
export interface MemoryImOptions {
  /** The same calls in the same order meet the same faults. Default 1. */
  readonly seed?: number
  /** Most milliseconds that a frame takes on its way; each takes another time. Default 0. */
  readonly latency?: number
}

/** A server in memory with its clients. */
export interface MemoryIm extends AsyncDisposable {
  /** A client that is logged in and ready. A second one of the same user is another device. */
  login(userID: string, options?: Partial<CreateOptions>): Promise<Chat>
  /** A client that is not logged in; any userSig is good. */
  client(options?: Partial<CreateOptions>): Chat
  /** Somebody without a client writes a text to a user, or to a group. */
  write(from: string, to: string, text: string): void
  /** From now on this goes wrong and nothing else: `chaos({})` ends it, and what was held back arrives. */
  chaos(chaos: Chaos): void
  /** Ends all clients. */
  close(): Promise<void>
}

/**
 * A chat server for tests of apps, without sockets, files or a second process. It knows logins, private and group messages with
 * history, the list of conversations, unread counts, reading and taking back, and groups with their members: made, changed, joined,
 * left, dissolved. Any other call rejects with 60009: for people, files, live rooms and all else tests start a real server.
 *
 * @example
 * ```ts
 * await using im = memoryIm({ seed: 7 })
 * const [alice, bob] = [await im.login('alice'), await im.login('bob')]
 * im.chaos({ drop: 0.2, dup: 0.2, reorder: 0.2 })
 * await alice.sendMessage(alice.createTextMessage({ to: 'bob', conversationType: TYPES.CONV_C2C, payload: { text: 'Hi' } }))
 * im.chaos({ offline: ['bob'] })
 * ```
 */
export function memoryIm({ seed = 1, latency = 0 }: MemoryImOptions = {}): MemoryIm {
  const random = randomNumbers(seed)
  // Apart, so that a wait more or less does not change what goes wrong.
  const faults = randomNumbers(seed + 1)
  const server = new ModelServer(systemClock)
  const devices: { readonly chat: Chat; readonly network: MemoryNetwork }[] = []
  let now: Chaos = {}
  const happens = (share = 0): boolean => faults() < share
  server.faults = {
    losePush: () => happens(now.drop),
    doublePush: () => happens(now.dup),
    holdPush: () => happens(now.reorder),
    loseAnswer: (op) => op === 'send' && happens(now.drop),
    refuse: () => undefined,
  }

  const client = (options: Partial<CreateOptions> = {}): Chat => {
    const network = new MemoryNetwork(systemClock, server)
    network.weather.delay = () => Math.floor(random() * (latency + 1))
    network.weather.isReachable = now.offline !== true
    const chat = composeChat(
      { SDKAppID: 1, proxyServer: 'ws://memory.test', ...options },
      {
        transport: network.transport(),
        clock: systemClock,
        log: new Log(),
        upload: () => Promise.reject(new Error('The server in memory keeps no files.')),
        random,
        uint32: () => Math.floor(random() * 2 ** 32),
      },
    )
    devices.push({ chat, network })
    return chat
  }

  const close = async (): Promise<void> => {
    await Promise.all(devices.splice(0).map(({ chat }) => chat.destroy()))
  }

  return {
    client,
    async login(userID, options) {
      const chat = client(options)
      const ready = new Promise((resolve) => chat.once(EVENT.SDK_READY, resolve))
      await chat.login({ userID, userSig: 'any' })
      await ready
      return chat
    },
    write: (from, to, text) => void server.write(from, to, text),
    chaos(chaos) {
      now = chaos
      const { offline = false } = chaos
      for (const { chat, network } of devices) {
        const isOffline = offline === true || (offline !== false && offline.includes(chat.getLoginUser()))
        network.weather.isReachable = !isOffline
        if (isOffline) network.cut()
        else network.nudge()
      }
      if (!chaos.reorder) server.release()
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}
