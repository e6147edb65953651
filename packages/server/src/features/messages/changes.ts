import type { ChangeEvent } from '@signet/protocol/realtime/changes'
import { LIMITS } from '@signet/protocol/realtime/frames'
import type { Change, Timeline } from '../../engine/timeline/timeline.ts'
import { changeText, type Site } from './change.ts'
import { fitting } from './history.ts'
import { isHidden, stateOf } from './state.ts'
import type { Window } from './view.ts'

/** A page of events of one conversation as JSON, ascending: `{"changes":[…],"head":N}` (CHG3). */
export async function readChanges(
  timeline: Timeline,
  { channel, window }: Site,
  after: number,
  limit: number = LIMITS.historyPage,
): Promise<string> {
  const conversation = channel.timeline
  // The head first: an event of the page may be newer than it, never the other way round.
  const [head] = await timeline.heads([conversation])
  const changes = await timeline.changes(conversation, after, limit)
  const seen = await Promise.all(changes.map((change) => seenChange(timeline, conversation, change, window)))
  const texts = fitting(seen.map((change) => changeText(change.changeSeq, change.time, change.value)))
  return `{"changes":[${texts.join(',')}],"head":${head?.changeSeq ?? 0}}`
}

const HIDDEN = JSON.stringify({ kind: 'hidden' } satisfies ChangeEvent)

/**
 * An event of a message that is not for who reads keeps its number, and says nothing else; so does what was said in or beside a message
 * that is read no more, because it was taken back or is older than messages are kept.
 */
async function seenChange(timeline: Timeline, conversation: string, change: Change, window: Window): Promise<Change> {
  const event = JSON.parse(change.value) as ChangeEvent
  const hidden = { ...change, value: HIDDEN }
  if (window.hidesEvent?.(event)) return hidden
  const seq = 'seq' in event ? event.seq : undefined
  if (seq === undefined) return change
  if (seq <= window.floor) return hidden
  const hasContent = event.kind === 'modify' || event.kind === 'extension'
  if (!hasContent && window.hides === undefined) return change
  const [entry] = await timeline.read(conversation, { after: seq - 1, limit: 1 })
  // Nobody knows any more whom a message was for that is not kept.
  if (entry?.seq !== seq || isHidden(entry, window)) return hidden
  return hasContent && stateOf(entry).recalled !== undefined ? hidden : change
}
