import type { Admin } from '@signet/server'
import type { Command } from 'commander'
import { CommandError } from '../answer.ts'
import { parseTimeout } from '../arguments.ts'
import { readSecret, readText } from '../files.ts'

/** What can be set about a URL, as options. */
export interface EndpointOptions {
  readonly on?: string
  readonly off?: string
  readonly refuseOnFailure?: string
  readonly timeout?: number
  readonly tokenFile?: string
  readonly certificate?: string
  readonly privateKey?: string
  readonly authority?: string
}

type Settings = Parameters<Admin['webhooks']['endpoints']['update']>[2]

export const withEndpointOptions = (command: Command): Command =>
  command
    .option('--on <commands>', 'webhooks to switch on: names with commas between them, `all`, `before` or `after`')
    .option('--off <commands>', 'webhooks to switch off, named likewise')
    .option(
      '--refuse-on-failure <commands>',
      'before-webhooks that refuse when the URL gives no answer; `none`: all proceed',
    )
    .option('--timeout <ms>', "time limit of an answer; 0: as the server's settings say", parseTimeout)
    .option('--token-file <file>', 'the token for `Sign` (- is stdin); an empty file takes it away')
    .option('--certificate <file>', 'PEM that the server shows, for mutual TLS')
    .option('--private-key <file>', 'PEM, its private key')
    .option('--authority <file>', "PEM of the authority behind the URL's certificate")
    .option('--dev', 'the server runs in development mode, which may reach this machine')

/** @param before the commands that are on so far */
export async function settingsOf(options: EndpointOptions, before: readonly string[]): Promise<Settings> {
  const { on, off, refuseOnFailure, timeout, tokenFile, certificate, privateKey, authority } = options
  if (tokenFile === '-' && privateKey === '-') throw new CommandError('only one thing can come from stdin')
  const switched = on === undefined && off === undefined ? undefined : await commandsOf(on, off, before)
  return {
    ...(switched === undefined ? {} : { commands: switched }),
    ...(refuseOnFailure === undefined
      ? {}
      : { refuseOnFailure: refuseOnFailure === 'none' ? [] : await named(refuseOnFailure) }),
    ...(timeout === undefined ? {} : { timeoutMs: timeout }),
    ...(tokenFile === undefined ? {} : { token: readSecret(tokenFile) }),
    ...(certificate === undefined ? {} : { certificate: readText(certificate) }),
    ...(privateKey === undefined ? {} : { privateKey: readText(privateKey) }),
    ...(authority === undefined ? {} : { authority: readText(authority) }),
  }
}

async function commandsOf(on = '', off = '', before: readonly string[]): Promise<string[]> {
  const without = new Set(await named(off))
  return [...new Set([...before, ...(await named(on))])].filter((command) => !without.has(command))
}

async function named(text: string): Promise<string[]> {
  const { WEBHOOK_COMMANDS, isBeforeCommand } = await import('@signet/server')
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .flatMap<string>((name) => {
      if (name === 'all') return WEBHOOK_COMMANDS
      if (name === 'before') return WEBHOOK_COMMANDS.filter((command) => isBeforeCommand(command))
      if (name === 'after') return WEBHOOK_COMMANDS.filter((command) => !isBeforeCommand(command))
      return [name]
    })
}
