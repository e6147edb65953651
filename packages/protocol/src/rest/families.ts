import type { ErrorName } from '../errors.ts'

/** Codes that differ between services for the same fault. No schema here: pages may import it. */
export interface ErrorFamily {
  /** The body is not a JSON object. */
  readonly json: ErrorName
  /** A field is wrong and has no code of its own. */
  readonly parameter: ErrorName
  /** A fault of the server. */
  readonly internal: ErrorName
  /** More calls of one command than allowed. */
  readonly frequency: ErrorName
  /** A command that this service does not have. */
  readonly unknown: ErrorName
  /** An answer of more than 1 MB; absent: there is no such limit. */
  readonly answerTooLong?: ErrorName
}

const COMMON: ErrorFamily = {
  json: 'BODY_MALFORMED',
  parameter: 'BAD_PARAMETER',
  internal: 'LOGIN_SVC_INTERNAL',
  frequency: 'TOO_FREQUENT',
  unknown: 'COMMAND_UNKNOWN',
}
const C2C: ErrorFamily = {
  ...COMMON,
  json: 'C2C_REQUEST_MALFORMED',
  parameter: 'C2C_REQUEST_MALFORMED',
  internal: 'C2C_INTERNAL',
}
const GROUP: ErrorFamily = {
  json: 'GROUP_JSON_MALFORMED',
  parameter: 'GROUP_PARAMETER',
  internal: 'GROUP_INTERNAL',
  frequency: 'GROUP_TOO_FREQUENT',
  unknown: 'GROUP_COMMAND_UNKNOWN',
  answerTooLong: 'GROUP_ANSWER_TOO_LONG',
}
const PROFILE: ErrorFamily = {
  ...COMMON,
  json: 'PROFILE_INVALID',
  parameter: 'PROFILE_INVALID',
  internal: 'PROFILE_INTERNAL',
}
const FRIENDS: ErrorFamily = {
  ...COMMON,
  json: 'FRIEND_INVALID',
  parameter: 'FRIEND_INVALID',
  internal: 'FRIEND_INTERNAL',
}
const CONVERSATIONS: ErrorFamily = {
  ...COMMON,
  json: 'CONVERSATION_PARAMETER',
  parameter: 'CONVERSATION_PARAMETER',
  internal: 'CONVERSATION_INTERNAL',
}
const MUTE: ErrorFamily = { ...COMMON, json: 'MUTE_JSON_MALFORMED', internal: 'MUTE_INTERNAL' }

const HISTORY: ErrorFamily = {
  ...COMMON,
  json: 'HISTORY_PARAMETER',
  parameter: 'HISTORY_PARAMETER',
  internal: 'HISTORY_INTERNAL',
}

const AUDIT: ErrorFamily = { ...COMMON, parameter: 'AUDIT_PARAMETER' }

/** By service, the part of a path before the slash. Those not named have the common codes. */
const FAMILIES: { readonly [service: string]: ErrorFamily } = {
  all_member_push: C2C,
  follow: FRIENDS,
  group_open_attr_http_svc: GROUP,
  group_open_avchatroom_http_svc: GROUP,
  group_open_http_svc: GROUP,
  million_group_open_http_svc: GROUP,
  im_msg_audit: AUDIT,
  im_msg_audit_mgr: AUDIT,
  official_account_open_http_svc: GROUP,
  openconfigsvr: MUTE,
  open_msg_svc: HISTORY,
  openim: C2C,
  openim_dirty_words: GROUP,
  openim_msg_ext_http_svc: C2C,
  openim_robot_http_svc: C2C,
  profile: PROFILE,
  recentcontact: CONVERSATIONS,
  sns: FRIENDS,
  timpush: C2C,
}

/** @example familyOf('openim/sendmsg').internal // 'C2C_INTERNAL' */
export function familyOf(path: string): ErrorFamily {
  const service = path.slice(0, path.indexOf('/'))
  return Object.hasOwn(FAMILIES, service) ? FAMILIES[service]! : COMMON
}
