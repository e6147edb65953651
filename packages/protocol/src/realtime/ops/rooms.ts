import { Type } from 'typebox'
import { Message } from './messages.ts'
import { op, Uint32 } from './op.ts'

const Room = () =>
  Type.String({ minLength: 1, maxLength: 64, description: 'The live room, a group of type AVChatRoom.' })

/** A live room as somebody finds it who comes in. */
export const RoomNow = Type.Object(
  {
    online: Type.Integer({ description: 'How many are in it.' }),
    recent: Type.Array(Message, { description: 'Its newest messages, ascending by seq; what comes next is pushed.' }),
  },
  { description: 'Only of a live room.' },
)

/** Requests about live rooms. `group.join` and `group.quit` bring a session with an account in and out. */
export const ROOM_OPS = {
  'room.watch': op({
    door: 'anybody',
    title: 'Hear a live room without an account. Such a session can say nothing and cannot log in any more.',
    input: Type.Object({
      sdkAppId: Uint32('The application.'),
      groupId: Room(),
      protocol: Type.Integer({ description: 'PROTOCOL_VERSION of the client.' }),
    }),
    output: Type.Object({
      room: RoomNow,
      heartbeat: Type.Integer({ description: 'Send something at least this often, ms.' }),
    }),
  }),
  'room.unwatch': op({
    door: 'watchers',
    title: 'Hear a live room no more, without an account.',
    input: Type.Object({ groupId: Room() }),
    output: Type.Object({}),
  }),
  'room.online': op({
    door: 'watchers',
    title: 'How many are in a live room.',
    input: Type.Object({ groupId: Room() }),
    output: Type.Object({ online: Type.Integer() }),
  }),
  'room.members': op({
    title: 'Who came into a live room last, newest first.',
    input: Type.Object({ groupId: Room() }),
    output: Type.Object({
      members: Type.Array(
        Type.Object({ userId: Type.String(), joinedAt: Type.Integer({ description: 'Server ms.' }) }),
        { maxItems: 30 },
      ),
    }),
  }),
} as const
