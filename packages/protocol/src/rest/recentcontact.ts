import { Type } from 'typebox'
import { type Command, command } from '../command.ts'
import { AnyUserId, Nothing, ResultCode } from './fields.ts'

const From = AnyUserId('Whose list.')
const Index = Type.Optional(Type.Integer({ minimum: 0, maximum: 0xffff_ffff }))
const Flags = Type.Integer({ minimum: 0, maximum: 0xffff_ffff })
const GroupName = Type.String({ description: 'At most 32 bytes.' })
const Contact = Type.Object({
  Type: Type.Integer({ minimum: 1, maximum: 2, description: '1 private, 2 group' }),
  To_Account: Type.Optional(AnyUserId('The peer, of a private conversation.')),
  ToGroupId: Type.Optional(Type.String({ maxLength: 128, description: 'The group.' })),
})
const Contacts = (most: number) => Type.Array(Contact, { maxItems: most })
const Result = Type.Object({ ContactItem: Contact, ResultCode: ResultCode(), ResultInfo: Type.String() })
const Group = Type.Object({ GroupName: Type.String(), GroupId: Type.Integer() })
const Described = Type.Object({
  Type: Type.Integer(),
  To_Account: Type.Optional(Type.String()),
  ToGroupId: Type.Optional(Type.String()),
  StandardMark: Type.String({ description: 'A bit a character, number 0 first.' }),
  CustomMark: Type.String(),
  ContactGroupId: Type.Array(Type.Integer()),
  Timestamp: Type.Integer({ description: 'Of the last change, Unix seconds.' }),
})
const ERRORS = ['CONVERSATION_ACCOUNT_UNKNOWN'] as const
const NAMING = ['CONVERSATION_GROUP_NAME', 'CONVERSATION_GROUP_EXISTS', 'CONVERSATION_GROUPED_LIMIT'] as const
const GROUPS = {
  says: { CONVERSATION_NOT_FOUND: 'CONVERSATION_PARAMETER' },
  errors: ERRORS,
} as const satisfies Partial<Command>

/** Conversations as one user has them. */
export const CONVERSATION_COMMANDS = {
  'recentcontact/get_list': command({
    title: 'The conversations of a user, pinned ones first, then the newest first, in pages of 100.',
    input: Type.Object({
      From_Account: From,
      TimeStamp: Index,
      StartIndex: Index,
      TopTimeStamp: Index,
      TopStartIndex: Index,
      AssistFlags: Type.Optional(Flags),
    }),
    output: Type.Object({
      SessionItem: Type.Array(
        Type.Object({
          Type: Type.Integer({ description: '1 private, 2 group' }),
          To_Account: Type.Optional(Type.String()),
          GroupId: Type.Optional(Type.String()),
          MsgTime: Type.Integer(),
          TopFlag: Type.Integer(),
          UnreadMsgCount: Type.Integer(),
        }),
      ),
      CompleteFlag: Type.Integer({ description: '1 on the last page.' }),
      TimeStamp: Type.Integer(),
      StartIndex: Type.Integer({ description: 'For the next call.' }),
      TopTimeStamp: Type.Integer(),
      TopStartIndex: Type.Integer(),
    }),
    errors: ERRORS,
    note: 'Pinned conversations are paged together with the others, by StartIndex; AssistFlags change nothing, and empty conversations are not listed.',
  }),
  'recentcontact/delete': command({
    title: "Take a conversation out of a user's list; with ClearRamble 1 its history as well, for this user.",
    input: Type.Object({
      From_Account: From,
      Type: Type.Integer({ minimum: 1, maximum: 2, description: '1 private, 2 group' }),
      To_Account: Type.Optional(AnyUserId('The peer.')),
      ToGroupId: Type.Optional(Type.String({ maxLength: 128, description: 'The group.' })),
      ClearRamble: Type.Optional(Type.Integer({ minimum: 0, maximum: 1 })),
    }),
    output: Nothing,
    renamed: { type: 'Type', ToGroupid: 'ToGroupId' },
    errors: ERRORS,
  }),
  'recentcontact/create_contact_group': command({
    title: 'Make a group of conversations.',
    input: Type.Object({
      From_Account: From,
      GroupContactItem: Type.Array(Type.Object({ GroupName, ContactItem: Type.Optional(Contacts(100)) }), {
        minItems: 1,
        maxItems: 1,
      }),
    }),
    output: Type.Object({
      GroupResultItem: Type.Array(Type.Object({ GroupItem: Group, ResultItem: Type.Array(Result) })),
    }),
    ...GROUPS,
    errors: [...ERRORS, ...NAMING, 'CONVERSATION_GROUP_LIMIT', 'CONVERSATION_TOO_MANY'],
  }),
  'recentcontact/update_contact_group': command({
    title: 'Rename a group of conversations, or put conversations in and take them out.',
    input: Type.Object({
      From_Account: From,
      UpdateType: Type.Optional(Type.Integer({ minimum: 1, maximum: 1 })),
      UpdateGroup: Type.Object({
        UpdateGroupType: Type.Integer({ minimum: 1, maximum: 2, description: '1 rename, 2 conversations' }),
        OldGroupName: GroupName,
        NewGroupName: Type.Optional(GroupName),
        ContactUpdateItem: Type.Optional(
          Type.Array(
            Type.Object({
              ContactOptType: Type.Integer({ minimum: 1, maximum: 2, description: '1 put in, 2 take out' }),
              ContactItem: Contact,
            }),
            { maxItems: 100 },
          ),
        ),
      }),
    }),
    output: Type.Object({
      UpdateType: Type.Integer(),
      UpdateGroupResult: Type.Object({
        UpdateGroupType: Type.Integer(),
        GroupName: Type.String(),
        GroupId: Type.Integer(),
        OldGroupName: Type.String(),
        ContactResultItem: Type.Array(
          Type.Object({
            ContactOptType: Type.Integer(),
            ContactItem: Contact,
            ResultCode: ResultCode(),
            ResultInfo: Type.String(),
          }),
        ),
      }),
    }),
    ...GROUPS,
    errors: [...ERRORS, ...NAMING, 'CONVERSATION_GROUP_NOT_FOUND'],
  }),
  'recentcontact/del_contact_group': command({
    title: 'Delete a group of conversations; the conversations stay.',
    input: Type.Object({ From_Account: From, GroupName: Type.Array(GroupName, { minItems: 1, maxItems: 1 }) }),
    output: Type.Object({ GroupItem: Type.Array(Group) }),
    errors: [...ERRORS, 'CONVERSATION_GROUP_NOT_FOUND'],
  }),
  'recentcontact/mark_contact': command({
    title: 'Set and clear marks of conversations, and what the application keeps with them.',
    input: Type.Object({
      From_Account: From,
      MarkItem: Type.Array(
        Type.Object({
          OptType: Type.Integer({ minimum: 1, maximum: 3, description: '1 marks, 2 CustomMark, 3 both' }),
          ContactItem: Contact,
          ClearMark: Type.Optional(Type.Array(Type.Integer({ minimum: 0, maximum: 63 }), { maxItems: 64 })),
          SetMark: Type.Optional(Type.Array(Type.Integer({ minimum: 0, maximum: 63 }), { maxItems: 64 })),
          CustomMark: Type.Optional(Type.String({ description: 'At most 256 bytes.' })),
        }),
        { description: '1 to 100.' },
      ),
    }),
    output: Type.Object({
      ResultItem: Type.Array(
        Type.Object({
          OptType: Type.Integer(),
          ContactItem: Contact,
          ResultCode: ResultCode(),
          ResultInfo: Type.String(),
        }),
      ),
    }),
    errors: [...ERRORS, 'CONVERSATION_TOO_MANY'],
  }),
  'recentcontact/get_contact_group': command({
    title: 'Conversations with marks, data or groups, in pages of 100, and the groups.',
    input: Type.Object({ From_Account: From, StartIndex: Index }),
    output: Type.Object({
      ContactItem: Type.Array(Described),
      GroupItem: Type.Array(Group),
      CompleteFlag: Type.Integer({ description: '1 on the last page.' }),
      NextStartIndex: Type.Integer(),
    }),
    errors: ERRORS,
  }),
  'recentcontact/search_contact_group': command({
    title: 'Marks, data and groups of up to 300 conversations.',
    input: Type.Object({ From_Account: From, ContactItem: Type.Array(Contact, { minItems: 1, maxItems: 300 }) }),
    output: Type.Object({ ContactResultItem: Type.Array(Described), GroupItem: Type.Array(Group) }),
    errors: ERRORS,
    note: 'Conversations that the user does not have are left out.',
  }),
} as const
