import { ERRORS, type ErrorRow } from '../../packages/protocol/src/errors.ts'
import { markdownTable } from './markdown.ts'

const HEAD = `# Errors

Every error that crosses a wire, by code. Codes are those of the service that Signet stands in for; names are Signet's own and
stable. "Retry" marks errors after which the same request may succeed later, unchanged.
`

/** docs/reference/errors.md */
export function errorsPage(): string {
  const rows = Object.entries<ErrorRow>(ERRORS)
    .sort(([, a], [, b]) => a.code - b.code)
    .map(([name, { code, text, advice, retryable }]) => [
      String(code),
      `\`${name}\``,
      text,
      advice,
      retryable ? 'retry' : '',
    ])
  return `${HEAD}\n${markdownTable(['code', 'name', 'meaning', 'what to do', ''], rows)}\n`
}
