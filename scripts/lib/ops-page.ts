import { OPS } from '../../packages/protocol/src/realtime/requests.ts'
import { markdownTable } from './markdown.ts'

const HEAD = `# Socket operations

What a client may ask on the socket, one section each. How frames travel is told in [protocol.md](../protocol.md).
`

/** The parts of a JSON Schema that the page shows. */
interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
}

/** docs/reference/protocol-ops.md */
export function opsPage(): string {
  const sections = Object.entries(OPS).map(
    ([name, { title, input, output }]) =>
      `## ${name}\n\n${title}\n\nRequest data:\n\n${fieldTable(input as Schema)}\n\nReply data:\n\n${fieldTable(output as Schema)}\n`,
  )
  return [HEAD, ...sections].join('\n')
}

function fieldTable(schema: Schema): string {
  const rows = [...fieldRows(schema, '')]
  return rows.length === 0 ? 'none' : markdownTable(['field', 'type', '', 'meaning'], rows)
}

function* fieldRows(schema: Schema, prefix: string): Generator<string[]> {
  const required = new Set(schema.required)
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const path = `${prefix}${name}`
    yield [`\`${path}\``, typeText(field), required.has(name) ? '' : 'optional', field.description ?? '']
    if (field.type === 'object') yield* fieldRows(field, `${path}.`)
    if (field.type !== 'array' || field.items === undefined) continue
    for (const item of field.items.anyOf ?? [field.items]) yield* fieldRows(item, `${path}[].`)
  }
}

function typeText(schema: Schema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(typeText))].join(' or ')
  if (schema.type === 'array')
    return `array of ${typeText(schema.items ?? {})}${bounds(schema.minItems, schema.maxItems)}`
  const length = bounds(schema.minLength, schema.maxLength)
  return `${schema.type ?? 'any'}${schema.type === 'string' ? length : bounds(schema.minimum, schema.maximum)}`
}

function bounds(min: number | undefined, max: number | undefined): string {
  if (min === undefined && max === undefined) return ''
  if (min === undefined) return `, at most ${max}`
  return max === undefined ? `, at least ${min}` : `, ${min} to ${max}`
}
