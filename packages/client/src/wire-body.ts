import type { MsgBody } from '@signet/protocol/message'
import { toWire } from './elements.ts'
import { clientError } from './errors.ts'
import type { Message } from './message.ts'
import type { MessageElement } from './payloads.ts'
import { TYPES } from './type-constants.ts'

/** The elements that a message travels as. @throws {ChatError} 2905 for what only the server makes */
export function wireBody(message: Message): MsgBody {
  if (message.type === TYPES.MSG_GRP_TIP || message.type === TYPES.MSG_GRP_SYS_NOTICE)
    throw clientError('INVALID_OPERATION', 'Tips and notices of groups are made by the server.')
  return [toWire(message as MessageElement)]
}
