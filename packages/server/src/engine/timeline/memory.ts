import { fail } from '../failure.ts'
import { fromTail, interval, readSince } from './interval.ts'
import {
  checkChange,
  checkConversation,
  checkDraft,
  checkLimit,
  checkPosition,
  checkUnread,
  DEDUPE_FOR,
  isRetryOf,
  noEntry,
} from './limits.ts'
import { lineage } from './lineage.ts'
import type { Appended, Change, Draft, Entry, Head, OutboxEntry, Timeline, TimelineOptions } from './timeline.ts'
import { EMPTY_HEAD } from './timeline.ts'

interface Log {
  readonly entries: Entry[]
  /** How many entries are gone; the oldest of `entries` is the next one. */
  dropped: number
  /** How many of these did not count. */
  uncountedDropped: number
  /** For each entry, how many up to it do not count. */
  readonly uncounted: number[]
  /** Author → seq of the newest entry. */
  readonly newest: Map<string, number>
  readonly changes: Change[]
  readonly remembered: Map<string, { readonly digest: string; readonly seq: number; readonly time: number }>
  /** Of the newest entry. */
  time: number
  /** The newest time given, to an entry or to a change event. */
  clock: number
}

const newestOf = (log: Log): number => log.dropped + log.entries.length

const headOf = (log: Log): Head => ({
  seq: newestOf(log),
  changeSeq: log.changes.length,
  time: log.time,
  changedAt: log.clock,
})

/**
 * The timeline engine of tests and of throw-away servers: everything is lost when the process ends.
 *
 * `const timeline = createMemoryTimeline({ now: () => clock })`
 */
export function createMemoryTimeline(options: TimelineOptions = {}): Timeline {
  const now = options.now ?? Date.now
  const dedupeFor = options.dedupeFor ?? DEDUPE_FOR
  const logs = new Map<string, Log>()
  const outbox = new Map<string, OutboxEntry>()
  let outboxCount = 0
  const history = lineage([], 0)
  let closed = false

  function assertOpen(): void {
    if (closed) throw fail('STORE_UNAVAILABLE', 'The timeline is closed.')
  }

  function logOf(conversation: string): Log {
    let log = logs.get(conversation)
    if (log === undefined) {
      log = {
        entries: [],
        dropped: 0,
        uncountedDropped: 0,
        uncounted: [],
        newest: new Map(),
        changes: [],
        remembered: new Map(),
        time: 0,
        clock: 0,
      }
      logs.set(conversation, log)
    }
    return log
  }

  function tick(log: Log): number {
    log.clock = Math.max(log.clock, now())
    history.advance(history.commits + 1)
    return log.clock
  }

  /** Keys are remembered in the order of their time, so the expired ones are in front. */
  function forgetExpired(log: Log): void {
    const limit = now() - dedupeFor
    for (const [key, { time }] of log.remembered) {
      if (time > limit) return
      log.remembered.delete(key)
    }
  }

  function store(log: Log, draft: Draft): Appended {
    const { conversation, value, dedupe } = draft
    const seq = newestOf(log) + 1
    const time = tick(log)
    log.time = time
    log.entries.push({ seq, time, value })
    log.uncounted.push((log.uncounted.at(-1) ?? log.uncountedDropped) + (draft.counts === false ? 1 : 0))
    if (draft.author !== undefined) log.newest.set(draft.author, seq)
    if (dedupe !== undefined) {
      // Anew, so that it stands behind the older ones.
      log.remembered.delete(dedupe.key)
      log.remembered.set(dedupe.key, { digest: dedupe.digest, seq, time })
    }
    for (const job of draft.outbox ?? []) {
      const id = String(++outboxCount)
      outbox.set(id, { id, conversation, seq, kind: job.kind, value: job.value })
    }
    return { seq, time, duplicate: false }
  }

  return {
    async append(draft) {
      assertOpen()
      checkDraft(draft)
      const log = logOf(draft.conversation)
      forgetExpired(log)
      const first = draft.dedupe && log.remembered.get(draft.dedupe.key)
      if (first === undefined || !isRetryOf(first, draft, now())) return store(log, draft)
      if (first.digest !== draft.dedupe?.digest) throw fail('MESSAGE_ID_REUSED')
      return { seq: first.seq, time: first.time, duplicate: true }
    },

    async change(conversation, draft) {
      assertOpen()
      checkConversation(conversation)
      checkChange(draft)
      const log = logOf(conversation)
      const states = draft.states ?? []
      for (const { seq, after } of states) {
        const entry = log.entries[seq - 1 - log.dropped]
        if (entry === undefined) throw noEntry(seq)
        if ((entry.state?.changeSeq ?? 0) !== after) throw fail('CHANGE_CONFLICT')
      }
      const changed = { changeSeq: log.changes.length + 1, time: tick(log) }
      log.changes.push({ ...changed, value: draft.value })
      // Readers hold the old entries: they are replaced, not changed.
      for (const { seq, value } of states) {
        const at = seq - 1 - log.dropped
        log.entries[at] = { ...log.entries[at]!, state: { changeSeq: changed.changeSeq, value } }
      }
      return changed
    },

    async heads(conversations) {
      assertOpen()
      return conversations.map((conversation): Head => {
        checkConversation(conversation)
        const log = logs.get(conversation)
        if (log === undefined) return EMPTY_HEAD
        return headOf(log)
      })
    },

    async list({ prefix, after, limit }) {
      assertOpen()
      checkLimit(limit)
      const names = [...logs.keys()].filter((name) => name.startsWith(prefix) && name > after).sort()
      return names.slice(0, limit).map((conversation) => ({ conversation, head: headOf(logs.get(conversation)!) }))
    },

    async read(conversation, range) {
      assertOpen()
      checkConversation(conversation)
      const wanted = interval(range)
      const log = logs.get(conversation)
      if (log === undefined) return []
      const from = options.keepFrom?.(conversation) ?? 0
      return readSince(from, wanted, async (part) => {
        const above = Math.max(part.above, log.dropped)
        return fromTail(log.entries, newestOf(log), { ...part, above }) ?? []
      })
    },

    async unread(queries) {
      assertOpen()
      return queries.map((query) => {
        checkUnread(query)
        const log = logs.get(query.conversation)
        if (log === undefined) return 0
        const counted = (seq: number): number => seq - (log.uncounted[seq - 1 - log.dropped] ?? log.uncountedDropped)
        const newest = newestOf(log)
        const read = Math.max(query.after, log.newest.get(query.author) ?? 0, log.dropped)
        return read >= newest ? 0 : counted(newest) - counted(read)
      })
    },

    async changes(conversation, after, limit) {
      assertOpen()
      checkConversation(conversation)
      checkPosition('after', after)
      checkLimit(limit)
      return logs.get(conversation)?.changes.slice(after, after + limit) ?? []
    },

    async drop(olderThan) {
      assertOpen()
      let count = 0
      for (const [conversation, log] of logs) {
        const time = olderThan(conversation)
        const kept = log.entries.findIndex((entry) => entry.time >= time)
        const old = kept < 0 ? log.entries.length : kept
        if (old === 0) continue
        log.uncountedDropped = log.uncounted[old - 1]!
        log.dropped += old
        log.entries.splice(0, old)
        log.uncounted.splice(0, old)
        count += old
      }
      return count
    },

    async forget(prefix) {
      assertOpen()
      const names = [...logs.keys()].filter((name) => name.startsWith(prefix))
      for (const name of names) logs.delete(name)
      for (const { id, conversation } of [...outbox.values()]) if (conversation.startsWith(prefix)) outbox.delete(id)
      return names.length
    },

    async outbox(limit) {
      assertOpen()
      checkLimit(limit)
      return [...outbox.values()].slice(0, limit)
    },

    async outboxDone(ids) {
      assertOpen()
      for (const id of ids) outbox.delete(id)
    },

    mark: () => history.mark(),
    holds: (mark) => history.holds(mark),

    async close() {
      closed = true
    },
  }
}
