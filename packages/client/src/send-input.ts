import { LIMITS } from '@signet/protocol/realtime/frames'
import type { OpInput } from '@signet/protocol/realtime/requests'
import { ChatError } from './errors.ts'
import type { Message } from './message.ts'
import { type SendOptions, sendExtras } from './send-options.ts'
import { SERVER_CODES } from './server-codes.ts'
import { TYPES } from './type-constants.ts'
import { wireBody } from './wire-body.ts'

/** A message as the server is told of it. @throws {ChatError} 2905 when two options exclude each other */
export function sendInput(message: Message, options: SendOptions): OpInput<'send'> {
  const mentions = message.atUserList.filter((userId) => userId !== TYPES.MSG_AT_ALL)
  return {
    ...(message.conversationType === TYPES.CONV_GROUP ? { group: message.to } : { to: message.to }),
    random: message.random,
    clientTime: message.clientTime,
    body: wireBody(message),
    ...(message.cloudCustomData && { cloudCustomData: message.cloudCustomData }),
    ...(message.needReadReceipt && { needReceipt: true }),
    ...(message.isSupportExtension && { supportExtension: true }),
    ...(message.priority !== TYPES.MSG_PRIORITY_NORMAL && { priority: message.priority }),
    ...(mentions.length > 0 && { mentions }),
    ...(mentions.length < message.atUserList.length && { mentionsAll: true }),
    ...(message.receiverList.length > 0 && { targets: [...message.receiverList] }),
    ...sendExtras(options),
  }
}

/** Told here and not by the server, which closes the socket over a frame that is too long. */
export function oversize({ body, cloudCustomData }: OpInput<'send'>, maxMessageBytes: number): ChatError | undefined {
  const most = Math.min(maxMessageBytes, LIMITS.frameBytes - FRAME_OVERHEAD)
  const text = JSON.stringify(body) + (cloudCustomData === undefined ? '' : JSON.stringify(cloudCustomData))
  const bytes = new TextEncoder().encode(text).byteLength
  if (bytes <= most) return undefined
  const code = SERVER_CODES.MESSAGE_TOO_LONG
  return new ChatError(code, 'MESSAGE_TOO_LONG', `The message has ${bytes} bytes; at most ${most}.`)
}

/** Room in a frame for all that is not the message, bytes. */
const FRAME_OVERHEAD = 1024
