import { randomInt } from 'node:crypto'
import { c2cMsgKey, isUserId } from '@signet/protocol/ids'
import type { MsgBody } from '@signet/protocol/message'
import { fail } from '../../engine/failure.ts'
import type { Account } from '../accounts/account.ts'
import { readMessage, untilAgreed } from '../messages/change.ts'
import { findByKey, keyOf } from '../messages/message-key.ts'
import { modify } from '../messages/modify.ts'
import type { MessageParts } from '../messages/realtime.ts'
import type { Route } from '../messages/route.ts'
import { defaultMsgSeq } from '../messages/rules.ts'
import { send } from '../messages/send.ts'
import { messageOf, stateOf } from '../messages/state.ts'
import type { SentNote } from '../webhooks/outbox.ts'
import { STREAM } from './rules.ts'

export interface StreamParts {
  readonly messages: MessageParts
  toUserAsApp(sdkAppId: number, from: string, to: string): Route
}

export interface Piece {
  readonly sdkAppId: number
  readonly robot: Account
  readonly to: string
  readonly chunk: string
  readonly isLast: boolean
  readonly origin: SentNote
}

const textBody = (Text: string): MsgBody => [{ MsgType: 'TIMTextElem', MsgContent: { Text } }]
const stateAfter = ({ isLast }: Piece): string => (isLast ? STREAM.done : STREAM.open)

/** Sends the first piece of a message that grows (BOT2). @returns its MsgKey @throws Failure as a send does */
export async function beginStream({ messages, toUserAsApp }: StreamParts, piece: Piece): Promise<string> {
  const { sdkAppId, robot, to, chunk, origin } = piece
  if (!isUserId(to)) throw fail('RECEIVER_INVALID')
  const random = randomInt(2 ** 32)
  const msgSeq = defaultMsgSeq(random)
  const draft = {
    from: robot.userId,
    to,
    tinyId: robot.tinyId,
    random,
    clientTime: Math.floor(messages.clock.now() / 1000),
    msgSeq,
    body: textBody(chunk),
    cloudCustomData: stateAfter(piece),
  }
  const options = { maxBytes: messages.maxBytes(sdkAppId), sentBy: '', origin }
  const { time } = await send(messages, toUserAsApp(sdkAppId, robot.userId, to), draft, options)
  return c2cMsgKey(msgSeq, random, Math.floor(time / 1000))
}

/**
 * Appends a piece to a message that grows (BOT2).
 * @throws Failure RECEIVER_INVALID, RECALL_NOT_FOUND, C2C_KEY_MALFORMED when it grows no more or never did, MESSAGE_RECALLED, MESSAGE_TOO_LONG
 */
export async function continueStream({ messages }: StreamParts, msgKey: string, piece: Piece): Promise<void> {
  const { sdkAppId, robot, to, chunk, origin } = piece
  const { userId } = robot
  if (!isUserId(to)) throw fail('RECEIVER_INVALID')
  const key = keyOf(msgKey)
  const { channel, window } = await messages.kinds.C2C.open({ sdkAppId, userId, origin }, to)
  const seq = await findByKey(messages.timeline, channel.timeline, key, userId)
  if (seq === undefined) throw fail('RECALL_NOT_FOUND')
  const place = { channel, window, seq }
  await untilAgreed(async () => {
    const entry = await readMessage(messages.timeline, place, 'RECALL_NOT_FOUND')
    const { edit, recalled } = stateOf(entry)
    if (recalled !== undefined) throw fail('MESSAGE_RECALLED')
    const { body, cloudCustomData } = { ...messageOf(entry), ...edit }
    const [text] = body
    if (cloudCustomData !== STREAM.open || text?.MsgType !== 'TIMTextElem') {
      throw fail('C2C_KEY_MALFORMED', 'This is no message that still grows.')
    }
    const grown = { body: textBody(text.MsgContent.Text + chunk), cloudCustomData: stateAfter(piece) }
    await modify(
      messages,
      place,
      { userId, others: false },
      { version: edit?.version ?? 0, ...grown },
      messages.maxBytes(sdkAppId),
    )
  })
}
