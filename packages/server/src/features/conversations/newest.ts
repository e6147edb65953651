import type { WireMessage } from '@signet/protocol/realtime/frames'
import type { Entry, Timeline } from '../../engine/timeline/timeline.ts'
import { isHidden } from '../messages/state.ts'
import type { Window } from '../messages/view.ts'

/** How far back the message that a list shows is looked for, behind some that it does not show. */
const LOOK_BACK = 20

export interface Newest {
  /** The newest message of the log, where the user may see it. */
  readonly last: Entry | undefined
  /** The newest one that a list shows, where that is another one. */
  readonly shown: Entry | undefined
}
const NOTHING: Newest = { last: undefined, shown: undefined }

/** @param head the newest seq of the log */
export async function newestOf(timeline: Timeline, log: string, head: number, window: Window): Promise<Newest> {
  if (head <= window.floor) return NOTHING
  const [newest] = await timeline.read(log, { after: head - 1, before: head + 1, limit: 1 })
  if (newest === undefined) return NOTHING
  const last = isHidden(newest, window) ? undefined : newest
  if (last !== undefined && isListed(last)) return { last, shown: undefined }
  const older = await timeline.read(log, { before: head, after: window.floor, limit: LOOK_BACK })
  return { last, shown: older.findLast((entry) => !isHidden(entry, window) && isListed(entry)) }
}

/** The mark may stand in a text: only a message that has it is parsed. */
const isListed = ({ value }: Entry): boolean =>
  !value.includes('"noLastMsg":true') || (JSON.parse(value) as WireMessage).noLastMsg !== true
