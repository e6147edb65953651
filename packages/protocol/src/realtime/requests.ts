/** Every request a client can make on the socket, as data: from this one table come types, validation and docs/reference/protocol-ops.md. */
import type { Static } from 'typebox'
import { CHANGE_OPS } from './ops/changes.ts'
import { CONVERSATION_OPS } from './ops/conversations.ts'
import { FILE_OPS } from './ops/files.ts'
import { FOLLOW_OPS } from './ops/follow.ts'
import { FRIEND_OPS } from './ops/friends.ts'
import { GROUP_DATA_OPS } from './ops/group-data.ts'
import { GROUP_MEMBER_OPS } from './ops/group-members.ts'
import { GROUP_OPS } from './ops/groups.ts'
import { MESSAGE_OPS } from './ops/messages.ts'
import { PROFILE_OPS } from './ops/profiles.ts'
import { ROOM_OPS } from './ops/rooms.ts'
import { SESSION_OPS } from './ops/session.ts'
import { STATUS_OPS } from './ops/status.ts'
import { TOPIC_OPS } from './ops/topics.ts'

export const OPS = {
  ...SESSION_OPS,
  ...MESSAGE_OPS,
  ...CONVERSATION_OPS,
  ...CHANGE_OPS,
  ...PROFILE_OPS,
  ...FRIEND_OPS,
  ...FILE_OPS,
  ...FOLLOW_OPS,
  ...GROUP_OPS,
  ...GROUP_MEMBER_OPS,
  ...GROUP_DATA_OPS,
  ...STATUS_OPS,
  ...TOPIC_OPS,
  ...ROOM_OPS,
} as const

export type OpName = keyof typeof OPS
export type OpInput<N extends OpName> = Static<(typeof OPS)[N]['input']>
export type OpOutput<N extends OpName> = Static<(typeof OPS)[N]['output']>
