import { Type } from 'typebox'
import { command } from '../command.ts'
import { AnyUserId, Nothing } from './fields.ts'

const Seconds = Type.Optional(
  Type.Integer({ minimum: 0, maximum: 0xffff_ffff, description: 'Seconds; 0 lifts it, 4294967295 is for ever.' }),
)
const Left = Type.Integer({ description: 'Seconds that are left; 0: not muted, 4294967295: for ever.' })

/** What happened in an application. */
export const FIGURE_COMMANDS = {
  'openconfigsvr/getappinfo': command({
    title: 'What happened on each of the last 30 days, the newest first.',
    input: Type.Object({
      RequestField: Type.Optional(
        Type.Array(Type.String({ maxLength: 64 }), { maxItems: 64, description: 'Fields to tell; absent: all.' }),
      ),
    }),
    output: Type.Object({
      ErrorInfo: Type.String({ description: '`OK`' }),
      Result: Type.Array(
        Type.Record(Type.String(), Type.String(), {
          description: 'One for each day: `Date` as YYYYMMDD and the figures of the day, all of them texts.',
        }),
      ),
    }),
    note: 'A day is one of UTC+8. Numbers of different users and groups are estimates: exact for a handful, within about 2 % for many. What is delivered is counted for each session, changes of messages included. Accounts that were deleted count on no day. MaxOnlineNum is looked at every five seconds, and is that of the busiest node. What a crash takes away are the last five seconds. Offline pushes (APNS…) are 0, Company is empty.',
  }),
} as const

/** Who may not send at all. */
export const MUTE_COMMANDS = {
  'openconfigsvr/setnospeaking': command({
    title: 'Mute a user in private chats, in groups, or both. Messages of the server API are sent all the same.',
    input: Type.Object({
      Set_Account: AnyUserId('Whom.'),
      C2CmsgNospeakingTime: Seconds,
      GroupmsgNospeakingTime: Seconds,
    }),
    output: Nothing,
    fields: { Set_Account: { type: 'MUTE_SET_MISSING', value: 'MUTE_SET_INVALID' } },
    says: { ACCOUNT_NOT_FOUND: 'MUTE_SET_INVALID' },
    errors: ['MUTE_TIME_MISSING'],
  }),
  'openconfigsvr/getnospeaking': command({
    title: 'How long a user is still muted.',
    input: Type.Object({ Get_Account: AnyUserId('Who.') }),
    output: Type.Object({ C2CmsgNospeakingTime: Left, GroupmsgNospeakingTime: Left }),
    fields: { Get_Account: { type: 'MUTE_GET_MISSING', value: 'MUTE_GET_INVALID' } },
    says: { ACCOUNT_NOT_FOUND: 'MUTE_GET_INVALID' },
  }),
} as const
