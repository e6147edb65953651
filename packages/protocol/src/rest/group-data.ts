import { Type } from 'typebox'
import { command } from '../command.ts'
import { Nothing } from './fields.ts'
import { GROUP_ERRORS, GroupId } from './group-fields.ts'

/** Names of this service are in small letters. */
const Attributes = Type.Array(
  Type.Object({
    key: Type.String({ description: 'At most 32 bytes.' }),
    value: Type.String({ description: 'At most 4,000 bytes.' }),
  }),
  { minItems: 1, maxItems: 100 },
)
const ATTRIBUTE_ERRORS = [
  ...GROUP_ERRORS,
  'GROUP_ATTRIBUTE_KEY',
  'GROUP_ATTRIBUTE_VALUE',
  'GROUP_ATTRIBUTES_COUNT',
  'GROUP_ATTRIBUTES_SIZE',
  'GROUP_ATTRIBUTES_RATE',
] as const
const Keys = Type.Optional(Type.Array(Type.String(), { maxItems: 100, description: 'Absent: all.' }))
const Value = Type.Integer({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER })
const Counters = Type.Array(Type.Object({ Key: Type.String({ description: 'At most 128 bytes.' }), Value }), {
  minItems: 1,
  maxItems: 20,
})

/** What apps keep in a group: attributes and counters. */
export const GROUP_DATA_COMMANDS = {
  'group_open_attr_http_svc/get_group_attr': command({
    title: 'The attributes of a group.',
    input: Type.Object({ GroupId }),
    output: Type.Object({ GroupAttrAry: Type.Array(Type.Object({ key: Type.String(), value: Type.String() })) }),
    errors: GROUP_ERRORS,
  }),
  'group_open_http_svc/set_group_attr': command({
    title: 'Replace all attributes of a group.',
    input: Type.Object({ GroupId, GroupAttr: Attributes }),
    output: Nothing,
    errors: ATTRIBUTE_ERRORS,
  }),
  'group_open_http_svc/modify_group_attr': command({
    title: 'Add attributes, or overwrite those of the same key.',
    input: Type.Object({ GroupId, GroupAttr: Attributes }),
    output: Nothing,
    errors: ATTRIBUTE_ERRORS,
  }),
  'group_open_http_svc/delete_group_attr': command({
    title: 'Delete attributes by key.',
    input: Type.Object({
      GroupId,
      GroupAttr: Type.Array(Type.Union([Type.String(), Type.Object({ key: Type.String() })]), {
        minItems: 1,
        maxItems: 100,
      }),
    }),
    output: Nothing,
    errors: [...GROUP_ERRORS, 'GROUP_ATTRIBUTE_MISSING', 'GROUP_ATTRIBUTES_RATE'],
    note: 'Keys may come as texts or as objects with `key` (inferred from one client).',
  }),
  'group_open_http_svc/clear_group_attr': command({
    title: 'Delete all attributes of a group.',
    input: Type.Object({ GroupId }),
    output: Nothing,
    errors: [...GROUP_ERRORS, 'GROUP_ATTRIBUTES_RATE'],
  }),
  'group_open_http_svc/get_group_counter': command({
    title: 'The counters of a group.',
    input: Type.Object({ GroupId, GroupCounterKeys: Keys }),
    output: Type.Object({ GroupCounter: Type.Array(Type.Object({ Key: Type.String(), Value: Type.Integer() })) }),
    errors: GROUP_ERRORS,
  }),
  'group_open_http_svc/update_group_counter': command({
    title: 'Set, raise or lower counters; one that is not there starts from 0.',
    input: Type.Object({
      GroupId,
      GroupCounter: Counters,
      Mode: Type.Optional(Type.Enum(['Set', 'Increase', 'Decrease'], { description: 'Default `Set`.' })),
    }),
    output: Type.Object({ GroupCounter: Type.Array(Type.Object({ Key: Type.String(), Value: Type.Integer() })) }),
    fields: { GroupCounter: { type: 'GROUP_PARAMETER', value: 'GROUP_PARAMETER' } },
    errors: [...GROUP_ERRORS, 'GROUP_COUNTERS_COUNT'],
    note: 'Values are exact up to 2^53-1.',
  }),
  'group_open_http_svc/delete_group_counter': command({
    title: 'Delete counters: the named ones, or all.',
    input: Type.Object({ GroupId, GroupCounterKeys: Keys }),
    output: Nothing,
    errors: GROUP_ERRORS,
  }),
} as const
