import { Type } from 'typebox'
import { MsgBody } from '../../message.ts'
import { LIMITS } from '../frames.ts'
import { ConversationName, op } from './op.ts'

const Seq = () => Type.Integer({ minimum: 1, description: 'Of the message, in its conversation.' })
const Changed = {
  changeSeq: Type.Integer({ description: 'Number of the event in the conversation.' }),
  time: Type.Integer({ description: 'Server clock, ms.' }),
}
const NewChange = Type.Optional(
  Type.Integer({ description: 'Number of the event; absent when there was nothing new.' }),
)
const ReactionId = () => Type.String({ minLength: 1, maxLength: 64 })
const Key = () => Type.String({ minLength: 1, maxLength: 100, description: 'At most 100 bytes.' })
const KnownSeq = () => Type.Integer({ minimum: 0, description: 'Of the key as you know it; 0: it is new.' })
const OneCall = { minItems: 1, maxItems: 20 }
const Extension = Type.Object({ key: Type.String(), value: Type.String(), seq: Type.Integer() })
const Results = Type.Array(
  Type.Object({ code: Type.Integer(), key: Type.String(), value: Type.String(), seq: Type.Integer() }),
  { description: 'Per key: code 0, or 23001 with what is there.' },
)

/** Requests about messages that were sent, and about what happened to them. */
export const CHANGE_OPS = {
  'message.recall': op({
    title: 'Take back a message of your own. It keeps its place; nobody reads its body any more.',
    input: Type.Object({
      conversation: ConversationName(),
      seq: Seq(),
      reason: Type.Optional(Type.String({ maxLength: 256 })),
    }),
    output: Type.Object(Changed),
  }),
  'message.modify': op({
    title: 'Edit a message: its body, its custom data, or both. Media elements stay as they are.',
    input: Type.Object({
      conversation: ConversationName(),
      seq: Seq(),
      version: Type.Integer({ minimum: 0, description: 'How often it was edited as you know it.' }),
      body: Type.Optional(MsgBody),
      cloudCustomData: Type.Optional(Type.String()),
    }),
    output: Type.Object({ ...Changed, version: Type.Integer() }),
  }),
  'message.receipt': op({
    title: 'Tell the senders that you have read messages which ask for it.',
    input: Type.Object({
      conversation: ConversationName(),
      seqs: Type.Array(Seq(), { minItems: 1, maxItems: 30 }),
    }),
    output: Type.Object({ changeSeq: NewChange }),
  }),
  'reaction.add': op({
    title: 'React to a message. At most ten kinds at one message.',
    input: Type.Object({ conversation: ConversationName(), seq: Seq(), reaction: ReactionId() }),
    output: Type.Object(Changed),
  }),
  'reaction.remove': op({
    title: 'Take your reaction back.',
    input: Type.Object({ conversation: ConversationName(), seq: Seq(), reaction: ReactionId() }),
    output: Type.Object(Changed),
  }),
  'reaction.users': op({
    title: 'Who reacted so, the first one first.',
    input: Type.Object({
      conversation: ConversationName(),
      seq: Seq(),
      reaction: ReactionId(),
      from: Type.Optional(Type.Integer({ minimum: 0, description: '`next` of the page before.' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    }),
    output: Type.Object({
      users: Type.Array(Type.String()),
      total: Type.Integer(),
      next: Type.Optional(Type.Integer({ description: 'Absent on the last page.' })),
    }),
  }),
  'extension.set': op({
    title: 'Put keys and values beside a message that allows it. Each key is judged by itself.',
    input: Type.Object({
      conversation: ConversationName(),
      seq: Seq(),
      extensions: Type.Array(Type.Object({ key: Key(), value: Type.String(), seq: KnownSeq() }), OneCall),
    }),
    output: Type.Object({ changeSeq: NewChange, results: Results }),
  }),
  'extension.delete': op({
    title: 'Delete keys of a message; without `keys` all of them.',
    input: Type.Object({
      conversation: ConversationName(),
      seq: Seq(),
      keys: Type.Optional(Type.Array(Type.Object({ key: Key(), seq: KnownSeq() }), OneCall)),
    }),
    output: Type.Object({ changeSeq: NewChange, results: Results }),
  }),
  'extension.get': op({
    title:
      'Keys and values of a message, ascending by their seq, at most 200. Drop what you hold with a seq up to `clearSeq`.',
    input: Type.Object({
      conversation: ConversationName(),
      seq: Seq(),
      startSeq: Type.Optional(Type.Integer({ minimum: 0, description: 'Only values with at least this seq.' })),
    }),
    output: Type.Object({
      extensions: Type.Array(Extension),
      complete: Type.Boolean(),
      latestSeq: Type.Integer(),
      clearSeq: Type.Integer(),
    }),
  }),
  'receipt.counts': op({
    title: 'How many have read messages of yours that asked for it, and how many have not.',
    input: Type.Object({ conversation: ConversationName(), seqs: Type.Array(Seq(), { minItems: 1, maxItems: 30 }) }),
    output: Type.Object({
      receipts: Type.Array(Type.Object({ seq: Type.Integer(), read: Type.Integer(), unread: Type.Integer() })),
    }),
  }),
  'receipt.readers': op({
    title: 'Who has read a message of yours that asked for it, or who has not: by UserID, in pages.',
    input: Type.Object({
      conversation: ConversationName(),
      seq: Seq(),
      read: Type.Boolean({ description: 'false: who has not.' }),
      cursor: Type.Optional(Type.String({ maxLength: 32 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    }),
    output: Type.Object({
      userIds: Type.Array(Type.String()),
      cursor: Type.Optional(Type.String({ description: 'Absent on the last page.' })),
    }),
  }),
  'message.read': op({
    title: 'Say that you have read a conversation up to a message. The position never moves back.',
    input: Type.Object({
      conversation: ConversationName(),
      upTo: Type.Optional(Type.Integer({ minimum: 1, description: 'seq of the message; absent: the newest one.' })),
    }),
    output: Type.Object({
      read: Type.Integer({ description: 'The position that holds now.' }),
      changeSeq: NewChange,
    }),
  }),
  changes: op({
    title:
      'What happened to the messages of one conversation, oldest first. Complete when the last changeSeq is `head`.',
    paged: true,
    input: Type.Object({
      conversation: ConversationName(),
      after: Type.Integer({ minimum: 0, description: 'The newest changeSeq that you know; 0: from the beginning.' }),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.historyPage })),
    }),
    output: Type.Object({
      changes: Type.Array(
        Type.Object(
          { ...Changed, kind: Type.String() },
          { description: '`WireChange`: by its kind it has more fields.' },
        ),
      ),
      head: Type.Integer({ description: 'The newest changeSeq of the conversation.' }),
    }),
  }),
} as const
