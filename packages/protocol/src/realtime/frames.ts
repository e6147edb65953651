/**
 * What travels on the socket `/im` after the upgrade: types and constants only, so that the client ships no schema.
 * Client → server: one request object a text frame. Server → client: an array of packets a text frame.
 */
import type { GroupEvent } from '../group.ts'
import type { MsgBody } from '../message.ts'
import type { OfflinePush } from '../offline-push.ts'
import type { Revised } from '../revisions.ts'
import type { WireStatus } from '../status.ts'
import type { WireChange, WireChanged } from './changes.ts'

/** Raised when a frame changes its meaning; a server refuses a client of another major. */
export const PROTOCOL_VERSION = 1

/** Path of the socket. Nothing secret ever stands in its URL. */
export const SOCKET_PATH = '/im'

/** A request. `id` is the client's, echoed in the reply; `op` is a key of `OPS` in `requests.ts`. */
export interface RequestFrame {
  readonly id: number
  readonly op: string
  readonly data?: unknown
}

/** A message as it is stored, pushed and read. `seq` is the conversation's gapless sequence. */
export interface WireMessage {
  /** Position in the conversation, from 1, without gaps. */
  readonly seq: number
  /** Server clock, milliseconds. */
  readonly time: number
  /** It was imported: when it was sent elsewhere, ms. People are shown this in place of `time`. */
  readonly sentAt?: number
  /** Of an `event`: who did it, empty for the application. */
  readonly from: string
  /** The receiver's UserID, or the group. */
  readonly to: string
  /** The sender's number, first part of the SDK's message ID. */
  readonly tinyId: string
  /** uint32 chosen by the sender: identity of a retry, never an order. */
  readonly random: number
  /** Seconds on the sender's clock: second part of the message ID, never an order. */
  readonly clientTime: number
  /** MsgSeq attribute chosen by the caller: part of MsgKey, never an order. */
  readonly msgSeq: number
  readonly body: MsgBody
  readonly cloudCustomData?: string
  /** The sender wants to be told by each reader: `message.receipt`. */
  readonly needReceipt?: true
  /** Keys and values may be put beside it: `extension.set`. */
  readonly supportExtension?: true
  /** It does not count as unread. */
  readonly noUnread?: true
  /** It does not become the last message of its conversation in a list. */
  readonly noLastMsg?: true
  /** Who has muted the conversation is not notified, although the application wrote it: what the server API sends ignores that otherwise. */
  readonly withMuteNotifications?: true
  /** Seconds for which it is kept; then nobody reads it any more. */
  readonly lifeTime?: number
  readonly priority?: MessagePriority
  /** UserIDs that the text names. */
  readonly mentions?: readonly string[]
  /** The text names everybody in the group. */
  readonly mentionsAll?: true
  /** Members of the group that alone see it. */
  readonly targets?: readonly string[]
  /** Of a private message: its sender has no copy of it. */
  readonly receiverOnly?: true
  /** This entry of the log is no message but tells what happened to the group; its body is empty. */
  readonly event?: GroupEvent
  /** It went to all live rooms of the application; `to` is empty. */
  readonly broadcast?: true
  /** It is not for who reads: only `seq` and `time` mean anything. */
  readonly hidden?: true
  readonly offlinePush?: OfflinePush
  /** What became of it since it was sent. */
  readonly changed?: WireChanged
}

/** What is kept first when a live room has more messages than it may show. */
export type MessagePriority = 'High' | 'Normal' | 'Low' | 'Lowest'

/** Why the server ends a login. Values are the SDK's `KICKED_OUT` types. */
export const KICK_REASONS = {
  multipleAccount: 'multipleAccount',
  multipleDevice: 'multipleDevice',
  userSigExpired: 'userSigExpired',
  restApi: 'REST_API_Kick',
  keyRevoked: 'keyRevoked',
} as const
export type KickReason = (typeof KICK_REASONS)[keyof typeof KICK_REASONS]

export interface WireError {
  readonly code: number
  readonly name: string
  readonly message: string
  readonly retryable?: true
  /** Milliseconds to wait before the next try. */
  readonly retryAfter?: number
}

export type Packet =
  /** The request `id` succeeded. */
  | { readonly type: 'ok'; readonly id: number; readonly data: unknown }
  /** The request `id` failed and changed nothing. `id` is 0 when the frame had none that could be read. */
  | { readonly type: 'fail'; readonly id: number; readonly error: WireError }
  /** A new message of `conversation` (the receiver's name for it, `C2C<peer>`). */
  | { readonly type: 'message'; readonly conversation: string; readonly message: WireMessage }
  /** Something that the devices of this user share has a new revision. `data` may name what changed in it. */
  | { readonly type: 'changed'; readonly what: Revised; readonly revision: number; readonly data?: unknown }
  /** A message that is stored nowhere and has no number, such as that somebody types: for who is online. */
  | { readonly type: 'signal'; readonly conversation: string; readonly message: Omit<WireMessage, 'seq'> }
  /** Another device of this user, or the application, has read a group up to a message. */
  | { readonly type: 'read'; readonly conversation: string; readonly upTo: number }
  /** Something happened to a message of `conversation`, or to the conversation. */
  | { readonly type: 'change'; readonly conversation: string; readonly change: WireChange }
  /** Something about a group concerns this user: invited, removed, a new role, an application … */
  | { readonly type: 'group'; readonly event: GroupEvent }
  /**
   * A message in a live room that this session is in, or what happened there (`message.event`). `seq` rises and has gaps: a room may
   * have more messages than it shows, and nobody pulls them.
   */
  | { readonly type: 'room'; readonly conversation: string; readonly message: WireMessage }
  /** How many are in a live room now. */
  | { readonly type: 'roomOnline'; readonly conversation: string; readonly online: number }
  /** The status of users that this session is subscribed to, or of the own user, has changed. */
  | { readonly type: 'status'; readonly users: readonly WireStatus[] }
  /** The server could not push everything: pull what is missing in all conversations (`sync`, then `history`). */
  | { readonly type: 'dirty' }
  /** The login has ended; the socket closes next. */
  | { readonly type: 'kicked'; readonly reason: KickReason; readonly message: string }
  /** The server will close this socket; come back after `retryAfter` milliseconds. */
  | { readonly type: 'leaving'; readonly retryAfter: number }

/** Close codes of the socket beyond those of RFC 6455. */
export const CLOSE = {
  /** Logged out, as asked. */
  loggedOut: 1000,
  /** No login within the deadline, or the login failed. */
  loginRequired: 4001,
  /** Kicked; a `kicked` packet came before. */
  kicked: 4002,
  /** Nothing heard for too long. */
  idle: 4003,
  /** Too many or too broken frames. */
  abuse: 4005,
  /** The server is going away: reconnect after the hint. */
  leaving: 4006,
} as const

/** Limits that both sides know. Sizes in bytes, times in milliseconds. */
export const LIMITS = {
  frameBytes: 64 * 1024,
  /** Requests of one session that may wait for their answer; then the server stops reading. */
  pendingRequests: 256,
  historyPage: 100,
  syncPage: 500,
  /** Characters of one page: it ends early when what it holds is large, so that no answer fills a client's queue. */
  pageChars: 256 * 1024,
} as const
