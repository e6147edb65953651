/** Identifiers and their rules: shared by both sides, no schema, no I/O. */

/** The one rule for a UserID (ACC1): 1–32 bytes of printable ASCII, no slash, no space at either end, not `__proto__`. */
export function isUserId(value: unknown): value is string {
  return typeof value === 'string' && USER_ID.test(value) && value !== '__proto__'
}

const USER_ID = /^(?! )[\x20-\x2e\x30-\x5b\x5d-\x7e]{1,32}(?<! )$/

/** SDKAppID: an unsigned 32-bit integer, never 0. */
export function isSdkAppId(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 0xffff_ffff
}

/** `C2C<user>`: the conversation with one peer, as the SDK names it. */
export const c2cConversationId = (peer: string): string => `C2C${peer}`

/** `GROUP<group>`: the conversation of a group, or of one of its topics, as the SDK names it. */
export const groupConversationId = (groupId: string): string => `GROUP${groupId}`

/** MsgKey of a C2C message, `<MsgSeq>_<MsgRandom>_<MsgTime>` (time in seconds). */
export const c2cMsgKey = (msgSeq: number, random: number, timeSeconds: number): string =>
  `${msgSeq}_${random}_${timeSeconds}`

/** The SDK's message ID, `<sender's tinyID>-<client time in seconds>-<random>`. */
export const messageId = (tinyId: string, clientTimeSeconds: number, random: number): string =>
  `${tinyId}-${clientTimeSeconds}-${random}`
