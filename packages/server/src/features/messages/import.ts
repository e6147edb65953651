import type { Appended } from '../../engine/timeline/timeline.ts'
import { deliver } from './delivery.ts'
import type { Draft, Route } from './route.ts'
import { checked, messageText, type SendParts } from './send.ts'

export interface ImportOptions {
  /** Largest message of the application, bytes of its JSON. */
  readonly maxBytes: number
  /** What a repetition is known by, whatever it says: the first one stays. */
  readonly key: string
  /** Whoever is behind it has not read it. */
  readonly counts: boolean
  /** Devices are told, as of any message. */
  readonly isNews: boolean
}

/**
 * Takes in a message that was sent elsewhere (MSG17). Its place and `time` in the log are those of now, as of any entry; the draft says
 * when it was sent. No webhook hears of it.
 * @throws Failure MESSAGE_INVALID, MESSAGE_TOO_LONG, STORE_UNAVAILABLE, or what the route says
 */
export async function importMessage(
  parts: Pick<SendParts, 'timeline' | 'registry' | 'beforeAppend'>,
  route: Route,
  draft: Draft & { readonly sentAt: number },
  { maxBytes, key, counts, isNews }: ImportOptions,
): Promise<Appended> {
  const value = checked(draft, maxBytes)
  await route.admit(draft)
  await parts.beforeAppend?.(route, draft)
  const imported = await parts.timeline.append({
    conversation: route.timeline,
    value,
    dedupe: { key, digest: 'imported' },
    author: draft.from,
    counts,
  })
  const { seq, time, duplicate } = imported
  if (isNews && !duplicate) deliver(parts.registry, route, draft, messageText(seq, time, value), '')
  return imported
}
