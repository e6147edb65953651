import { OPS } from '../../packages/protocol/src/realtime/requests.ts'
import { fieldTable, type Schema } from './schema-table.ts'

const HEAD = `# Socket operations

What a client may ask on the socket, one section each. How frames travel is told in [protocol.md](../protocol.md).
`

/** docs/reference/protocol-ops.md */
export function opsPage(): string {
  const sections = Object.entries(OPS).map(
    ([name, { title, input, output }]) =>
      `## ${name}\n\n${title}\n\nRequest data:\n\n${fieldTable(input as Schema)}\n\nReply data:\n\n${fieldTable(output as Schema)}\n`,
  )
  return [HEAD, ...sections].join('\n')
}
