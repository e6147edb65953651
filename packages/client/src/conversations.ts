import { type Message, messageForShow, type Payloads, seconds } from './message.ts'
import { TYPES } from './type-constants.ts'

/** The newest message of a conversation, as a list shows it. Times in seconds. */
export interface LastMessage {
  readonly lastTime: number
  readonly lastSequence: number
  readonly fromAccount: string
  /** One line of text. */
  readonly messageForShow: string
  readonly type: Message['type'] | ''
  readonly payload: Payloads[Message['type']] | null
  readonly isRevoked: boolean
  readonly isPeerRead: boolean
  readonly cloudCustomData: string
}

/** One line of the conversation list. The same instance for as long as the user is logged in. */
export interface Conversation {
  readonly conversationID: string
  readonly type: TYPES.CONV_C2C
  readonly subType: ''
  lastMessage: LastMessage
}

interface Line {
  readonly conversation: Conversation
  seq: number
  /** ms */
  time: number
}

/** All conversations of the user with their newest message. */
export class Conversations {
  readonly #lines = new Map<string, Line>()

  find(conversationID: string): Conversation | undefined {
    return this.#lines.get(conversationID)?.conversation
  }

  /** Newest first; equal times in the order of their IDs, so that a list never flickers. */
  list(): Conversation[] {
    return [...this.#lines.values()]
      .sort((a, b) => b.time - a.time || (a.conversation.conversationID < b.conversation.conversationID ? -1 : 1))
      .map(({ conversation }) => conversation)
  }

  /**
   * `seq` is the newest place known, written at `time` (ms); its message may be unknown.
   *
   * @returns whether the list changed
   */
  update(conversationID: string, seq: number, time: number, message: Message | undefined): boolean {
    let line = this.#lines.get(conversationID)
    if (line && seq <= line.seq) return false
    if (!line) {
      const conversation: Conversation = {
        conversationID,
        type: TYPES.CONV_C2C,
        subType: '',
        lastMessage: lastMessage(0, 0, undefined),
      }
      line = { conversation, seq: 0, time: 0 }
      this.#lines.set(conversationID, line)
    }
    line.seq = seq
    line.time = time
    line.conversation.lastMessage = lastMessage(seq, time, message)
    return true
  }
}

function lastMessage(seq: number, time: number, message: Message | undefined): LastMessage {
  return {
    lastTime: seconds(time),
    lastSequence: seq,
    fromAccount: message?.from ?? '',
    messageForShow: message ? messageForShow(message) : '',
    type: message?.type ?? '',
    payload: message?.payload ?? null,
    isRevoked: message?.isRevoked ?? false,
    isPeerRead: message?.isPeerRead ?? false,
    cloudCustomData: message?.cloudCustomData ?? '',
  }
}
