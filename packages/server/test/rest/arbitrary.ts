import fc, { type Arbitrary } from 'fast-check'

/** The parts of a JSON Schema that commands use. */
export interface JsonSchema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
}

/** Longest list that is made: enough for several, few enough to be quick. Lists in lists get shorter, or they would grow without end. */
const MOST_ITEMS = 4

/** Values that fit a schema; texts are often one of `words`, so that they name something that there is. */
export function fitting(schema: JsonSchema, words: readonly string[], most = MOST_ITEMS): Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  if (schema.anyOf !== undefined) {
    const choices = most > 0 ? schema.anyOf : schema.anyOf.slice(0, 1)
    return fc.oneof(...choices.map((one) => fitting(one, words, most)))
  }
  switch (schema.type) {
    case 'object':
      return fittingObject(schema, words, most)
    case 'array':
      return fc.array(fitting(schema.items ?? {}, words, most - 2), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(schema.minItems ?? 0, Math.min(schema.maxItems ?? MOST_ITEMS, Math.max(most, 0))),
      })
    case 'string':
      return fittingText(schema, words)
    case 'integer': {
      const min = schema.minimum ?? -(2 ** 31)
      const max = schema.maximum ?? 2 ** 31 - 1
      return fc.oneof(fc.integer({ min, max: Math.min(max, Math.max(min, 200)) }), fc.integer({ min, max }))
    }
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true })
    case 'boolean':
      return fc.boolean()
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

function fittingObject({ properties = {}, required = [] }: JsonSchema, words: readonly string[], most: number) {
  const fields = Object.entries(properties).map(([name, one]) => [name, fitting(one, words, most)] as const)
  return fc.record(Object.fromEntries(fields), { requiredKeys: [...required] })
}

function fittingText({ minLength = 0, maxLength = 300 }: JsonSchema, words: readonly string[]): Arbitrary<string> {
  const free = fc.string({ minLength, maxLength: Math.min(maxLength, 40), unit: 'grapheme' })
  const known = words.filter((word) => word.length >= minLength && word.length <= maxLength)
  return known.length === 0 ? free : fc.oneof(fc.constantFrom(...known), free)
}

/** Inputs with one field that does not fit: of another type, or missing although it is required. */
export function unfitting(schema: JsonSchema, words: readonly string[]): Arbitrary<Record<string, unknown>> {
  const names = Object.keys(schema.properties ?? {})
  return fc
    .record({ good: fitting(schema, words), name: fc.constantFrom(...names), isGone: fc.boolean() })
    .map(({ good, name, isGone }) => {
      const broken = { ...(good as Record<string, unknown>) }
      if (isGone && schema.required?.includes(name)) delete broken[name]
      else broken[name] = schema.properties![name]!.type === 'object' ? 7 : { not: { what: ['it', 'is'] } }
      return broken
    })
}
