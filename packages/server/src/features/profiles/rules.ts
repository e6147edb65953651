/** Decisions about profiles: no I/O, no clock. Numbers are those of docs/rules.md. */
import type { ErrorName } from '@signet/protocol/errors'
import {
  ADMIN_FORBID_TYPE,
  ALLOW_TYPE,
  GENDER,
  isCustomProfileTag,
  PROFILE_LIMITS,
  PROFILE_TAG,
  type ProfileTag,
} from '@signet/protocol/profile'

export type ProfileValue = string | number

/** Who asks: the user whose profile it is, any other user, or the application's own backend. */
export type Reader = 'owner' | 'other' | 'admin'

/** Who may read or write a field. The application's backend always may. */
export const READ_BY = ['everyone', 'owner', 'admin'] as const
export const WRITE_BY = ['owner', 'admin'] as const
export interface FieldAccess {
  readonly readBy: (typeof READ_BY)[number]
  readonly writeBy: (typeof WRITE_BY)[number]
}

/** What a custom field follows as long as the application has no rule for it. */
export const DEFAULT_ACCESS: FieldAccess = { readBy: 'everyone', writeBy: 'owner' }

type FieldKind =
  | { readonly kind: 'text'; readonly maxBytes: number }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'uint32' }

const text = (maxBytes: number = PROFILE_LIMITS.textBytes): FieldKind => ({ kind: 'text', maxBytes })
const choice = (of: Readonly<Record<string, string>>): FieldKind => ({ kind: 'choice', of: Object.values(of) })
const uint32: FieldKind = { kind: 'uint32' }

/** The standard fields (PRF1). */
export const STANDARD_FIELDS: Readonly<Record<ProfileTag, FieldKind & { readonly writeBy?: 'admin' }>> = {
  [PROFILE_TAG.nick]: text(),
  [PROFILE_TAG.gender]: choice(GENDER),
  [PROFILE_TAG.birthday]: uint32,
  [PROFILE_TAG.location]: text(PROFILE_LIMITS.locationBytes),
  [PROFILE_TAG.selfSignature]: text(),
  [PROFILE_TAG.allowType]: choice(ALLOW_TYPE),
  [PROFILE_TAG.language]: uint32,
  [PROFILE_TAG.image]: text(),
  [PROFILE_TAG.msgSettings]: uint32,
  [PROFILE_TAG.adminForbidType]: { ...choice(ADMIN_FORBID_TYPE), writeBy: 'admin' },
  [PROFILE_TAG.level]: uint32,
  [PROFILE_TAG.role]: uint32,
}

const isStandard = (tag: string): tag is ProfileTag => Object.hasOwn(STANDARD_FIELDS, tag)

export const isProfileTag = (tag: string): boolean => isStandard(tag) || isCustomProfileTag(tag)

/** What is wrong with a value for a field; nothing when it fits (PRF1). */
export function valueRefusal(tag: string, value: ProfileValue): ErrorName | undefined {
  const field = isStandard(tag) ? STANDARD_FIELDS[tag] : isCustomProfileTag(tag) ? text() : undefined
  if (field === undefined) return 'PROFILE_TAG_UNKNOWN'
  if (field.kind === 'uint32') {
    if (typeof value !== 'number') return 'PROFILE_VALUE_TYPE'
    return Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff ? undefined : 'PROFILE_VALUE_ILLEGAL'
  }
  if (typeof value !== 'string') return 'PROFILE_VALUE_TYPE'
  if (field.kind === 'choice') return field.of.includes(value) ? undefined : 'PROFILE_VALUE_ILLEGAL'
  if (/\p{Surrogate}/u.test(value)) return 'PROFILE_INVALID'
  return new TextEncoder().encode(value).length > field.maxBytes ? 'PROFILE_VALUE_TOO_LONG' : undefined
}

/** Who may do what with a field (PRF3). `custom` are the rules of the application for its own fields. */
export function accessOf(tag: string, custom: ReadonlyMap<string, FieldAccess>): FieldAccess {
  if (!isStandard(tag)) return custom.get(tag) ?? DEFAULT_ACCESS
  return { readBy: 'everyone', writeBy: STANDARD_FIELDS[tag].writeBy ?? 'owner' }
}

export function mayRead(access: FieldAccess, reader: Reader): boolean {
  return reader === 'admin' || access.readBy === 'everyone' || (access.readBy === 'owner' && reader === 'owner')
}

export const mayWrite = (access: FieldAccess, writer: 'owner' | 'admin'): boolean =>
  writer === 'admin' || access.writeBy === 'owner'
