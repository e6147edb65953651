/** Decisions about messages: no I/O, no clock. Numbers are those of docs/rules.md. */
import type { MsgBody } from '@signet/protocol/message'

/** Separates the parts of a key: no UserID can hold it, so no two conversations share a key. */
const UNIT = '\x1f'

/** The timeline of two people: one log for both sides, whoever writes (MSG1). */
export function c2cTimeline(sdkAppId: number, one: string, other: string): string {
  return one < other
    ? `${sdkAppId}${UNIT}C2C${UNIT}${one}${UNIT}${other}`
    : `${sdkAppId}${UNIT}C2C${UNIT}${other}${UNIT}${one}`
}

/** The identity of a retry (MSG4): the same sender, random and client time in the same conversation. */
export function retryKey(sender: string, random: number, clientTime: number): string {
  return `${sender}${UNIT}${random}${UNIT}${clientTime}`
}

/** A message has at most one custom element (MSG6); otherwise the problem in words. */
export function bodyProblem(body: MsgBody): string | undefined {
  let custom = 0
  for (const element of body) if (element.MsgType === 'TIMCustomElem') custom++
  return custom > 1 ? 'A message holds at most one TIMCustomElem.' : undefined
}

/** The MsgSeq attribute when the caller gave none: the same for a retry, never an order (MSG3). */
export const defaultMsgSeq = (random: number): number => random & 0x7fff_ffff
