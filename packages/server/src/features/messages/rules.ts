/** Decisions about messages: no I/O, no clock. Numbers are those of docs/rules.md. */
import { MAX_MERGED_MESSAGES } from '@signet/protocol/element'
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

/** The identity of a retry where it is one for a while only, whatever time it bears: the server API says none. */
export function briefRetryKey(sender: string, random: number): string {
  return `brief${UNIT}${sender}${UNIT}${random}`
}

/** The identity of a message that was sent elsewhere (MSG17). No UserID stands where the first word does. */
export function importKey(sender: string, random: number, sentAtSeconds: number): string {
  return `imported${UNIT}${sender}${UNIT}${random}${UNIT}${sentAtSeconds}`
}

/** A message has at most one custom element and merges at most 300 messages (MSG6); otherwise the problem in words. */
export function bodyProblem(body: MsgBody): string | undefined {
  let custom = 0
  let merged = 0
  for (const element of body) {
    if (element.MsgType === 'TIMCustomElem') custom++
    else if (element.MsgType === 'TIMRelayElem') {
      const { MsgList, JsonMsgKey } = element.MsgContent
      if ((MsgList === undefined) === (JsonMsgKey === undefined)) {
        return 'A merged message has either MsgList or JsonMsgKey.'
      }
      merged += mergedMessages(element)
    }
  }
  if (custom > 1) return 'A message holds at most one TIMCustomElem.'
  return merged > MAX_MERGED_MESSAGES ? `A message merges at most ${MAX_MERGED_MESSAGES} messages.` : undefined
}

interface Merged {
  readonly MsgType: string
  readonly MsgContent: object
}

/** Messages inside of a merged one, at every depth. The schema bounds the depth. */
function mergedMessages({ MsgType, MsgContent }: Merged): number {
  if (MsgType !== 'TIMRelayElem' || !('MsgList' in MsgContent)) return 0
  const list = MsgContent.MsgList as readonly { readonly MsgBody: readonly Merged[] }[]
  let count = list.length
  for (const { MsgBody } of list) for (const element of MsgBody) count += mergedMessages(element)
  return count
}

/** What a message is measured by (MSG10): its body and custom data as UTF-8 JSON. */
export const messageBytes = (body: MsgBody, cloudCustomData = ''): number =>
  Buffer.byteLength(JSON.stringify(body)) + Buffer.byteLength(cloudCustomData)

/** Elements whose content may be edited; the others stand for files, which stay what they were (CHG6). */
const EDITABLE: readonly string[] = ['TIMTextElem', 'TIMCustomElem', 'TIMLocationElem', 'TIMFaceElem']

/** What is wrong with an edit (CHG6), in words. */
export function editProblem(before: MsgBody, after: MsgBody): string | undefined {
  const fixed = (body: MsgBody) => JSON.stringify(body.filter((element) => !EDITABLE.includes(element.MsgType)))
  return fixed(before) === fixed(after) ? undefined : 'An edit leaves media elements as they are.'
}

/** The MsgSeq attribute when the caller gave none: the same for a retry, never an order (MSG3). */
export const defaultMsgSeq = (random: number): number => random & 0x7fff_ffff
