import { type Logger, pino } from 'pino'
import type { Config } from './config/table.ts'

/** Fields that must never reach a log line, wherever they stand in an object (CHK15). */
const HIDDEN = ['userSig', 'usersig', 'password', 'secret', 'privateKey', 'token', 'authorization', 'cookie']

/** The log of the process: JSON lines on standard error, so that standard output stays for what a command prints. */
export function createLog({ log }: Config): Logger {
  const redact = { paths: HIDDEN.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' }
  const options = { level: log.level, redact, base: null }
  return log.pretty ? pino(options, prettyStream()) : pino(options, pino.destination({ fd: 2, sync: false }))
}

/** Lines for people: time, level, message, and the rest as it is. */
function prettyStream(): { write(line: string): void } {
  return {
    write(line) {
      const { time, level, msg, ...rest } = JSON.parse(line) as { time: number; level: number; msg: string }
      const more = Object.keys(rest).length === 0 ? '' : ` ${JSON.stringify(rest)}`
      const name = pino.levels.labels[level] ?? String(level)
      process.stderr.write(
        `${new Date(time).toISOString().slice(11, 23)} ${name.toUpperCase().padEnd(5)} ${msg ?? ''}${more}\n`,
      )
    },
  }
}
