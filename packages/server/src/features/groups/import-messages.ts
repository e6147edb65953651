import { hash } from 'node:crypto'
import type { MsgBody } from '@signet/protocol/message'
import type { WireMessage } from '@signet/protocol/realtime/frames'
import { Failure, fail } from '../../engine/failure.ts'
import type { Account } from '../accounts/account.ts'
import { importMessage } from '../messages/import.ts'
import type { Route } from '../messages/route.ts'
import { defaultMsgSeq, importKey } from '../messages/rules.ts'
import type { SendParts } from '../messages/send.ts'
import { type GroupParts, groupRow } from './parts.ts'
import { groupChannel } from './route.ts'
import { newestTold, type Told, tellingOf } from './told.ts'
import { topicRow } from './topics/topics.ts'
import { TYPE_RULES } from './types.ts'

const MOST = 20

/** A message as it was sent elsewhere. */
export interface PastMessage {
  readonly from: string
  /** Absent: made from the message, so that a repetition is known. */
  readonly random?: number | undefined
  /** Unix seconds. */
  readonly sentAt: number
  readonly body: MsgBody
  readonly cloudCustomData?: string | undefined
}

export interface PastPlace {
  readonly sdkAppId: number
  readonly groupId: string
  readonly topicId?: string | undefined
}

export interface PastOptions {
  /** Largest message of the application, bytes of its JSON. */
  readonly maxBytes: number
  /** Lists of conversations show these as last messages. */
  readonly isListed: boolean
}

export type PastResult =
  | { readonly kind: 'in'; readonly seq: number }
  | { readonly kind: 'refused'; readonly by: Failure }

export interface PastParts {
  readonly groups: GroupParts
  readonly accounts: { find(sdkAppId: number, userId: string): Promise<Account | undefined> }
  readonly messages: Pick<SendParts, 'timeline' | 'registry' | 'beforeAppend'>
}

/**
 * Takes in messages of a group as they were sent elsewhere, in the order of their times (GRP34); what is wrong with one does not keep
 * the others. Those of one group have to come one call after the other.
 * @throws GROUP_TOO_MANY, GROUP_NOT_FOUND, GROUP_UNSUPPORTED, TOPIC_NOT_FOUND, TOPIC_NEEDED, STORE_UNAVAILABLE
 */
export async function importMessages(
  parts: PastParts,
  place: PastPlace,
  messages: readonly PastMessage[],
  options: PastOptions,
): Promise<PastResult[]> {
  const { sdkAppId, groupId, topicId } = place
  const { groups } = parts
  if (messages.length > MOST) throw fail('GROUP_TOO_MANY', `At most ${MOST} messages at once.`)
  const log = await logOf(groups, place)
  const oldest = Math.min(...messages.map(({ sentAt }) => sentAt))
  const told = await newestTold(parts.messages.timeline, log.route.timeline, log.floor, oldest)
  const results: PastResult[] = []
  for (const message of messages) results.push(await importOne(parts, place, log, told, message, options))
  const newest = results.reduce((most, result) => (result.kind === 'in' ? Math.max(most, result.seq) : most), 0)
  // They count in the log, so that a backend can say afterwards how many of them a member has not read.
  if (newest > 0 && topicId === undefined) {
    await groups.store.write([groups.store.moveAllReadSeqs(sdkAppId, groupId, newest)])
  }
  return results
}

interface Log {
  readonly route: Route
  readonly floor: number
  /** Unix seconds. */
  readonly since: number
}

async function logOf(groups: GroupParts, { sdkAppId, groupId, topicId }: PastPlace): Promise<Log> {
  const group = await groupRow(groups, sdkAppId, groupId)
  if (!TYPE_RULES[group.type].history) throw fail('GROUP_UNSUPPORTED')
  const topic = topicId === undefined ? undefined : await topicRow(groups, sdkAppId, topicId)
  if (topic !== undefined && topic.group_id !== groupId) throw fail('TOPIC_NOT_FOUND')
  if (topic === undefined && group.support_topic === 1) throw fail('TOPIC_NEEDED')
  const { floor_seq: floor, created_at: createdAt } = topic ?? group
  // The application is nobody whose seat is asked for.
  const route: Route = { ...groupChannel(sdkAppId, topicId ?? groupId), admit: () => undefined }
  return { route, floor, since: Math.floor(createdAt / 1000) }
}

async function importOne(
  { groups, accounts, messages }: PastParts,
  { sdkAppId, groupId, topicId }: PastPlace,
  { route, floor, since }: Log,
  told: Told,
  message: PastMessage,
  { maxBytes, isListed }: PastOptions,
): Promise<PastResult> {
  const { from, sentAt, body, cloudCustomData } = message
  try {
    const sender = await accounts.find(sdkAppId, from)
    if (sender === undefined) throw fail('GROUP_ACCOUNT_UNKNOWN')
    const random = message.random ?? randomOf(message)
    const name = tellingOf(from, random, sentAt)
    const known = told.seqs.get(name)
    if (known !== undefined) return { kind: 'in', seq: known }
    if (sentAt < Math.max(since, told.newest) || sentAt > Math.floor(groups.now() / 1000)) {
      throw fail('GROUP_PARAMETER', 'A SendTime lies between the message before, or the making of the group, and now.')
    }
    const draft = {
      sentAt: sentAt * 1000,
      from,
      to: topicId ?? groupId,
      tinyId: sender.tinyId,
      random,
      clientTime: sentAt,
      msgSeq: defaultMsgSeq(random),
      body,
      ...(cloudCustomData !== undefined && { cloudCustomData }),
      noUnread: true,
      ...(!isListed && { noLastMsg: true }),
    } satisfies Omit<WireMessage, 'seq' | 'time'>
    // A group that gets the id of one before it, or is cleared, may get the same messages once more.
    const key = `${importKey(from, random, sentAt)}/${floor}`
    const { seq } = await importMessage(messages, route, draft, {
      maxBytes,
      key,
      counts: topicId === undefined,
      isNews: false,
    })
    told.seqs.set(name, seq)
    told.newest = sentAt
    return { kind: 'in', seq }
  } catch (error) {
    if (!(error instanceof Failure) || error.errorName === 'STORE_UNAVAILABLE') throw error
    return { kind: 'refused', by: error }
  }
}

const randomOf = (message: PastMessage): number =>
  Number.parseInt(hash('sha256', JSON.stringify(message), 'hex').slice(0, 8), 16)
