import type { TSchema } from 'typebox'
import type { Random } from './random.ts'

export interface Names {
  readonly users: readonly string[]
  readonly groups: readonly string[]
  readonly topics: readonly string[]
  readonly permissions: readonly string[]
}

/** The parts of a JSON Schema that operations use. */
interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
}

/** What breaks programs: names of their own, half characters, numbers at their ends, what looks like a query. */
const HOSTILE: readonly unknown[] = [
  ...['__proto__', 'constructor', 'toString', '\ud800', 'a\u0000b', '\u200b', '\u202e', 'İ', '%', '_', "' OR 1=1 --"],
  ...['GROUP', 'C2C', 'C2C__proto__', 'GROUP@TOPIC#_', 'GROUP\n', '../x', '1/', '9/x', '\x1f', 'x'.repeat(5_000), ''],
  ...[
    -1,
    0,
    0.5,
    1e300,
    -1e300,
    2 ** 53,
    2 ** 53 - 1,
    2 ** 32,
    '1',
    null,
    true,
    [],
    {},
    [[]],
    [null],
    { __proto__x: 1 },
  ],
  ...[Array.from({ length: 2_000 }, () => 'x'), JSON.parse('{"__proto__":{"force":true}}')],
]

const without = (data: Record<string, unknown>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(data).filter(([name]) => !names.includes(name)))

/** Data that fits an operation mostly, about people and groups that there are; hostile ones fit nothing. */
export class Generator {
  readonly #random: Random
  readonly #names: Names
  #clientTime = 1
  /** Messages that were sent not long ago. */
  readonly #sent: { readonly conversation: string; readonly seq: number }[] = []

  constructor(random: Random, names: Names) {
    this.#random = random
    this.#names = names
  }

  data(schema: TSchema, isHostile: boolean): unknown {
    const data = this.#value('', schema as Schema) as Record<string, unknown>
    if (isHostile) this.#spoil(data, schema as Schema)
    return data
  }

  /** A message that others may be about. */
  remember(conversation: string, seq: number): void {
    this.#sent.push({ conversation, seq })
    if (this.#sent.length > 10) this.#sent.shift()
  }

  conversation(): string {
    const { pick, once, below } = this.#random
    const { users, groups, topics } = this.#names
    return once(3) ? `C2C${users[below(3)]!}` : `GROUP${pick(once(4) ? topics : groups)}`
  }

  #spoil(data: Record<string, unknown>, { properties = {} }: Schema): void {
    const { pick, once, below } = this.#random
    const names = [...Object.keys(properties), 'force', 'createdAt', 'quiet']
    for (let n = 1 + below(2); n > 0; n--) {
      const name = pick(names)
      const old = data[name]
      const isDeep = typeof old === 'object' && old !== null && once(2)
      const hostile = structuredClone(pick(HOSTILE))
      if (!isDeep) data[name] = hostile
      else if (Array.isArray(old)) old[0] = hostile
      else (old as Record<string, unknown>)[pick([...Object.keys(old), 'evil'])] = hostile
    }
  }

  #value(name: string, schema: Schema): unknown {
    const known = this.#known(name)
    if (known !== undefined)
      return schema.type === 'array' && name !== 'body' ? this.#some(schema, () => this.#known(name)) : known
    const { pick, below, once } = this.#random
    if (schema.const !== undefined) return schema.const
    if (schema.enum !== undefined) return pick(schema.enum)
    if (schema.anyOf !== undefined) return this.#value(name, pick(schema.anyOf))
    switch (schema.type) {
      case 'object':
        return this.#object(schema)
      case 'array':
        return this.#some(schema, () => this.#value(name.replace(/s$/, ''), schema.items ?? {}))
      case 'boolean':
        return once(2)
      case 'integer':
      case 'number':
        return Math.max(schema.minimum ?? 0, Math.min(schema.maximum ?? 100, below(once(5) ? 100_000 : 12)))
      default:
        return this.#text(name, schema)
    }
  }

  #object({ properties = {}, required = [] }: Schema): Record<string, unknown> {
    const fields = Object.entries(properties).filter(([name]) => required.includes(name) || this.#random.once(2))
    const made = Object.fromEntries(fields.map(([name, schema]) => [name, this.#value(name, schema)]))
    // A message is for one of both; only for a group it may be for some.
    if ('to' in properties && 'group' in properties) {
      if (this.#random.once(4))
        return { ...without(made, ['group', 'targets']), to: this.#names.users[this.#random.below(3)] }
      return { ...without(made, ['to', 'targets']), ...this.#inGroup(made) }
    }
    if ('conversation' in properties && 'seq' in properties && this.#sent.length > 0 && !this.#random.once(4))
      return { ...made, ...this.#random.pick(this.#sent) }
    const isOfCommunity = 'groupId' in properties && ('permissionId' in properties || 'topicIds' in properties)
    return isOfCommunity && !this.#random.once(6) ? { ...made, groupId: this.#names.groups.at(-1) } : made
  }

  #inGroup({ targets }: Record<string, unknown>): object {
    const { pick, once } = this.#random
    const { groups, topics } = this.#names
    return { group: pick(once(4) ? topics : groups), ...(targets !== undefined && once(3) && { targets }) }
  }

  #some({ minItems = 0, maxItems = 4 }: Schema, make: () => unknown): unknown[] {
    const length = Math.min(maxItems, Math.max(minItems, this.#random.below(4)))
    return Array.from({ length }, make)
  }

  #text(name: string, { minLength = 0, maxLength = 20 }: Schema): string {
    if (name === 'type') return this.#random.pick(['Private', 'Public', 'ChatRoom', 'AVChatRoom', 'Community'])
    const text = this.#random.pick(['x', 'key', 'nameOne', 'ü', '😀', 'two words', '1'])
    return text.padEnd(minLength, '.').slice(0, maxLength)
  }

  /** Fields whose name says what they are about. */
  #known(name: string): unknown {
    const { pick, below, once } = this.#random
    const { users, groups, topics, permissions } = this.#names
    switch (name) {
      case 'userId':
      case 'userIds':
      case 'to':
      case 'targets':
      case 'mentions':
        return pick(users)
      case 'groupId':
      case 'groupIds':
      case 'group':
        return pick(once(8) ? topics : groups)
      case 'topicId':
      case 'topicIds':
        return pick(topics)
      case 'permissionId':
        return pick(permissions)
      case 'conversation':
      case 'conversations':
        return this.conversation()
      case 'seq':
      case 'seqs':
      case 'upTo':
        return 1 + below(once(2) ? 5 : 40)
      case 'body':
        return [
          { MsgType: 'TIMTextElem', MsgContent: { Text: pick(['hi', '"targets":["x"]', '"noLastMsg":true', '😀']) } },
        ]
      case 'random':
        return below(2 ** 32)
      case 'clientTime':
        return this.#clientTime++
      case 'version':
        return below(2)
      case 'name':
      case 'oldName':
      case 'newName':
        return pick(['one', 'two', 'three'])
      case 'source':
        return 'AddSource_Type_Web'
      case 'tag':
        return pick([
          'Tag_Profile_IM_Nick',
          'Tag_Profile_IM_AllowType',
          'Tag_SNS_Custom_Test',
          'Tag_Profile_Custom_Test',
        ])
      default:
        return undefined
    }
  }
}
