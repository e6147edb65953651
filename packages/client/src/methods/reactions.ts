import type { Core } from '../core.ts'
import { clientError } from '../errors.ts'
import { factsOf, NAMED_USERS, type Reaction } from '../facts.ts'
import type { Message } from '../message.ts'
import { type ReactionInfo, type ReactionUser, reactionInfo } from '../reactions.ts'
import { done, type Result } from '../result.ts'
import { placeOf } from './message-changes.ts'

/** Users of one page of a reaction. */
const PAGE = 100

/** Reactions to messages: at most ten kinds at one message. */
export class ReactionMethods {
  readonly #core: Core

  /** @internal */
  constructor(core: Core) {
    this.#core = core
  }

  /**
   * Reacts. `MESSAGE_REACTIONS_UPDATED` follows everywhere.
   *
   * @example `await chat.addMessageReaction(message, 'thumbs-up')`
   * @throws {ChatError} 23005 when the message has ten kinds, 23006 when a hundred users reacted so, 23007 when you did
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#addMessageReaction
   */
  async addMessageReaction(message: Message, reactionID: string): Promise<Result<object>> {
    await this.#core.ask('reaction.add', { ...placeOf(message), reaction: checkId(reactionID) })
    return done({})
  }

  /**
   * Takes a reaction back.
   *
   * @example `await chat.removeMessageReaction(message, 'thumbs-up')`
   * @throws {ChatError} 23008 or 23009 when there is none of yours
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#removeMessageReaction
   */
  async removeMessageReaction(message: Message, reactionID: string): Promise<Result<object>> {
    await this.#core.ask('reaction.remove', { ...placeOf(message), reaction: checkId(reactionID) })
    return done({})
  }

  /**
   * All reactions to some messages, with the first users of each.
   *
   * @example `const { data: { resultList } } = await chat.getMessageReactions({ messageList })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getMessageReactions
   */
  async getMessageReactions({
    messageList,
    maxUserCountPerReaction = NAMED_USERS,
  }: {
    readonly messageList: readonly Message[]
    /** 0 to 10, default 10. */
    readonly maxUserCountPerReaction?: number
  }): Promise<Result<{ resultList: { messageID: string; reactionList: ReactionInfo[] }[] }>> {
    this.#core.ready()
    const named = messageList.flatMap((message) =>
      [...factsOf(message).reactions.values()].flatMap(({ users }) => users),
    )
    await this.#core.people.fetchUnknown(named)
    const resultList: { messageID: string; reactionList: ReactionInfo[] }[] = []
    for (const message of messageList) {
      const reactionList: ReactionInfo[] = []
      for (const [id, reaction] of factsOf(message).reactions) {
        await this.#findOwn(message, id, reaction)
        const profileOf = (userId: string) => this.#core.people.of(userId)
        reactionList.push(reactionInfo(id, reaction, profileOf, maxUserCountPerReaction))
      }
      resultList.push({ messageID: message.ID, reactionList })
    }
    return done({ resultList })
  }

  /**
   * Everybody who reacted so, the first one first, in pages.
   *
   * @example `await chat.getAllUserListOfMessageReaction({ message, reactionID: 'thumbs-up', nextSeq: 0, count: 100 })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getAllUserListOfMessageReaction
   */
  async getAllUserListOfMessageReaction({
    message,
    reactionID,
    nextSeq = 0,
    count = PAGE,
  }: {
    readonly message: Message
    readonly reactionID: string
    /** 0, then what the page before returned. */
    readonly nextSeq?: number
    /** At most 100. */
    readonly count?: number
  }): Promise<Result<{ userList: ReactionUser[]; nextSeq: number; isCompleted: boolean }>> {
    const limit = Math.min(Math.max(1, count), PAGE)
    const place = { ...placeOf(message), reaction: checkId(reactionID) }
    const { users, next } = await this.#core.ask('reaction.users', { ...place, from: nextSeq, limit })
    await this.#core.people.fetchUnknown(users)
    const userList = users.map((userId) => this.#user(userId))
    return done({ userList, nextSeq: next ?? 0, isCompleted: next === undefined })
  }

  /** The first ten users do not always tell whether the own user is one of them. */
  async #findOwn(message: Message, reaction: string, known: Reaction): Promise<void> {
    if (known.isMine !== undefined) return
    let from: number | undefined = 0
    known.isMine = false
    while (from !== undefined && !known.isMine) {
      const page: { users: string[]; next?: number } = await this.#core.ask('reaction.users', {
        ...placeOf(message),
        reaction,
        from,
        limit: PAGE,
      })
      known.isMine = page.users.includes(this.#core.connection.userId)
      from = page.next
    }
  }

  #user(userID: string): ReactionUser {
    const { nick, avatar } = this.#core.people.of(userID)
    return { userID, nick, avatar }
  }
}

function checkId(reactionID: unknown): string {
  if (typeof reactionID !== 'string' || reactionID === '')
    throw clientError('INVALID_OPERATION', 'reactionID must be a string.')
  return reactionID
}
