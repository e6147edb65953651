import { setTimeout as sleep } from 'node:timers/promises'
import type { Commit } from './level-drop.ts'
import {
  authorKey,
  changeKey,
  conversationOfHead,
  dedupeKey,
  entryRange,
  garbageKey,
  headKey,
  readHead,
  type StoredHead,
  stateRange,
} from './level-keys.ts'
import type { LevelStore } from './level-store.ts'

export interface ForgetParts {
  readonly store: LevelStore
  readonly commit: Commit
  /** Days under which dedupe keys are stored. */
  readonly days: readonly number[]
  /** Asked between two steps: calling it again goes on. */
  isStopped(): boolean
}

const HEADS = 200
/** Records that are deleted together: short enough for the commits that wait for it. */
const SLICE = 1000
const PAUSE = 2

/**
 * Takes every record away of the conversations whose names begin with `prefix`, in pieces (TL22). The head goes last: as long as it is
 * there, another call finds what this one could not finish.
 * @returns how many conversations there were
 */
export async function forgetConversations(parts: ForgetParts, prefix: string): Promise<number> {
  const { store, commit } = parts
  const end = endOf(prefix)
  await forgetOutbox(parts, prefix)
  let count = 0
  for (;;) {
    const rows = await store.read((db) => db.iterator({ gte: headKey(prefix), lt: headKey(end), limit: HEADS }).all())
    for (const [key, record] of rows) {
      if (parts.isStopped()) return count
      await forgetOne(parts, conversationOfHead(key), readHead(record))
      count++
    }
    if (rows.length < HEADS) break
  }
  for (const day of parts.days) {
    await commit({ kind: 'clear', range: { gte: dedupeKey(day, prefix), lt: dedupeKey(day, end) } })
  }
  return count
}

async function forgetOne({ commit, isStopped }: ForgetParts, conversation: string, head: StoredHead): Promise<void> {
  for (let at = 1; at <= head.seq; at += SLICE) {
    if (isStopped()) return
    const to = Math.min(at + SLICE, head.seq + 1)
    await commit({ kind: 'clear', range: entryRange(conversation, at, to) })
    await commit({ kind: 'clear', range: stateRange(conversation, at, to) })
    if (to <= head.seq) await sleep(PAUSE)
  }
  for (let at = 1; at <= head.changeSeq; at += SLICE) {
    const to = Math.min(at + SLICE, head.changeSeq + 1)
    await commit({ kind: 'clear', range: { gte: changeKey(conversation, at), lt: changeKey(conversation, to) } })
  }
  await commit({ kind: 'clear', range: { gte: authorKey(conversation, ''), lt: `a${conversation}\u0001` } })
  await commit({ kind: 'erase', keys: [garbageKey(conversation), headKey(conversation)] })
}

/** What was still to be told about them is told to nobody. */
async function forgetOutbox({ store, commit }: ForgetParts, prefix: string): Promise<void> {
  for (let after = 'o'; ; ) {
    const rows = await store.read((db) => db.iterator({ gt: after, lt: 'p', limit: SLICE }).all())
    const keys = rows.filter(([, record]) => record.startsWith(prefix)).map(([key]) => key)
    if (keys.length > 0) await commit({ kind: 'erase', keys })
    const last = rows.at(-1)
    if (last === undefined || rows.length < SLICE) return
    after = last[0]
  }
}

/** The first name behind all that begin with a prefix. */
const endOf = (prefix: string): string =>
  prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)
