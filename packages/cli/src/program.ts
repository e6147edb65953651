import { Command } from 'commander'
import { addApp } from './app/group.ts'
import { addBackup } from './backup.ts'
import { addConfig } from './config.ts'
import { addConsole } from './console.ts'
import { addServe } from './serve.ts'
import { addUserSig } from './usersig/group.ts'
import { addWebhooks } from './webhooks/group.ts'

/** The command line, ready to parse. It throws CommanderError instead of ending the process. */
export function buildProgram(version: string): Command {
  const program = new Command('signet')
    .description('Run and operate Signet, an instant-messaging platform of your own.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .exitOverride()
    .addHelpText(
      'after',
      `
Examples:
  $ signet serve --dev                    a server with a demo application, on http://127.0.0.1:7070
  $ signet app create --name Shop         an application with its key
  $ signet usersig --help                 sign and verify tickets without a server

Exit codes: 0 done, 1 refused or failed, 2 wrong usage or input.`,
    )
  addServe(program)
  addApp(program)
  addConsole(program)
  addConfig(program)
  addBackup(program)
  addUserSig(program)
  addWebhooks(program)
  return program
}
