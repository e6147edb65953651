import { type Line, linesOf } from './line.ts'
import type { ConversationParts, PlaceKind } from './parts.ts'
import type { Position } from './rules.ts'
import type { Owner } from './store.ts'

/** Some conversations of a user, in the order of sources and ids. */
export interface Stretch {
  readonly lines: readonly Line[]
  /** The source of all of them. */
  readonly source: number
  /** Where it goes on; absent: this was the end. */
  readonly next: Position | undefined
}

/** Read at once: between two of these other requests have their turn. */
export const STRETCH = 500

/** All conversations of a user behind a position, piece by piece: each costs a bounded number of questions. */
export async function* walk(
  parts: ConversationParts,
  self: Owner,
  from: Position,
  { size = STRETCH, kind }: { readonly size?: number; readonly kind?: PlaceKind['is'] | undefined } = {},
): AsyncGenerator<Stretch> {
  let position: Position | undefined = from
  while (position !== undefined) {
    const { source: at, after }: Position = position
    const source = parts.sources[at]
    if (source === undefined) return
    const rest: Position | undefined = at + 1 < parts.sources.length ? { source: at + 1, after: '' } : undefined
    if (kind !== undefined && source.kind !== kind) {
      position = rest
      continue
    }
    const { places, next } = await source.page(self, after, size)
    const lines = await linesOf(parts, self, places)
    position = next === undefined ? rest : { source: at, after: next }
    yield { lines, source: at, next: position }
  }
}

/** The positions behind each of the lines. */
export const behind = (stretch: Stretch, line: Line): Position => ({ source: stretch.source, after: line.place.id })
