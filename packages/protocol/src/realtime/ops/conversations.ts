import { Type } from 'typebox'
import { CONVERSATION_LIMITS, REMIND_TYPES } from '../../conversation.ts'
import { LIMITS } from '../frames.ts'
import { Message } from './messages.ts'
import { ConversationName, op } from './op.ts'

const Names = (max: number = CONVERSATION_LIMITS.named) =>
  Type.Array(ConversationName(), { minItems: 1, maxItems: max, description: `1 to ${max} of them.` })
const Results = Type.Object({
  results: Type.Array(
    Type.Object({
      conversation: Type.String(),
      code: Type.Integer({ description: '0, or the code of the refusal.' }),
    }),
    { description: 'One each, in the order asked for, none twice.' },
  ),
})
const GroupName = () =>
  Type.String({ minLength: 1, maxLength: 32, description: 'Of the group of conversations, at most 32 bytes.' })
const Bits = (description: string) =>
  Type.Optional(Type.Array(Type.Integer({ minimum: 0, maximum: 63 }), { maxItems: 64, description }))
const Remind = () => Type.Enum([...REMIND_TYPES])

/** One conversation as its list shows it. */
export const ConversationItem = Type.Object({
  conversation: Type.String(),
  head: Type.Integer({ description: 'The newest seq.' }),
  changeHead: Type.Integer({ description: 'Newest event: ask `changes` when you know less.' }),
  time: Type.Integer({ description: 'Time of the newest message, server ms; 0 when there is none for you.' }),
  read: Type.Integer({ description: 'seq up to which you have read.' }),
  peerRead: Type.Integer({ description: 'seq up to which the peer has read; 0 in groups.' }),
  peerReadTime: Type.Optional(Type.Integer({ description: 'When the peer moved there, server ms.' })),
  unread: Type.Integer(),
  orderKey: Type.Integer({ description: 'Sort by it, greatest first: pinned ones are above all others.' }),
  floor: Type.Optional(Type.Integer({ description: 'Nothing up to this seq is for you, or you cleared it.' })),
  groupType: Type.Optional(Type.String()),
  pinned: Type.Optional(Type.Literal(true)),
  marks: Type.Optional(Type.Array(Type.Integer(), { description: 'Numbers of the bits that are set, ascending.' })),
  groups: Type.Optional(Type.Array(Type.String(), { description: 'Names of the groups that it is in.' })),
  remind: Type.Optional(Type.String({ description: 'Absent: AcceptAndNotify.' })),
  custom: Type.Optional(Type.String()),
  mentions: Type.Optional(
    Type.Array(Type.Object({ seq: Type.Integer(), from: Type.String(), all: Type.Boolean(), me: Type.Boolean() }), {
      description: 'Unread messages that name you or everybody, the newest ones, ascending.',
    }),
  ),
  removed: Type.Optional(Type.Literal(true, { description: 'You deleted it from your list.' })),
  last: Type.Optional(Message),
  shown: Type.Optional(
    Type.Object({ seq: Type.Integer() }, { description: 'What a list shows when that is not `last`: a message.' }),
  ),
})

/** Requests about the list of conversations and what a user makes of it. */
export const CONVERSATION_OPS = {
  sync: op({
    paged: true,
    title:
      'Conversations that changed since a time. The first page has the newest; the others follow in the order of their names and may repeat some.',
    input: Type.Object({
      since: Type.Optional(
        Type.Integer({ minimum: 0, description: 'Server ms of the last complete sync; absent: all.' }),
      ),
      cursor: Type.Optional(Type.String({ maxLength: 160, description: 'Of the page before; absent: the first.' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.syncPage })),
    }),
    output: Type.Object({
      conversations: Type.Array(ConversationItem),
      cursor: Type.Optional(Type.String({ description: 'Absent on the last page.' })),
      time: Type.Integer({ description: 'Pass that of the first page as `since` next time.' }),
    }),
  }),
  'conversation.get': op({
    paged: true,
    title: 'Some conversations as they are now; who has none of this name gets none.',
    input: Type.Object({ conversations: Names() }),
    output: Type.Object({
      conversations: Type.Array(ConversationItem),
      left: Type.Array(Type.String(), { description: 'Did not fit into one answer: ask again.' }),
    }),
  }),
  'conversation.unread': op({
    title: 'How many messages are unread in all conversations that notify.',
    input: Type.Object({
      cursor: Type.Optional(Type.String({ maxLength: 160, description: 'Of the answer before; absent: the first.' })),
    }),
    output: Type.Object({
      unread: Type.Integer({ description: 'Of the conversations that this answer covers: add them up.' }),
      cursor: Type.Optional(Type.String({ description: 'Absent when all are counted.' })),
    }),
  }),
  'conversation.pin': op({
    title: 'Put a conversation on top of the list, or let it go. At most 50.',
    input: Type.Object({ conversation: ConversationName(), pinned: Type.Boolean() }),
    output: Type.Object({}),
  }),
  'conversation.mark': op({
    title: 'Set and clear bits: 0 star, 1 unread, 2 fold, 3 hide, 32–63 your own.',
    input: Type.Object({ conversations: Names(), set: Bits('Bits to set.'), clear: Bits('Bits to clear.') }),
    output: Results,
  }),
  'conversation.custom': op({
    title: 'Keep data of your own beside conversations, at most 256 bytes; empty takes it away.',
    input: Type.Object({ conversations: Names(), custom: Type.String({ maxLength: 256 }) }),
    output: Results,
  }),
  'conversation.remind': op({
    title: 'How you want to hear of new messages.',
    input: Type.Object({ conversations: Names(CONVERSATION_LIMITS.reminded), remind: Remind() }),
    output: Results,
  }),
  'conversation.delete': op({
    title:
      'Delete conversations from your list, with your view of their history unless `keepHistory`. Others keep theirs.',
    input: Type.Object({ conversations: Names(), keepHistory: Type.Optional(Type.Boolean()) }),
    output: Results,
  }),
  'conversation.clear': op({
    title: 'Clear your view of the history of conversations. Others keep theirs.',
    input: Type.Object({ conversations: Names() }),
    output: Results,
  }),
  'conversation.readAll': op({
    title: 'Say that you have read everything, or everything of one kind.',
    input: Type.Object({
      kind: Type.Optional(Type.Enum(['C2C', 'GROUP'])),
      cursor: Type.Optional(Type.String({ maxLength: 160, description: 'Of the answer before; absent: the first.' })),
    }),
    output: Type.Object({
      read: Type.Integer({ description: 'Conversations that had something unread.' }),
      cursor: Type.Optional(Type.String({ description: 'Absent when all are read: else go on with it.' })),
    }),
  }),
  'message.delete': op({
    title: 'Delete messages of one conversation from your view of it. Others keep them.',
    input: Type.Object({
      conversation: ConversationName(),
      seqs: Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: CONVERSATION_LIMITS.deletedMessages }),
    }),
    output: Type.Object({}),
  }),
  'conversation.groups': op({
    paged: true,
    title: 'Your groups of conversations, with what is in them.',
    input: Type.Object({}),
    output: Type.Object({
      groups: Type.Array(
        Type.Object({ id: Type.Integer(), name: Type.String(), conversations: Type.Array(Type.String()) }),
      ),
      revision: Type.Integer({ description: 'Of `conversationGroups`.' }),
    }),
  }),
  'conversation.createGroup': op({
    title: 'Make a group of conversations. At most 20.',
    input: Type.Object({ name: GroupName(), conversations: Names() }),
    output: Type.Object({ id: Type.Integer(), ...Results.properties }),
  }),
  'conversation.renameGroup': op({
    title: 'Give a group of conversations another name.',
    input: Type.Object({ name: GroupName(), newName: GroupName() }),
    output: Type.Object({}),
  }),
  'conversation.deleteGroup': op({
    title: 'Delete a group of conversations; the conversations stay.',
    input: Type.Object({ name: GroupName() }),
    output: Type.Object({}),
  }),
  'conversation.addToGroup': op({
    title: 'Put conversations into a group. At most 1,000 in all groups together.',
    input: Type.Object({ name: GroupName(), conversations: Names() }),
    output: Results,
  }),
  'conversation.removeFromGroup': op({
    title: 'Take conversations out of a group.',
    input: Type.Object({ name: GroupName(), conversations: Names() }),
    output: Results,
  }),
} as const
