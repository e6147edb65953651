import type { WireMessage } from '@signet/protocol/realtime/frames'
import { fail } from '../../engine/failure.ts'
import type { Registry } from '../../engine/realtime/registry.ts'
import type { Timeline } from '../../engine/timeline/timeline.ts'
import { groupTimeline } from '../groups/rules.ts'
import { findByKey, keyOf } from '../messages/message-key.ts'
import { c2cTimeline } from '../messages/rules.ts'
import { stateOf } from '../messages/state.ts'
import type { WebhookCall, WebhookCalls } from '../webhooks/calls.ts'
import type { MessageTrace, Traces } from './traces.ts'

export interface JourneyParts {
  /** seq up to which somebody has read what another one wrote. */
  readCursor(side: { readonly sdkAppId: number; readonly userId: string; readonly peerId: string }): Promise<number>
  readonly timeline: Pick<Timeline, 'heads' | 'read' | 'changes'>
  readonly registry: Pick<Registry, 'sessionsOf'>
  readonly calls: WebhookCalls
  readonly traces: Traces
  readonly deadLetters: {
    list(
      sdkAppId: number,
      page: { limit: number },
    ): Promise<{ letters: { command: string; body: string; reason: string; diedAt: number }[] }>
  }
}

/** Which message: of two users or of a group, by its `seq` in the conversation or by `MsgSeq_MsgRandom_MsgTime`. */
export interface MessageName {
  readonly userIds?: readonly [string, string]
  readonly groupId?: string
  readonly key: string
}

/** What the server knows of a message: what stands in its log, and what it remembers besides. */
export interface Journey {
  readonly seq: number
  /** When it was stored, ms. */
  readonly storedAt: number
  readonly message: Pick<WireMessage, (typeof SHOWN)[number]> & {
    readonly elements: readonly string[]
    readonly bytes: number
  }
  /** What it says, and what a notification of it would say, for those who gave a reason. */
  readonly body?: unknown
  readonly cloudCustomData?: unknown
  readonly offlinePush?: unknown
  readonly newestSeq: number
  readonly happened: readonly { readonly kind: string; readonly by: string; readonly at: number }[]
  readonly recalled: boolean
  readonly edited: boolean
  /** Of private messages: whether the receiver has read so far. */
  readonly readByReceiver?: boolean
  /** Sessions of the receiver on this node, now. */
  readonly online?: readonly { readonly platform: string; readonly since: number }[]
  readonly calls: readonly Omit<WebhookCall, 'body' | 'answer'>[]
  readonly deadLetters: readonly { readonly command: string; readonly reason: string; readonly diedAt: number }[]
  /** Only when messages were being followed as it came in. */
  readonly trace?: MessageTrace
}

/** What a message is, field by field, so that what it may say one day does not come out here by itself (JRN1). */
const SHOWN = [
  'from',
  'to',
  'tinyId',
  'random',
  'clientTime',
  'msgSeq',
  'sentAt',
  'priority',
  'needReceipt',
  'supportExtension',
  'noUnread',
  'noLastMsg',
  'withMuteNotifications',
  'lifeTime',
  'mentions',
  'mentionsAll',
  'targets',
  'broadcast',
  'hidden',
] as const satisfies readonly (keyof WireMessage)[]

const MOST_CHANGES = 1000
const MOST_LETTERS = 1000

/** @throws Failure MESSAGE_NOT_FOUND, BAD_PARAMETER */
export async function lookAtMessage(
  parts: JourneyParts,
  sdkAppId: number,
  name: MessageName,
  reveal: boolean,
): Promise<Journey> {
  const log = logOf(sdkAppId, name)
  const seq = await seqOf(parts, log, name.key)
  const [entry] = seq === undefined ? [] : await parts.timeline.read(log, { after: seq - 1, limit: 1 })
  if (entry === undefined || entry.seq !== seq)
    throw fail(
      'MESSAGE_NOT_FOUND',
      'There is no such message in this conversation: it never came, or it is older than what is kept.',
    )
  const [head] = await parts.timeline.heads([log])
  const whole = JSON.parse(entry.value) as WireMessage
  const { body, cloudCustomData, offlinePush } = whole
  const about = Object.fromEntries(
    SHOWN.filter((field) => field in whole).map((field) => [field, whole[field]]),
  ) as Pick<WireMessage, (typeof SHOWN)[number]>
  const state = stateOf(entry)
  const marks = identifying({ ...about, seq }, name.groupId !== undefined)
  const { letters } = await parts.deadLetters.list(sdkAppId, { limit: MOST_LETTERS })
  const trace = parts.traces
    .list(sdkAppId, { timeline: log, limit: 1000 })
    .find((one) => one.from === about.from && one.random === about.random && one.msgSeq === about.msgSeq)
  return {
    seq,
    storedAt: entry.time,
    message: { ...about, elements: body.map(({ MsgType }) => MsgType), bytes: Buffer.byteLength(JSON.stringify(body)) },
    // What was taken back stays so, here as in a group.
    ...(reveal && state.recalled === undefined ? { body, cloudCustomData, offlinePush } : {}),
    newestSeq: head?.seq ?? seq,
    happened: await whatHappened(parts, log, seq, head?.changeSeq ?? 0),
    recalled: state.recalled !== undefined,
    edited: state.edit !== undefined,
    ...(name.groupId === undefined ? await receiverOf(parts, sdkAppId, about, seq) : {}),
    calls: parts.calls
      .list(sdkAppId)
      .filter((call) => marks.every((mark) => call.body.includes(mark)))
      .map(({ body: _body, answer: _answer, ...call }) => call),
    deadLetters: letters
      .filter((letter) => marks.every((mark) => letter.body.includes(mark)))
      .map(({ command, reason, diedAt }) => ({ command, reason, diedAt })),
    ...(trace === undefined ? {} : { trace }),
  }
}

function logOf(sdkAppId: number, { userIds, groupId }: MessageName): string {
  if (groupId !== undefined) return groupTimeline(sdkAppId, groupId)
  if (userIds === undefined) throw fail('BAD_PARAMETER', 'Give a group, or two users.')
  return c2cTimeline(sdkAppId, userIds[0], userIds[1])
}

async function seqOf({ timeline }: JourneyParts, log: string, key: string): Promise<number | undefined> {
  if (/^\d{1,15}$/.test(key)) return Number(key)
  return await findByKey(timeline as Timeline, log, keyOf(key))
}

/** What stands in the body of every webhook about a message, and of none about another one. */
function identifying(
  message: { msgSeq: number; random: number; from: string; seq: number },
  ofGroup: boolean,
): string[] {
  const random = ofGroup ? `"Random":${message.random}` : `_${message.random}_`
  return [random, `"From_Account":${JSON.stringify(message.from)}`]
}

async function receiverOf(
  { readCursor, registry }: JourneyParts,
  sdkAppId: number,
  { from, to }: { from: string; to: string },
  seq: number,
) {
  const read = await readCursor({ sdkAppId, userId: to, peerId: from })
  const online = registry.sessionsOf(sdkAppId, to).flatMap(({ identity }) => {
    return identity === undefined ? [] : [{ platform: identity.platform, since: identity.since }]
  })
  return { readByReceiver: read >= seq, online }
}

async function whatHappened(
  { timeline }: JourneyParts,
  log: string,
  seq: number,
  newest: number,
): Promise<Journey['happened']> {
  const changes = await timeline.changes(log, Math.max(0, newest - MOST_CHANGES), MOST_CHANGES)
  return changes.flatMap(({ time, value }) => {
    const event = JSON.parse(value) as { kind: string; by?: string; seq?: number; seqs?: readonly number[] }
    const isAbout = event.seq === seq || event.seqs?.includes(seq) === true
    return isAbout ? [{ kind: event.kind, by: event.by ?? '', at: time }] : []
  })
}
