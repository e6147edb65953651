import { ABSENT } from '../../packages/client/src/methods/absent.ts'
import { METHOD_NAMES, METHODS } from '../../packages/client/test/surface.ts'

const absent: Readonly<Record<string, string | undefined>> = ABSENT

/** docs/reference/sdk-coverage.md: every method of the official SDK, and what ours does. */
export function sdkCoveragePage(): string {
  const missing = METHOD_NAMES.filter((name) => absent[name] !== undefined)
  const lines = [
    '# What the client SDK covers',
    '',
    `Of the ${METHOD_NAMES.length} methods of the official web SDK, **${METHOD_NAMES.length - missing.length} work**. The other ${missing.length} are there too and ask for something that this`,
    'server does not have: each rejects with a `ChatError` of code 3122, name `NOT_AVAILABLE`, and changes nothing. All constants of `EVENT`, `TYPES` and `TSignaling` have',
    'the official names and values.',
    '',
  ]
  for (const [area, methods] of Object.entries(METHODS)) {
    lines.push(`## ${area}`, '', '| method | works | note |', '|---|---|---|')
    for (const [name, note] of Object.entries(methods)) {
      const reason = absent[name]
      lines.push(
        `| \`${name}\` | ${reason === undefined ? 'yes' : 'no'} | ${reason === undefined ? note : `needs ${reason}`} |`,
      )
    }
    lines.push('')
  }
  return lines.join('\n')
}
