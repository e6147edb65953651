import type { Chat } from '../chat.ts'
import type { Conversation } from '../conversations.ts'
import { clientError } from '../errors.ts'
import type { Group, GroupMember } from '../groups/group.ts'
import type { Message } from '../message.ts'
import type { ConversationFilter } from '../methods/conversations.ts'
import type { Friend } from '../people/friend.ts'

/** How pages are read. */
export interface PageOptions {
  /** Abandons the reading: the loop rejects with 2990. */
  readonly signal?: AbortSignal
  /** Entries a page, at most 100. Default 100 of members, else what the method has. */
  readonly count?: number
}

/**
 * A conversation from its newest message to its first, read page by page as the loop goes on.
 *
 * @example
 * ```ts
 * for await (const message of messages(chat, 'C2Cbob')) {
 *   if (message.time < yesterday) break
 *   show(message)
 * }
 * ```
 * @throws {ChatError} 2990 when abandoned, else as `getMessageList`
 */
export async function* messages(
  chat: Pick<Chat, 'getMessageList'>,
  conversationID: string,
  { signal, count }: PageOptions = {},
): AsyncGenerator<Message, void, void> {
  let nextReqMessageID = ''
  for (;;) {
    const page = chat.getMessageList({ conversationID, nextReqMessageID, ...(count !== undefined && { count }) })
    const { data } = await unlessAborted(page, signal)
    yield* data.messageList.toReversed()
    if (data.isCompleted) return
    nextReqMessageID = data.nextReqMessageID
  }
}

/**
 * The members of a group, in the order in which they came.
 *
 * @example `for await (const { userID, role } of members(chat, 'team')) show(userID, role)`
 * @throws {ChatError} 2990 when abandoned, else as `getGroupMemberList`
 */
export async function* members(
  chat: Pick<Chat, 'getGroupMemberList'>,
  groupID: string,
  { signal, count = 100 }: PageOptions = {},
): AsyncGenerator<GroupMember, void, void> {
  let offset = 0
  do {
    const page: Awaited<ReturnType<Chat['getGroupMemberList']>> = await unlessAborted(
      chat.getGroupMemberList({ groupID, offset, count }),
      signal,
    )
    yield* page.data.memberList
    offset = page.data.offset
  } while (offset !== 0)
}

/**
 * The conversations of the list as it is now: pinned ones first, then newest first.
 *
 * @example `for await (const { conversationID } of conversations(chat, { hasUnreadCount: true })) await chat.setMessageRead({ conversationID })`
 * @throws {ChatError} 2990 when abandoned, else as `getConversationList`
 */
export async function* conversations(
  chat: Pick<Chat, 'getConversationList'>,
  filter?: ConversationFilter,
  { signal }: PageOptions = {},
): AsyncGenerator<Conversation, void, void> {
  const { data } = await unlessAborted(chat.getConversationList(filter), signal)
  yield* walked(data.conversationList, signal)
}

/**
 * The groups that the user is in.
 *
 * @example `for await (const { groupID, name } of groups(chat)) show(groupID, name)`
 * @throws {ChatError} 2990 when abandoned, else as `getGroupList`
 */
export async function* groups(
  chat: Pick<Chat, 'getGroupList'>,
  { signal }: PageOptions = {},
): AsyncGenerator<Group, void, void> {
  const { data } = await unlessAborted(chat.getGroupList(), signal)
  yield* walked(data.groupList, signal)
}

/**
 * The friends of the user.
 *
 * @example `for await (const { userID, remark } of friends(chat)) show(remark || userID)`
 * @throws {ChatError} 2990 when abandoned, else as `getFriendList`
 */
export async function* friends(
  chat: Pick<Chat, 'getFriendList'>,
  { signal }: PageOptions = {},
): AsyncGenerator<Friend, void, void> {
  const { data } = await unlessAborted(chat.getFriendList(), signal)
  yield* walked(data, signal)
}

function* walked<T>(entries: readonly T[], signal: AbortSignal | undefined): Generator<T, void, void> {
  for (const entry of entries) {
    if (signal?.aborted) throw aborted(signal)
    yield entry
  }
}

async function unlessAborted<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return await answer
  let abandon = (): void => {}
  const abandoned = new Promise<never>((_, reject) => {
    abandon = () => reject(aborted(signal))
  })
  signal.addEventListener('abort', abandon, { once: true })
  if (signal.aborted) abandon()
  try {
    return await Promise.race([answer, abandoned])
  } finally {
    signal.removeEventListener('abort', abandon)
    // Whichever lost has nobody to tell.
    answer.catch(() => {})
  }
}

const aborted = (signal: AbortSignal) => clientError('ABORTED', undefined, { cause: signal.reason })
