import { LIMITS } from '@signet/protocol/realtime/frames'
import type { Timeline } from '../../engine/timeline/timeline.ts'
import { changeText } from './change.ts'
import { fitting } from './history.ts'

/** A page of events of one conversation as JSON, ascending: `{"changes":[…],"head":N}` (CHG3). */
export async function readChanges(
  timeline: Timeline,
  conversation: string,
  after: number,
  limit: number = LIMITS.historyPage,
): Promise<string> {
  // The head first: an event of the page may be newer than it, never the other way round.
  const [head] = await timeline.heads([conversation])
  const changes = await timeline.changes(conversation, after, limit)
  const texts = fitting(changes.map((change) => changeText(change.changeSeq, change.time, change.value)))
  return `{"changes":[${texts.join(',')}],"head":${head?.changeSeq ?? 0}}`
}
