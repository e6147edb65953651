import { Type } from 'typebox'
import { op, Uint32 } from './op.ts'

const Mark = () =>
  Type.String({ description: 'Where the log of the server stands: keep the newest, show it at the next login.' })

/** Requests about the session itself. */
export const SESSION_OPS = {
  login: op({
    door: 'anybody',
    title: 'Sign in. The first request on a socket; before it succeeds nothing is answered but what says so.',
    input: Type.Object({
      sdkAppId: Uint32('The application.'),
      userId: Type.String({ maxLength: 256, description: 'The UserID, at most 32 bytes of printable ASCII.' }),
      userSig: Type.String({ maxLength: 8192, description: 'The ticket that the app backend signed.' }),
      protocol: Type.Integer({ description: 'PROTOCOL_VERSION of the client.' }),
      platform: Type.Optional(
        Type.String({
          maxLength: 16,
          description: 'Web, iPhone, Android, iPad, Windows, Mac, Linux; others count as Web.',
        }),
      ),
      instance: Type.Optional(
        Type.String({ maxLength: 64, description: 'Names this client instance: its own reconnect kicks nobody.' }),
      ),
      mark: Type.Optional(
        Type.String({
          maxLength: 64,
          description: 'The newest that this client was told, of the user whose state it keeps.',
        }),
      ),
      client: Type.Optional(Type.String({ maxLength: 64, description: 'Name and version of the SDK.' })),
    }),
    output: Type.Object({
      userId: Type.String(),
      tinyId: Type.String(),
      sessionId: Type.String(),
      time: Type.Integer({ description: 'Server clock, ms.' }),
      expiresAt: Type.Integer({ description: 'When the ticket expires, ms on the server clock.' }),
      mark: Mark(),
      resync: Type.Optional(
        Type.Literal(true, {
          description:
            'The server no longer has all that this client was shown: drop every position, read everything anew.',
        }),
      ),
      heartbeat: Type.Integer({ description: 'Send something at least this often, ms.' }),
      maxMessageBytes: Type.Integer(),
    }),
  }),
  'session.renew': op({
    cost: 10,
    title:
      'Show a newer ticket of the same user before the old one expires. The session goes on, and nobody is kicked.',
    input: Type.Object({
      userSig: Type.String({ maxLength: 8192, description: 'The ticket that the app backend signed.' }),
    }),
    output: Type.Object({
      expiresAt: Type.Integer({ description: 'When the new ticket expires, ms on the server clock.' }),
    }),
  }),
  ping: op({
    door: 'watchers',
    title: 'Heartbeat.',
    input: Type.Object({}),
    output: Type.Object({ time: Type.Integer({ description: 'Server clock, ms.' }), mark: Mark() }),
  }),
  logout: op({ title: 'Sign out; the socket closes.', input: Type.Object({}), output: Type.Object({}) }),
} as const
