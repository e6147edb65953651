/** Every command of the server API that exists, by path, as data. */
import type { Static } from 'typebox'
import { LOGIN_COMMANDS } from './im-open-login-svc.ts'

export const COMMANDS = { ...LOGIN_COMMANDS } as const

export type CommandPath = keyof typeof COMMANDS
export type CommandInput<P extends CommandPath> = Static<(typeof COMMANDS)[P]['input']>
export type CommandOutput<P extends CommandPath> = Static<(typeof COMMANDS)[P]['output']>
