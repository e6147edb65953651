/** Webhooks about groups and what happens in them. */
import { type TProperties, Type } from 'typebox'
import { Account, after, before, Count, Elements, EventTime, Flag, Maybe, Members, OneOf, Text } from './webhook.ts'

const GroupId = Text('The group.')
const GroupKind = Text('`Private`, `Public`, `ChatRoom`, `AVChatRoom` or `Community`.')
const Operator_Account = Account('Who did it; the administrator when the server API did.')
const Refusal = { code: 10016, custom: [10100, 10200] } as const

const UserDefinedDataList = Type.Array(Type.Object({ Key: Text('Its name.'), Value: Text('Its value.') }), {
  description: 'Custom fields of the group.',
})

const Message = {
  GroupId,
  Type: GroupKind,
  From_Account: Account('The sender.'),
  Operator_Account,
  Random: Count('Chosen by the sender; tells a retry.'),
  OnlineOnlyFlag: Flag('1: for who is online, stored nowhere.'),
  MsgBody: Elements,
  CloudCustomData: Text('Custom data of the message; empty when it has none.'),
  TopicId: Maybe(Text('The topic of a community.')),
  EventTime,
}

/** What happened to a group, by whom. */
const about = <F extends TProperties>(title: string, fields: F) =>
  after(title, { GroupId, Type: GroupKind, Operator_Account, ...fields, EventTime })

export const GROUP_WEBHOOKS = {
  'Group.CallbackBeforeCreateGroup': before(
    'A group is about to be created.',
    {
      Operator_Account,
      Owner_Account: Account('Who will own it; empty when nobody.'),
      Type: GroupKind,
      Name: Text('Its name.'),
      CreateGroupNum: Count('Groups of this type that the owner has created.'),
      CreatedGroupNum: Count('Groups that the owner has created.'),
      InviteOption: Maybe(Text('`FreeAccess`, `NeedPermission` or `DisableInvite`.')),
      MemberList: Members('Who will be in it.'),
      EventTime,
    },
    {},
    Refusal,
  ),
  'Group.CallbackAfterCreateGroup': after('A group was created.', {
    GroupId,
    Operator_Account,
    Owner_Account: Account('Its owner; empty when nobody.'),
    Type: GroupKind,
    Name: Text('Its name.'),
    MemberList: Members('Who is in it.'),
    UserDefinedDataList,
    EventTime,
  }),
  'Group.CallbackBeforeApplyJoinGroup': before(
    'A user is about to come into a group, or to apply. Where a group asks for consent, it is still needed.',
    { GroupId, Type: GroupKind, Requestor_Account: Account('Who wants to come in.'), EventTime },
    {},
    Refusal,
  ),
  'Group.CallbackBeforeInviteJoinGroup': before(
    'Users are about to be brought into a group.',
    {
      GroupId,
      Type: GroupKind,
      Operator_Account,
      DestinationMembers: Members('Who is to come in.'),
      EventTime,
    },
    {
      RefusedMembers_Account: Maybe(Type.Array(Account('UserID.'), { description: 'Who is not to be brought in.' })),
    },
    Refusal,
  ),
  'Group.CallbackAfterNewMemberJoin': about('Users came into a group.', {
    JoinType: OneOf(['Apply', 'Invited'], 'By themselves, or brought in.'),
    NewMemberList: Members('Who came.'),
  }),
  'Group.CallbackAfterMemberExit': about('Users left a group.', {
    ExitType: OneOf(['Kicked', 'Quit'], 'Taken out, or by themselves.'),
    ExitMemberList: Members('Who left.'),
  }),
  'Group.CallbackBeforeSendMsg': before(
    'A message is about to be sent in a group.',
    Message,
    { MsgBody: Maybe(Elements), CloudCustomData: Maybe(Text('In place of that of the message.')) },
    Refusal,
  ),
  'Group.CallbackAfterSendMsg': after('A message was sent in a group.', {
    ...Message,
    MsgSeq: Count('Its number in the group.'),
    MsgTime: Count('Server clock, seconds.'),
    GroupAtInfo: Maybe(
      Type.Array(
        Type.Object({ GroupAtAllFlag: Flag('1: everybody.'), GroupAt_Account: Maybe(Account('Who is named.')) }),
        { description: 'Who the message names.' },
      ),
    ),
  }),
  'Group.CallbackSendMsgException': after('A message in a group could not be sent.', {
    ...Message,
    ErrorCode: Count('Why.'),
    ErrorInfo: Text('Why, in words.'),
  }),
  'Group.CallbackAfterGroupFull': after('A group is full.', { GroupId, EventTime }),
  'Group.CallbackAfterGroupDestroyed': after('A group was dissolved.', {
    GroupId,
    Type: GroupKind,
    Owner_Account: Account('Its owner; empty when it had none.'),
    Name: Text('Its name.'),
    MemberList: Members('Who was in it.'),
    EventTime,
  }),
  'Group.CallbackAfterGroupInfoChanged': about('The profile of a group changed: the fields that did.', {
    Name: Maybe(Text('Its name.')),
    Introduction: Maybe(Text('Its introduction.')),
    Notification: Maybe(Text('Its notification.')),
    FaceUrl: Maybe(Text('Its picture.')),
    UserDefinedDataList: Maybe(UserDefinedDataList),
  }),
  'Group.CallbackAfterRecallMsg': about('Messages of a group were taken back.', {
    MsgSeqList: Type.Array(Type.Object({ MsgSeq: Count('Its number in the group.') })),
    TopicId: Maybe(Text('The topic of a community.')),
  }),
  'Group.CallbackOnMemberStateChange': after('Users came into a live room or left it.', {
    GroupId,
    Type: GroupKind,
    EventType: OneOf(['Offline', 'Online'], 'Left, or came.'),
    MemberList: Members('Who.'),
    EventTime,
  }),
  'Group.CallbackAfterMemberFieldChanged': about("A member's role or name card changed.", {
    Modified_Account: Account('Whose.'),
    Role: Maybe(Text('`Admin` or `Member`.')),
    NameCard: Maybe(Text('The name in this group.')),
  }),
  'Group.CallbackAfterGroupAttrChanged': about('The attributes of a group changed.', {
    OptionType: OneOf(['set', 'modify', 'clear', 'delete'], 'How.'),
    GroupAttr: Type.Array(Type.Object({ key: Text('Its name.'), value: Maybe(Text('Its new value.')) })),
  }),
  'Group.CallbackAfterReadReceipt': after('Receipts for messages of a group.', {
    GroupId,
    Type: GroupKind,
    GroupMsgReceiptList: Type.Array(
      Type.Object({
        MsgSeq: Count('The message.'),
        ReadNum: Count('How many have read it.'),
        UnreadNum: Count('How many have not.'),
        ReadReceiptMembers: Members('Who has read it now.'),
      }),
    ),
    EventTime,
  }),
  'Group.CallbackAfterChangeGroupOwner': about('A group has another owner.', {
    OldOwner_Account: Account('Before; empty when it had none.'),
    NewOwner_Account: Account('Now.'),
  }),
  'Group.CallbackOnDailyGroupQuotaAlarm': after('The groups of a day come close to the quota.', {
    QuotaUsed: Count('Groups.'),
    Quota: Count('At most.'),
    EventTime,
  }),
  'Bot.OnGroupMessage': after('A message in a group names a robot (`@RBT#…`).', {
    ...Message,
    MsgSeq: Count('Its number in the group.'),
    MsgTime: Count('Server clock, seconds.'),
    AtRobotAccount: Type.Array(Account('A robot.')),
  }),
  'Group.CallbackBeforeCreateTopic': before(
    'A topic is about to be created in a community.',
    { GroupId: Maybe(GroupId), Type: GroupKind, Operator_Account, Name: Text('Its name.'), EventTime },
    {},
    Refusal,
  ),
  'Group.CallbackAfterCreateTopic': about('A topic was created.', {
    TopicId: Text('The topic.'),
    Owner_Account: Account('Who owns it.'),
    Name: Text('Its name.'),
    UserDefinedDataList: Maybe(UserDefinedDataList),
  }),
  'Group.CallbackAfterTopicDestroyed': after('Topics were deleted.', {
    GroupId,
    Type: GroupKind,
    TopicIdList: Type.Array(Text('A topic.')),
    EventTime,
  }),
  'Group.CallbackAfterTopicInfoChanged': about('The profile of a topic changed: the fields that did.', {
    TopicId: Maybe(Text('The topic.')),
    Name: Maybe(Text('Its name.')),
    Introduction: Maybe(Text('Its introduction.')),
    Notification: Maybe(Text('Its notification.')),
    FaceUrl: Maybe(Text('Its picture.')),
  }),
} as const
