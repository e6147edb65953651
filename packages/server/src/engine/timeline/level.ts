import { fail } from '../failure.ts'
import { groupCommit } from './group-commit.ts'
import { fromTail, type Interval, interval, readSince } from './interval.ts'
import { levelArchive } from './level-archive.ts'
import { type Hot, hotConversations } from './level-cache.ts'
import { committer } from './level-commit.ts'
import { dedupeDays } from './level-dedupe.ts'
import { type Commit, dropOld } from './level-drop.ts'
import { forgetConversations } from './level-forget.ts'
import {
  changeKey,
  dedupeName,
  headKey,
  numberOfKey,
  outboxKey,
  readHead,
  readTimed,
  type StoredHead,
} from './level-keys.ts'
import { beginRun, readCommits } from './level-lineage.ts'
import { outboxPosition } from './level-outbox.ts'
import type { Work } from './level-plan.ts'
import { checkFormat, listHeads, publicHead, READ_AHEAD, readEntries, readHot } from './level-read.ts'
import { seenKeys } from './level-seen.ts'
import { openLevelStore } from './level-store.ts'
import { startSweep } from './level-sweep.ts'
import { countUnread } from './level-unread.ts'
import {
  checkChange,
  checkConversation,
  checkDraft,
  checkLimit,
  checkPosition,
  checkUnread,
  DEDUPE_FOR,
} from './limits.ts'
import type { Lineage } from './lineage.ts'
import type { Entry, Timeline, TimelineOptions } from './timeline.ts'

export interface LevelTimelineOptions extends TimelineOptions {
  /** Memory for active conversations, bytes. Default 64 MiB. */
  readonly cacheBytes?: number
  /** ms between two looks for expired dedupe keys. Default 10 minutes. */
  readonly sweepEvery?: number
  /** Told of every commit that failed, with what the store said: for the log. */
  readonly onFailure?: (error: unknown) => void
  /** Runs every write: tests make it fail. */
  readonly aroundWrite?: (write: () => Promise<void>) => Promise<void>
}

/** Measured per 100,000 appends: 32 takes 2.5 CPU-s, 64 2.1, 128 1.7, 256 1.3; more is no better and holds the event loop longer. */
const MAX_BATCH = 256
const MAX_COMMIT_SIZE = 1024 * 1024
/** Heads and records are parsed between two turns of the event loop: a user in thousands of groups must not hold it. */
const UNREAD_AT_ONCE = 500

/**
 * Opens the timeline of one server on a LevelDB folder, which is made when it does not exist.
 *
 * `const timeline = await openLevelTimeline('data/timeline')`
 *
 * @throws Error with `code: 'TIMELINE_LOCKED'` when the folder is open elsewhere
 */
export async function openLevelTimeline(path: string, options: LevelTimelineOptions = {}): Promise<Timeline> {
  const now = options.now ?? Date.now
  const hot = hotConversations(options.cacheBytes ?? 64 * 1024 * 1024)
  const days = dedupeDays(options.dedupeFor ?? DEDUPE_FOR)
  const seen = seenKeys()
  const outbox = outboxPosition()
  let lineage: Lineage | undefined
  const store = await openLevelStore(path, {
    async onOpen(db) {
      await checkFormat(db)
      hot.clear()
      await days.find(db)
      await outbox.find(db)
      // Opened anew after a failed write: what the last one stored counts.
      if (lineage === undefined) lineage = await beginRun(db)
      else lineage.advance(await readCommits(db))
    },
    aroundWrite: options.aroundWrite ?? ((write) => write()),
  })
  const commits = groupCommit<Work>({
    maxBatch: options.maxBatch ?? MAX_BATCH,
    maxSize: MAX_COMMIT_SIZE,
    sizeOf,
    commit: committer({
      store,
      hot,
      days,
      seen,
      outbox,
      lineage: () => lineage!,
      now,
      dedupeFor: options.dedupeFor ?? DEDUPE_FOR,
      onFailure: options.onFailure ?? (() => undefined),
    }),
  })
  const sweep = startSweep({ store, days, seen, now, every: options.sweepEvery ?? 600_000, erase })
  // When this fails every key is looked up in the store, which says what is wrong with it.
  const loading = seen.load(store, days).catch(() => undefined)
  let closing: Promise<void> | undefined
  let dropping: Promise<number> = Promise.resolve(0)

  function assertOpen(): void {
    if (closing !== undefined) throw fail('STORE_UNAVAILABLE', 'The timeline is closed.')
  }

  async function storedHeads(conversations: readonly string[]): Promise<StoredHead[]> {
    return (await store.read((db) => db.getMany(conversations.map(headKey)))).map(readHead)
  }

  async function heads(conversations: readonly string[]): Promise<StoredHead[]> {
    const found = conversations.map((conversation) => hot.get(conversation)?.head)
    const missing = conversations.filter((_, i) => found[i] === undefined)
    const read = (missing.length === 0 ? [] : await storedHeads(missing)).values()
    return found.map((head) => head ?? read.next().value!)
  }

  async function readKept(conversation: string, wanted: Interval, known: Hot | undefined): Promise<Entry[]> {
    if (known === undefined) return store.read((db) => readEntries(db, conversation, wanted))
    const kept = { ...wanted, above: Math.max(wanted.above, known.head.first - 1) }
    const inMemory = fromTail(known.tail, known.head.seq, kept)
    return inMemory ?? store.read((db) => readEntries(db, conversation, kept, known.head))
  }

  const commit: Commit = (work) => new Promise((resolve, reject) => commits.add({ ...work, resolve, reject }))

  function erase(keys: readonly string[]): Promise<void> {
    return commit({ kind: 'erase', keys })
  }

  async function close(): Promise<void> {
    seen.stopLoading()
    await Promise.all([loading, sweep.stop(), dropping])
    await commits.idle()
    await store.close()
  }

  return {
    append(draft) {
      return new Promise((resolve, reject) => {
        assertOpen()
        checkDraft(draft)
        const name = draft.dedupe && dedupeName(draft.conversation, draft.dedupe.key)
        commits.add({ kind: 'append', draft, name, resolve, reject })
      })
    },

    change(conversation, draft) {
      return new Promise((resolve, reject) => {
        assertOpen()
        checkConversation(conversation)
        checkChange(draft)
        commits.add({ kind: 'change', conversation, draft, resolve, reject })
      })
    },

    async heads(conversations) {
      assertOpen()
      for (const conversation of conversations) checkConversation(conversation)
      return (await heads(conversations)).map(publicHead)
    },

    async list(page) {
      assertOpen()
      checkLimit(page.limit)
      return store.read((db) => listHeads(db, page))
    },

    async unread(queries) {
      assertOpen()
      for (const query of queries) checkUnread(query)
      const counts: number[] = []
      for (let at = 0; at < queries.length; at += UNREAD_AT_ONCE) {
        counts.push(...(await countUnread({ store, heads, storedHeads }, queries.slice(at, at + UNREAD_AT_ONCE))))
      }
      return counts
    },

    async read(conversation, range) {
      assertOpen()
      checkConversation(conversation)
      const wanted = interval(range)
      let loaded: Hot | undefined
      if (hot.get(conversation) === undefined && range.before === undefined && range.after === undefined) {
        loaded = await hot.load(conversation, () => store.read((db) => readHot(db, conversation)))
      }
      const keepFrom = options.keepFrom?.(conversation) ?? 0
      return readSince(keepFrom, wanted, (part) => readKept(conversation, part, hot.get(conversation) ?? loaded))
    },

    async drop(olderThan) {
      assertOpen()
      const count = dropping.then(() => dropOld({ store, commit, isStopped: () => closing !== undefined }, olderThan))
      dropping = count.catch(() => 0)
      return count
    },

    async forget(prefix) {
      assertOpen()
      const isStopped = (): boolean => closing !== undefined
      const count = dropping.then(() => forgetConversations({ store, commit, days: days.stored(), isStopped }, prefix))
      // One at a time with dropping: both go through the heads.
      dropping = count.catch(() => 0)
      // What is active in memory is as in the store, or not at all.
      return count.finally(() => hot.clear())
    },

    async changes(conversation, after, limit) {
      assertOpen()
      checkConversation(conversation)
      checkPosition('after', after)
      checkLimit(limit)
      if (hot.get(conversation)?.head.changeSeq === 0) return []
      const end = changeKey(conversation, Number.MAX_SAFE_INTEGER)
      const rows = await store.read((db) =>
        db.iterator({ gt: changeKey(conversation, after), lt: end, limit, ...READ_AHEAD }).all(),
      )
      return rows.map(([key, record]) => ({ changeSeq: numberOfKey(key), ...readTimed(record) }))
    },

    async outbox(limit) {
      assertOpen()
      checkLimit(limit)
      return store.read((db) => outbox.oldest(db, limit))
    },

    async outboxDone(ids) {
      assertOpen()
      if (ids.length > 0) await erase(ids.map(outboxKey))
    },

    archive: levelArchive({ store, commit }),

    mark: () => lineage!.mark(),
    holds: (mark) => lineage!.holds(mark),

    close() {
      closing ??= close()
      return closing
    },
  }
}

const sizeOf = (work: Work): number => {
  if (work.kind === 'append') return work.draft.value.length
  if (work.kind === 'erase') return work.keys.length
  if (work.kind !== 'change') return 0
  const { value, states } = work.draft
  return (states ?? []).reduce((sum, state) => sum + state.value.length, value.length)
}
