import { Type } from 'typebox'
import { LIMITS } from '../frames.ts'
import { ConversationName, op } from './op.ts'

const Seq = () => Type.Integer({ minimum: 1, description: 'Of the message, in its conversation.' })
const Changed = {
  changeSeq: Type.Integer({ description: 'Number of the event in the conversation.' }),
  time: Type.Integer({ description: 'Server clock, ms.' }),
}

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
  'message.read': op({
    title: 'Say that you have read a conversation up to a message. The position never moves back.',
    input: Type.Object({
      conversation: ConversationName(),
      upTo: Type.Optional(Type.Integer({ minimum: 1, description: 'seq of the message; absent: the newest one.' })),
    }),
    output: Type.Object({
      read: Type.Integer({ description: 'The position that holds now.' }),
      changeSeq: Type.Optional(Type.Integer({ description: 'Absent when nothing moved.' })),
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
