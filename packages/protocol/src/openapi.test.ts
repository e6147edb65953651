import { expect, it } from 'vitest'
import { errorsOf, openapi } from './openapi.ts'
import { COMMANDS } from './rest/commands.ts'
import { ALL_PATHS, UNANSWERED } from './rest/paths.ts'

it('every command is in the document, with its schemas, and shared ones are told once', () => {
  const { paths, components } = openapi()
  expect(Object.keys(paths)).toEqual(Object.keys(COMMANDS).map((path) => `/v4/${path}`))
  const { requestBody } = paths['/v4/openim/sendmsg']!.post
  const { schema } = requestBody.content['application/json']
  expect(schema.required).toContain('MsgRandom')
  expect(schema.properties['MsgBody']).toEqual({ $ref: '#/components/schemas/MsgBody' })
  expect(components.schemas.MsgBody.type).toBe('array')
  expect(JSON.stringify(paths).match(/TIMTextElem/g)).toBeNull()
})

it('every command is one of those that the server API has, and no path is both answered and unanswered', () => {
  const known = new Set(ALL_PATHS)
  expect(Object.keys(COMMANDS).filter((path) => !known.has(path))).toEqual([])
  expect(Object.keys(UNANSWERED).filter((path) => !known.has(path) || Object.hasOwn(COMMANDS, path))).toEqual([])
  expect(known.size).toBe(ALL_PATHS.length)
})

it('the errors of a command are those of its service, its fields and its verbs, once each, by code', () => {
  const path = 'openim/sendmsg'
  const names = errorsOf(path, COMMANDS[path])
  expect(names).toContain('C2C_RANDOM_MISSING')
  expect(names).toContain('REQUEST_TOO_LONG')
  expect(names).not.toContain('GROUP_INTERNAL')
  expect(new Set(names).size).toBe(names.length)
})
