import { Type } from 'typebox'
import { command } from '../command.ts'
import { OfflinePush } from '../offline-push.ts'
import { PUSH_COMMANDS } from './all-member-push.ts'
import { AnyUserId, AnyUsers, Uint32 } from './fields.ts'
import { C2C_FIELDS } from './openim-send.ts'

const push = PUSH_COMMANDS['all_member_push/im_push']
const { From_Account, MsgRandom, MsgBody, Condition, MsgLifeTime } = push.input.properties
const DataId = Type.Optional(
  Type.String({ maxLength: 64, description: 'Your name for it: webhooks of its pushes bear it.' }),
)
const MADE = 'Without MsgBody the message is a TIMCustomElem whose Data is JSON of Title, Desc and Ext (inferred).'

/** Notifications, which are messages here. */
export const NOTIFICATION_COMMANDS = {
  'timpush/push': command({
    ...push,
    title: 'As all_member_push/im_push, with a message that is made from OfflinePushInfo when none is given.',
    input: Type.Object({
      From_Account,
      MsgRandom,
      MsgBody: Type.Optional(MsgBody),
      MsgLifeTime,
      OnlineOnlyFlag: Type.Optional(
        Type.Integer({ minimum: 0, maximum: 1, description: '1: to who is online, stored nowhere.' }),
      ),
      Condition,
      OfflinePushInfo: Type.Optional(OfflinePush),
      DataId,
    }),
    note: `${MADE} Without OnlineOnlyFlag and MsgLifeTime it is stored for seven days (inferred).`,
  }),
  'timpush/batch': command({
    title: 'Notify up to 500 users. Answered after the messages are durable.',
    input: Type.Object({
      From_Account: AnyUserId('The sender.'),
      To_Account: AnyUsers('1–500 receivers.'),
      MsgRandom: Uint32('Identity of this call for retries within the same second.'),
      OfflinePushInfo: OfflinePush,
      DataId,
    }),
    output: Type.Object({ TaskId: Type.String({ description: '`batch_…`; it is done when it is answered.' }) }),
    fields: C2C_FIELDS,
    says: { MESSAGE_TOO_LONG: 'REQUEST_TOO_LONG' },
    errors: ['C2C_TOO_MANY'],
    perSecond: 30,
    note: `${MADE} Receivers that are no accounts are passed over. There is no report of it: im_get_push_report does not know its TaskId.`,
  }),
} as const
