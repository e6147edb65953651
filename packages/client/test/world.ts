import { type Chat, composeChat } from '../src/chat.ts'
import { EVENT } from '../src/event-names.ts'
import { Log } from '../src/log.ts'
import type { Message, MessageOf } from '../src/message.ts'
import type { CreateOptions } from '../src/options.ts'
import { MemoryNetwork } from '../src/testing/memory-network.ts'
import { ModelServer } from '../src/testing/model-server.ts'
import { randomNumbers } from '../src/testing/random-numbers.ts'
import { TYPES } from '../src/type-constants.ts'
import { ManualClock } from './manual-clock.ts'

/** A client with all that it was told. */
export interface Witness {
  readonly chat: Chat
  /** `name` or `name:detail`, in order. */
  readonly events: string[]
  readonly received: Message[]
}

/** The events of login, messages and conversations. Areas beside them fetch their lists when somebody listens. */
const OF_THE_CORE = [
  EVENT.SDK_READY,
  EVENT.SDK_NOT_READY,
  EVENT.SDK_DESTROY,
  EVENT.MESSAGE_RECEIVED,
  EVENT.MESSAGE_MODIFIED,
  EVENT.CONVERSATION_LIST_UPDATED,
  EVENT.NET_STATE_CHANGE,
  EVENT.KICKED_OUT,
  EVENT.ERROR,
]

/** A clock, a network, a server, and clients: everything a scenario needs, nothing of it real. */
export class World {
  readonly clock = new ManualClock()
  readonly server = new ModelServer(this.clock)
  readonly network = new MemoryNetwork(this.clock, this.server)
  readonly random: () => number
  /** What the log printed. */
  readonly printed: string[] = []

  constructor(seed = 1) {
    this.random = randomNumbers(seed)
  }

  client(options: Partial<CreateOptions> = {}, network: MemoryNetwork = this.network): Witness {
    const print = (...texts: unknown[]): void => void this.printed.push(texts.join(' '))
    const chat = composeChat(
      { SDKAppID: 1, proxyServer: 'ws://im.test', ...options },
      {
        transport: network.transport(),
        clock: this.clock,
        log: new Log({ debug: print, info: print, warn: print, error: print }),
        upload: () => Promise.reject(new Error('The model has no files.')),
        random: this.random,
        uint32: () => Math.floor(this.random() * 2 ** 32),
      },
    )
    const events: string[] = []
    const received: Message[] = []
    for (const name of OF_THE_CORE) chat.on(name, ({ data }) => void events.push(describe(name, data)))
    chat.on(EVENT.MESSAGE_RECEIVED, ({ data }) => void received.push(...data))
    return { chat, events, received }
  }

  /** A client that is ready. */
  async ready(userID: string, options: Partial<CreateOptions> = {}): Promise<Witness> {
    const witness = this.client(options)
    const login = witness.chat.login({ userID, userSig: 'ticket' })
    await this.clock.advance(50)
    await login
    return witness
  }
}

/** A message to a user, not sent yet. */
export function text(chat: Chat, to: string, text: string): MessageOf<TYPES.MSG_TEXT> {
  return chat.createTextMessage({ to, conversationType: TYPES.CONV_C2C, payload: { text } })
}

/** What a promise came to, so that a test can wait for it after it turned the clock. */
export function outcome<T>(promise: Promise<T>): Promise<{ value: T } | { error: { code: number; message: string } }> {
  return promise.then(
    (value) => ({ value }),
    (error) => ({ error }),
  )
}

export const textsOf = (messages: readonly Message[]): string[] =>
  messages.map((message) => (message.type === TYPES.MSG_TEXT ? message.payload.text : message.type))

function describe(name: string, data: unknown): string {
  const { state, type, code } = (data ?? {}) as Record<string, unknown>
  const detail = state ?? type ?? code
  return detail === undefined ? name : `${name}:${detail}`
}
