import type { Chat } from '../chat.ts'
import { ChatError } from '../errors.ts'
import { EVENT } from '../event-names.ts'
import type { EventMap } from '../events.ts'
import type { Message } from '../message.ts'

/** How events are waited for. */
export interface EventOptions {
  /** Ends the loop, quietly. */
  readonly signal?: AbortSignal
  /** Most events that wait for the loop. When there are more, the loop rejects with 2991: nothing is left out silently. Default 1,000. */
  readonly buffer?: number
}

const BUFFER = 1_000

/**
 * What an event carries, one after the other, from the call on; ends when the chat is destroyed. Whoever leaves the loop stops listening.
 *
 * @example
 * ```ts
 * for await (const { state } of events(chat, EVENT.NET_STATE_CHANGE, { signal })) banner(state)
 * ```
 * @throws {ChatError} 2991 when events come faster than the loop takes them, for longer than the buffer lasts
 */
export function events<N extends keyof EventMap & string>(
  chat: Pick<Chat, 'on'>,
  name: N,
  { signal, buffer = BUFFER }: EventOptions = {},
): AsyncIterableIterator<EventMap[N]> {
  const waiting: EventMap[N][] = []
  let wake = (): void => {}
  let isOver = signal?.aborted ?? false
  let isFull = false
  const end = (): void => {
    isOver = true
    for (const stop of stops) stop()
    signal?.removeEventListener('abort', end)
    wake()
  }
  const stops = [
    chat.on(name, ({ data }) => {
      if (waiting.length < buffer) waiting.push(data as EventMap[N])
      else {
        isFull = true
        end()
      }
      wake()
    }),
    chat.on(EVENT.SDK_DESTROY, end),
  ]
  if (isOver) end()
  signal?.addEventListener('abort', end, { once: true })
  const next = async (): Promise<IteratorResult<EventMap[N], undefined>> => {
    while (waiting.length === 0 && !isOver) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    if (waiting.length > 0) return { done: false, value: waiting.shift() as EventMap[N] }
    if (!isFull) return { done: true, value: undefined }
    isFull = false
    const text = `More than ${buffer} events waited. Take them faster, or pass a larger buffer.`
    throw new ChatError(2991, 'BUFFER_FULL', text)
  }
  return {
    next,
    async return() {
      waiting.length = 0
      isFull = false
      end()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

/**
 * The messages that come in, of one conversation or of all, each once and in order.
 *
 * @example `for await (const message of incoming(chat, { conversationID: 'C2Cbob', signal })) show(message)`
 * @throws {ChatError} 2991 as `events`
 */
export async function* incoming(
  chat: Pick<Chat, 'on'>,
  { conversationID, ...options }: EventOptions & { readonly conversationID?: string } = {},
): AsyncGenerator<Message, void, void> {
  for await (const received of events(chat, EVENT.MESSAGE_RECEIVED, options)) {
    for (const message of received) {
      if (conversationID === undefined || message.conversationID === conversationID) yield message
    }
  }
}
