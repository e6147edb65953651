/** The codes of the server that the client acts on: the whole table of errors would be a sixth of its size. Held equal by a test. */
export const SERVER_CODES = {
  USERSIG_EXPIRED: 70001,
  USERSIG_EMPTY: 70002,
  USERSIG_MALFORMED: 70003,
  USERSIG_INVALID: 70005,
  USERSIG_KEY_MISMATCH: 70009,
  USERSIG_USER_MISMATCH: 70013,
  USERSIG_APP_MISMATCH: 70014,
  USERSIG_REVOKED: 70052,
  MESSAGE_TOO_LONG: 80002,
  MESSAGE_EDITED: 2480,
  GROUP_NOT_FOUND: 10010,
  TOPIC_NOT_FOUND: 110003,
} as const
