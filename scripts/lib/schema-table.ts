import { markdownTable } from './markdown.ts'

/** The parts of a JSON Schema that the pages show. */
export interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
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

/** One row per field, those inside of others with their path. Fields that are in `shown` already are not unfolded. */
export function fieldTable(schema: Schema, shown: ReadonlySet<string> = new Set()): string {
  const rows = [...fieldRows(schema, '', shown)]
  return rows.length === 0 ? 'none' : markdownTable(['field', 'type', '', 'meaning'], rows)
}

function* fieldRows(schema: Schema, prefix: string, shown: ReadonlySet<string>): Generator<string[]> {
  const required = new Set(schema.required)
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const path = `${prefix}${name}`
    yield [`\`${path}\``, typeText(field), required.has(name) ? '' : 'optional', field.description ?? '']
    if (shown.has(name)) continue
    if (field.type === 'object') yield* fieldRows(field, `${path}.`, shown)
    if (field.type !== 'array' || field.items === undefined) continue
    for (const item of field.items.anyOf ?? [field.items]) yield* fieldRows(item, `${path}[].`, shown)
  }
}

function typeText(schema: Schema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(' or ')
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(typeText))].join(' or ')
  if (schema.type === 'array') {
    return `array of ${typeText(schema.items ?? {})}${bounds(schema.minItems, schema.maxItems)}`
  }
  const length = bounds(schema.minLength, schema.maxLength)
  return `${schema.type ?? 'any'}${schema.type === 'string' ? length : bounds(schema.minimum, schema.maximum)}`
}

function bounds(min: number | undefined, max: number | undefined): string {
  if (min === undefined && max === undefined) return ''
  if (min === undefined) return `, at most ${max}`
  return max === undefined ? `, at least ${min}` : `, ${min} to ${max}`
}
