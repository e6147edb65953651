import type { TSchema } from 'typebox'

interface Shape {
  readonly type?: string
  readonly const?: unknown
  readonly anyOf?: readonly Shape[]
  readonly properties?: Readonly<Record<string, Shape>>
  readonly items?: Shape
  readonly minimum?: number
}

/** A made-up value that a schema takes: every field is there, lists have one entry. @example sampleOf(Type.Object({ A: Type.String() })) // { A: 'test' } */
export function sampleOf(schema: TSchema): unknown {
  return made(schema as unknown as Shape)
}

function made({ type, const: only, anyOf, properties, items, minimum }: Shape): unknown {
  if (only !== undefined) return only
  if (anyOf?.[0] !== undefined) return made(anyOf[0])
  switch (type) {
    case 'object':
      return Object.fromEntries(Object.entries(properties ?? {}).map(([name, field]) => [name, made(field)]))
    case 'array':
      return items === undefined ? [] : [made(items)]
    case 'integer':
    case 'number':
      return minimum ?? 0
    case 'boolean':
      return false
    default:
      return 'test'
  }
}
