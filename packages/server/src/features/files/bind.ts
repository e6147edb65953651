import { readerOf } from './may-read.ts'
import type { FileParts } from './parts.ts'
import { filesOf, type Place, placesOf } from './rules.ts'
import { filesByIds, placesAmong, putPlaces } from './store.ts'

/**
 * Opens files to the people of a conversation, because a message there carries them. Only those that the sender may read: nobody gets
 * at a file by naming it (FILE3). Idempotent.
 * @param sender absent: the application itself
 */
export async function bindFiles(
  parts: FileParts,
  sdkAppId: number,
  timeline: string,
  fileIds: readonly string[],
  sender?: string,
): Promise<void> {
  const places = placesOf(timeline)
  if (places.length === 0 || fileIds.length === 0) return
  const opened: string[] = []
  for (const file of await filesByIds(parts.db.read, sdkAppId, fileIds)) {
    if (await isOpen(parts, sdkAppId, file.fileId, places)) continue
    if (sender === undefined || (await readerOf(parts, file, sender)) !== undefined) opened.push(file.fileId)
  }
  if (opened.length > 0) await putPlaces(parts.db, sdkAppId, opened, places)
}

const isOpen = async (
  { db }: FileParts,
  sdkAppId: number,
  fileId: string,
  places: readonly Place[],
): Promise<boolean> => (await placesAmong(db.read, sdkAppId, fileId, places)).length === places.length

/** What has to be done before a message is stored; nothing for nearly every message. */
export type BeforeAppend = (
  route: { readonly sdkAppId: number; readonly timeline: string },
  draft: { readonly from: string; readonly body: Parameters<typeof filesOf>[0] },
) => Promise<void> | undefined

/** Binds the files of messages before they are stored, and keeps the messages of one sender in order meanwhile (MSG7). */
export function createBinder(parts: FileParts): BeforeAppend {
  /** By sender and conversation: settles, never rejects. */
  const under = new Map<string, Promise<void>>()
  return ({ sdkAppId, timeline }, { from, body }) => {
    const fileIds = filesOf(body)
    if (fileIds.length === 0 && under.size === 0) return undefined
    const key = `${from}/${timeline}`
    const ahead = under.get(key)
    if (fileIds.length === 0) return ahead
    const bound = bindFiles(parts, sdkAppId, timeline, fileIds, from)
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
