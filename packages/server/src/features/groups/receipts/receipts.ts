import { groupConversationId } from '@signet/protocol/ids'
import { fail } from '../../../engine/failure.ts'
import { userSubject } from '../../../engine/realtime/subject.ts'
import { type ChangeParts, commit, readMessage, type Site } from '../../messages/change.ts'
import { messageOf } from '../../messages/state.ts'
import type { ReaderPage, Receipts, Self } from '../../messages/view.ts'
import type { GroupHooks } from '../hooks.ts'
import type { GroupStore } from '../store.ts'
import { communityOf } from '../topics/rules.ts'
import type { Sender } from './store.ts'

export interface GroupReceiptParts extends Omit<ChangeParts, 'turns'> {
  readonly store: Pick<
    GroupStore,
    'addReceipt' | 'readCount' | 'unreadCount' | 'readers' | 'unreaders' | 'members' | 'write'
  >
  /** What the application has to say about groups; absent: nothing. */
  readonly hooks?: Pick<GroupHooks, 'haveRead'>
  /** ms */
  now(): number
}

/** A member of a group, and what they see of it. */
export interface Reader extends Site {
  readonly self: Self
  readonly groupId: string
}

/** Receipts of a group's messages: a row per reader, so that a crowd that reads at once changes no common state (GRP28). */
export function groupReceipts(parts: GroupReceiptParts, reader: Reader): Receipts {
  const { sdkAppId, userId } = reader.self
  const { groupId } = reader
  const ofMessage = async (seq: number) => {
    const message = messageOf(await readMessage(parts.timeline, { ...reader, seq }, 'MESSAGE_NOT_FOUND'))
    if (message.needReceipt !== true) throw fail('BAD_PARAMETER', `The message ${seq} asks for no receipt.`)
    return message
  }
  /** @throws Failure FORBIDDEN for what somebody else sent */
  const ofOwn = async (seq: number) => {
    const message = await ofMessage(seq)
    if (message.from !== userId) throw fail('FORBIDDEN', 'Only its sender asks who has read a message.')
    return message
  }

  return {
    report: (seqs) => report(parts, reader, seqs, ofMessage),

    counts: (seqs) =>
      Promise.all(
        [...new Set(seqs)].map(async (seq) => {
          const sender = await ofOwn(seq)
          const [read, unread] = await Promise.all([
            parts.store.readCount(sdkAppId, groupId, seq),
            parts.store.unreadCount(sdkAppId, groupId, seq, sender),
          ])
          return { seq, read, unread }
        }),
      ),

    async readers(seq, isRead, { cursor: after = '', limit }): Promise<ReaderPage> {
      const sender = await ofOwn(seq)
      const userIds = isRead
        ? await parts.store.readers(sdkAppId, groupId, seq, { after, limit })
        : await parts.store.unreaders(sdkAppId, groupId, seq, sender, { after, limit })
      return { userIds, cursor: userIds.length < limit ? undefined : userIds.at(-1) }
    },
  }
}

/** Stores what is new, then tells each sender, and nobody else, what of theirs was read. */
async function report(
  { store, ...parts }: GroupReceiptParts,
  { self, groupId, channel }: Reader,
  seqs: readonly number[],
  ofMessage: (seq: number) => Promise<Sender>,
): Promise<{ changeSeq?: number }> {
  const { sdkAppId, userId } = self
  const wanted = [...new Set(seqs)]
  const messages = await Promise.all(wanted.map(ofMessage))
  const senders = messages.map(({ from }) => from)
  if (senders.includes(userId)) throw fail('BAD_PARAMETER', 'A message of your own asks you for no receipt.')
  const row = { sdk_app_id: sdkAppId, group_id: groupId, user_id: userId, read_at: parts.now() }
  const added = await store.write(wanted.map((seq) => store.addReceipt({ ...row, seq })))
  const news = new Map<string, number[]>()
  for (const [i, seq] of wanted.entries()) {
    if (added[i]!.changed === 0) continue
    const from = senders[i]!
    news.set(from, [...(news.get(from) ?? []), seq])
  }
  const told = wanted.flatMap((seq, i) => (added[i]!.changed === 0 ? [] : [{ seq, sender: messages[i]! }]))
  parts.hooks?.haveRead({ sdkAppId, userId, origin: self.origin }, groupId, told)
  // Who wrote it and left hears nothing of the group any more (GRP11).
  const there = news.size === 0 ? [] : await store.members(sdkAppId, communityOf(groupId), [...news.keys()])
  const isThere = new Set(there.map((member) => member.user_id))
  let changeSeq: number | undefined
  for (const [sender, read] of news) {
    const told = isThere.has(sender) ? [sender, userId] : [userId]
    const conversation = groupConversationId(groupId)
    const toSender = () => told.map((one) => ({ subject: userSubject(sdkAppId, one), conversation }))
    const event = { kind: 'receipt', by: userId, seqs: read, to: sender } as const
    ;({ changeSeq } = await commit(parts, { ...channel, audience: toSender }, event))
  }
  return changeSeq === undefined ? {} : { changeSeq }
}
