import type { Command } from 'commander'
import { type Answer, answering, facts } from './answer.ts'
import { withAdmin } from './app/admin.ts'
import { type ConfigOptions, withDataOptions } from './config-options.ts'
import { group, leaf } from './leaf.ts'

interface ResetOptions extends ConfigOptions {
  readonly name: string
}

const RESET =
  'Make a new one-time password for a console user. It ends their sessions and removes their second factor with its recovery codes: the way in for who lost the password, the telephone, or both.'

export function addConsole(program: Command): void {
  const console = group(
    program,
    'console',
    'Help people into the console, in the data folder, with the server running or not.',
    ['signet console reset-password'],
  )
  withDataOptions(
    leaf(console, 'reset-password', RESET, [
      'signet console reset-password',
      'signet console reset-password --name owner --data ./signet-data',
    ]).option('--name <name>', 'the console user', 'owner'),
  ).action(answering(resetPassword))
}

async function resetPassword(options: ResetOptions): Promise<Answer> {
  const { name } = options
  const { password } = await withAdmin(options, {}, ({ consoleUsers }) => consoleUsers.resetPassword(name))
  return {
    text: `Sign in with this password. It is shown only now and has to be changed at once. There is no second factor any more: set one up anew under Own account.\n${facts(
      [
        ['name', name],
        ['password', password],
      ],
    )}`,
    data: { ok: true, name, password },
  }
}
