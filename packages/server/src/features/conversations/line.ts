import type { Head } from '../../engine/timeline/timeline.ts'
import type { ConversationParts, Place } from './parts.ts'
import { NO_SETTING, type Owner, type Setting, settingsOf } from './store.ts'

/** A conversation of a user joined with where its log stands and with what the user made of it. */
export interface Line {
  readonly place: Place
  readonly head: Head
  readonly setting: Setting
}

/** One question to the logs and one to the settings, however many there are. */
export async function linesOf(parts: ConversationParts, self: Owner, places: readonly Place[]): Promise<Line[]> {
  if (places.length === 0) return []
  const names = places.map(({ conversation }) => conversation)
  const heads = await parts.timeline.heads(places.map(({ timeline }) => timeline))
  const settings = await settingsOf(parts.db.read, self, names)
  return places.map((place, i) => ({
    place,
    head: heads[i]!,
    setting: settings.get(place.conversation) ?? NO_SETTING,
  }))
}

/** CNV5: deleted from the list, and nothing was said since. */
export const isRemoved = ({ setting, head }: Line): boolean => setting.removedSeq >= head.seq

/** When anything about it changed last, ms. */
export const changedAt = ({ place, head, setting }: Line): number =>
  Math.max(place.since, head.changedAt, setting.changedAt)

/** When something was said in it last; where nothing was, when it came to be. ms */
export const spokenAt = ({ place, head }: Line): number => (head.seq > 0 ? head.time : place.since)

/** Nothing up to here is shown to the user. */
export const floorOf = ({ place, setting }: Line): number => Math.max(place.window.floor, setting.clearedSeq)

/** Nothing up to here is unread: it was read, is not for the user, or was deleted or cleared away. */
export const readUpTo = (line: Line): number => Math.max(line.place.read, floorOf(line), line.setting.removedSeq)

export const notifies = ({ place, setting }: Line): boolean =>
  (place.kind.is === 'GROUP' ? place.kind.remind : setting.remind) === 'AcceptAndNotify'
