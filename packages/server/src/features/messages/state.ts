import type { WireRecalled } from '@signet/protocol/realtime/changes'
import type { WireMessage } from '@signet/protocol/realtime/frames'
import type { Entry } from '../../engine/timeline/timeline.ts'
import { messageText } from './send.ts'

/** What became of a message after it was sent: the state of its entry, as JSON. */
export interface MessageState {
  readonly recalled?: WireRecalled
}

/** In place of a body that was taken back: clients of any version can show it. */
const TAKEN_BACK: WireMessage['body'] = [{ MsgType: 'TIMTextElem', MsgContent: { Text: '' } }]

export const stateOf = (entry: Entry): MessageState =>
  entry.state === undefined ? {} : (JSON.parse(entry.state.value) as MessageState)

/** An entry as it is read now, as JSON: stored text is joined, and parsed only where something happened to the message. */
export function shownMessage(entry: Entry): string {
  if (entry.state === undefined) return messageText(entry.seq, entry.time, entry.value)
  return JSON.stringify(messageOf(entry))
}

/** An entry as it is read now. */
export function messageOf(entry: Entry): WireMessage {
  const stored = JSON.parse(messageText(entry.seq, entry.time, entry.value)) as WireMessage
  if (entry.state === undefined) return stored
  const { recalled } = stateOf(entry)
  const { changeSeq } = entry.state
  if (recalled === undefined) return { ...stored, changed: { changeSeq } }
  const { cloudCustomData: _, ...rest } = stored
  return { ...rest, body: TAKEN_BACK, changed: { changeSeq, recalled } }
}
