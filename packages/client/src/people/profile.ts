import { PROFILE_TAG, type ProfileTag } from '@signet/protocol/profile'
import type { OpOutput } from '@signet/protocol/realtime/requests'
import { clientError } from '../errors.ts'
import { TYPES } from '../type-constants.ts'

/** A field of the application's own; its key is `Tag_Profile_Custom_` and 1–8 letters. */
export interface CustomField {
  /** Of a profile `Tag_Profile_Custom_…`, of a friend `Tag_SNS_Custom_…`; of groups and members a name that the application has defined. */
  key: string
  /** Its text; '' takes the field away. */
  value: string
}

/** What users say of themselves. */
export interface Profile {
  /** Whom it is about. */
  readonly userID: string
  /** At most 500 bytes; '' without one. */
  nick: string
  /** One of `TYPES.GENDER_…`. */
  gender: TYPES.GENDER_UNKNOWN | TYPES.GENDER_FEMALE | TYPES.GENDER_MALE
  /** Such as 20000101. */
  birthday: number
  /** '' when nothing. */
  location: string
  /** '' when nothing. */
  selfSignature: string
  /** What happens to who wants to become a friend: one of `TYPES.ALLOW_TYPE_…`. */
  allowType: TYPES.ALLOW_TYPE_ALLOW_ANY | TYPES.ALLOW_TYPE_NEED_CONFIRM | TYPES.ALLOW_TYPE_DENY_ANY
  /** uint32; what it means is the app's. Default 0. */
  language: number
  /** Address of an image; '' without one. */
  avatar: string
  /** Bits that the app defines. Default 0. */
  messageSettings: number
  /** `TYPES.FORBID_TYPE_SEND_OUT`: may not ask for friendship. */
  adminForbidType: TYPES.FORBID_TYPE_NONE | TYPES.FORBID_TYPE_SEND_OUT
  /** uint32; what it means is the app's. Default 0. */
  level: number
  /** uint32; what it means is the app's. Default 0. */
  role: number
  /** When this was read, ms on the client's clock; 0: never. */
  lastUpdatedTime: number
  /** Custom fields; empty when there are none. */
  profileCustomField: CustomField[]
}

/** What `updateMyProfile` takes. */
export type ProfileChange = Partial<Omit<Profile, 'userID' | 'lastUpdatedTime'>>

type Field = Exclude<keyof Profile, 'userID' | 'lastUpdatedTime' | 'profileCustomField'>
type Item = OpOutput<'profile.get'>['profiles'][number]['items'][number]

const TAGS: Readonly<Record<Field, ProfileTag>> = {
  nick: PROFILE_TAG.nick,
  gender: PROFILE_TAG.gender,
  birthday: PROFILE_TAG.birthday,
  location: PROFILE_TAG.location,
  selfSignature: PROFILE_TAG.selfSignature,
  allowType: PROFILE_TAG.allowType,
  language: PROFILE_TAG.language,
  avatar: PROFILE_TAG.image,
  messageSettings: PROFILE_TAG.msgSettings,
  adminForbidType: PROFILE_TAG.adminForbidType,
  level: PROFILE_TAG.level,
  role: PROFILE_TAG.role,
}
const FIELDS = new Map(Object.entries(TAGS).map(([field, tag]) => [tag as string, field as Field]))

export const emptyProfile = (userID: string): Profile => ({
  userID,
  nick: '',
  gender: TYPES.GENDER_UNKNOWN,
  birthday: 0,
  location: '',
  selfSignature: '',
  // What the server does with who never said anything.
  allowType: TYPES.ALLOW_TYPE_NEED_CONFIRM,
  language: 0,
  avatar: '',
  messageSettings: 0,
  adminForbidType: TYPES.FORBID_TYPE_NONE,
  level: 0,
  role: 0,
  lastUpdatedTime: 0,
  profileCustomField: [],
})

/** A profile as it was read. */
export function profileFromWire(userID: string, items: readonly Item[], now: number): Profile {
  const profile = { ...emptyProfile(userID), lastUpdatedTime: now }
  for (const { tag, value } of items) {
    const field = FIELDS.get(tag)
    if (field) Object.assign(profile, { [field]: value })
    else profile.profileCustomField.push({ key: tag, value: String(value) })
  }
  return profile
}

/** A change as it travels. @throws {ChatError} 2722 when nothing is changed, 2721 when a value has the wrong type */
export function profileToWire({ profileCustomField = [], ...fields }: ProfileChange): Item[] {
  if (!Array.isArray(profileCustomField)) throw clientError('PROFILE_VALUE_INVALID', 'profileCustomField is a list.')
  const items: Item[] = profileCustomField.map(({ key, value }) => ({ tag: key, value }))
  const empty = emptyProfile('')
  for (const [field, tag] of Object.entries(TAGS) as [Field, ProfileTag][]) {
    const value = fields[field]
    if (value === undefined) continue
    if (typeof value !== typeof empty[field])
      throw clientError('PROFILE_VALUE_INVALID', `${field} must be a ${typeof empty[field]}.`)
    items.push({ tag, value })
  }
  if (items.length === 0) throw clientError('PROFILE_NOTHING_TO_CHANGE')
  return items
}
