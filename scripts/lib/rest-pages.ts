import type { Command } from '../../packages/protocol/src/command.ts'
import { ERRORS } from '../../packages/protocol/src/errors.ts'
import { errorsOf } from '../../packages/protocol/src/openapi.ts'
import { COMMANDS } from '../../packages/protocol/src/rest/commands.ts'
import { ALL_PATHS, SERVICES, UNANSWERED } from '../../packages/protocol/src/rest/paths.ts'
import { markdownTable } from './markdown.ts'
import { fieldTable, type Schema } from './schema-table.ts'

const commands: Readonly<Record<string, Command>> = COMMANDS
/** Told once, in the reference of the socket operations. */
const KNOWN_ELSEWHERE = new Set(['MsgBody', 'OfflinePushInfo'])

/** docs/reference/rest/<service>.md, for the services that have commands. */
export function restPages(): Record<string, () => string> {
  const pages: Record<string, () => string> = {}
  for (const service of Object.keys(SERVICES)) {
    const own = Object.entries(commands).filter(([path]) => path.startsWith(`${service}/`))
    if (own.length > 0) pages[`docs/reference/rest/${service}.md`] = () => servicePage(service, own)
  }
  return pages
}

function servicePage(service: string, own: readonly (readonly [string, Command])[]): string {
  const sections = own.map(([path, command]) => {
    const { title, input, output, note, renamed, perSecond } = command
    const codes = errorsOf(path, command).map((name) => `${ERRORS[name].code} \`${name}\``)
    const older = Object.entries(renamed ?? {}).map(([from, to]) => `\`${from}\` for \`${to}\``)
    return [
      `## ${path}\n`,
      `${title}\n`,
      ...(note === undefined ? [] : [`Note: ${note}\n`]),
      `Request:\n\n${fieldTable(input as Schema, KNOWN_ELSEWHERE)}\n`,
      ...(older.length === 0 ? [] : [`Older names are taken: ${older.join(', ')}.\n`]),
      `Answer:\n\n${fieldTable(output as Schema, KNOWN_ELSEWHERE)}\n`,
      ...(perSecond === undefined ? [] : [`At most ${perSecond} calls a second and application.\n`]),
      `Own errors: ${codes.join(', ')}\n`,
    ].join('\n')
  })
  return `# ${service}\n\nHow commands are called is told in [rest.md](../../rest.md).\n\n${sections.join('\n')}`
}

/** docs/reference/coverage.md */
export function coveragePage(): string {
  const there = ALL_PATHS.filter((path) => Object.hasOwn(commands, path))
  const rows = Object.entries(SERVICES).map(([service, names]) => {
    const missing = names.filter((name) => !Object.hasOwn(commands, `${service}/${name}`))
    const list = missing.length === 0 ? '' : missing.map((name) => `\`${name}\``).join(', ')
    return [`\`${service}\``, `${names.length - missing.length} of ${names.length}`, list]
  })
  const notes = Object.entries(commands)
    .filter(([, { note }]) => note !== undefined)
    .map(([path, { note }]) => [`\`${path}\``, note!])
  const never = Object.entries(UNANSWERED).map(([path, why]) => [`\`${path}\``, why])
  return `# Coverage of the server API

${there.length} of ${ALL_PATHS.length} commands are answered. A command that is missing is answered like an unknown one (60009, groups 10003): there are
no stubs that say OK.

${markdownTable(['service', 'commands', 'missing'], rows)}

## Where behaviour differs or was inferred

${notes.length === 0 ? 'Nowhere.' : markdownTable(['command', 'how'], notes)}

## Never answered

${markdownTable(['command', 'why'], never)}
`
}
