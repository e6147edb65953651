/** Every command of the server API that exists, by path, as data. */
import type { Static } from 'typebox'
import { FOLLOW_COMMANDS } from './follow.ts'
import { GROUP_DATA_COMMANDS } from './group-data.ts'
import { GROUP_INFO_COMMANDS } from './group-info.ts'
import { GROUP_MEMBER_COMMANDS } from './group-members.ts'
import { LOGIN_COMMANDS } from './im-open-login-svc.ts'
import { OPENIM_COMMANDS } from './openim.ts'
import { PROFILE_COMMANDS } from './profile.ts'
import { SNS_COMMANDS } from './sns.ts'

export const COMMANDS = {
  ...LOGIN_COMMANDS,
  ...PROFILE_COMMANDS,
  ...SNS_COMMANDS,
  ...FOLLOW_COMMANDS,
  ...OPENIM_COMMANDS,
  ...GROUP_INFO_COMMANDS,
  ...GROUP_MEMBER_COMMANDS,
  ...GROUP_DATA_COMMANDS,
} as const

export type CommandPath = keyof typeof COMMANDS
export type CommandInput<P extends CommandPath> = Static<(typeof COMMANDS)[P]['input']>
export type CommandOutput<P extends CommandPath> = Static<(typeof COMMANDS)[P]['output']>
