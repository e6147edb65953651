import type { ClassicLevel } from 'classic-level'
import type { Interval } from './interval.ts'
import type { Hot } from './level-cache.ts'
import {
  conversationOfHead,
  entryKey,
  FORMAT,
  FORMAT_KEY,
  headKey,
  numberOfKey,
  OLDER_FORMATS,
  readHead,
  readState,
  readTimed,
  type StoredHead,
  stateKey,
} from './level-keys.ts'
import type { Entry, Head, Listed, ListPage, State } from './timeline.ts'

/** Entries that are read in with a conversation that becomes active. */
const LOADED = 32
export const READ_AHEAD = { highWaterMarkBytes: 1024 * 1024 } as const

/** @throws Error when the folder is of a format that this version does not know */
export async function checkFormat(db: ClassicLevel): Promise<void> {
  const format = await db.get(FORMAT_KEY)
  if (format === undefined || OLDER_FORMATS.includes(format)) await db.put(FORMAT_KEY, FORMAT, { sync: true })
  else if (format !== FORMAT) throw new Error(`its format is ${format}; this version reads format ${FORMAT}`)
}

export const publicHead = ({ seq, changeSeq, time, changedAt }: Head): Head => ({ seq, changeSeq, time, changedAt })

/** Greater than what any name may have behind a prefix. */
const LAST = '\u{10ffff}'

/** A page of the conversations whose names begin alike. */
export async function listHeads(db: ClassicLevel, { prefix, after, limit }: ListPage): Promise<Listed[]> {
  const from = after > prefix ? { gt: headKey(after) } : { gte: headKey(prefix) }
  const rows = await db.iterator({ ...from, lt: headKey(prefix) + LAST, limit, ...READ_AHEAD }).all()
  return rows.map(([key, record]) => ({ conversation: conversationOfHead(key), head: publicHead(readHead(record)) }))
}

/** The head of a conversation and its newest entries. */
export async function readHot(db: ClassicLevel, conversation: string): Promise<Hot> {
  const newest: Interval = { above: 0, below: Number.MAX_SAFE_INTEGER, limit: LOADED, from: 'newest' }
  const reading = db.get(headKey(conversation)).then(readHead)
  const [head, tail] = await Promise.all([reading, readEntries(db, conversation, newest, reading)])
  return { head, tail }
}

/**
 * Entries with their states.
 * @param head when it is known: without it the store is asked whether there are states at all
 */
export async function readEntries(
  db: ClassicLevel,
  conversation: string,
  wanted: Interval,
  head?: StoredHead | Promise<StoredHead>,
): Promise<Entry[]> {
  const [{ states, first }, found] = await Promise.all([
    head ?? db.get(headKey(conversation)).then(readHead),
    readValues(db, conversation, wanted),
  ])
  // What was dropped may be there for a while.
  const isDropped = found[0] !== undefined && found[0].seq < first
  const entries = isDropped ? await readValues(db, conversation, { ...wanted, above: first - 1 }) : found
  return states === 0 || entries.length === 0 ? entries : withStates(db, conversation, entries)
}

async function readValues(db: ClassicLevel, conversation: string, wanted: Interval): Promise<Entry[]> {
  // One known entry, as the newest of a list of conversations: a lookup costs a third of an iterator.
  if (wanted.below - wanted.above === 2) {
    const seq = wanted.above + 1
    const record = await db.get(entryKey(conversation, seq))
    return record === undefined ? [] : [{ seq, ...readTimed(record) }]
  }
  const reverse = wanted.from === 'newest'
  const range = { gt: entryKey(conversation, wanted.above), lt: entryKey(conversation, wanted.below) }
  const rows = await db.iterator({ ...range, reverse, limit: wanted.limit, ...READ_AHEAD }).all()
  if (reverse) rows.reverse()
  return rows.map(([key, record]) => ({ seq: numberOfKey(key), ...readTimed(record) }))
}

async function withStates(db: ClassicLevel, conversation: string, entries: readonly Entry[]): Promise<Entry[]> {
  const range = { gte: stateKey(conversation, entries[0]!.seq), lte: stateKey(conversation, entries.at(-1)!.seq) }
  const rows = await db.iterator({ ...range, ...READ_AHEAD }).all()
  if (rows.length === 0) return [...entries]
  const states = new Map<number, State>(rows.map(([key, record]) => [numberOfKey(key), readState(record)]))
  return entries.map((entry) => {
    const state = states.get(entry.seq)
    return state === undefined ? entry : { ...entry, state }
  })
}
