import { isUtf8 } from 'node:buffer'
import { bodyShapeProblem } from '@signet/protocol/body-shape'
import type { Command } from '@signet/protocol/command'
import type { ErrorName } from '@signet/protocol/errors'
import type { ErrorFamily } from '@signet/protocol/rest/families'
import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { Check, Errors } from 'typebox/value'
import { type Failure, fail } from '../failure.ts'

type JsonObject = Record<string, unknown>

/** Levels below the body at which `null` still means absent. */
const NULL_LEVELS = 6

/** Reads a body; an empty one is an object without fields, as some clients send it. @throws Failure `malformed` */
export function readBody(bytes: Buffer | undefined, malformed: ErrorName): JsonObject {
  if (bytes === undefined || bytes.length === 0) return {}
  if (!isUtf8(bytes)) throw fail(malformed, 'The body is not UTF-8.')
  const text = bytes.toString('utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw fail(malformed, 'The body is not JSON.')
  }
  if (!isObject(value)) throw fail(malformed, 'The body is not a JSON object.')
  // Half of a character can only come as an escape, since the bytes were UTF-8.
  if (/\\u[dD][89a-fA-F]/.test(text) && hasHalfCharacter(value)) {
    throw fail(malformed, 'A text in the body has half of a character in it.')
  }
  return value
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Without recursion: how deep a body is nested is up to who sent it. */
function hasHalfCharacter(root: unknown): boolean {
  const rest: unknown[] = [root]
  for (let value = rest.pop(); value !== undefined; value = rest.pop()) {
    if (typeof value === 'string' && !value.isWellFormed()) return true
    if (typeof value !== 'object' || value === null) continue
    for (const [name, part] of Object.entries(value)) {
      if (!name.isWellFormed()) return true
      if (part !== undefined && part !== null) rest.push(part)
    }
  }
  return false
}

/** Judges the input of one command. Compiled when first needed. */
export function inputReader(command: Command, family: ErrorFamily): (body: JsonObject) => JsonObject {
  const renamed = Object.entries(command.renamed ?? {})
  let validator: Validator | undefined
  return (body) => {
    validator ??= Compile(command.input)
    for (const [older, newer] of renamed) {
      if (Object.hasOwn(body, older) && !Object.hasOwn(body, newer)) body[newer] = body[older]
    }
    if (validator.Check(body)) return body
    dropNulls(body, NULL_LEVELS)
    if (validator.Check(body)) return body
    throw firstRefusal(command, body, family.parameter)
  }
}

/** `null` means absent: clients in languages with empty lists send it. */
function dropNulls(value: unknown, levels: number): void {
  if (typeof value !== 'object' || value === null || levels === 0) return
  if (Array.isArray(value)) {
    for (const item of value) dropNulls(item, levels - 1)
    return
  }
  for (const [name, part] of Object.entries(value)) {
    if (part === null) delete (value as JsonObject)[name]
    else dropNulls(part, levels - 1)
  }
}

/** Which field is wrong first, in the order of the schema, and what that is answered with. */
function firstRefusal(command: Command, body: JsonObject, otherwise: ErrorName): Failure {
  const required = new Set<string>(command.input.required)
  for (const [name, schema] of Object.entries(command.input.properties)) {
    const value = body[name]
    const refusal = command.fields?.[name] ?? otherwise
    if (value === undefined) {
      if (required.has(name)) return fail(nameOf(refusal, true), `${name} is missing.`)
    } else if (!Check(schema, value)) {
      const code = isTooLong(schema, value) ? tooMany(refusal) : nameOf(refusal, !hasJsonType(schema, value))
      return fail(code, problemOf(name, schema, value))
    }
  }
  return fail(otherwise, 'The fields do not fit the command.')
}

const nameOf = (refusal: NonNullable<Command['fields']>[string], type: boolean): ErrorName =>
  typeof refusal === 'string' ? refusal : type ? refusal.type : refusal.value

const tooMany = (refusal: NonNullable<Command['fields']>[string]): ErrorName =>
  typeof refusal === 'string' ? refusal : (refusal.many ?? refusal.value)

const isTooLong = (schema: TSchema, value: unknown): boolean => {
  const { maxItems } = schema as { maxItems?: number }
  return Array.isArray(value) && maxItems !== undefined && value.length > maxItems
}

function hasJsonType(schema: TSchema, value: unknown): boolean {
  switch ((schema as { type?: string }).type) {
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isObject(value)
    case 'integer':
      return Number.isInteger(value)
    case undefined:
      return true
    default:
      return typeof value === (schema as { type?: string }).type
  }
}

function problemOf(name: string, schema: TSchema, value: unknown): string {
  // A body of a message is explained by the function that looks at each element once.
  if (name === 'MsgBody' && Array.isArray(value)) {
    const problem = bodyShapeProblem(value, '/MsgBody')
    if (problem !== undefined) return problem.slice(0, 200)
  }
  for (const problem of Errors(schema, value)) {
    return `${name}${problem.instancePath} ${problem.message}`.slice(0, 200)
  }
  return `${name} does not fit.`
}
