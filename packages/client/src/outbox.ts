import { LIMITS } from '@signet/protocol/realtime/frames'
import type { OpInput } from '@signet/protocol/realtime/requests'
import { fullJitter, RETRY } from './backoff.ts'
import { dropOldest } from './bounded.ts'
import type { Timer } from './clock.ts'
import type { Connection } from './connection.ts'
import type { Environment } from './environment.ts'
import { ChatError, clientError } from './errors.ts'
import type { Outcome } from './link.ts'
import { type Message, seconds } from './message.ts'
import { type SendOptions, sendExtras } from './send-options.ts'
import { SERVER_CODES } from './server-codes.ts'
import { TYPES } from './type-constants.ts'
import { wireBody } from './wire-body.ts'

/** Where the server put a message; `time` in milliseconds. */
export interface Placed {
  readonly seq: number
  readonly time: number
  readonly msgSeq: number
}

export interface OutboxOptions {
  /** Until a message is given up, ms. */
  readonly timeout: number
  /** Largest body plus custom data, bytes. */
  readonly maxMessageBytes: number
  readonly call: Connection['call']
  /** The server acknowledged a message that this client sent. */
  readonly placed: (message: Message, place: Placed) => void
  /** A message that was given up turned out to be stored. */
  readonly late: (message: Message) => void
}

interface Sending {
  readonly message: Message
  /** Fixed at the first try: every retry repeats it to the letter, so the server stores it once. */
  readonly input: OpInput<'send'>
  readonly waiters: { readonly resolve: (message: Message) => void; readonly reject: (error: ChatError) => void }[]
  readonly deadline: Timer
  retry: Timer
  isAsked: boolean
  attempt: number
}

/** Own messages on their way: sent in order, repeated over reconnects, given up after a time, never stored twice. */
export class Outbox {
  readonly #env: Environment
  readonly #options: OutboxOptions
  readonly #sending = new Map<string, Sending>()
  /** Timed out here, fate unknown there. */
  readonly #givenUp = new Map<string, Message>()
  #isOnline = false
  /** Requests without an answer. */
  #asked = 0

  constructor(env: Environment, options: OutboxOptions) {
    this.#env = env
    this.#options = options
  }

  /** Resolves with the same instance once it is durable. A message that is on its way, or there, is not sent again. */
  async send(message: Message, options: SendOptions): Promise<Message> {
    const known = this.#sending.get(message.ID)
    if (known) return new Promise((resolve, reject) => known.waiters.push({ resolve, reject }))
    if (message.status === 'success') return message
    const input = inputOf(message, options)
    const oversize = this.#oversize(input)
    if (oversize) {
      message.status = 'fail'
      throw oversize
    }
    message.status = 'unSend'
    this.#givenUp.delete(message.ID)
    return new Promise((resolve, reject) => {
      const deadline = this.#env.clock.after(this.#options.timeout, () => this.#giveUp(message.ID))
      const waiters = [{ resolve, reject }]
      const sending: Sending = { message, input, waiters, deadline, retry: undefined, isAsked: false, attempt: 0 }
      this.#sending.set(message.ID, sending)
      this.#pump()
    })
  }

  /** Asks again for all that has no answer, in the order in which the app sent it. */
  connected(): void {
    this.#isOnline = true
    this.#pump()
  }

  disconnected(): void {
    this.#isOnline = false
    for (const sending of this.#sending.values()) {
      this.#env.clock.cancel(sending.retry)
      sending.retry = undefined
    }
  }

  /** A message came back from the server. @returns whether it is one that this client still waits for, or gave up */
  recognise(id: string, place: Placed): boolean {
    const message = this.#sending.get(id)?.message ?? this.#givenUp.get(id)
    if (!message) return false
    this.#settle(message, place)
    return true
  }

  /** The login is over: nothing on its way will be sent. */
  abandon(error: ChatError): void {
    this.disconnected()
    for (const sending of [...this.#sending.values()]) this.#fail(sending, error)
  }

  /** Told here and not by the server, which closes the socket over a frame that is too long. */
  #oversize({ body, cloudCustomData }: OpInput<'send'>): ChatError | undefined {
    const most = Math.min(this.#options.maxMessageBytes, LIMITS.frameBytes - FRAME_OVERHEAD)
    const text = JSON.stringify(body) + (cloudCustomData === undefined ? '' : JSON.stringify(cloudCustomData))
    const bytes = new TextEncoder().encode(text).byteLength
    if (bytes <= most) return undefined
    const code = SERVER_CODES.MESSAGE_TOO_LONG
    return new ChatError(code, 'MESSAGE_TOO_LONG', `The message has ${bytes} bytes; at most ${most}.`)
  }

  /** Asks in order for what is not asked for, as far as the window allows. */
  #pump(): void {
    for (const sending of this.#sending.values()) {
      if (!this.#isOnline || this.#asked >= WINDOW) return
      if (!sending.isAsked && sending.retry === undefined) this.#ask(sending)
    }
  }

  #ask(sending: Sending): void {
    sending.isAsked = true
    this.#asked++
    this.#options.call('send', sending.input, (outcome) => {
      sending.isAsked = false
      this.#asked--
      this.#answered(sending, outcome)
      this.#pump()
    })
  }

  #answered(sending: Sending, outcome: Outcome<Placed>): void {
    const { message } = sending
    if (outcome.ok) {
      this.#settle(message, outcome.data)
      this.#options.placed(message, outcome.data)
      return
    }
    if (this.#sending.get(message.ID) !== sending) return
    if (!outcome.error.retryable) {
      this.#fail(sending, outcome.error)
    } else if (this.#isOnline) {
      const { clock, random } = this.#env
      const delay = fullJitter(sending.attempt++, RETRY, random) + (outcome.error.retryAfter ?? 0)
      sending.retry = clock.after(delay, () => {
        sending.retry = undefined
        this.#pump()
      })
    }
    // Offline, `connected` asks again.
  }

  #settle(message: Message, place: Placed): void {
    if (message.status === 'success') return
    message.status = 'success'
    message.sequence = place.seq
    message.clientSequence = place.msgSeq
    message.time = seconds(place.time)
    const sending = this.#take(message.ID)
    for (const waiter of sending?.waiters ?? []) waiter.resolve(message)
    if (this.#givenUp.delete(message.ID)) this.#options.late(message)
  }

  #giveUp(id: string): void {
    const sending = this.#sending.get(id)
    if (!sending) return
    this.#givenUp.set(id, sending.message)
    dropOldest(this.#givenUp, MOST_GIVEN_UP)
    this.#fail(sending, clientError('TIMEOUT', `The message was not sent within ${this.#options.timeout} ms.`))
  }

  #fail(sending: Sending, error: ChatError): void {
    sending.message.status = 'fail'
    this.#take(sending.message.ID)
    for (const waiter of sending.waiters) waiter.reject(error)
  }

  #take(id: string): Sending | undefined {
    const sending = this.#sending.get(id)
    if (!sending) return undefined
    this.#sending.delete(id)
    this.#env.clock.cancel(sending.deadline)
    this.#env.clock.cancel(sending.retry)
    return sending
  }
}

function inputOf(message: Message, options: SendOptions): OpInput<'send'> {
  const mentions = message.atUserList.filter((userId) => userId !== TYPES.MSG_AT_ALL)
  return {
    ...(message.conversationType === TYPES.CONV_GROUP ? { group: message.to } : { to: message.to }),
    random: message.random,
    clientTime: message.clientTime,
    body: wireBody(message),
    ...(message.cloudCustomData && { cloudCustomData: message.cloudCustomData }),
    ...(message.needReadReceipt && { needReceipt: true }),
    ...(message.isSupportExtension && { supportExtension: true }),
    ...(message.priority !== TYPES.MSG_PRIORITY_NORMAL && { priority: message.priority }),
    ...(mentions.length > 0 && { mentions }),
    ...(mentions.length < message.atUserList.length && { mentionsAll: true }),
    ...(message.receiverList.length > 0 && { targets: message.receiverList }),
    ...sendExtras(options),
  }
}

const MOST_GIVEN_UP = 1000

/** Messages under way at once: with more, the last ones would time out in the server's queue. */
const WINDOW = 64

/** Room in a frame for all that is not the message, bytes. */
const FRAME_OVERHEAD = 1024
