import type { Clock, Timer } from '../clock.ts'
import { conversationTypeOf, type Message, targetOf } from '../message.ts'
import { TYPES } from '../type-constants.ts'
import type { ChatParts } from './chat-parts.ts'
import { type Source, Value } from './source.ts'

/** As widespread kits say it, so that their users see each other type. */
const BUSINESS = 'user_typing_status'
/** Who types goes on saying so this often, ms. */
const SAY_EVERY = 3_000
/** Without another word, somebody types for this long, ms. */
const SHOWN = 5_000
const NOBODY: readonly string[] = []

/** Who types, and that the own user does: signals that are stored nowhere. In private conversations only. */
export class Typing {
  readonly #chat: ChatParts
  readonly #clock: Clock
  readonly #values = new Map<string, Value<readonly string[]>>()
  /** By conversation and user. */
  readonly #timers = new Map<string, Timer>()
  readonly #said = new Map<string, { readonly isTyping: boolean; readonly at: number }>()

  constructor(chat: ChatParts, clock: Clock) {
    this.#chat = chat
    this.#clock = clock
  }

  /** UserIDs of those who type. */
  of(conversationID: string): Source<readonly string[]> {
    const value = this.#values.get(conversationID) ?? new Value(NOBODY)
    this.#values.set(conversationID, value)
    return value
  }

  /** A message came in. @returns whether all that it says is that somebody types, or has stopped to */
  heard(message: Message): boolean {
    const isTyping = typingOf(message)
    if (message.flow === 'in') this.#set(message.conversationID, message.from, isTyping === true)
    return isTyping !== undefined
  }

  /** Tells the other side. Once in three seconds, however often it is called. */
  say(conversationID: string, isTyping: boolean): void {
    if (conversationTypeOf(conversationID) !== TYPES.CONV_C2C || !this.#chat.isReady()) return
    const now = this.#clock.now()
    const said = this.#said.get(conversationID)
    if (isTyping === (said?.isTyping ?? false) && (!isTyping || now - (said?.at ?? 0) < SAY_EVERY)) return
    this.#said.set(conversationID, { isTyping, at: now })
    const message = this.#chat.createCustomMessage({
      to: targetOf(conversationID),
      conversationType: TYPES.CONV_C2C,
      payload: { data: JSON.stringify({ businessID: BUSINESS, typingStatus: isTyping ? 1 : 0, version: 1 }) },
    })
    // It is of the moment: what does not arrive now is of no use later.
    this.#chat.sendMessage(message, { onlineUserOnly: true }).catch(() => {})
  }

  /** An own message was sent: who wrote it has stopped. The other side sees that by the message. */
  sent(conversationID: string): void {
    this.#said.delete(conversationID)
  }

  /** Another login. */
  reset(): void {
    for (const timer of this.#timers.values()) this.#clock.cancel(timer)
    this.#timers.clear()
    this.#said.clear()
    for (const value of this.#values.values()) value.set(NOBODY)
  }

  #set(conversationID: string, userID: string, isTyping: boolean): void {
    const value = this.#values.get(conversationID)
    if (!value) return
    const key = `${userID} ${conversationID}`
    this.#clock.cancel(this.#timers.get(key))
    this.#timers.delete(key)
    const typing = value.get()
    if (isTyping)
      this.#timers.set(
        key,
        this.#clock.after(SHOWN, () => this.#set(conversationID, userID, false)),
      )
    if (isTyping !== typing.includes(userID))
      value.set(isTyping ? [...typing, userID] : typing.filter((other) => other !== userID))
  }
}

/** Whether a message says that somebody types (true) or has stopped to (false); nothing for any other message. */
function typingOf(message: Message): boolean | undefined {
  if (message.type !== TYPES.MSG_CUSTOM || !message.payload.data.includes(BUSINESS)) return undefined
  try {
    const { businessID, typingStatus } = JSON.parse(message.payload.data) as Record<string, unknown>
    return businessID === BUSINESS ? typingStatus === 1 : undefined
  } catch {
    return undefined
  }
}
