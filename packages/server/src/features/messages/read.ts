import type { Database } from '../../engine/storage/database.ts'
import type { MessageHooks } from '../webhooks/messages.ts'
import type { SentNote } from '../webhooks/outbox.ts'
import { type ChangeParts, commit } from './change.ts'
import type { Channel } from './route.ts'
import { type MessageTables, moveReadCursor, readCursorOf, type Side } from './store.ts'

export interface ReadParts extends ChangeParts {
  readonly db: Database<MessageTables>
  readonly clock: { now(): number }
  /** What the application has to say about messages; absent: nothing. */
  readonly hooks?: MessageHooks
}

/**
 * Moves the caller's read cursor up to a message, by default to the newest one, and tells both sides. The cursor never moves back
 * (CHG5): whoever comes with less is answered with what holds, and nobody is told. The cursor is stored before its event, so that no
 * client hears of a position that a restart takes back.
 */
export async function markRead(
  parts: ReadParts,
  channel: Channel,
  reader: Side & { readonly origin?: SentNote },
  upTo = Number.MAX_SAFE_INTEGER,
): Promise<{ read: number; changeSeq?: number }> {
  const [head] = await parts.timeline.heads([channel.timeline])
  const seq = Math.min(upTo, head?.seq ?? 0)
  if (!(await moveReadCursor(parts.db, reader, seq, parts.clock.now())))
    return { read: await readCursorOf(parts.db, reader) }
  const { changeSeq } = await commit(parts, channel, { kind: 'read', by: reader.userId, upTo: seq })
  parts.hooks?.read(channel, reader, seq)
  return { read: seq, changeSeq }
}
