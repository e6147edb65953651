import type { Conversation } from './conversations.ts'
import type { EVENT } from './event-names.ts'
import type { EXTRA_EVENT } from './extra-event-names.ts'
import type { Group } from './groups/group.ts'
import type { Topic } from './groups/topic.ts'
import type { Log } from './log.ts'
import type { Message } from './message.ts'
import type { UserStatus } from './methods/status.ts'
import type { TipMember } from './payloads.ts'
import type { Friend, FriendApplications, FriendGroup } from './people/friend.ts'
import type { Profile } from './people/profile.ts'
import type { ReactionInfo } from './reactions.ts'
import type { TYPES } from './type-constants.ts'

/** What each event carries as `data`. */
export interface EventMap {
  /** The first sync after a login is complete: send and read from here on. Not again after a reconnect. */
  [EVENT.SDK_READY]: undefined
  /** The login is over: logged out, kicked, or its ticket has ended. */
  [EVENT.SDK_NOT_READY]: undefined
  /** `destroy` was called; nothing follows. */
  [EVENT.SDK_DESTROY]: undefined
  /** New messages of one conversation, in order; also own ones that were sent from elsewhere (`flow` is `out`). */
  [EVENT.MESSAGE_RECEIVED]: readonly Message[]
  /** Messages whose content or status changed after the app saw them. */
  [EVENT.MESSAGE_MODIFIED]: readonly Message[]
  /** Messages that were taken back. */
  [EVENT.MESSAGE_REVOKED]: readonly Message[]
  /** Own messages that the peer has read now. */
  [EVENT.MESSAGE_READ_BY_PEER]: readonly Message[]
  /** Receipts for own messages that asked for them. */
  [EVENT.MESSAGE_READ_RECEIPT_RECEIVED]: readonly {
    readonly messageID: string
    readonly groupID?: string
    readonly userID?: string
    readonly readCount: number
    readonly unreadCount: number
    readonly isPeerRead?: boolean
  }[]
  /** Keys of a message that have other values now. */
  [EVENT.MESSAGE_EXTENSIONS_UPDATED]: {
    readonly messageID: string
    readonly extensions: readonly { readonly key: string; readonly value: string }[]
  }
  /** Keys that a message has no longer. */
  [EVENT.MESSAGE_EXTENSIONS_DELETED]: { readonly messageID: string; readonly keyList: readonly string[] }
  /** Only the reactions that changed. */
  [EVENT.MESSAGE_REACTIONS_UPDATED]: readonly {
    readonly messageID: string
    readonly reactionList: readonly ReactionInfo[]
  }[]
  /** The whole list: pinned ones first, then newest first. */
  [EVENT.CONVERSATION_LIST_UPDATED]: readonly Conversation[]
  /** Unread messages in all conversations that are not muted. */
  [EVENT.TOTAL_UNREAD_MESSAGE_COUNT_UPDATED]: number
  /** The names of all conversation groups. */
  [EVENT.CONVERSATION_GROUP_LIST_UPDATED]: readonly string[]
  /** A conversation group with all that is in it now. */
  [EVENT.CONVERSATION_IN_GROUP_UPDATED]: {
    readonly groupName: string
    readonly conversationList: readonly Conversation[]
  }
  /** The whole list. */
  [EVENT.GROUP_LIST_UPDATED]: readonly Group[]
  /** All attributes of a group as they are now. */
  [EVENT.GROUP_ATTRIBUTES_UPDATED]: {
    readonly groupID: string
    readonly groupAttributes: Readonly<Record<string, string>>
  }
  /** One counter with its new value; several that changed come one by one. */
  [EVENT.GROUP_COUNTER_UPDATED]: { readonly groupID: string; readonly key: string; readonly value: number }
  /** A notice as apps of older versions hear it: `type` is its `operationType`. `MESSAGE_RECEIVED` tells it too. */
  [EVENT.GROUP_SYSTEM_NOTICE_RECEIVED]: { readonly type: number; readonly message: Message }
  /** A message of a group was pinned for everybody, or taken down, by `operatorInfo`. */
  [EVENT.PINNED_GROUP_MESSAGE_UPDATED]: {
    readonly groupID: string
    readonly message: Message
    readonly isPinned: boolean
    readonly operatorInfo: TipMember
  }
  /** Of users that the client is subscribed to, and of the own user. */
  [EVENT.USER_STATUS_UPDATED]: readonly UserStatus[]
  /** A community has another topic. */
  [EVENT.TOPIC_CREATED]: { readonly groupID: string; readonly topicID: string }
  /** A topic has another profile. */
  [EVENT.TOPIC_UPDATED]: { readonly groupID: string; readonly topic: Topic }
  /** Topics of a community are gone. */
  [EVENT.TOPIC_DELETED]: { readonly groupID: string; readonly topicIDList: readonly string[] }
  /** The own profile, or that of somebody in the lists. */
  [EVENT.PROFILE_UPDATED]: readonly Profile[]
  /** The whole list. */
  [EVENT.BLACKLIST_UPDATED]: readonly string[]
  /** The whole list. */
  [EVENT.FRIEND_LIST_UPDATED]: readonly Friend[]
  /** The whole list. */
  [EVENT.FRIEND_GROUP_LIST_UPDATED]: readonly FriendGroup[]
  /** The whole list, and how many of those that came in are unread. */
  [EVENT.FRIEND_APPLICATION_LIST_UPDATED]: FriendApplications
  /** Who came or went; nobody is named when there are too many. */
  [EVENT.MY_FOLLOWERS_LIST_UPDATED]: { readonly userIDList: readonly string[] }
  /** Whom the own user follows now, or no longer; nobody is named when there are too many. */
  [EVENT.MY_FOLLOWING_LIST_UPDATED]: { readonly userIDList: readonly string[] }
  /** Who may have become a mutual follower, or is no longer one: `checkFollowType` tells. */
  [EVENT.MUTUAL_FOLLOWERS_LIST_UPDATED]: { readonly userIDList: readonly string[] }
  /** The connection is another than before. It comes back by itself. */
  [EVENT.NET_STATE_CHANGE]: {
    readonly state: TYPES.NET_STATE_CONNECTED | TYPES.NET_STATE_CONNECTING | TYPES.NET_STATE_DISCONNECTED
    /** Of a lost connection: ms until it is tried again, for a page that counts down. */
    readonly retryIn?: number
  }
  /** The server ended the login; `SDK_NOT_READY` follows, and nobody logs in again by itself. */
  [EVENT.KICKED_OUT]: { readonly type: KickedOutType }
  /** Something failed that no call waits for. `code` and `message` as in a `ChatError`. */
  [EVENT.ERROR]: { readonly code: number; readonly message: string }
  /** The server was put back to an earlier state: everything is read again, and so should the app. */
  [EVENT.SDK_RELOAD]: undefined
  /**
   * Back after a lost connection, and all that was missed has been told: by position, so nothing is left out. Not `recovered`: the
   * server was put back to an earlier state, and what the app holds may never have happened; `SDK_RELOAD` came just before.
   */
  [EXTRA_EVENT.RECOVERED]: {
    readonly recovered: boolean
    /** How long the client was away, ms. */
    readonly outage: number
  }
  /** All own messages that are on their way or wait for the network, oldest first. */
  [EXTRA_EVENT.UNSENT_UPDATED]: readonly Message[]
  /** What was kept of the last time, to be shown until `SDK_READY`. */
  [EXTRA_EVENT.CACHE_READ]: CachedView
  /** Own messages of which `getMessageReadReceiptList` found other numbers of readers than were known. */
  [EXTRA_EVENT.RECEIPTS_COUNTED]: readonly Message[]
  /** How many are in a live room that this client is in, or hears as a guest: at most every 3 s, when it is another number. */
  [EXTRA_EVENT.ROOM_ONLINE_UPDATED]: { readonly groupID: string; readonly memberCount: number }
}

/** The newest conversations and the newest messages of each, as they were when they were last seen. Copies: nothing changes them. */
export interface CachedView {
  /** Pinned ones first, then newest first; at most 100. */
  readonly conversationList: readonly Conversation[]
  /** Oldest first, by conversationID. */
  readonly messageLists: ReadonlyMap<string, readonly Message[]>
}

/** Why a login was ended. */
export type KickedOutType =
  | TYPES.KICKED_OUT_MULT_ACCOUNT
  | TYPES.KICKED_OUT_MULT_DEVICE
  | TYPES.KICKED_OUT_USERSIG_EXPIRED
  | TYPES.KICKED_OUT_REST_API

/** What a handler receives. */
export interface ChatEvent<N extends string = string> {
  /** The name under which the handler was registered. */
  readonly name: N
  /** What the event carries: `EventMap` says it for each. */
  readonly data: N extends keyof EventMap ? EventMap[N] : unknown
}

/** Called with `this` = the `context` given to `on`. What it throws or rejects with is logged and harms nobody. */
export type EventHandler<N extends string = string> = (event: ChatEvent<N>) => unknown

interface Registration {
  readonly handler: EventHandler<never>
  readonly context: unknown
  readonly once: boolean
}

/** The handlers of one chat instance. */
export class Events {
  readonly #log: Log
  readonly #registrations = new Map<string, readonly Registration[]>()

  constructor(log: Log) {
    this.#log = log
  }

  /** The same handler with the same context is kept once. @returns the function that removes it */
  add<N extends string>(name: N, handler: EventHandler<N>, context: unknown, once: boolean): () => void {
    this.#drop(name, (other) => other.handler === handler && other.context === context)
    const registration: Registration = { handler: handler as EventHandler<never>, context, once }
    this.#registrations.set(name, [...this.#of(name), registration])
    return () => this.#drop(name, (other) => other === registration)
  }

  /** Without a context, the handler goes in all its contexts. */
  remove<N extends string>(name: N, handler: EventHandler<N>, context?: unknown, once?: boolean): void {
    this.#drop(
      name,
      (registration) =>
        registration.handler === handler &&
        (context === undefined || registration.context === context) &&
        (once !== true || registration.once),
    )
  }

  clear(): void {
    this.#registrations.clear()
  }

  /** Whether anybody listens. */
  has(name: string): boolean {
    return this.#of(name).length > 0
  }

  emit<N extends keyof EventMap & string>(name: N, data: EventMap[N]): void {
    this.tell(name, data)
  }

  /** As `emit`, for names that are not in the table of events. */
  tell(name: string, data: unknown): void {
    for (const registration of this.#of(name)) {
      if (registration.once) this.#drop(name, (other) => other === registration)
      const failed = (error: unknown): void => this.#log.error(`A handler of ${name} failed.`, error)
      try {
        const handler = registration.handler as (event: { name: string; data: unknown }) => unknown
        const answer = handler.call(registration.context, { name, data })
        if (answer instanceof Promise) answer.catch(failed)
      } catch (error) {
        failed(error)
      }
    }
  }

  #of(name: string): readonly Registration[] {
    return this.#registrations.get(name) ?? []
  }

  #drop(name: string, isGone: (registration: Registration) => boolean): void {
    this.#registrations.set(
      name,
      this.#of(name).filter((registration) => !isGone(registration)),
    )
  }
}
