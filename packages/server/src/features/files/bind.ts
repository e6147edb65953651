import { hash } from 'node:crypto'
import { readerOf } from './may-read.ts'
import type { FileParts } from './parts.ts'
import { filesOf, placesOf } from './rules.ts'
import { dropPlaces, filesByIds, putPlaces } from './store.ts'

/** A message that carries files, wherever it is stored. */
export interface Carrier {
  readonly sdkAppId: number
  readonly timeline: string
  /** By whom and when it was made: the same for a retry. The time is 0 where tries have times of their own. */
  readonly from: string
  readonly random: number
  readonly clientTime: number
}

/** One short name for a message within its application. */
const nameOf = ({ timeline, from, random, clientTime }: Carrier): string =>
  hash('sha256', JSON.stringify([timeline, from, random, clientTime]), 'base64url').slice(0, 22)

/**
 * Opens files to the people of a conversation, because a message there carries them. Only those that the sender may read: nobody gets
 * at a file by naming it (FILE3). Idempotent.
 * @param sender absent: the application itself
 */
export async function bindFiles(
  parts: FileParts,
  carrier: Carrier,
  fileIds: readonly string[],
  sender?: string,
): Promise<void> {
  const places = placesOf(carrier.timeline)
  if (places.length === 0 || fileIds.length === 0) return
  const opened: string[] = []
  for (const file of await filesByIds(parts.db.read, carrier.sdkAppId, fileIds)) {
    if (sender === undefined || (await readerOf(parts, file, sender)) !== undefined) opened.push(file.fileId)
  }
  if (opened.length > 0) await putPlaces(parts.db, carrier.sdkAppId, nameOf(carrier), opened, places)
}

/** A message was taken back: what it carried is for the people of its conversation no longer, unless another message there carries it (FILE12). */
export async function releaseFiles(
  parts: FileParts,
  carrier: Carrier,
  body: Parameters<typeof filesOf>[0],
): Promise<void> {
  const fileIds = filesOf(body)
  if (fileIds.length === 0) return
  // A message whose tries have times of their own carries its files under none.
  for (const name of [nameOf(carrier), nameOf({ ...carrier, clientTime: 0 })]) {
    await dropPlaces(parts.db, carrier.sdkAppId, name, fileIds, parts.now())
  }
}

/** What has to be done before a message is stored; nothing for nearly every message. */
export type BeforeAppend = (
  route: { readonly sdkAppId: number; readonly timeline: string },
  draft: Omit<Carrier, 'sdkAppId' | 'timeline'> & { readonly body: Parameters<typeof filesOf>[0] },
) => Promise<void> | undefined

/** Binds the files of messages before they are stored, and keeps the messages of one sender in order meanwhile (MSG7). */
export function createBinder(parts: FileParts): BeforeAppend {
  /** By sender and conversation: settles, never rejects. */
  const under = new Map<string, Promise<void>>()
  return ({ sdkAppId, timeline }, { from, random, clientTime, body }) => {
    const fileIds = filesOf(body)
    if (fileIds.length === 0 && under.size === 0) return undefined
    const key = `${from}/${timeline}`
    const ahead = under.get(key)
    if (fileIds.length === 0) return ahead
    const bound = bindFiles(parts, { sdkAppId, timeline, from, random, clientTime }, fileIds, from)
    const mine = Promise.allSettled([ahead, bound]).then(() => bound)
    // Made of `mine`, so that who waits for it goes on after who waits for `mine`.
    const settled = mine
      .catch(() => undefined)
      .then(() => {
        if (under.get(key) === settled) under.delete(key)
      })
    under.set(key, settled)
    return mine
  }
}
