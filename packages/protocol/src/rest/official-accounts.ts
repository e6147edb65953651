import { Type } from 'typebox'
import { type Command, command } from '../command.ts'
import { AnyUserId, Nothing } from './fields.ts'
import { Filter, MEMBERS, Text } from './group-fields.ts'
import { OFFICIAL_MESSAGE_COMMANDS } from './official-messages.ts'

const Official_Account = AnyUserId('The official account.')
const PROFILE = {
  Introduction: Text(400),
  FaceUrl: Text(500),
  Organization: Text(500),
  CustomString: Text(3000),
  MaxSubscriberNum: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Most subscribers. Default 100,000.' }),
  ),
} as const
const Name = Type.String({ description: '1–150 bytes.' })
const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 200, description: 'Default 200.' }))
const Shown = (type = Type.String()) => Type.Optional(type)

/** What is told of an official account; a filter leaves fields out. */
const INFO = {
  Official_Account: Type.String(),
  CreateTime: Type.Optional(Type.Integer({ description: 'Unix seconds.' })),
  Name: Shown(),
  Owner_Account: Shown(),
  LastMsgTime: Type.Optional(Type.Integer({ description: 'Unix seconds; 0: it never sent anything.' })),
  SubscriberNum: Type.Optional(Type.Integer()),
  MaxSubscriberNum: Type.Optional(Type.Integer()),
  Introduction: Shown(),
  FaceUrl: Shown(),
  Organization: Shown(),
  CustomString: Shown(),
} as const
const ResponseFilter = Type.Optional(
  Type.Object({ OfficialAccountBaseInfoFilter: Filter, SelfInfoFilter: Filter }, { description: 'Fields to tell.' }),
)
const Results = Type.Array(
  Type.Object({
    Subscriber_Account: Type.String(),
    Result: Type.Integer({ description: '0: refused; 1: done; 2: it was so already.' }),
  }),
)
const RENAMED = { OfficialAccount: 'Official_Account' } as const satisfies Command['renamed']
const SAYS = { ACCOUNT_NOT_FOUND: 'GROUP_ACCOUNT_UNKNOWN' } as const satisfies Command['says']
const CODES = 'The codes are those of groups (inferred).'

/** Accounts that write to whoever subscribed to them. */
export const OFFICIAL_COMMANDS = {
  'official_account_open_http_svc/create_official_account': command({
    title: 'Make an official account: an account that many subscribe to, and that writes to all of them at once.',
    input: Type.Object({
      Owner_Account: AnyUserId('Whose it is: an account.'),
      Name,
      OfficialAccountUserID: Type.Optional(
        AnyUserId('Its UserID: `@TOA#_` and more, at most 32 bytes. Absent: the server makes one.'),
      ),
      ...PROFILE,
    }),
    output: Type.Object({ OfficialAccountUserID: Type.String() }),
    says: SAYS,
    errors: ['GROUP_ACCOUNT_UNKNOWN', 'OFFICIAL_ID_TAKEN', 'OFFICIAL_QUOTA', 'GROUP_WEBHOOK_REFUSED'],
    note: `An application has at most 1,000. A UserID without \`@TOA#_\` is 10004. ${CODES}`,
  }),
  'official_account_open_http_svc/destroy_official_account': command({
    title:
      'Delete an official account with its subscriptions, as account_delete does. What it sent stays with who got it.',
    input: Type.Object({ Official_Account }),
    output: Nothing,
    renamed: RENAMED,
    errors: ['OFFICIAL_NOT_FOUND'],
    note: CODES,
  }),
  'official_account_open_http_svc/modify_official_account_base_info': command({
    title: 'Change what is told of an official account. What is not named stays.',
    input: Type.Object({ Official_Account, Name: Type.Optional(Name), ...PROFILE }),
    output: Nothing,
    renamed: RENAMED,
    errors: ['OFFICIAL_NOT_FOUND'],
    note: 'A MaxSubscriberNum below the number of subscribers takes nobody away.',
  }),
  'official_account_open_http_svc/get_official_account_info': command({
    title: 'Official accounts by their UserIDs.',
    input: Type.Object({
      OfficialAccountIdList: Type.Array(Type.Object({ Official_Account }), { minItems: 1, maxItems: 50 }),
      ResponseFilter,
    }),
    output: Type.Object({
      OfficialAccountInfoList: Type.Array(
        Type.Object({ ErrorCode: Type.Integer(), ErrorInfo: Type.String(), ...INFO }),
        { description: 'One per account that was asked for, in that order.' },
      ),
    }),
    note: 'One that there is not is 10010 in its item (inferred). Official_Account and MaxSubscriberNum are told too.',
  }),
  'official_account_open_http_svc/add_subscriber': command({
    title: 'Have users subscribe to an official account.',
    input: Type.Object({
      Official_Account,
      SubscriberList: Type.Array(Type.Object({ Subscriber_Account: AnyUserId('Who.') }), {
        minItems: 1,
        maxItems: 500,
      }),
    }),
    output: Type.Object({ SubscriberList: Results }),
    renamed: RENAMED,
    fields: { SubscriberList: MEMBERS },
    errors: ['OFFICIAL_NOT_FOUND', 'GROUP_FULL', 'GROUP_WEBHOOK_REFUSED'],
    note: 'Who is no account, and who finds no room, is Result 0; the call is 10014 when there is room for none (inferred).',
  }),
  'official_account_open_http_svc/delete_subscriber': command({
    title: 'End subscriptions.',
    input: Type.Object({
      Official_Account,
      SubscriberToDel_Account: Type.Array(AnyUserId('Who.'), { minItems: 1, maxItems: 500 }),
    }),
    output: Type.Object({ SubscriberList: Results }),
    renamed: RENAMED,
    fields: { SubscriberToDel_Account: MEMBERS },
    errors: ['OFFICIAL_NOT_FOUND'],
  }),
  'official_account_open_http_svc/modify_subscriber_info': command({
    title: 'Change what the application notes with a subscription.',
    input: Type.Object({
      Official_Account,
      Subscriber_Account: AnyUserId('Who.'),
      CustomString: Type.String({ description: 'At most 3,000 bytes.' }),
    }),
    output: Nothing,
    renamed: RENAMED,
    errors: ['OFFICIAL_NOT_FOUND', 'OFFICIAL_NO_SUBSCRIBER'],
    note: 'Who did not subscribe is 10004 (inferred).',
  }),
  'official_account_open_http_svc/get_subscriber_info': command({
    title: 'Who subscribed to an official account, page by page in the order of UserIDs.',
    input: Type.Object({
      Official_Account,
      Limit,
      Next: Type.Optional(Type.String({ maxLength: 256, description: 'What the last page said; "" for the first.' })),
    }),
    output: Type.Object({
      SubscriberNum: Type.Integer(),
      SubscriberList: Type.Array(
        Type.Object({
          Subscriber_Account: Type.String(),
          SubscribeTime: Type.Integer({ description: 'Unix seconds.' }),
          CustomString: Type.String(),
        }),
      ),
      Next: Type.String({ description: '"" on the last page.' }),
    }),
    renamed: RENAMED,
    errors: ['OFFICIAL_NOT_FOUND'],
    note: 'MsgFlag and LastSendMsgTime are not told.',
  }),
  'official_account_open_http_svc/get_subscribed_official_account_list': command({
    title: 'The official accounts that a user subscribed to, in the order of their UserIDs.',
    input: Type.Object({
      Subscriber_Account: AnyUserId('Who.'),
      Limit,
      Offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Default 0.' })),
      ResponseFilter,
    }),
    output: Type.Object({
      TotalCount: Type.Integer(),
      OfficialAccountInfoList: Type.Array(
        Type.Object({
          ...INFO,
          SelfInfo: Type.Object({
            SubscribeTime: Type.Optional(Type.Integer({ description: 'Unix seconds.' })),
            CustomString: Shown(),
          }),
        }),
      ),
      CompleteFlag: Type.Integer({ description: '1: this was the last page.' }),
      Next: Type.Integer({ description: 'Offset of the next page.' }),
    }),
    says: SAYS,
    errors: ['GROUP_ACCOUNT_UNKNOWN'],
  }),
  ...OFFICIAL_MESSAGE_COMMANDS,
} as const
