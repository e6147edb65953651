/** Words and limits of friendships and of the blacklist, as the vendor spells them. */

export const ADD_TYPE = { single: 'Add_Type_Single', both: 'Add_Type_Both' } as const
export type AddType = (typeof ADD_TYPE)[keyof typeof ADD_TYPE]

export const DELETE_TYPE = { single: 'Delete_Type_Single', both: 'Delete_Type_Both' } as const
export type DeleteType = (typeof DELETE_TYPE)[keyof typeof DELETE_TYPE]

/** Applications that came in, that were sent, or both. */
export const PENDENCY_TYPE = {
  both: 'Pendency_Type_Both',
  comeIn: 'Pendency_Type_ComeIn',
  sendOut: 'Pendency_Type_SendOut',
} as const
export type PendencyType = (typeof PENDENCY_TYPE)[keyof typeof PENDENCY_TYPE]

/** `Agree`: the other side gets a friend. `AgreeAndAdd`: both sides do. */
export const RESPONSE_ACTION = { agree: 'Response_Action_Agree', agreeAndAdd: 'Response_Action_AgreeAndAdd' } as const
export type ResponseAction = (typeof RESPONSE_ACTION)[keyof typeof RESPONSE_ACTION]

export const CHECK_TYPE = { single: 'CheckResult_Type_Single', both: 'CheckResult_Type_Both' } as const
export type CheckType = (typeof CHECK_TYPE)[keyof typeof CHECK_TYPE]

/** A is who asks, B who is asked about. */
export const FRIEND_RELATION = {
  none: 'CheckResult_Type_NoRelation',
  aWithB: 'CheckResult_Type_AWithB',
  bWithA: 'CheckResult_Type_BWithA',
  bothWay: 'CheckResult_Type_BothWay',
} as const
export type FriendRelation = (typeof FRIEND_RELATION)[keyof typeof FRIEND_RELATION]

export const BLACK_CHECK_TYPE = { single: 'BlackCheckResult_Type_Single', both: 'BlackCheckResult_Type_Both' } as const
export type BlackCheckType = (typeof BLACK_CHECK_TYPE)[keyof typeof BLACK_CHECK_TYPE]

export const BLACK_RELATION = {
  none: 'BlackCheckResult_Type_NO',
  aWithB: 'BlackCheckResult_Type_AWithB',
  bWithA: 'BlackCheckResult_Type_BWithA',
  bothWay: 'BlackCheckResult_Type_BothWay',
} as const
export type BlackRelation = (typeof BLACK_RELATION)[keyof typeof BLACK_RELATION]

/** Limits; sizes in bytes of UTF-8. */
export const FRIEND_LIMITS = {
  friends: 3000,
  groups: 32,
  /** Applications that wait, on each side. */
  applications: 100,
  blacklist: 1000,
  groupNameBytes: 30,
  remarkBytes: 96,
  wordingBytes: 256,
  customBytes: 500,
  /** Custom fields on one friend. */
  customFields: 20,
  /** Users of one request. */
  users: 1000,
  /** Entries of one page. */
  page: 100,
} as const
