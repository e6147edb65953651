import { readdirSync, readFileSync } from 'node:fs'
import type { Command } from '@signet/protocol/command'
import { ERRORS, type ErrorName } from '@signet/protocol/errors'
import { COMMANDS } from '@signet/protocol/rest/commands'
import { familyOf } from '@signet/protocol/rest/families'
import { testIm } from '@signet/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Failure } from '../../src/engine/failure.ts'
import { inputReader } from '../../src/engine/http/rest-input.ts'
import { fitting, type JsonSchema } from './arbitrary.ts'
import { rest } from './call.ts'
import { filled, repeated } from './filled.ts'

/** A file of conformance/rest/refusals; the README beside tells what the fields mean. */
interface Refusals {
  readonly title: string
  readonly before: readonly { call: string; body: object; keep?: Readonly<Record<string, string>> }[]
  readonly refused: readonly (readonly [call: string, body: object, code: number])[]
}

const folder = new URL('../../../../conformance/rest/refusals/', import.meta.url)
const files = readdirSync(folder).map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Refusals)
const commands = Object.entries<Command>(COMMANDS)
const UNLIMITED = { rest: { requestsPerSecond: 1_000_000, appRequestsPerSecond: 1_000_000 } }

/** Refusals that take more than a call: the test that provokes them. */
const ELSEWHERE: Partial<Record<ErrorName, string>> = {
  FRIEND_LIMIT: 'rest/limits.test.ts',
  FRIEND_PEER_LIMIT: 'rest/limits.test.ts',
  FRIEND_APPLICATION_LIMIT: 'friends.test.ts',
  BLACKLIST_LIMIT: 'friends.test.ts',
  FOLLOWING_LIMIT: 'rest/limits.test.ts',
  FOLLOWERS_LIMIT: 'rest/limits.test.ts',
  CONVERSATION_GROUPED_LIMIT: 'conversations.test.ts',
  EXTENSION_RATE: 'rest/limits.test.ts',
  EXTENSION_LIMIT: 'rest/group-messages.test.ts',
  GROUP_ATTRIBUTES_RATE: 'groups-data.test.ts',
  GROUP_ROOM_QUOTA: 'groups-limits.test.ts',
  GROUP_USER_QUOTA: 'groups-limits.test.ts',
  TOPICS_COUNT: 'groups-limits.test.ts',
  PUSH_QUOTA: 'rest/push.test.ts',
  WEBHOOK_REFUSED: 'webhooks-before.test.ts',
  WEBHOOK_FAILED: 'webhooks-before.test.ts',
  GROUP_WEBHOOK_REFUSED: 'webhooks-groups.test.ts',
}

/** Refusals that no test provokes, and why; of one command, or of all. */
const UNPROVOKED: Readonly<Record<string, string>> = {
  GROUP_ANSWER_TOO_LONG: 'an answer of 1 MB takes hundreds of full groups; the limit is a line of the framework',
  OFFICIAL_QUOTA: 'it takes a thousand accounts',
  'openim/batchsendmsg MESSAGE_ID_REUSED': 'both calls have to fall into one second; sendmsg says the second',
  'im_cos_msg/get_cos_sig ACCOUNT_NOT_FOUND': 'the administrator would have to be deleted while the call is under way',
}

/** Fields of answers that hold codes: of the call, and of each item. */
const CODES = new Set(['ErrorCode', 'ResultCode', 'RetCode', 'Code', 'Result'])
function codesIn(value: unknown): number[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) =>
    typeof part === 'number' && CODES.has(name) ? [part] : codesIn(part),
  )
}

for (const { title, before, refused } of files) {
  it(`[REST11] each refusal has its code: ${title}`, async () => {
    await using im = await testIm({ config: UNLIMITED })
    const kept = new Map<string, unknown>()
    for (const { call, body, keep = {} } of before) {
      const answer = await rest(im, call, repeated(filled(body, kept)) as object)
      expect(answer.ErrorInfo, `${call} ${JSON.stringify(body)}`).toBe('')
      for (const [name, field] of Object.entries(keep)) kept.set(name, answer[field])
    }
    const wrong: string[] = []
    for (const [call, body, code] of refused) {
      const answer = await rest(im, call, repeated(filled(body, kept)) as object)
      if (!codesIn(answer).includes(code))
        wrong.push(`${call} ${JSON.stringify(body)}: ${code}, not ${JSON.stringify(answer)}`)
    }
    expect(wrong).toEqual([])
  }, 60_000)
}

const ofFields = ({ fields = {} }: Command): ErrorName[] =>
  Object.values(fields).flatMap((one) => (typeof one === 'string' ? [one] : Object.values(one)))

describe('the table of commands', () => {
  it('says of every command what it refuses, and each of it is provoked by a call of that command', () => {
    const provoked = new Set(files.flatMap(({ refused }) => refused.map(([call, , code]) => `${call} ${code}`)))
    const missing = commands.flatMap(([path, command]) => {
      const byField = [...ofFields(command), familyOf(path).parameter]
      const said = new Set([...Object.values(command.says ?? {}), ...(command.errors ?? [])])
      return [...said]
        .filter((name) => !byField.includes(name) && ELSEWHERE[name] === undefined)
        .filter((name) => !(name in UNPROVOKED) && !(`${path} ${name}` in UNPROVOKED))
        .filter((name) => !provoked.has(`${path} ${ERRORS[name].code}`))
        .map((name) => `${path} ${name} ${ERRORS[name].code}`)
    })
    expect(missing).toEqual([])
  })

  it('has a test for what takes more than a call to provoke', () => {
    const unproven = Object.entries(ELSEWHERE).filter(([name, file]) => {
      const text = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
      return !new RegExp(`\\b(${name}|${ERRORS[name as ErrorName].code})\\b`).test(text)
    })
    expect(unproven).toEqual([])
  })

  it('[REST11] names the code of every field, whether it is missing, of another type, or a list of too many', () => {
    expect(commands.flatMap(([path, command]) => wrongFields(path, command))).toEqual([])
  })
})

/** Each field of a command made wrong in the simplest way, the others fit: what is not answered as the table says. */
function wrongFields(path: string, command: Command): string[] {
  const input = command.input as unknown as JsonSchema
  const [sample = {}] = fc.sample(fitting(input, ['ghost']), { numRuns: 1, seed: 3 }) as Record<string, unknown>[]
  const body = 'MsgBody' in sample ? { ...sample, MsgBody: TEXT } : sample
  const read = inputReader(command, familyOf(path))
  const wrong: string[] = []
  const judge = (name: string, value: unknown, refusal: ErrorName): void => {
    const given = refusalOf(() => read({ ...structuredClone(body), [name]: value }))
    if (given !== refusal) wrong.push(`${path} ${name}: ${given}, not ${refusal}`)
  }
  for (const [name, schema] of Object.entries(input.properties ?? {})) {
    const refusal = command.fields?.[name] ?? familyOf(path).parameter
    const [type, many] =
      typeof refusal === 'string' ? [refusal, refusal] : [refusal.type, refusal.many ?? refusal.value]
    const { type: jsonType, maxItems } = schema as { type?: string; maxItems?: number }
    if (input.required?.includes(name)) judge(name, undefined, type)
    if (jsonType !== undefined) judge(name, true, type)
    if (maxItems !== undefined) judge(name, Array(maxItems + 1).fill('x'), many)
  }
  return wrong
}

const TEXT = [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'x' } }]

function refusalOf(read: () => unknown): string {
  try {
    read()
    return 'taken'
  } catch (error) {
    return error instanceof Failure ? error.errorName : String(error)
  }
}
