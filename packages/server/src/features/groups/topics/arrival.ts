import type { LRUCache } from 'lru-cache'
import type { Head, Timeline } from '../../../engine/timeline/timeline.ts'
import { firstSince } from '../../messages/history.ts'

export interface ArrivalParts {
  readonly timeline: Pick<Timeline, 'read'>
  /** Where the logs of topics stood when somebody came, as far as that was asked. */
  readonly arrivals?: LRUCache<string, number>
}

/**
 * Where the log of a topic stood when somebody came into its community: nothing from before is unread (CNV3). Asked of the log, since
 * nobody is written into every topic of a community. @param joinedAt ms
 */
export async function arrivalOf(
  { timeline, arrivals }: ArrivalParts,
  log: string,
  joinedAt: number,
  head: Pick<Head, 'seq' | 'time'>,
): Promise<number> {
  if (head.time < joinedAt) return head.seq
  const name = `${joinedAt} ${log}`
  const known = arrivals?.get(name)
  if (known !== undefined) return known
  const seq = (await firstSince(timeline, log, joinedAt, head.seq)) - 1
  arrivals?.set(name, seq)
  return seq
}
