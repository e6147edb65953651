/** Words and limits of a user's profile, as the vendor spells them. */

export const GENDER = {
  unknown: 'Gender_Type_Unknown',
  female: 'Gender_Type_Female',
  male: 'Gender_Type_Male',
} as const

/** Who may become a friend: anybody at once, whoever the user agrees to, nobody. */
export const ALLOW_TYPE = {
  needConfirm: 'AllowType_Type_NeedConfirm',
  allowAny: 'AllowType_Type_AllowAny',
  denyAny: 'AllowType_Type_DenyAny',
} as const
export type AllowType = (typeof ALLOW_TYPE)[keyof typeof ALLOW_TYPE]

/** `SendOut`: the user may not ask others for friendship. */
export const ADMIN_FORBID_TYPE = { none: 'AdminForbid_Type_None', sendOut: 'AdminForbid_Type_SendOut' } as const

export const PROFILE_TAG = {
  nick: 'Tag_Profile_IM_Nick',
  gender: 'Tag_Profile_IM_Gender',
  birthday: 'Tag_Profile_IM_BirthDay',
  location: 'Tag_Profile_IM_Location',
  selfSignature: 'Tag_Profile_IM_SelfSignature',
  allowType: 'Tag_Profile_IM_AllowType',
  language: 'Tag_Profile_IM_Language',
  image: 'Tag_Profile_IM_Image',
  msgSettings: 'Tag_Profile_IM_MsgSettings',
  adminForbidType: 'Tag_Profile_IM_AdminForbidType',
  level: 'Tag_Profile_IM_Level',
  role: 'Tag_Profile_IM_Role',
} as const
export type ProfileTag = (typeof PROFILE_TAG)[keyof typeof PROFILE_TAG]

/** `Tag_Profile_Custom_` and 1–8 letters: a field of the application's own. */
export const isCustomProfileTag = (tag: string): boolean => /^Tag_Profile_Custom_[A-Za-z]{1,8}$/.test(tag)

export const PROFILE_LIMITS = {
  /** Bytes of UTF-8 of a text. */
  textBytes: 500,
  /** Bytes: four packed uint32. */
  locationBytes: 16,
  /** Custom fields of one user. */
  customFields: 20,
  /** Users of one request. */
  users: 100,
  /** Fields of one request. */
  items: 32,
} as const
