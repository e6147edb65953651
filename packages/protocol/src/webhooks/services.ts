/** Webhooks about official accounts, offline push, content checks and limits. */
import { Type } from 'typebox'
import { Account, after, before, Count, Elements, EventTime, Flag, Maybe, Text } from './webhook.ts'

const Official_Account = Account('The official account (`@TOA#…`).')
const Operator_Account = Account('Who did it.')
const Owner_Account = Account('Its owner.')
const SubscribeAccountList = Type.Array(Type.Object({ Subscriber_Account: Account('UserID.') }))
const Refusal = { code: 10016, custom: [10100, 10200] } as const
const Profile = {
  Name: Maybe(Text('Its name.')),
  Introduction: Maybe(Text('Its introduction.')),
  FaceUrl: Maybe(Text('Its picture.')),
}
const Message = {
  Official_Account,
  MsgKey: Text('Names the message.'),
  MsgTime: Count('Server clock, seconds.'),
  OnlineOnlyFlag: Flag('1: for who is online, stored nowhere.'),
  MsgBody: Elements,
  CloudCustomData: Text('Custom data of the message; empty when it has none.'),
  EventTime,
}
const Pushed = {
  PushPlatform: Count('1 APNs, 2 Xiaomi, 3 Huawei, 4 FCM, 5 Meizu, 6 OPPO, 7 vivo, 8 Honor; 0 unknown.'),
  PushStage: Count('1 sent, 2 arrived, 3 clicked.'),
  ErrCode: Count('0, or why it failed.'),
  ErrInfo: Text('Why it failed.'),
}

export const SERVICE_WEBHOOKS = {
  'OfficialAccount.CallbackBeforeCreateOfficialAccount': before(
    'An official account is about to be created.',
    { Operator_Account, Owner_Account, ...Profile, EventTime },
    {},
    Refusal,
  ),
  'OfficialAccount.CallbackAfterCreateOfficialAccount': after('An official account was created.', {
    Official_Account,
    Operator_Account,
    Owner_Account,
    ...Profile,
    EventTime,
  }),
  'OfficialAccount.CallbackAfterOfficialAccountInfoChanged': after('The profile of an official account changed.', {
    Official_Account,
    Operator_Account,
    ...Profile,
    EventTime,
  }),
  'OfficialAccount.CallbackAfterOfficialAccountDestroyed': after('An official account was deleted.', {
    Official_Account,
    Owner_Account,
    Name: Text('Its name.'),
    EventTime,
  }),
  'OfficialAccount.CallbackBeforeAddSubscriber': before(
    'Users are about to subscribe.',
    { Official_Account, Operator_Account: Maybe(Operator_Account), SubscribeAccountList, EventTime },
    {},
    Refusal,
  ),
  'OfficialAccount.CallbackAfterAddSubscriber': after('Users subscribed.', {
    Official_Account,
    SubscribeAccountList,
    EventTime,
  }),
  'OfficialAccount.CallbackAfterOfficialAccountFull': after(
    'An official account has all the subscribers it may have.',
    {
      Official_Account,
      EventTime,
    },
  ),
  'OfficialAccount.CallbackAfterDeleteSubscriber': after('Users unsubscribed.', {
    Official_Account,
    SubscribeAccountList,
    EventTime,
  }),
  'OfficialAccount.CallbackBeforeSendMsg': before(
    'An official account is about to send a message.',
    Message,
    { MsgBody: Maybe(Elements), CloudCustomData: Maybe(Text('In place of that of the message.')) },
    Refusal,
  ),
  'OfficialAccount.CallbackAfterSendMsg': after('An official account sent a message.', Message),
  'OfficialAccount.CallbackAfterMsgWithDraw': after('Messages of an official account were taken back.', {
    Official_Account,
    Operator_Account: Maybe(Operator_Account),
    WithdrawMsgList: Type.Array(Type.Object({ MsgKey: Text('The message.') })),
    EventTime,
  }),
  'ContentCallback.ResultNotify': after('What a check of content found.', {
    Scene: Text(
      '`C2C`, `C2CCustom`, `Group`, `GroupCustom`, `GroupInfo`, `GroupMemberInfo`, `RelationChain` or `UserInfo`.',
    ),
    From_Account: Account('Who wrote it.'),
    ContactItem: Maybe(Text('The receiver or the group.')),
    ContentType: Text('What was checked.'),
    TextContent: Maybe(Type.Array(Text('Text that was checked.'))),
    FileURL: Maybe(Text('The file that was checked.')),
    MsgID: Maybe(Text('The message.')),
    CtxcbResult: Flag('1: refused.'),
    CtxcbRequestId: Text('Names the check.'),
    CtxcbKeywords: Maybe(Type.Array(Text('What was found.'))),
    CtxcbSuggestion: Text('What the check says.'),
    CtxcbLabel: Text('Which kind of content it is.'),
    CloudCustomData: Maybe(Text('Custom data of the message.')),
  }),
  'Push.OfflinePush': after('What became of an offline push.', {
    EventType: Count('1: a private message, 2: one of a group.'),
    EventTime: Count('When it happened, seconds.'),
    From_Account: Account('The sender.'),
    To_Account: Account('The receiver.'),
    ...Pushed,
    MsgKey: Maybe(Text('The private message.')),
    GroupID: Maybe(Text('The group.')),
    MsgSeq: Count('Of the message.'),
    MsgRandom: Count('Of the message.'),
    MsgTime: Count('Of the message, seconds.'),
  }),
  'Push.AllMemberPush': after('What became of a push to everybody.', {
    EventType: Count('1'),
    TaskId: Text('The push.'),
    TaskTime: Count('When it was asked for, seconds.'),
    EventTime: Count('When it happened, seconds.'),
    To_Account: Account('The receiver.'),
    ...Pushed,
    DataId: Maybe(Text("The application's name for the push.")),
  }),
  'Alert.RequestOverLimit': after('A command of the server API was called too often.', {
    ServiceName: Text('`openim` …'),
    Command: Text('`sendmsg` …'),
    Request: Count('Calls per second.'),
    Limit: Count('At most.'),
  }),
} as const
