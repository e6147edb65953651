import type { TObject, TSchema } from 'typebox'

/** Gives the data of a request without what its schema does not name. */
export type Prune = (data: object) => object

/**
 * A schema lets through what it does not name, so that newer clients can talk to older servers. Nobody may build on it: an action takes
 * more than one door offers (the server API adds friends by force), and what is not named was not checked. So it ends here, at every
 * depth of objects in objects; what messages hold is theirs.
 *
 * @example
 * pruneBy(Type.Object({ a: Type.String() }))({ a: 'x', force: true }) // { a: 'x' }
 */
export function pruneBy({ properties }: TObject): Prune {
  const known = new Map<string, Prune | undefined>(
    Object.entries(properties).map(([name, schema]) => [name, isObject(schema) ? pruneBy(schema) : undefined]),
  )
  return (data) => {
    let pruned: Record<string, unknown> | undefined
    for (const [name, value] of Object.entries(data)) {
      const prune = known.get(name)
      const next = prune === undefined ? value : prune(value as object)
      if (next === value && known.has(name)) continue
      pruned ??= { ...data }
      if (known.has(name)) pruned[name] = next
      else delete pruned[name]
    }
    return pruned ?? data
  }
}

/** What is any object by its schema stays as it is. */
const isObject = (schema: TSchema): schema is TObject =>
  'properties' in schema &&
  typeof schema['properties'] === 'object' &&
  Object.keys(schema['properties'] ?? {}).length > 0
