import type { Command } from 'commander'

/** What a command has to say: as data for `--json`, as text for people. `ok: false` is a refusal and exits with 1. */
export interface Answer {
  readonly data: Readonly<Record<string, unknown>>
  readonly text: string
  readonly ok?: boolean
}

export const EXIT = { ok: 0, refused: 1, badInput: 2 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Ends a command with a message for a person: what is wrong, and what to do. */
export class CommandError extends Error {
  readonly exitCode: ExitCode
  readonly data: Readonly<Record<string, unknown>>

  constructor(message: string, exitCode: ExitCode = EXIT.badInput, data: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.name = 'CommandError'
    this.exitCode = exitCode
    this.data = data
  }
}

/**
 * Makes a commander action of a function that answers: prints the answer, turns a failure into a message, sets the exit code.
 *
 * @example
 * parent.command('inspect').action(answering((options: { strict: boolean }, ticket) => ({ data, text })))
 */
export function answering<O extends object, P extends readonly unknown[]>(
  work: (options: O, ...positional: P) => Answer | Promise<Answer>,
): (...args: unknown[]) => Promise<void> {
  return async (...args) => {
    const command = args.at(-1) as Command
    const options = command.opts<O & { json?: boolean }>()
    const positional = args.slice(0, -2) as unknown as P
    try {
      const answer = await work(options, ...positional)
      print(options.json === true ? JSON.stringify(answer.data) : answer.text)
      process.exitCode = answer.ok === false ? EXIT.refused : EXIT.ok
    } catch (error) {
      process.exitCode = report(error, options.json === true)
    }
  }
}

export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
}

/** Tells a failure without a stack trace and gives the exit code that belongs to it. */
export function report(error: unknown, json: boolean): ExitCode {
  const { message, exitCode, data } = asCommandError(error)
  if (json) print(JSON.stringify({ ok: false, message, ...data }))
  else process.stderr.write(`signet: ${message}\n`)
  return exitCode
}

function asCommandError(error: unknown): CommandError {
  if (error instanceof CommandError) return error
  if (!(error instanceof Error)) return new CommandError(String(error), EXIT.refused)
  // Matched by name, not by class: the classes live in packages that a command loads only when it needs them.
  if (error.name === 'ConfigError' && 'problems' in error) {
    return new CommandError(`the configuration is refused:\n${indent(error.message)}`, EXIT.badInput, {
      problems: error.problems,
    })
  }
  if (error.name === 'UserSigError') {
    const { code, reason, remedy } = error as Error & { code: number; reason: string; remedy: string }
    return new CommandError(error.message, EXIT.badInput, { code, reason, remedy })
  }
  if (error.name === 'Failure') {
    const { code, errorName } = error as Error & { code: number; errorName: string }
    const exitCode = errorName === 'BAD_PARAMETER' ? EXIT.badInput : EXIT.refused
    return new CommandError(error.message, exitCode, { code, reason: errorName })
  }
  return new CommandError(listenMessage(error) ?? error.message, EXIT.refused)
}

/** What to do when the address could not be listened on: the system's own words name a code and no remedy. */
function listenMessage(error: NodeJS.ErrnoException): string | undefined {
  if (error.syscall !== 'listen') return undefined
  const { address = '', port = '' } = error as { readonly address?: string; readonly port?: number }
  if (error.code === 'EADDRINUSE') {
    return `Another program listens on ${address}:${port}. Stop it, or choose another port with --port (0 takes any free one).`
  }
  if (error.code === 'EACCES') return `This user may not listen on port ${port}. Choose one from 1024 on with --port.`
  if (error.code === 'EADDRNOTAVAIL') return `This machine has no address ${address}. Choose another one with --host.`
  return undefined
}

export const indent = (text: string): string => text.replace(/^/gm, '  ')

/** Aligned `name  value` lines; undefined values are left out. */
export function facts(rows: readonly (readonly [string, string | number | undefined])[]): string {
  const given = rows.filter(([, value]) => value !== undefined)
  const width = Math.max(0, ...given.map(([name]) => name.length))
  return given.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join('\n')
}
