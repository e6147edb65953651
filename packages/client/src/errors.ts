import type { WireError } from '@signet/protocol/realtime/frames'

import type { AREA_ERRORS } from './area-errors.ts'

/** A failure that the client finds by itself. */
export interface ClientErrorRow {
  readonly code: number
  readonly text: string
  readonly retryable?: true
}

/** Failures that the client itself finds, as far as every chat needs them. Codes are the official SDK's; those of the server pass through unchanged. */
export const CLIENT_ERRORS = {
  NO_SDKAPPID: { code: 2000, text: 'SDKAppID is missing or not a number. Pass the SDKAppID of your application.' },
  NO_IDENTIFIER: { code: 2002, text: 'userID is missing. Pass the UserID that the UserSig was signed for.' },
  NO_USERSIG: {
    code: 2003,
    text: 'userSig is missing. Pass the UserSig that your backend signed, or give getUserSig.',
  },
  USER_NOT_LOGGED_IN: { code: 2024, text: 'Nobody is logged in. Call login first.' },
  REPEAT_LOGIN: { code: 2025, text: 'A login is under way. Wait for it to end.' },
  NOT_A_MESSAGE: { code: 2105, text: 'This is not a message. Make one with a create…Message method.' },
  NOT_IN_ROOM: { code: 2101, text: 'The user is not in this live room. Call joinGroup first.' },
  CONVERSATION_TYPE_INVALID: {
    code: 2106,
    text: 'This conversationType does not exist. Use TYPES.CONV_C2C or TYPES.CONV_GROUP.',
  },
  TOPIC_NEEDED: { code: 2115, text: 'Messages of this community go to its topics. Pass a topicID as to.' },
  MERGER_TYPE_INVALID: { code: 2450, text: 'This message cannot be merged. Pass messages that were sent.' },
  FORWARD_TYPE_INVALID: {
    code: 2453,
    text: 'This is not a message to forward. Pass one that you have received or sent.',
  },
  FORWARD_ELEMENT_INVALID: { code: 2454, text: 'Tips, notices and messages that were taken back are not forwarded.' },
  CONVERSATION_ID_INVALID: {
    code: 2503,
    text: 'This is not a conversationID. It looks like C2C<userID> or GROUP<groupID>.',
  },
  PROFILE_VALUE_INVALID: { code: 2721, text: 'A field of the profile has the wrong type.' },
  PROFILE_NOTHING_TO_CHANGE: { code: 2722, text: 'Nothing is to be changed. Pass at least one field.' },
  NETWORK_ERROR: { code: 2800, text: 'The server cannot be reached, or the connection broke.', retryable: true },
  TIMEOUT: { code: 2801, text: 'The server did not answer in time.', retryable: true },
  UNCAUGHT_ERROR: { code: 2903, text: 'Something unexpected happened inside the SDK.' },
  INVALID_OPERATION: { code: 2905, text: 'This call is not valid.' },
  ABORTED: { code: 2990, text: 'The call was abandoned. What it asked for may happen nevertheless.' },
  OUTBOX_FULL: { code: 2996, text: 'Too many messages wait to be sent. Wait until some are.', retryable: true },
  NOT_READY: { code: 2999, text: 'The SDK is not ready. Wait for EVENT.SDK_READY.' },
  LOGIN_FAILED: { code: 3001, text: 'The login failed. Log in again.' },
  KICKED_MULTIPLE_DEVICE: {
    code: 3002,
    text: 'The account logged in on another device. Log in again if that is wanted.',
  },
  KICKED_MULTIPLE_ACCOUNT: { code: 3003, text: 'The account logged in elsewhere. Log in again if that is wanted.' },
  USERSIG_EXPIRED: { code: 3004, text: 'The UserSig is no longer valid. Log in with a new one.' },
  LOGGED_OUT: { code: 3005, text: 'The user logged out. Log in again.' },
  KICKED_BY_ADMIN: { code: 3006, text: 'The login was ended by the app backend.' },
} as const satisfies Record<string, ClientErrorRow>

export type ClientErrorName = keyof typeof CLIENT_ERRORS | keyof typeof AREA_ERRORS

const rows: Partial<Record<ClientErrorName, ClientErrorRow>> = { ...CLIENT_ERRORS }

/** From now on these can be thrown, too. */
export const knowErrors = (more: Partial<Record<ClientErrorName, ClientErrorRow>>): void =>
  void Object.assign(rows, more)

interface Details {
  readonly data?: object
  readonly retryable?: boolean
  /** Milliseconds after which a retry makes sense. */
  readonly retryAfter?: number
  readonly cause?: unknown
}

/**
 * Every rejection of the SDK. `code` is the official number (2xxx and 3xxx: found here; others: from the server), `name` is stable.
 *
 * @example
 * ```ts
 * await chat.sendMessage(message).catch((error: ChatError) => {
 *   if (error.retryable) retryLater(message)
 *   else show(`${error.code} ${error.message}`)
 * })
 * ```
 */
export class ChatError extends Error {
  /** The official number: 2xxx and 3xxx were found by the client, others by the server. */
  readonly code: number
  /** What belongs to some errors, such as the newest `message` of 2480; `{}` for the others. */
  readonly data: object
  /** The same call may succeed later, unchanged. */
  declare readonly retryable: boolean
  /** Milliseconds that the server asks to wait before a retry. */
  declare readonly retryAfter: number | undefined

  constructor(code: number, name: string, message: string, { data = {}, cause, ...details }: Details = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.data = data
    // Apps print and copy the own keys of an error: they find `code` and `data`, as in the official SDK.
    const hidden = { name, retryable: details.retryable ?? false, retryAfter: details.retryAfter }
    for (const [key, value] of Object.entries(hidden)) {
      Object.defineProperty(this, key, { value, configurable: true, writable: true })
    }
  }

  /** What to do about it: what the message says after its first sentence; '' when that is all. */
  get advice(): string {
    return this.message.split(/(?<=[.!]) (.*)/s)[1] ?? ''
  }
}

/** `throw clientError('NO_USERSIG')`; `detail` replaces the table's text. */
export function clientError(name: ClientErrorName, detail?: string, details?: Details): ChatError {
  const row = rows[name] ?? CLIENT_ERRORS.UNCAUGHT_ERROR
  const isRetryable = 'retryable' in row && row.retryable
  return new ChatError(row.code, name, detail ?? row.text, { retryable: isRetryable === true, ...details })
}

export function errorFromWire({ code, name, message, retryable, retryAfter }: WireError): ChatError {
  return new ChatError(code, name, message, {
    retryable: retryable ?? false,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  })
}

/** Whatever was thrown, as an error that the app can read. */
export function toChatError(thrown: unknown): ChatError {
  if (thrown instanceof ChatError) return thrown
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  return clientError('UNCAUGHT_ERROR', text, { cause: thrown })
}
