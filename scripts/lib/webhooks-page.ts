import type { Webhook } from '../../packages/protocol/src/webhooks/webhook.ts'
import { WEBHOOK_COMMANDS, WEBHOOKS } from '../../packages/protocol/src/webhooks.ts'
import { FIRED } from '../../packages/server/src/features/webhooks/fired.ts'
import { markdownTable } from './markdown.ts'
import { fieldTable, type Schema } from './schema-table.ts'

const HEAD = `# Webhooks

Every webhook, what its body holds and what may be answered. How they travel, what an answer means and how to set them up is told in
[webhooks.md](../webhooks.md).
`

/** docs/reference/webhooks.md */
export function webhooksPage(): string {
  const fired = new Set<string>(FIRED)
  const rows = WEBHOOK_COMMANDS.map((command) => [
    `[\`${command}\`](#${command.toLowerCase().replaceAll('.', '')})`,
    WEBHOOKS[command].kind,
    fired.has(command) ? 'sent' : 'not yet',
  ])
  const sections = WEBHOOK_COMMANDS.map((command) => section(command, WEBHOOKS[command]))
  const count = `This server sends ${fired.size} of the ${WEBHOOK_COMMANDS.length}.`
  return [HEAD, count, markdownTable(['command', 'when', ''], rows), ...sections]
    .join('\n\n')
    .replaceAll(/\n{3,}/g, '\n\n')
}

function section(command: string, row: Webhook): string {
  const body = fieldTable(row.body as Schema)
  const parts = [`## ${command}`, row.title, 'Body, beside `CallbackCommand`:', body]
  if (row.kind === 'before') parts.push(...answerOf(row))
  return `${parts.join('\n\n')}\n`
}

function answerOf({ answer, refusal }: Extract<Webhook, { kind: 'before' }>): string[] {
  const fields = fieldTable(answer as Schema)
  const extras = fields === 'none' ? [] : ['Answer, beside `ActionStatus`, `ErrorCode` and `ErrorInfo`:', fields]
  if (refusal === undefined) return extras
  const [first, last] = refusal.custom
  return [...extras, `\`ErrorCode\` 1 refuses with ${refusal.code}; ${first}–${last} refuse with that code.`]
}
