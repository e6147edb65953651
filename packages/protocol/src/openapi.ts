import { Type } from 'typebox'
import type { Command } from './command.ts'
import { ERRORS, type ErrorName } from './errors.ts'
import { MsgBody } from './message.ts'
import { OfflinePush } from './offline-push.ts'
import { COMMANDS } from './rest/commands.ts'
import { familyOf } from './rest/families.ts'

/** What stands in the URL of every call. */
const QUERY = [
  ['sdkappid', true, { type: 'integer' }, 'The application.'],
  ['identifier', true, { type: 'string' }, 'UserID of an account administrator of the application.'],
  ['usersig', true, { type: 'string' }, 'UserSig of the identifier.'],
  ['random', false, { type: 'integer' }, 'Any uint32.'],
  ['contenttype', false, { type: 'string', const: 'json' }, '`json`'],
] as const

/** Names of the errors of one command's own: what its fields, its verbs and its service answer. */
export function errorsOf(path: string, command: Command): ErrorName[] {
  const { json, parameter, internal, frequency } = familyOf(path)
  const fields = Object.values(command.fields ?? {}).flatMap((refusal) =>
    typeof refusal === 'string' ? [refusal] : [refusal.type, refusal.value, ...(refusal.many ? [refusal.many] : [])],
  )
  const said = Object.values(command.says ?? {})
  const all = new Set<ErrorName>([json, parameter, internal, frequency, ...fields, ...said, ...(command.errors ?? [])])
  return [...all].sort((a, b) => ERRORS[a].code - ERRORS[b].code)
}

/** What every answer has. */
const ANSWER = {
  ActionStatus: Type.Union([Type.Literal('OK'), Type.Literal('FAIL'), Type.Literal('SomeError')]),
  ErrorCode: Type.Integer({ description: '0, or a code of docs/reference/errors.md.' }),
  ErrorInfo: Type.String({ description: 'Words for people; do not test them.' }),
  ErrorDisplay: Type.String(),
}

/**
 * The server API as an OpenAPI 3.1 document: the schemas of the commands are JSON Schema, so nothing is converted.
 * @example openapi().paths['/v4/openim/sendmsg']
 */
export function openapi() {
  const paths = Object.entries<Command>(COMMANDS).map(([path, command]) => [
    `/v4/${path}`,
    { post: operation(path, command) },
  ])
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Signet server API',
      version: '4',
      description: 'For the backend of an application. Every outcome is HTTP 200; ErrorCode tells which.',
    },
    paths: Object.fromEntries(paths) as Record<string, { post: ReturnType<typeof operation> }>,
    components: {
      schemas: SHARED,
      parameters: Object.fromEntries(
        QUERY.map(([name, required, schema, description]) => [
          name,
          { name, in: 'query', required, schema, description },
        ]),
      ),
    },
  }
  return withReferences(document)
}

/** What many commands share is told once. */
const SHARED = { MsgBody, OfflinePushInfo: OfflinePush }

/** Puts references in place of the shared schemas, but where they are told. An optional one is a copy, so the text decides. */
function withReferences<T>(document: T): T {
  const names = new Map(Object.entries(SHARED).map(([name, schema]) => [JSON.stringify(schema), name]))
  const text = JSON.stringify(document, function (this: unknown, _key, value: unknown) {
    if (this === SHARED || typeof value !== 'object') return value
    const name = names.get(JSON.stringify(value))
    return name === undefined ? value : { $ref: `#/components/schemas/${name}` }
  })
  return JSON.parse(text) as T
}

function operation(path: string, command: Command) {
  const codes = errorsOf(path, command).map((name) => `${ERRORS[name].code} ${name}`)
  return {
    operationId: path.replace('/', '.'),
    tags: [path.slice(0, path.indexOf('/'))],
    summary: command.title,
    ...(command.note === undefined ? {} : { description: command.note }),
    parameters: QUERY.map(([name]) => ({ $ref: `#/components/parameters/${name}` })),
    requestBody: { required: true, content: { 'application/json': { schema: command.input } } },
    responses: {
      200: {
        description: `Done, or refused with ErrorCode: ${codes.join(', ')}.`,
        content: { 'application/json': { schema: { ...command.output, ...answered(command) } } },
      },
    },
  }
}

const answered = ({ output }: Command) => ({
  properties: { ...ANSWER, ...output.properties },
  required: [...Object.keys(ANSWER), ...(output.required ?? [])],
})
