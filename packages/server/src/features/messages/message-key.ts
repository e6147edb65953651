import type { WireMessage } from '@signet/protocol/realtime/frames'
import { fail } from '../../engine/failure.ts'
import type { Timeline } from '../../engine/timeline/timeline.ts'
import { firstSince } from './history.ts'

/** How backends name a private message. */
export interface MessageKey {
  readonly msgSeq: number
  readonly random: number
  /** Unix seconds on the server clock. */
  readonly time: number
}

/** The copies of a batch share one key although each has a time of its own. */
const TOLERANCE_SECONDS = 3
const PAGE = 100

const KEY = /^(\d{1,10})_(\d{1,10})_(\d{1,10})$/

export const isMessageKey = (text: string): boolean => KEY.test(text)

/** @throws C2C_KEY_MALFORMED */
export function keyOf(text: string): MessageKey {
  const parts = KEY.exec(text)
  if (parts === null) throw fail('C2C_KEY_MALFORMED')
  return { msgSeq: Number(parts[1]), random: Number(parts[2]), time: Number(parts[3]) }
}

/**
 * The seq of the message that has a key; nothing when there is none. Looks at the messages of a few seconds only.
 * @param from absent: whoever sent it
 * @param latest how much later than its key says it may have come, s
 */
export async function findByKey(
  timeline: Timeline,
  conversation: string,
  key: MessageKey,
  from?: string,
  latest = TOLERANCE_SECONDS,
): Promise<number | undefined> {
  const [head] = await timeline.heads([conversation])
  const first = await firstSince(timeline, conversation, (key.time - TOLERANCE_SECONDS) * 1000, head?.seq ?? 0)
  const end = (key.time + latest + 1) * 1000
  let nearest: { seq: number; distance: number } | undefined
  for (let after = first - 1; ; ) {
    const entries = await timeline.read(conversation, { after, limit: PAGE })
    for (const { seq, time, value } of entries) {
      if (time >= end) return nearest?.seq
      if (!value.includes(`"random":${key.random},`)) continue
      const message = JSON.parse(value) as WireMessage
      if (message.random !== key.random || message.msgSeq !== key.msgSeq) continue
      if (from !== undefined && message.from !== from) continue
      const distance = Math.abs(Math.floor(time / 1000) - key.time)
      if (nearest === undefined || distance < nearest.distance) nearest = { seq, distance }
    }
    if (entries.length < PAGE) return nearest?.seq
    after = entries.at(-1)!.seq
  }
}
