import { Type } from 'typebox'
import type { GroupEvent } from '../../group.ts'
import { Element, MergedList, MsgBody } from '../../message.ts'
import { OfflinePush } from '../../offline-push.ts'
import { LIMITS } from '../frames.ts'
import { ConversationName, op, Uint32, UserId } from './op.ts'

const Priority = Type.Optional(
  Type.Union([Type.Literal('High'), Type.Literal('Normal'), Type.Literal('Low'), Type.Literal('Lowest')]),
)
const Mentions = Type.Optional(
  Type.Array(Type.String({ minLength: 1, maxLength: 32 }), {
    maxItems: 30,
    description: 'UserIDs that the text names.',
  }),
)

/** A message as it is pushed and read: `WireMessage` as a schema. */
export const Message = Type.Object({
  seq: Type.Integer(),
  time: Type.Integer({ description: 'Server clock, ms.' }),
  sentAt: Type.Optional(
    Type.Integer({ description: 'It was imported: when it was sent elsewhere, ms. Show this in place of `time`.' }),
  ),
  from: Type.String(),
  to: Type.String(),
  tinyId: Type.String(),
  random: Type.Integer(),
  clientTime: Type.Integer({ description: "Sender's clock, s." }),
  msgSeq: Type.Integer(),
  body: Type.Array(Element, { description: 'Empty for what is no message or not for you.' }),
  cloudCustomData: Type.Optional(Type.String()),
  needReceipt: Type.Optional(Type.Literal(true)),
  supportExtension: Type.Optional(Type.Literal(true)),
  noUnread: Type.Optional(Type.Literal(true)),
  noLastMsg: Type.Optional(Type.Literal(true)),
  withMuteNotifications: Type.Optional(Type.Literal(true)),
  lifeTime: Type.Optional(Type.Integer({ description: 'Seconds for which it is kept.' })),
  priority: Priority,
  mentions: Mentions,
  mentionsAll: Type.Optional(Type.Literal(true)),
  targets: Type.Optional(Type.Array(Type.String(), { description: 'Members of the group that alone see it.' })),
  event: Type.Optional(
    Type.Unsafe<GroupEvent>({ type: 'object', description: 'It is no message but tells of this `GroupEvent`.' }),
  ),
  broadcast: Type.Optional(Type.Literal(true, { description: 'It went to all live rooms of the application.' })),
  hidden: Type.Optional(Type.Literal(true, { description: 'It is not for you: only its seq and time mean anything.' })),
  offlinePush: Type.Optional(OfflinePush),
  changed: Type.Optional(
    Type.Object(
      { changeSeq: Type.Integer() },
      { description: 'What became of it since it was sent: `WireChanged`. Absent when nothing did.' },
    ),
  ),
})

/** Requests about messages. */
export const MESSAGE_OPS = {
  send: op({
    title:
      'Send a private or a group message. Answered after the message is durable; a retry with the same random and clientTime is stored once.',
    input: Type.Object({
      to: Type.Optional(UserId('The receiver of a private message; either this or `group`.')),
      group: Type.Optional(Type.String({ minLength: 1, maxLength: 128, description: 'GroupID, or that of a topic.' })),
      targets: Type.Optional(
        Type.Array(Type.String({ minLength: 1, maxLength: 32 }), {
          minItems: 1,
          maxItems: 50,
          description: 'Members of the group that alone see it.',
        }),
      ),
      mentionsAll: Type.Optional(Type.Boolean({ description: 'The text names everybody in the group.' })),
      random: Uint32('Identity of this message for retries.'),
      clientTime: Uint32('Seconds on the client clock when the message was made.'),
      msgSeq: Type.Optional(Uint32('MsgSeq attribute; the server makes one when absent.')),
      body: MsgBody,
      cloudCustomData: Type.Optional(Type.String()),
      needReceipt: Type.Optional(Type.Boolean({ description: 'Readers shall say so: `message.receipt`.' })),
      supportExtension: Type.Optional(
        Type.Boolean({ description: 'Keys and values may be put beside it: `extension.set`.' }),
      ),
      onlineOnly: Type.Optional(
        Type.Boolean({ description: 'Stored nowhere: pushed as `signal` to who is online. Answered with seq 0.' }),
      ),
      noUnread: Type.Optional(Type.Boolean({ description: 'It does not count as unread.' })),
      noLastMsg: Type.Optional(Type.Boolean({ description: 'It does not become the last message in a list.' })),
      withMuteNotifications: Type.Optional(
        Type.Boolean({
          description: 'Who has muted the conversation is not notified; the server API ignores that otherwise.',
        }),
      ),
      lifeTime: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: 604_800,
          description: 'Seconds for which it is kept; then nobody reads it any more. Absent: as long as any other.',
        }),
      ),
      priority: Priority,
      mentions: Mentions,
      offlinePush: Type.Optional(OfflinePush),
    }),
    output: Type.Object({
      seq: Type.Integer({ description: '0 for a message that is stored nowhere.' }),
      time: Type.Integer({ description: 'Server clock, ms.' }),
      msgSeq: Type.Integer(),
      duplicate: Type.Optional(Type.Literal(true, { description: 'This was a retry: the first result.' })),
      stored: Type.Optional(
        Type.Object(
          { body: MsgBody, cloudCustomData: Type.String() },
          { description: 'What everybody reads, where a filter or the application has changed it.' },
        ),
      ),
      dropReason: Type.Optional(
        Type.String({ description: 'A live room had too many messages: nobody gets this one, and seq is 0.' }),
      ),
    }),
  }),
  'merged.put': op({
    title: 'Keep the list of a merged message that is too long to stand in it. Send its key as JsonMsgKey.',
    input: Type.Object({ messages: MergedList }),
    output: Type.Object({ key: Type.String() }),
  }),
  'merged.get': op({
    title: 'The list of a merged message, by the key that stands in it.',
    paged: true,
    input: Type.Object({ key: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
    output: Type.Object({ messages: MergedList }),
  }),
  history: op({
    paged: true,
    title: 'Read a range of one conversation. Without bounds: the newest page.',
    input: Type.Object({
      conversation: ConversationName(),
      before: Type.Optional(
        Type.Integer({ minimum: 1, description: 'Only messages with a smaller seq; newest of them first to be kept.' }),
      ),
      after: Type.Optional(
        Type.Integer({ minimum: 0, description: 'Only messages with a greater seq; oldest of them first to be kept.' }),
      ),
      beforeTime: Type.Optional(
        Type.Integer({ minimum: 0, description: 'Only messages that came into the log before this time, server ms.' }),
      ),
      afterTime: Type.Optional(
        Type.Integer({
          minimum: 0,
          description: 'Only messages that came into the log at this time or later, server ms.',
        }),
      ),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.historyPage })),
    }),
    output: Type.Object({
      messages: Type.Array(Message, { description: 'Ascending by seq.' }),
      head: Type.Integer({ description: 'The newest seq of the conversation.' }),
    }),
  }),
} as const
