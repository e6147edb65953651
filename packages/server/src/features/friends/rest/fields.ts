import { fail } from '../../../engine/failure.ts'
import type { Friend } from '../list.ts'
import type { FriendUpdate } from '../update.ts'

/** Fields of a friendship as the server API names them. */
export interface FieldItem {
  readonly Tag: string
  readonly Value: string | string[]
}

const TAG = {
  group: 'Tag_SNS_IM_Group',
  remark: 'Tag_SNS_IM_Remark',
  source: 'Tag_SNS_IM_AddSource',
  wording: 'Tag_SNS_IM_AddWording',
  time: 'Tag_SNS_IM_AddTime',
} as const

const STANDARD: ReadonlySet<string> = new Set(Object.values(TAG))

export const isCustomTag = (tag: string): boolean => tag.startsWith('Tag_SNS_Custom_')

/** Is it a field of a friendship, and not of a profile? */
export const isFriendTag = (tag: string): boolean => STANDARD.has(tag) || isCustomTag(tag)

/** What a user keeps about a friend. Fields without a value are left out. */
export function friendFields({ remark, groups, source, wording, time, custom }: Friend) {
  const fields: { Tag: string; Value: string | number | string[] }[] = []
  if (groups.length > 0) fields.push({ Tag: TAG.group, Value: groups })
  if (remark !== '') fields.push({ Tag: TAG.remark, Value: remark })
  if (source !== '') fields.push({ Tag: TAG.source, Value: source })
  if (wording !== '') fields.push({ Tag: TAG.wording, Value: wording })
  fields.push({ Tag: TAG.time, Value: Math.floor(time / 1000) })
  for (const { tag, value } of custom) fields.push({ Tag: tag, Value: value })
  return fields
}

/** @throws FRIEND_INVALID for a field that cannot be changed, or that is not of this type */
export function updateOf(items: readonly FieldItem[]): FriendUpdate {
  let remark: string | undefined
  let groups: readonly string[] | undefined
  const custom: { tag: string; value: string }[] = []
  for (const { Tag, Value } of items) {
    if (Tag === TAG.group && Array.isArray(Value)) groups = Value
    else if (Tag === TAG.remark && typeof Value === 'string') remark = Value
    else if (isCustomTag(Tag) && typeof Value === 'string') custom.push({ tag: Tag, value: Value })
    else throw fail('FRIEND_INVALID', `${JSON.stringify(Tag.slice(0, 64))} cannot be set to such a value.`)
  }
  return { remark, groups, custom }
}
