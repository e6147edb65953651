import { randomBytes } from 'node:crypto'
import { openLevelTimeline } from '../../packages/server/src/engine/timeline/level.ts'
import type { Draft } from '../../packages/server/src/engine/timeline/timeline.ts'

const CALLERS = 1000

/** What messages of ordinary length are stored as, 200 bytes; texts that differ, because the store compresses what repeats. */
export const VALUES: readonly string[] = Array.from({ length: 1000 }, () =>
  JSON.stringify({
    from: 'alice',
    body: [{ MsgType: 'TIMTextElem', MsgContent: { Text: randomBytes(93).toString('base64') } }],
  }),
)

/** Appends `count` messages to the timeline in a folder, the n-th to where `draftOf(n)` says. */
export async function fill(folder: string, count: number, draftOf: (n: number) => Omit<Draft, 'value'>): Promise<void> {
  const timeline = await openLevelTimeline(folder, { maxBatch: CALLERS })
  let next = 0
  const caller = async (): Promise<void> => {
    while (next < count) {
      const n = next++
      await timeline.append({ ...draftOf(n), value: VALUES[n % VALUES.length]! })
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, caller))
  await timeline.close()
}
