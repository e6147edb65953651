import { Type } from 'typebox'
import { command } from '../command.ts'
import { MsgBody } from '../message.ts'
import { AnyUserId, Nothing, Uint32 } from './fields.ts'
import { C2C_FIELDS, C2C_SAYS } from './openim-send.ts'

/** Private messages that were sent elsewhere. */
export const OPENIM_IMPORT_COMMANDS = {
  'openim/importmsg': command({
    title: 'Bring in a private message that was sent elsewhere, with its time. No webhook hears of it.',
    input: Type.Object({
      SyncFromOldSystem: Type.Enum([1, 2, 5], {
        description: '2: said long ago, is not unread and nobody is told; 1 or 5: new to its receiver.',
      }),
      From_Account: AnyUserId('Who sent it.'),
      To_Account: AnyUserId('Who received it.'),
      MsgSeq: Type.Optional(Uint32('Part of the MsgKey; the server makes one when absent.')),
      MsgRandom: Uint32('Identity of this message within its second.'),
      MsgTimeStamp: Type.Integer({
        minimum: 1,
        maximum: 0xffff_ffff,
        description: 'When it was sent, Unix seconds; not in the future.',
      }),
      MsgBody,
      CloudCustomData: Type.Optional(Type.String({ description: 'Stored with the message.' })),
    }),
    output: Nothing,
    fields: { ...C2C_FIELDS, SyncFromOldSystem: 'C2C_IMPORT_KIND' },
    says: C2C_SAYS,
    errors: ['MESSAGE_INVALID'],
    note: 'A repetition is known for 24 hours. Messages stay in the order in which they came in: import the oldest first. MsgKey, and the times by which messages are asked for, are those at which it came in.',
  }),
} as const
