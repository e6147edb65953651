import { Type } from 'typebox'
import { GroupId } from './groups.ts'
import { Message } from './messages.ts'
import { op } from './op.ts'

const Items = (description: string) =>
  Type.Array(Type.Object({ key: Type.String({ maxLength: 64 }), value: Type.String({ maxLength: 8_000 }) }), {
    maxItems: 64,
    description,
  })
const Keys = (description: string) => Type.Array(Type.String({ maxLength: 256 }), { maxItems: 64, description })
const Seq = () =>
  Type.Optional(
    Type.Integer({
      minimum: 0,
      description: 'The sequence that was read: refused when it has moved. Absent: write anyway.',
    }),
  )
const Written = Type.Object({ seq: Type.Integer({ description: 'The sequence after the change.' }) })
const Counters = Type.Array(Type.Object({ key: Type.String(), value: Type.Integer() }))

/** Requests about what apps keep in a group: attributes and counters. */
export const GROUP_DATA_OPS = {
  'group.pin': op({
    title: 'Pin a message of a group for everybody in it, or take it down. At most 10.',
    input: Type.Object({ groupId: GroupId(), seq: Type.Integer({ minimum: 1 }), on: Type.Boolean() }),
    output: Type.Object({}),
  }),
  'group.pinned': op({
    title: 'The pinned messages of a group, the newest pin first.',
    paged: true,
    input: Type.Object({ groupId: GroupId() }),
    output: Type.Object({
      pins: Type.Array(
        Type.Object({ by: Type.String(), at: Type.Integer({ description: 'Server clock, ms.' }), message: Message }),
      ),
    }),
  }),
  'group.attributes': op({
    title: 'Read the attributes of a group.',
    input: Type.Object({ groupId: GroupId(), keys: Type.Optional(Keys('Absent: all.')) }),
    output: Type.Object({
      seq: Type.Integer({ description: 'Rises with every change; 0: never written.' }),
      items: Type.Array(Type.Object({ key: Type.String(), value: Type.String() })),
    }),
  }),
  'group.setAttributes': op({
    title: 'Replace all attributes.',
    input: Type.Object({
      groupId: GroupId(),
      items: Items('At most 16, of 4,000 bytes, 16,000 together.'),
      seq: Seq(),
    }),
    output: Written,
  }),
  'group.modifyAttributes': op({
    title: 'Add or overwrite attributes.',
    input: Type.Object({ groupId: GroupId(), items: Items('At most 16 after the change.'), seq: Seq() }),
    output: Written,
  }),
  'group.deleteAttributes': op({
    title: 'Take attributes away; all of them must be there.',
    input: Type.Object({ groupId: GroupId(), keys: Keys('Which.'), seq: Seq() }),
    output: Written,
  }),
  'group.clearAttributes': op({
    title: 'Take all attributes away.',
    input: Type.Object({ groupId: GroupId(), seq: Seq() }),
    output: Written,
  }),
  'group.counters': op({
    title: 'Read the counters of a group.',
    input: Type.Object({ groupId: GroupId(), keys: Type.Optional(Keys('Absent: all.')) }),
    output: Type.Object({ counters: Counters }),
  }),
  'group.updateCounters': op({
    title: 'Set or move counters, all or none; one that is not there starts from 0.',
    input: Type.Object({
      groupId: GroupId(),
      mode: Type.Union([Type.Literal('Set'), Type.Literal('Increase'), Type.Literal('Decrease')]),
      counters: Type.Array(Type.Object({ key: Type.String({ maxLength: 256 }), value: Type.Integer() }), {
        maxItems: 64,
        description: 'At most 20 in a group.',
      }),
    }),
    output: Type.Object({ counters: Counters }),
  }),
  'group.deleteCounters': op({
    title: 'Take counters away.',
    input: Type.Object({ groupId: GroupId(), keys: Type.Optional(Keys('Absent: all.')) }),
    output: Type.Object({}),
  }),
} as const
