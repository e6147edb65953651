import { useQuery } from '@tanstack/react-query'
import { ApiFailure } from '../../api/failure.ts'

/** What is read of the server's own description of its API. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minimum?: number
  readonly description?: string
}

export interface ApiCommand {
  /** `openim/sendmsg` */
  readonly path: string
  readonly service: string
  readonly title: string
  readonly note: string | undefined
  readonly input: Schema
}

export interface Api {
  readonly commands: readonly ApiCommand[]
  readonly schemas: Readonly<Record<string, Schema>>
}

interface Document {
  readonly paths: Readonly<
    Record<
      string,
      {
        readonly post?: {
          readonly summary?: string
          readonly description?: string
          readonly requestBody?: { readonly content: { readonly 'application/json'?: { readonly schema: Schema } } }
        }
      }
    >
  >
  readonly components: { readonly schemas?: Readonly<Record<string, Schema>> }
}

/** The commands of the server API, as `/openapi.json` has them. */
export const useApi = () =>
  useQuery<Api, ApiFailure>({
    queryKey: ['openapi'],
    staleTime: Number.POSITIVE_INFINITY,
    async queryFn() {
      const answer = await fetch('/openapi.json').catch(() => undefined)
      if (answer?.ok !== true) {
        throw new ApiFailure({ status: answer?.status ?? 0, name: 'OFFLINE', code: 0, message: 'openapi.json' })
      }
      return apiOf((await answer.json()) as Document)
    },
  })

export function apiOf({ paths, components }: Document): Api {
  const schemas = components.schemas ?? {}
  const commands = Object.entries(paths).flatMap(([whole, { post }]): ApiCommand[] => {
    if (post === undefined) return []
    const path = whole.replace(/^\/v4\//, '')
    const input = resolved(post.requestBody?.content['application/json']?.schema ?? {}, schemas)
    return [{ path, service: path.split('/')[0]!, title: post.summary ?? '', note: post.description, input }]
  })
  return { commands, schemas }
}

/** A schema itself, where only its name stands. */
export function resolved(schema: Schema, schemas: Api['schemas']): Schema {
  const name = schema.$ref?.split('/').at(-1)
  return name === undefined ? schema : (schemas[name] ?? {})
}

const DEPTH = 6

/** A value to begin with: what is required, with made-up contents. */
export function sample(given: Schema, schemas: Api['schemas'], name = '', depth = 0): unknown {
  const schema = resolved(given, schemas)
  const { type, const: only, enum: values, anyOf, properties = {}, required = [], items, minimum } = schema
  if (only !== undefined) return only
  if (values?.[0] !== undefined) return values[0]
  if (anyOf?.[0] !== undefined) return sample(anyOf[0], schemas, name, depth)
  if (type === 'object') {
    return Object.fromEntries(required.map((key) => [key, sample(properties[key] ?? {}, schemas, key, depth + 1)]))
  }
  if (type === 'array') return items === undefined || depth > DEPTH ? [] : [sample(items, schemas, name, depth + 1)]
  if (type === 'integer' || type === 'number') {
    return /random/i.test(name) ? Math.floor(Math.random() * 2 ** 32) : (minimum ?? 0)
  }
  if (type === 'boolean') return false
  return name === 'Text' ? 'Hello' : ''
}

/** How a field of a form is filled in. */
export type FieldKind = 'text' | 'number' | 'choice' | 'json'

export function kindOf(schema: Schema): FieldKind {
  if (choicesOf(schema) !== undefined) return 'choice'
  if (schema.type === 'string') return 'text'
  return schema.type === 'integer' || schema.type === 'number' ? 'number' : 'json'
}

/** The values that a field may have, if they are few and named. */
export function choicesOf({ enum: values, anyOf }: Schema): readonly string[] | undefined {
  const found =
    values ?? (anyOf?.every((one) => one.const !== undefined) === true ? anyOf.map((one) => one.const) : undefined)
  return found?.every((value) => typeof value === 'string') === true ? (found as readonly string[]) : undefined
}
