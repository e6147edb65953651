import { Type } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { MAX_MERGED_MESSAGES, relayElement } from './element.ts'
import { LEAVES } from './message.ts'

const MOST_ELEMENTS = 32
const MOST_LEVELS = 3

const leaves = new Map<string, Validator>(LEAVES.map((leaf) => [leaf.properties.MsgType.const, Compile(leaf)]))
const relay = Compile(relayElement(Type.Unknown()))

/**
 * What is wrong with the shape of a body, with the place; nothing when it fits `MsgBody`. A schema library that explains a union looks at
 * every member of it for every element, which takes a body of thousands of them too long: here each is looked at once, by its type.
 *
 * `bodyShapeProblem([{ MsgType: 'TIMTextElem', MsgContent: {} }])` → `'/body/0/MsgContent must have required properties Text'`
 */
export function bodyShapeProblem(body: unknown, path = '/body', level = 0): string | undefined {
  if (!Array.isArray(body) || body.length < 1 || body.length > MOST_ELEMENTS) {
    return `${path} must be an array of 1 to ${MOST_ELEMENTS} elements`
  }
  for (const [i, element] of body.entries()) {
    const problem = elementProblem(element, `${path}/${i}`, level)
    if (problem !== undefined) return problem
  }
  return undefined
}

function elementProblem(element: unknown, path: string, level: number): string | undefined {
  const type = field(element, 'MsgType')
  if (type === 'TIMRelayElem') return relayProblem(element, path, level)
  const validator = typeof type === 'string' ? leaves.get(type) : undefined
  if (validator === undefined) return `${path}/MsgType is no type of element that can be sent`
  return firstProblem(validator, element, path)
}

function relayProblem(element: unknown, path: string, level: number): string | undefined {
  if (level >= MOST_LEVELS) return `${path} is a merged message more than ${MOST_LEVELS} deep`
  const content = field(element, 'MsgContent')
  const list = field(content, 'MsgList')
  if ((list === undefined) === (field(content, 'JsonMsgKey') === undefined)) {
    return `${path}/MsgContent must have either MsgList or JsonMsgKey`
  }
  if (list === undefined) return firstProblem(relay, element, path)
  if (!Array.isArray(list) || list.length < 1 || list.length > MAX_MERGED_MESSAGES) {
    return `${path}/MsgContent/MsgList must be an array of 1 to ${MAX_MERGED_MESSAGES} messages`
  }
  for (const [i, inner] of list.entries()) {
    const problem = bodyShapeProblem(field(inner, 'MsgBody'), `${path}/MsgContent/MsgList/${i}/MsgBody`, level + 1)
    if (problem !== undefined) return problem
  }
  return firstProblem(relay, element, path)
}

function firstProblem(validator: Validator, value: unknown, path: string): string | undefined {
  if (validator.Check(value)) return undefined
  for (const problem of validator.Errors(value)) return `${path}${problem.instancePath} ${problem.message}`
  return `${path} does not fit`
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
