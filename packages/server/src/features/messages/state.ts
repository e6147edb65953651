import type { MsgBody } from '@signet/protocol/message'
import type { WireChanged, WireEdit, WireRecalled } from '@signet/protocol/realtime/changes'
import type { WireMessage } from '@signet/protocol/realtime/frames'
import { fail } from '../../engine/failure.ts'
import { TIMELINE_LIMITS } from '../../engine/timeline/limits.ts'
import type { Entry, StateDraft } from '../../engine/timeline/timeline.ts'
import type { Extensions } from './extension-rules.ts'
import { type Reaction, summaryOf } from './reaction-rules.ts'
import { messageText } from './send.ts'
import type { Window } from './view.ts'

/** What became of a message after it was sent: the state of its entry, as JSON. */
export interface MessageState {
  readonly recalled?: WireRecalled
  readonly edit?: WireEdit & { readonly body?: MsgBody; readonly cloudCustomData?: string }
  readonly reactions?: readonly Reaction[]
  /** Who said that they have read it. */
  readonly readBy?: readonly string[]
  readonly extensions?: Extensions
}

/** In place of a body that was taken back: clients of any version can show it. */
const TAKEN_BACK: MsgBody = [{ MsgType: 'TIMTextElem', MsgContent: { Text: '' } }]

export const stateOf = (entry: Entry): MessageState =>
  entry.state === undefined ? {} : (JSON.parse(entry.state.value) as MessageState)

/** A state that follows the one that was read with its entry. @throws Failure MESSAGE_TOO_LONG */
export function stateDraft(entry: Entry, state: MessageState): StateDraft {
  const value = JSON.stringify(state)
  if (Buffer.byteLength(value) > TIMELINE_LIMITS.valueBytes) {
    throw fail(
      'MESSAGE_TOO_LONG',
      'The message holds no more: its edit, reactions and extensions are too long together.',
    )
  }
  return { seq: entry.seq, value, after: entry.state?.changeSeq ?? 0 }
}

/** In place of a message that is not for who reads: it keeps its number, so that nobody looks for it. */
const hiddenMessage = ({ seq, time }: Entry): WireMessage => ({
  seq,
  time,
  from: '',
  to: '',
  tinyId: '0',
  random: 0,
  clientTime: 0,
  msgSeq: 0,
  body: [],
  hidden: true,
})

export const isHidden = (entry: Entry, window: Window): boolean =>
  (window.hides?.(entry.seq, entry.value) ?? false) || (window.at !== undefined && isOver(entry, window.at))

/** MSG15. The word may stand in a text as well: the message decides. */
function isOver({ time, value }: Entry, at: number): boolean {
  if (!value.includes('"lifeTime":')) return false
  const { lifeTime } = JSON.parse(value) as Pick<WireMessage, 'lifeTime'>
  return lifeTime !== undefined && time + lifeTime * 1000 <= at
}

/** An entry as one who reads the conversation sees it, as JSON. */
export const seenMessage = (entry: Entry, window: Window): string =>
  isHidden(entry, window) ? JSON.stringify(hiddenMessage(entry)) : shownMessage(entry)

/** An entry as it is read now, as JSON: stored text is joined, and parsed only where something happened to the message. */
export function shownMessage(entry: Entry): string {
  if (entry.state === undefined) return messageText(entry.seq, entry.time, entry.value)
  return JSON.stringify(messageOf(entry))
}

/** When an entry was sent, ms: elsewhere, where it was imported (MSG17). The word may stand in a text as well: the message decides. */
export function shownTime({ time, value }: Entry): number {
  if (!value.includes('"sentAt":')) return time
  return (JSON.parse(value) as WireMessage).sentAt ?? time
}

/** An entry as it is read now. */
export function messageOf(entry: Entry): WireMessage {
  const stored = JSON.parse(messageText(entry.seq, entry.time, entry.value)) as WireMessage
  if (entry.state === undefined) return stored
  const state = stateOf(entry)
  const changed = changedOf(entry.state.changeSeq, state)
  if (state.recalled !== undefined) {
    const { cloudCustomData: _, ...rest } = stored
    return { ...rest, body: TAKEN_BACK, changed }
  }
  const { body = stored.body, cloudCustomData = stored.cloudCustomData } = state.edit ?? {}
  return { ...stored, body, ...(cloudCustomData === undefined ? {} : { cloudCustomData }), changed }
}

function changedOf(changeSeq: number, { recalled, edit, reactions, readBy, extensions }: MessageState): WireChanged {
  return {
    changeSeq,
    ...(recalled && { recalled }),
    ...(edit && { edit: { version: edit.version, by: edit.by } }),
    ...(reactions && { reactions: reactions.map(summaryOf) }),
    ...(readBy && { readBy }),
    ...(extensions && { extensionSeq: extensions.latestSeq }),
  }
}
