/** Sizes of what groups hold: pure. Bytes are those of UTF-8. */
import type { ErrorName } from '@signet/protocol/errors'
import type { GroupType } from './types.ts'

export const GROUP_LIMITS = {
  idBytes: 48,
  name: 100,
  introduction: 240,
  notification: 400,
  faceUrl: 500,
  nameCard: 50,
  note: 256,
  description: 1_000,
  customKeys: 20,
  customValue: 512,
  memberCustomKeys: 5,
  memberCustomValue: 64,
  attributes: 16,
  attributeKey: 32,
  attributeValue: 4_000,
  attributeBytes: 16_000,
  counters: 20,
  counterKey: 128,
  /** Applications that wait for an answer, per group. */
  applications: 1_000,
} as const

export interface Pair {
  readonly key: string
  readonly value: string
}

/** What is wrong, by the name of the error and in words for the caller. */
export interface Problem {
  readonly error: ErrorName
  readonly detail: string
}

const encoder = new TextEncoder()
export const bytesOf = (text: string): number => encoder.encode(text).length

/** Text that is no valid Unicode cannot be stored and read back as it was. */
const isText = (value: string): boolean => !/\p{Surrogate}/u.test(value) && !value.includes('\u0000')

export type TextField = 'name' | 'introduction' | 'notification' | 'faceUrl' | 'nameCard' | 'note' | 'description'

/** GRP7: a text of a group fits its field; a name is not empty. */
export function textProblem(field: TextField, value: string): Problem | undefined {
  const most = GROUP_LIMITS[field]
  if (!isText(value)) return { error: 'GROUP_PARAMETER', detail: `${field} is not valid Unicode text.` }
  if (field === 'name' && value.trim() === '') return { error: 'GROUP_PARAMETER', detail: 'name must not be empty.' }
  if (bytesOf(value) <= most) return undefined
  return { error: 'GROUP_PARAMETER', detail: `${field} has ${bytesOf(value)} bytes; at most ${most}.` }
}

/** GRP8: an id that a maker chose. `@TGS#` is the server's, `@TGS#_` that of communities. */
export function groupIdProblem(type: GroupType, groupId: string): Problem | undefined {
  const detail =
    type === 'Community'
      ? 'The id of a community begins with @TGS#_ and has at most 48 bytes of printable ASCII.'
      : 'The id of a group has 1–48 bytes of printable ASCII and does not begin with @TGS#.'
  const isPrintable = /^[\x20-\x7e]{1,48}$/.test(groupId) && groupId.trim() !== ''
  const isOfType = type === 'Community' ? /^@TGS#_./.test(groupId) : !groupId.startsWith('@TGS#')
  // A topic's id is its group's with this mark in it.
  if (isPrintable && isOfType && !groupId.includes('@TOPIC#_')) return undefined
  return { error: 'GROUP_ID_INVALID', detail }
}

/** GRP9: custom fields of a group or of a member; an empty value takes a field away. */
export function customProblem(of: 'group' | 'member', fields: readonly Pair[]): Problem | undefined {
  const most = of === 'group' ? GROUP_LIMITS.customValue : GROUP_LIMITS.memberCustomValue
  for (const { key, value } of fields) {
    if (!/^[A-Za-z0-9_]{1,16}$/.test(key)) {
      return { error: 'GROUP_PARAMETER', detail: 'The key of a custom field has 1–16 letters, digits or underscores.' }
    }
    if (!isText(value) || bytesOf(value) > most) {
      return { error: 'GROUP_PARAMETER', detail: `The custom field ${key} is text of at most ${most} bytes.` }
    }
  }
  return undefined
}

/** GRP9: the fields after a change, or nothing when there would be too many. */
export function mergeCustom(of: 'group' | 'member', old: readonly Pair[], change: readonly Pair[]): Pair[] | undefined {
  const merged = new Map(old.map(({ key, value }) => [key, value]))
  for (const { key, value } of change) {
    if (value === '') merged.delete(key)
    else merged.set(key, value)
  }
  const most = of === 'group' ? GROUP_LIMITS.customKeys : GROUP_LIMITS.memberCustomKeys
  return merged.size > most ? undefined : [...merged].map(([key, value]) => ({ key, value }))
}

/** GRP16: every attribute by itself, then all of them together. */
export function attributesProblem(items: readonly Pair[]): Problem | undefined {
  let bytes = 0
  for (const { key, value } of items) {
    const keyBytes = bytesOf(key)
    if (keyBytes === 0 || keyBytes > GROUP_LIMITS.attributeKey || !isText(key)) {
      return {
        error: 'GROUP_ATTRIBUTE_KEY',
        detail: `The key of an attribute has 1–${GROUP_LIMITS.attributeKey} bytes.`,
      }
    }
    const valueBytes = bytesOf(value)
    if (valueBytes > GROUP_LIMITS.attributeValue || !isText(value)) {
      return {
        error: 'GROUP_ATTRIBUTE_VALUE',
        detail: `The value of an attribute has at most ${GROUP_LIMITS.attributeValue} bytes.`,
      }
    }
    bytes += keyBytes + valueBytes
  }
  if (new Set(items.map(({ key }) => key)).size > GROUP_LIMITS.attributes) {
    return { error: 'GROUP_ATTRIBUTES_COUNT', detail: `A group has at most ${GROUP_LIMITS.attributes} attributes.` }
  }
  if (bytes <= GROUP_LIMITS.attributeBytes) return undefined
  return {
    error: 'GROUP_ATTRIBUTES_SIZE',
    detail: `All attributes have ${bytes} bytes together; at most ${GROUP_LIMITS.attributeBytes}.`,
  }
}

/** GRP17: the name of a counter. */
export function counterKeyProblem(key: string): Problem | undefined {
  const bytes = bytesOf(key)
  if (bytes > 0 && bytes <= GROUP_LIMITS.counterKey && isText(key)) return undefined
  return { error: 'GROUP_PARAMETER', detail: `The key of a counter has 1–${GROUP_LIMITS.counterKey} bytes.` }
}
