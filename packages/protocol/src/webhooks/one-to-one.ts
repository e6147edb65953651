/** Webhooks about private messages. */
import { Account, after, before, Count, Elements, EventTime, Flag, Maybe, Text } from './webhook.ts'

const Message = {
  From_Account: Account('The sender.'),
  To_Account: Account('The receiver.'),
  MsgSeq: Count('Chosen by the sender; no order.'),
  MsgRandom: Count('Chosen by the sender; tells a retry.'),
  MsgTime: Count('Server clock, seconds.'),
  MsgKey: Text('`MsgSeq_MsgRandom_MsgTime`'),
  MsgId: Maybe(Text("The client SDK's message ID.")),
  OnlineOnlyFlag: Flag('1: for who is online, stored nowhere.'),
  MsgBody: Elements,
  CloudCustomData: Text('Custom data of the message; empty when it has none.'),
  EventTime,
}

const Result = {
  SendMsgResult: Count('0, or the error code of the failed send.'),
  ErrorInfo: Text('`send msg succeed`, or what was wrong.'),
  UnreadMsgNum: Count('Unread private messages of the receiver in all; -1 when it is not known.'),
}

export const ONE_TO_ONE_WEBHOOKS = {
  'C2C.CallbackBeforeSendMsg': before(
    'A private message is about to be sent.',
    Message,
    { MsgBody: Maybe(Elements), CloudCustomData: Maybe(Text('In place of that of the message.')) },
    { code: 20006, custom: [120001, 130000] },
  ),
  'C2C.CallbackAfterSendMsg': after('A private message was sent.', { ...Message, ...Result }),
  'C2C.CallbackAfterMsgReport': after('A user has read private messages.', {
    Report_Account: Account('Who has read.'),
    Peer_Account: Account('Whose messages.'),
    LastReadTime: Count('Time of the newest message that was read, seconds.'),
    UnreadMsgNum: Count('Unread private messages of the reader in all; -1 when it is not known.'),
    EventTime,
  }),
  'C2C.CallbackAfterMsgWithDraw': after('A private message was taken back.', {
    From_Account: Account('Its sender.'),
    To_Account: Account('Its receiver.'),
    MsgKey: Text('`MsgSeq_MsgRandom_MsgTime`'),
    UnreadMsgNum: Count('Unread private messages of the receiver in all; -1 when it is not known.'),
    EventTime,
  }),
  'Bot.OnC2CMessage': after('A private message was sent to a robot (`@RBT#…`).', { ...Message, ...Result }),
  'Chatbot.OnC2CSignalMessage': after('A signal was sent to a robot that answers in streams.', {
    From_Account: Account('The sender.'),
    To_Account: Account('The robot.'),
    MsgSeq: Count('Chosen by the sender.'),
    MsgRandom: Count('Chosen by the sender.'),
    MsgKey: Text('`MsgSeq_MsgRandom_MsgTime`'),
    Data: Text('What the signal says.'),
    EventTime,
  }),
} as const
