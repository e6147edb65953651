import { Type } from 'typebox'
import { command } from '../command.ts'
import { AnyUserId, Nothing } from './fields.ts'

const Seconds = Type.Optional(
  Type.Integer({ minimum: 0, maximum: 0xffff_ffff, description: 'Seconds; 0 lifts it, 4294967295 is for ever.' }),
)
const Left = Type.Integer({ description: 'Seconds that are left; 0: not muted, 4294967295: for ever.' })

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
