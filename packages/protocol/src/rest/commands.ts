/** Every command of the server API that exists, by path, as data. */
import type { Static } from 'typebox'
import { PUSH_COMMANDS } from './all-member-push.ts'
import { AUDIT_COMMANDS } from './audit.ts'
import { ROOM_COMMANDS } from './avchatroom.ts'
import { ADDRESS_COMMANDS } from './config-svc.ts'
import { DIRTY_WORD_COMMANDS } from './dirty-words.ts'
import { FOLLOW_COMMANDS } from './follow.ts'
import { GROUP_DATA_COMMANDS } from './group-data.ts'
import { GROUP_IMPORT_COMMANDS } from './group-imports.ts'
import { GROUP_INFO_COMMANDS } from './group-info.ts'
import { GROUP_MEMBER_COMMANDS } from './group-members.ts'
import { GROUP_MESSAGE_COMMANDS } from './group-messages.ts'
import { FILE_COMMANDS } from './im-cos-msg.ts'
import { LOGIN_COMMANDS } from './im-open-login-svc.ts'
import { OFFICIAL_COMMANDS } from './official-accounts.ts'
import { HISTORY_COMMANDS } from './open-msg-svc.ts'
import { FIGURE_COMMANDS, MUTE_COMMANDS } from './openconfigsvr.ts'
import { OPENIM_COMMANDS } from './openim.ts'
import { EXTENSION_COMMANDS } from './openim-msg-ext-http-svc.ts'
import { PRESENCE_COMMANDS } from './openim-presence.ts'
import { ROBOT_COMMANDS } from './openim-robot-http-svc.ts'
import { PROFILE_COMMANDS } from './profile.ts'
import { CONVERSATION_COMMANDS } from './recentcontact.ts'
import { SNS_COMMANDS } from './sns.ts'
import { NOTIFICATION_COMMANDS } from './timpush.ts'
import { TOPIC_COMMANDS } from './topics.ts'

export const COMMANDS = {
  ...LOGIN_COMMANDS,
  ...PROFILE_COMMANDS,
  ...SNS_COMMANDS,
  ...FOLLOW_COMMANDS,
  ...OPENIM_COMMANDS,
  ...GROUP_INFO_COMMANDS,
  ...GROUP_MEMBER_COMMANDS,
  ...GROUP_DATA_COMMANDS,
  ...GROUP_MESSAGE_COMMANDS,
  ...GROUP_IMPORT_COMMANDS,
  ...ROOM_COMMANDS,
  ...EXTENSION_COMMANDS,
  ...PRESENCE_COMMANDS,
  ...MUTE_COMMANDS,
  ...FIGURE_COMMANDS,
  ...CONVERSATION_COMMANDS,
  ...TOPIC_COMMANDS,
  ...AUDIT_COMMANDS,
  ...DIRTY_WORD_COMMANDS,
  ...PUSH_COMMANDS,
  ...ROBOT_COMMANDS,
  ...OFFICIAL_COMMANDS,
  ...HISTORY_COMMANDS,
  ...ADDRESS_COMMANDS,
  ...NOTIFICATION_COMMANDS,
  ...FILE_COMMANDS,
} as const

export type CommandPath = keyof typeof COMMANDS
export type CommandInput<P extends CommandPath> = Static<(typeof COMMANDS)[P]['input']>
export type CommandOutput<P extends CommandPath> = Static<(typeof COMMANDS)[P]['output']>
