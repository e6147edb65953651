/** Decisions about pushes, tags and attributes: no I/O, no clock. Numbers are those of docs/rules.md. */
import type { ErrorName } from '@signet/protocol/errors'

/** Users of one call. */
export const MOST_USERS = 100
/** Tags of a condition, and tags for one user in one call. */
const MOST_TAGS = 10
/** Tags of one user. */
export const MOST_TAGS_OF_USER = 100
/** A tag, the name of an attribute, or its value. */
const MOST_BYTES = 50

/** Attribute by its number, with the value that it must have. */
export type AttributeValues = readonly (readonly [slot: number, value: string])[]

/** Whom a push is for. */
export type Condition =
  | { readonly kind: 'everybody' }
  | { readonly kind: 'tags'; readonly or: readonly string[]; readonly and: readonly string[] }
  | { readonly kind: 'attributes'; readonly or: AttributeValues; readonly and: AttributeValues }
  | { readonly kind: 'subscribers'; readonly officialId: string }

/** A condition that looks at what users are labelled with. */
export type LabelCondition = Extract<Condition, { kind: 'tags' | 'attributes' }>

/** What is known about a user, for whoever chooses. */
export interface Labels {
  readonly tags: ReadonlySet<string>
  readonly attributes: ReadonlyMap<number, string>
}

/** Is a push for this user? An empty list asks for nothing (PUSH2). */
export function isFor(condition: LabelCondition, { tags, attributes }: Labels): boolean {
  switch (condition.kind) {
    case 'tags': {
      const has = (tag: string) => tags.has(tag)
      return condition.and.every(has) && (condition.or.length === 0 || condition.or.some(has))
    }
    case 'attributes': {
      const has = ([slot, value]: AttributeValues[number]) => attributes.get(slot) === value
      return condition.and.every(has) && (condition.or.length === 0 || condition.or.some(has))
    }
  }
}

const bytes = (text: string): number => Buffer.byteLength(text)

/** What is wrong with the tags of one user or of one list of a condition. */
export function tagsRefusal(tags: readonly string[]): ErrorName | undefined {
  if (tags.length > MOST_TAGS) return 'PUSH_TOO_MANY_TAGS'
  if (tags.some((tag) => tag === '')) return 'PUSH_TAG_EMPTY'
  return tags.some((tag) => bytes(tag) > MOST_BYTES) ? 'PUSH_TAG_TOO_LONG' : undefined
}

/** What is wrong with the tags of a condition as a whole. */
export function tagListsRefusal(or: readonly string[], and: readonly string[]): ErrorName | undefined {
  const refusal = tagsRefusal(or) ?? tagsRefusal(and)
  if (refusal !== undefined) return refusal
  if (or.length + and.length > MOST_TAGS) return 'PUSH_TOO_MANY_TAGS'
  return or.some((tag) => and.includes(tag)) ? 'PUSH_TAG_TWICE' : undefined
}

export const isAttributeName = (name: string): boolean => name !== '' && bytes(name) <= MOST_BYTES

export const isAttributeValue = (value: string): boolean => bytes(value) <= MOST_BYTES

/** Pushes that an application may start. */
export interface PushQuota {
  readonly perDay: number
  /** Least time between two, ms. */
  readonly apartMs: number
}

export const DAY_MS = 86_400_000
/** How long a push is known by its random, and reported on. */
export const KNOWN_MS = 7 * DAY_MS

/** Why no push may start now (PUSH4). @param starts when those of the last day started, ms */
export function quotaRefusal(
  starts: readonly number[],
  now: number,
  { perDay, apartMs }: PushQuota,
): ErrorName | undefined {
  if (starts.some((at) => now - at < apartMs)) return 'PUSH_TOO_FREQUENT'
  return starts.filter((at) => now - at < DAY_MS).length >= perDay ? 'PUSH_QUOTA' : undefined
}
