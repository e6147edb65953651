/** Every request a client can make on the socket, as data: from this one table come types, validation and docs/protocol.md. */
import { type Static, type TObject, Type } from 'typebox'
import { MsgBody } from '../message.ts'
import { LIMITS } from './frames.ts'

export interface Op<I extends TObject = TObject, O extends TObject = TObject> {
  readonly title: string
  readonly input: I
  readonly output: O
}
const op = <I extends TObject, O extends TObject>(value: Op<I, O>): Op<I, O> => value

const Uint32 = (description: string) => Type.Integer({ minimum: 0, maximum: 0xffff_ffff, description })
const UserId = (description: string) => Type.String({ minLength: 1, maxLength: 32, description })

const Message = Type.Object({
  seq: Type.Integer(),
  time: Type.Integer({ description: 'Server clock, ms.' }),
  from: Type.String(),
  to: Type.String(),
  tinyId: Type.String(),
  random: Type.Integer(),
  clientTime: Type.Integer({ description: "Sender's clock, s." }),
  msgSeq: Type.Integer(),
  body: MsgBody,
  cloudCustomData: Type.Optional(Type.String()),
})

export const OPS = {
  login: op({
    title: 'Sign in. The first request on a socket; nothing else is answered before it succeeds.',
    input: Type.Object({
      sdkAppId: Uint32('The application.'),
      userId: Type.String({ maxLength: 256, description: 'The UserID, at most 32 bytes of printable ASCII.' }),
      userSig: Type.String({ maxLength: 8192, description: 'The ticket that the app backend signed.' }),
      protocol: Type.Integer({ description: 'PROTOCOL_VERSION of the client.' }),
      platform: Type.Optional(
        Type.String({ maxLength: 16, description: 'Web, iPhone, Android, Windows, Mac, iPad, Linux.' }),
      ),
      instance: Type.Optional(
        Type.String({ maxLength: 64, description: 'Names this client instance: its own reconnect kicks nobody.' }),
      ),
      client: Type.Optional(Type.String({ maxLength: 64, description: 'Name and version of the SDK.' })),
    }),
    output: Type.Object({
      userId: Type.String(),
      tinyId: Type.String(),
      sessionId: Type.String(),
      time: Type.Integer({ description: 'Server clock, ms.' }),
      expiresAt: Type.Integer({ description: 'When the ticket expires, ms on the server clock.' }),
      heartbeat: Type.Integer({ description: 'Send something at least this often, ms.' }),
      maxMessageBytes: Type.Integer(),
    }),
  }),
  ping: op({
    title: 'Heartbeat.',
    input: Type.Object({}),
    output: Type.Object({ time: Type.Integer({ description: 'Server clock, ms.' }) }),
  }),
  send: op({
    title:
      'Send a private message. Answered after the message is durable; a retry with the same random and clientTime is stored once.',
    input: Type.Object({
      to: UserId('The receiver.'),
      random: Uint32('Identity of this message for retries.'),
      clientTime: Uint32('Seconds on the client clock when the message was made.'),
      msgSeq: Type.Optional(Uint32('MsgSeq attribute; the server makes one when absent.')),
      body: MsgBody,
      cloudCustomData: Type.Optional(Type.String()),
    }),
    output: Type.Object({
      seq: Type.Integer(),
      time: Type.Integer({ description: 'Server clock, ms.' }),
      msgSeq: Type.Integer(),
      duplicate: Type.Optional(Type.Literal(true, { description: 'This was a retry: the first result.' })),
    }),
  }),
  history: op({
    title: 'Read a range of one conversation. Without bounds: the newest page.',
    input: Type.Object({
      conversation: Type.String({ maxLength: 64, description: '`C2C<peer>`' }),
      before: Type.Optional(
        Type.Integer({ minimum: 1, description: 'Only messages with a smaller seq; newest of them first to be kept.' }),
      ),
      after: Type.Optional(
        Type.Integer({ minimum: 0, description: 'Only messages with a greater seq; oldest of them first to be kept.' }),
      ),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.historyPage })),
    }),
    output: Type.Object({
      messages: Type.Array(Message, { description: 'Ascending by seq.' }),
      head: Type.Integer({ description: 'The newest seq of the conversation.' }),
    }),
  }),
  sync: op({
    title: 'Conversations that changed since a time, with their newest seq. Paged by `cursor`.',
    input: Type.Object({
      since: Type.Optional(
        Type.Integer({ minimum: 0, description: 'Server ms of the last complete sync; absent: all.' }),
      ),
      cursor: Type.Optional(Type.String({ maxLength: 128 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.syncPage })),
    }),
    output: Type.Object({
      conversations: Type.Array(
        Type.Object({
          conversation: Type.String(),
          head: Type.Integer(),
          time: Type.Integer({ description: 'Time of the newest message, server ms.' }),
          last: Type.Optional(Message),
        }),
      ),
      cursor: Type.Optional(Type.String({ description: 'Absent on the last page.' })),
      time: Type.Integer({ description: 'Pass as `since` next time.' }),
    }),
  }),
  logout: op({ title: 'Sign out; the socket closes.', input: Type.Object({}), output: Type.Object({}) }),
} as const

export type OpName = keyof typeof OPS
export type OpInput<N extends OpName> = Static<(typeof OPS)[N]['input']>
export type OpOutput<N extends OpName> = Static<(typeof OPS)[N]['output']>
