import { bodyShapeProblem } from '@signet/protocol/body-shape'
import type { MsgBody } from '@signet/protocol/message'
import type { WireMessage } from '@signet/protocol/realtime/frames'
import type { AfterCommand } from '@signet/protocol/webhooks'
import { Failure, fail } from '../../engine/failure.ts'
import type { Timeline } from '../../engine/timeline/timeline.ts'
import { type AskParts, ask } from './ask.ts'
import type { AppHooks } from './endpoint.ts'
import type { HooksCache } from './hooks-cache.ts'
import { InOrder } from './in-order.ts'
import { InTurn } from './in-turn.ts'
import {
  c2cBody,
  c2cSentBody,
  groupBody,
  groupSentBody,
  type HookGroup,
  type MessageDraft,
  recallEvent,
} from './message-bodies.ts'
import { restOrigin } from './origin.ts'
import { OUTBOX_KIND, type Outbox, type OutboxParts, type SentNote } from './outbox.ts'
import { conversationLane, type HookEvent } from './queue.ts'
import { robotCommand, robotSignal } from './robot-events.ts'
import { type Decision, keepsMedia, SEND_COMMANDS } from './rules.ts'

/** A message on its way, and where to. */
export interface Sending {
  readonly sdkAppId: number
  readonly timeline: string
  readonly draft: MessageDraft
  readonly note: SentNote
  readonly onlineOnly: boolean
  /** May this be sent in its place? */
  fits(rewritten: MessageDraft): boolean
}

/** What becomes of a message that the application was asked about. `drop`: its sender is told that it was sent, at this time (ms). */
export type SendVerdict =
  | { readonly kind: 'send'; readonly draft: MessageDraft }
  | { readonly kind: 'drop'; readonly time: number }

/** What an application has to say about messages. */
export interface MessageHooks {
  /**
   * Asks the application. Nothing when it does not want to be asked, so that the way of a message stays without a wait; else answers
   * come out in the order of the questions of one sender in one conversation (HOOK4).
   * @throws Failure WEBHOOK_REFUSED, GROUP_WEBHOOK_REFUSED, WEBHOOK_FAILED
   */
  before(sending: Sending): Promise<SendVerdict> | undefined
  /** What is stored in the commit of the message so that it is told; nothing when nobody wants to hear of it (HOOK5). */
  work(sending: Sending): readonly { readonly kind: string; readonly value: string }[] | undefined
  /** A message with such work was stored. */
  stored(): void
  /** A message that is stored nowhere was sent; `seq` is its number where it has one all the same. */
  signalled(sending: Sending, time: number, seq?: number): Promise<void>
  /** Does somebody want to hear of messages in this log that could not be sent? */
  hearsFailures(log: Log): boolean
  /** A message could not be sent. Nobody waits for it. */
  failed(sending: Sending, error: unknown): void
  /** A message was taken back, at a time (ms). Nobody waits for it. */
  recalled(
    log: Log,
    message: WireMessage,
    by: { readonly userId: string; readonly origin?: SentNote },
    time: number,
  ): void
  /** Somebody has read a private conversation up to a message. Nobody waits for it. */
  read(log: Log, reader: Reader, seq: number): void
  /** When all that happened so far is stored. */
  idle(): Promise<void>
}

/** The log of a conversation. */
export interface Log {
  readonly sdkAppId: number
  readonly timeline: string
}

/** Whose read position moved. */
export interface Reader {
  readonly userId: string
  readonly peerId: string
  readonly origin?: SentNote
}

export interface MessageHookParts extends AskParts, Pick<OutboxParts, 'groupOf' | 'unreadOf'> {
  readonly timeline: Pick<Timeline, 'read'>
  readonly hooks: HooksCache
  readonly outbox: Outbox
  tell(sdkAppId: number, event: HookEvent): Promise<void>
}

const isGroup = (timeline: string): boolean => timeline.includes('\x1fGROUP\x1f')
const commandsOf = (timeline: string) => (isGroup(timeline) ? SEND_COMMANDS.group : SEND_COMMANDS.c2c)

const failureCommand = (timeline: string): AfterCommand =>
  isGroup(timeline) ? 'Group.CallbackSendMsgException' : SEND_COMMANDS.c2c.after

/** What the application refused itself, and what is no message. */
const UNTOLD: readonly string[] = [
  'WEBHOOK_REFUSED',
  'WEBHOOK_FAILED',
  'GROUP_WEBHOOK_REFUSED',
  'GROUP_WEBHOOK_FAILED',
  'MESSAGE_INVALID',
  'MESSAGE_TOO_LONG',
]

export function createMessageHooks(parts: MessageHookParts): MessageHooks {
  const order = new InOrder()
  const inTurn = new InTurn((error) => parts.log.error({ error }, 'a webhook was not stored'))

  async function groupOf({ sdkAppId, timeline, draft }: Sending): Promise<HookGroup> {
    const group = await parts.groupOf(sdkAppId, timeline, draft.from)
    if (group === undefined) throw fail('GROUP_NOT_FOUND')
    return group
  }

  async function judge(known: AppHooks, sending: Sending): Promise<SendVerdict> {
    const { timeline, draft, note, onlineOnly } = sending
    const command = commandsOf(timeline).before
    const endpoint = known.before.get(command)
    if (endpoint === undefined) return { kind: 'send', draft }
    const now = parts.now()
    const decision = isGroup(timeline)
      ? await ask(
          parts,
          endpoint,
          SEND_COMMANDS.group.before,
          groupBody(draft, await groupOf(sending), now, onlineOnly, note.operator),
          note,
        )
      : await ask(parts, endpoint, SEND_COMMANDS.c2c.before, c2cBody(draft, now, onlineOnly), note)
    return verdictOf(decision, sending, endpoint.refuseOnFailure.has(command), now)
  }

  return {
    before(sending) {
      const { sdkAppId, timeline, draft } = sending
      const known = parts.hooks.of(sdkAppId)
      const key = `${draft.from} ${timeline}`
      const isAsked = known instanceof Promise || known.before.has(commandsOf(timeline).before)
      if (!isAsked && !order.isWaited(key)) return undefined
      return order.after(
        key,
        Promise.resolve(known).then((hooks) => judge(hooks, sending)),
      )
    },
    work({ sdkAppId, timeline, note, draft }) {
      const known = parts.hooks.of(sdkAppId)
      // Not known: somebody made an entry that `before` was not asked about. It is told of, or taken out again, by the outbox.
      const robot = robotCommand(draft, isGroup(timeline))
      const isHeard = (hooks: AppHooks) =>
        hooks.after.has(commandsOf(timeline).after) || (robot !== undefined && hooks.after.has(robot))
      if (!(known instanceof Promise) && !isHeard(known)) return undefined
      return [{ kind: OUTBOX_KIND, value: JSON.stringify(note) }]
    },
    stored: () => parts.outbox.wake(),
    async signalled(sending, time, seq = 0) {
      const { sdkAppId, timeline, draft, note: origin, onlineOnly } = sending
      const known = await parts.hooks.of(sdkAppId)
      const lane = conversationLane(timeline)
      const signal = isGroup(timeline) ? undefined : robotSignal(draft, time)
      if (signal !== undefined) {
        await parts.tell(sdkAppId, { command: 'Chatbot.OnC2CSignalMessage', body: signal, lane, origin })
      }
      if (!known.after.has(commandsOf(timeline).after)) return
      if (isGroup(timeline)) {
        const body = groupSentBody({ ...draft, seq, time }, await groupOf(sending), onlineOnly, origin.operator)
        await parts.tell(sdkAppId, { command: SEND_COMMANDS.group.after, body, lane, origin })
      } else {
        const body = c2cSentBody(draft, time, onlineOnly, await parts.unreadOf(sdkAppId, draft.to))
        await parts.tell(sdkAppId, { command: SEND_COMMANDS.c2c.after, body, lane, origin })
      }
    },
    hearsFailures({ sdkAppId, timeline }) {
      const known = parts.hooks.of(sdkAppId)
      return known instanceof Promise || known.after.has(failureCommand(timeline))
    },
    failed(sending, error) {
      if (!(error instanceof Failure) || UNTOLD.includes(error.errorName)) return
      const { sdkAppId, timeline, draft, note: origin } = sending
      const { code, message } = error
      inTurn.run(timeline, async () => {
        if (!(await parts.hooks.of(sdkAppId)).after.has(failureCommand(timeline))) return
        const lane = conversationLane(timeline)
        if (isGroup(timeline)) {
          const about = groupBody(draft, await groupOf(sending), parts.now(), false, origin.operator)
          const body = { ...about, ErrorCode: code, ErrorInfo: message }
          await parts.tell(sdkAppId, { command: 'Group.CallbackSendMsgException', body, lane, origin })
        } else {
          const about = c2cBody(draft, parts.now(), false)
          const body = { ...about, SendMsgResult: code, ErrorInfo: message, UnreadMsgNum: -1 }
          await parts.tell(sdkAppId, { command: 'C2C.CallbackAfterSendMsg', body, lane, origin })
        }
      })
    },
    recalled({ sdkAppId, timeline }, message, by, time) {
      inTurn.run(timeline, async () => {
        const known = await parts.hooks.of(sdkAppId)
        const command = isGroup(timeline) ? 'Group.CallbackAfterRecallMsg' : 'C2C.CallbackAfterMsgWithDraw'
        if (!known.after.has(command)) return
        const lane = conversationLane(timeline)
        const origin: SentNote = by.origin ?? restOrigin('')
        const group = await parts.groupOf(sdkAppId, timeline, message.from)
        const unread = group === undefined ? await parts.unreadOf(sdkAppId, message.to) : 0
        const operator = origin.operator ?? by.userId
        await parts.tell(sdkAppId, { ...recallEvent(message, group, { operator, unread, time }), lane, origin })
      })
    },
    read({ sdkAppId, timeline }, { userId, peerId, origin = restOrigin('') }, seq) {
      inTurn.run(timeline, async () => {
        const command = 'C2C.CallbackAfterMsgReport'
        if (!(await parts.hooks.of(sdkAppId)).after.has(command)) return
        const [entry] = await parts.timeline.read(timeline, { after: seq - 1, limit: 1 })
        const body = {
          Report_Account: userId,
          Peer_Account: peerId,
          LastReadTime: Math.floor((entry?.time ?? parts.now()) / 1000),
          UnreadMsgNum: await parts.unreadOf(sdkAppId, userId),
          EventTime: parts.now(),
        }
        await parts.tell(sdkAppId, { command, body, lane: conversationLane(timeline), origin })
      })
    },
    idle: () => inTurn.idle(),
  }
}

/** @throws Failure */
function verdictOf(decision: Decision, sending: Sending, refuseOnFailure: boolean, time: number): SendVerdict {
  const { draft, timeline } = sending
  switch (decision.kind) {
    case 'refuse':
      throw refused(isGroup(timeline), decision.code, decision.info)
    case 'drop':
      return { kind: 'drop', time }
    case 'allow': {
      const rewritten = rewrite(draft, decision.answer)
      if (rewritten !== undefined && sending.fits(rewritten)) return { kind: 'send', draft: rewritten }
      break
    }
    case 'failed':
      break
  }
  if (refuseOnFailure) throw fail(isGroup(timeline) ? 'GROUP_WEBHOOK_FAILED' : 'WEBHOOK_FAILED')
  return { kind: 'send', draft }
}

function refused(ofGroup: boolean, code: number, info: string): Failure {
  const name = ofGroup ? 'GROUP_WEBHOOK_REFUSED' : 'WEBHOOK_REFUSED'
  return new Failure(name, info === '' ? undefined : info, undefined, code)
}

/** The message as the application wants it; nothing when what it wants is no message (HOOK2). */
function rewrite(draft: MessageDraft, answer: Readonly<Record<string, unknown>>): MessageDraft | undefined {
  const { MsgBody: body, CloudCustomData: cloudCustomData } = answer
  if (body === undefined && cloudCustomData === undefined) return draft
  if (body !== undefined && (bodyShapeProblem(body) !== undefined || !keepsMedia(draft.body, body as MsgBody))) {
    return undefined
  }
  if (cloudCustomData !== undefined && typeof cloudCustomData !== 'string') return undefined
  return {
    ...draft,
    ...(body === undefined ? {} : { body: body as MsgBody }),
    ...(cloudCustomData === undefined ? {} : { cloudCustomData }),
  }
}
