/** Fields that the commands about groups share. Sizes are bytes of UTF-8, judged by the verbs. */
import { Type } from 'typebox'
import type { FieldRefusal } from '../command.ts'
import { AnyUserId } from './fields.ts'

export const GroupId = Type.String({ maxLength: 128, description: 'Which group.' })
export const GroupType = Type.String({
  description: '`Private` (or `Work`), `Public`, `ChatRoom` (or `Meeting`), `AVChatRoom` or `Community`',
})
export const JoinOption = Type.Enum(['FreeAccess', 'NeedPermission', 'DisableApply'])
export const InviteOption = Type.Enum(['FreeAccess', 'NeedPermission', 'DisableInvite'])
export const MsgFlag = Type.Enum(['AcceptAndNotify', 'AcceptNotNotify', 'Discard'])
export const OnOff = Type.Enum(['On', 'Off'])
export const Role = Type.Enum(['Owner', 'Admin', 'Member'])

export const Text = (bytes: number) => Type.Optional(Type.String({ description: `At most ${bytes} bytes.` }))
export const Flag = (description: string) => Type.Optional(Type.Integer({ minimum: 0, maximum: 1, description }))
/** How long, in seconds. */
export const Duration = Type.Integer({
  minimum: 0,
  maximum: 0xffff_ffff,
  description: 'Seconds; 0 ends it, 4294967295 is for ever.',
})

/** Custom fields: of a group 512 bytes each, of a member 64. An empty value takes a field away. */
export const CustomData = Type.Array(
  Type.Object({ Key: Type.String({ description: '1-16 letters, digits or underscores.' }), Value: Type.String() }),
  { maxItems: 64 },
)

export const Members = (most: number) => Type.Array(AnyUserId('A UserID.'), { minItems: 1, maxItems: most })

/** Of a list of users: too many of them have a code of their own. */
export const MEMBERS = {
  type: 'GROUP_PARAMETER',
  value: 'GROUP_PARAMETER',
  many: 'GROUP_TOO_MANY',
} as const satisfies FieldRefusal

/** What can be said of a group when it is made. */
export const GROUP_DETAILS = {
  Introduction: Text(240),
  Notification: Text(400),
  FaceUrl: Text(500),
  ApplyJoinOption: Type.Optional(JoinOption),
  InviteJoinOption: Type.Optional(InviteOption),
} as const

/** Names of fields to answer with; absent: all. */
export const Filter = Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 64 }))

/** A member as answers show one. Filters leave fields out. */
export const Member = Type.Object({
  Member_Account: Type.String(),
  Role: Type.Optional(Role),
  JoinTime: Type.Optional(Type.Integer({ description: 'Unix seconds.' })),
  MsgSeq: Type.Optional(Type.Integer({ description: 'Up to which the member has read.' })),
  MsgFlag: Type.Optional(MsgFlag),
  LastSendMsgTime: Type.Optional(Type.Integer({ description: 'Not kept: 0.' })),
  ShutUpUntil: Type.Optional(Type.Integer({ description: 'Unix seconds; 0: not muted.' })),
  MuteUntil: Type.Optional(Type.Integer({ description: 'The newer name of ShutUpUntil.' })),
  NameCard: Type.Optional(Type.String()),
  AppMemberDefinedData: Type.Optional(CustomData),
})

/** What becomes of each who is brought in. */
export const JoinResults = Type.Array(
  Type.Object({
    Member_Account: Type.String(),
    Result: Type.Integer({ description: '0 failed, 1 is in, 2 was in already, 3 waits for consent' }),
  }),
)

/** Refusals that every command about one group may answer. */
export const GROUP_ERRORS = ['GROUP_NOT_FOUND', 'GROUP_UNSUPPORTED'] as const
