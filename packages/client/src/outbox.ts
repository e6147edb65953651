import type { OpInput, OpOutput } from '@signet/protocol/realtime/requests'
import { fullJitter, RETRY } from './backoff.ts'
import { dropOldest } from './bounded.ts'
import type { Timer } from './clock.ts'
import type { Connection } from './connection.ts'
import type { Environment } from './environment.ts'
import { type ChatError, clientError } from './errors.ts'
import type { Outcome } from './link.ts'
import { type Message, seconds } from './message.ts'
import { oversize, sendInput } from './send-input.ts'
import type { SendOptions } from './send-options.ts'
import type { Shelf } from './shelf.ts'

/** Where the server put a message; `time` in milliseconds. */
export interface Placed {
  readonly seq: number
  readonly time: number
  readonly msgSeq: number
  /** What everybody reads, where it is not what was sent. */
  readonly stored?: OpOutput<'send'>['stored']
}

export interface OutboxOptions {
  /** Until a message is given up, ms. */
  readonly timeout: number
  /** Largest body plus custom data, bytes. */
  readonly maxMessageBytes: number
  /** Where messages wait for as long as it takes, if they do. */
  readonly shelf: Shelf | undefined
  /** A live room: who was not there has missed it. */
  readonly isLive: (conversationID: string) => boolean
  readonly call: Connection['call']
  /** The server acknowledged a message that this client sent. */
  readonly placed: (message: Message, place: Placed) => void
  /** A message that was given up, or that nobody waits for, turned out to be stored. */
  readonly late: (message: Message) => void
  /** A message that nobody waits for will not be sent. */
  readonly failed: (message: Message, error: ChatError) => void
  /** Another set of messages is on its way. */
  readonly changed: () => void
}

interface Waiter {
  readonly resolve: (message: Message) => void
  readonly reject: (error: ChatError) => void
}

interface Sending {
  readonly message: Message
  /** Fixed at the first try: every retry repeats it to the letter, so the server stores it once. */
  readonly input: OpInput<'send'>
  readonly waiters: Waiter[]
  readonly isShelved: boolean
  readonly deadline: Timer
  retry: Timer
  isAsked: boolean
  /** It is being put on the shelf. */
  isWriting: boolean
  /** Since when the server may know of it, ms; on the shelf before it is told. */
  triedAt: number | undefined
  attempt: number
}

/** Own messages on their way: sent in order, repeated over reconnects, given up after a time, never stored twice. */
export class Outbox {
  readonly #env: Environment
  readonly #options: OutboxOptions
  readonly #sending = new Map<string, Sending>()
  /** Given up here, fate unknown there. */
  readonly #givenUp = new Map<string, Message>()
  #isOnline = false
  /** Requests without an answer. */
  #asked = 0

  constructor(env: Environment, options: OutboxOptions) {
    this.#env = env
    this.#options = options
  }

  /** All that is on its way, in the order in which it was sent. */
  unsent(): Message[] {
    return [...this.#sending.values()].map(({ message }) => message)
  }

  /** Resolves with the same instance once it is durable. A message that is on its way, or there, is not sent again. */
  async send(message: Message, options: SendOptions): Promise<Message> {
    const known = this.#sending.get(message.ID)
    if (known) return new Promise((resolve, reject) => known.waiters.push({ resolve, reject }))
    if (message.status === 'success') return message
    const input = sendInput(message, options)
    const isShelved = this.#options.shelf !== undefined && !input.onlineOnly && !this.#isLive(message)
    const refused =
      oversize(input, this.#options.maxMessageBytes) ??
      (isShelved && this.#sending.size >= MOST_SHELVED ? clientError('OUTBOX_FULL') : undefined)
    if (refused) {
      message.status = 'fail'
      throw refused
    }
    return new Promise((resolve, reject) => {
      this.#add(message, input, isShelved, undefined, [{ resolve, reject }])
      this.#pump()
    })
  }

  /** The user is logged in: what was left behind by an earlier page goes out. */
  start(restored: (message: Message) => Message): void {
    this.#options.shelf?.start((left) => {
      for (const { message, input, triedAt } of left) this.#restore(restored(message), input, triedAt)
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
    // What waited for it may go now.
    this.#pump()
    return true
  }

  /** It is not sent again. @returns whether the server may have it nevertheless; undefined when it was not on its way */
  cancel(message: Message): boolean | undefined {
    const sending = this.#sending.get(message.ID)
    if (!sending) return undefined
    this.#fail(sending, clientError('ABORTED', 'The message was cancelled.'))
    this.#pump()
    return sending.triedAt !== undefined
  }

  /** The login is over. What is on its way will not be sent, or, from the shelf, by the next login. */
  abandon(error: ChatError, isWiped: boolean): void {
    this.disconnected()
    this.#options.shelf?.stop(isWiped)
    for (const sending of [...this.#sending.values()]) this.#reject(sending, error)
  }

  #isLive({ conversationID }: Message): boolean {
    return this.#options.isLive(conversationID)
  }

  #add(message: Message, input: OpInput<'send'>, isShelved: boolean, triedAt: number | undefined, waiters: Waiter[]) {
    message.status = 'unSend'
    this.#givenUp.delete(message.ID)
    const { timeout } = this.#options
    const deadline = isShelved ? undefined : this.#env.clock.after(timeout, () => this.#giveUp(message.ID))
    const state = { retry: undefined, isAsked: false, isWriting: false, attempt: 0 }
    const sending: Sending = { message, input, waiters, isShelved, deadline, triedAt, ...state }
    this.#sending.set(message.ID, sending)
    this.#options.changed()
    if (isShelved && triedAt === undefined) this.#write(sending)
  }

  #restore(message: Message, input: OpInput<'send'>, triedAt: number | undefined): void {
    if (this.#sending.has(message.ID)) return
    // It has come back from the server already.
    if (message.status === 'success') {
      this.#options.shelf?.drop(message.ID)
      return
    }
    this.#add(message, input, true, triedAt, [])
    // The server may have forgotten by now that it has it: a further try could store it twice.
    if (triedAt === undefined || this.#env.clock.now() - triedAt < REMEMBERED) return
    this.#fail(this.#sending.get(message.ID)!, clientError('TIMEOUT', 'Whether this message was sent is not known.'))
  }

  /** On the shelf first, then on the wire: after a crash it is known what the server may have. */
  #write(sending: Sending): void {
    const { message, input } = sending
    const triedAt = this.#isOnline ? this.#env.clock.now() : undefined
    sending.isWriting = true
    void this.#options.shelf?.put({ message, input, triedAt }).then(() => {
      sending.isWriting = false
      sending.triedAt ??= triedAt
      this.#pump()
    })
  }

  /** Asks in order for what is not asked for, as far as the window allows. */
  #pump(): void {
    // In these conversations something earlier has to go out first.
    const held = new Set<string>()
    for (const sending of this.#sending.values()) {
      if (!this.#isOnline || this.#asked >= WINDOW) return
      const { conversationID } = sending.message
      const isFree = !sending.isAsked && !sending.isWriting && sending.retry === undefined && !held.has(conversationID)
      if (isFree && sending.isShelved && sending.triedAt === undefined) this.#write(sending)
      else if (isFree) this.#ask(sending)
      // On the shelf the next one waits for the answer: whatever happens to this one, it is the first.
      if (sending.isShelved || sending.retry !== undefined) held.add(conversationID)
    }
  }

  #ask(sending: Sending): void {
    sending.isAsked = true
    sending.triedAt ??= this.#env.clock.now()
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
    if (sending?.isShelved) this.#options.shelf?.drop(message.ID)
    for (const waiter of sending?.waiters ?? []) waiter.resolve(message)
    if (this.#givenUp.delete(message.ID) || sending?.waiters.length === 0) this.#options.late(message)
  }

  #giveUp(id: string): void {
    const sending = this.#sending.get(id)
    if (!sending) return
    this.#fail(sending, clientError('TIMEOUT', `The message was not sent within ${this.#options.timeout} ms.`))
    this.#pump()
  }

  #fail(sending: Sending, error: ChatError): void {
    const { message, isShelved, waiters } = sending
    if (isShelved) this.#options.shelf?.drop(message.ID)
    this.#reject(sending, error)
    if (waiters.length === 0) this.#options.failed(message, error)
  }

  #reject(sending: Sending, error: ChatError): void {
    const { message, waiters } = sending
    message.status = 'fail'
    this.#take(message.ID)
    if (sending.triedAt !== undefined) {
      this.#givenUp.set(message.ID, message)
      dropOldest(this.#givenUp, MOST_GIVEN_UP)
    }
    for (const waiter of waiters) waiter.reject(error)
  }

  #take(id: string): Sending | undefined {
    const sending = this.#sending.get(id)
    if (!sending) return undefined
    this.#sending.delete(id)
    this.#env.clock.cancel(sending.deadline)
    this.#env.clock.cancel(sending.retry)
    this.#options.changed()
    return sending
  }
}

const MOST_GIVEN_UP = 1000

/** Messages on the shelf. */
const MOST_SHELVED = 1000

/** Messages under way at once: with more, the last ones would time out in the server's queue. */
const WINDOW = 64

/** The server knows a message again for 24 hours; an hour less, as two clocks are involved, ms. */
const REMEMBERED = 23 * 3_600_000
