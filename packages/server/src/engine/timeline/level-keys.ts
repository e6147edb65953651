/**
 * The key spaces of the LevelDB engine. LevelDB sorts by bytes; U+0000 cannot occur in a conversation, so it ends one, and every
 * number has a fixed width, so that the order of keys is the order of numbers.
 *
 * | key | value |
 * |---|---|
 * | `e` conversation U+0000 seq | time, space, value; after the time a `-` and how many up to here do not count, unless it is none |
 * | `c` conversation U+0000 changeSeq | time, space, value |
 * | `s` conversation U+0000 seq | changeSeq, space, the entry's state |
 * | `h` conversation | seq, changeSeq, time of the newest entry, changedAt unless it is the same, number of states; then, unless all are 0, how many entries do not count, the newest of these, 1 if there are `a` records, the oldest seq that is kept, how many before that do not count: separated by spaces; then the latest authors, see `level-authors.ts` |
 * | `a` conversation U+0000 author | seq of the author's newest entry when it left the head: another one may be in there again |
 * | `g` conversation | from, to: seqs of entries that were dropped and may still be stored |
 * | `d` day, name = conversation U+0000 dedupe key | seq, time, digest: separated by spaces |
 * | `o` outbox id | conversation, seq, kind, value: separated by U+0000 |
 * | `m` name | facts about the whole store |
 */
import { EMPTY_HEAD, type Head, type OutboxEntry, type State } from './timeline.ts'

/** Enough base-36 digits for every safe integer. */
const WIDTH = 11
const DAY_WIDTH = 6
const DAY = 86_400_000

const fixed = (number: number, width = WIDTH): string => number.toString(36).padStart(width, '0')

export const FORMAT_KEY = 'mformat'
/** Of everything in the table above. */
export const FORMAT = '3'
/** Without states; without counts and authors. All else is the same, so they are read, and become the present one. */
export const OLDER_FORMATS: readonly string[] = ['1', '2']
export const OUTBOX_COUNTER_KEY = 'moutbox'
/** How many commits there were; in each of them. */
export const COMMITS_KEY = 'mcommits'
/** One line for each opening: its name, its key, how many commits there were before it: separated by spaces. */
export const RUNS_KEY = 'mruns'

export const entryKey = (conversation: string, seq: number): string => `e${conversation}\0${fixed(seq)}`
export const changeKey = (conversation: string, changeSeq: number): string => `c${conversation}\0${fixed(changeSeq)}`
export const stateKey = (conversation: string, seq: number): string => `s${conversation}\0${fixed(seq)}`
export const authorKey = (conversation: string, author: string): string => `a${conversation}\0${author}`
export const headKey = (conversation: string): string => `h${conversation}`
export const conversationOfHead = (key: string): string => key.slice(1)
/** Where the entries from one seq up to another are, that one not included; their states likewise. */
export const entryRange = (conversation: string, from: number, to: number) => ({
  gte: entryKey(conversation, from),
  lt: entryKey(conversation, to),
})
export const stateRange = (conversation: string, from: number, to: number) => ({
  gte: stateKey(conversation, from),
  lt: stateKey(conversation, to),
})
export const garbageKey = (conversation: string): string => `g${conversation}`
export const dayOf = (time: number): number => Math.floor(time / DAY)
export const endOfDay = (day: number): number => (day + 1) * DAY
export const dayPrefix = (day: number): string => `d${fixed(day, DAY_WIDTH)}`
export const dayOfKey = (key: string): number => Number.parseInt(key.slice(1, 1 + DAY_WIDTH), 36)
/** A dedupe key with its conversation. */
export const dedupeName = (conversation: string, key: string): string => `${conversation}\0${key}`
export const dedupeKey = (day: number, name: string): string => dayPrefix(day) + name
export const dedupeNameOf = (key: string): string => key.slice(1 + DAY_WIDTH)
export const outboxId = (number: number): string => fixed(number)
export const outboxKey = (id: string): string => `o${id}`

/** The last fixed-width number of a key. */
export const numberOfKey = (key: string): number => Number.parseInt(key.slice(-WIDTH), 36)

export const timedRecord = (time: number, value: string): string => `${time} ${value}`

export function readTimed(record: string): { time: number; value: string } {
  const space = record.indexOf(' ')
  return { time: Number.parseInt(record.slice(0, space), 10), value: record.slice(space + 1) }
}

/** @param uncounted how many entries of the conversation do not count, up to and with this one */
export const entryRecord = (time: number, uncounted: number, value: string): string =>
  uncounted === 0 ? timedRecord(time, value) : `${time}-${uncounted} ${value}`

export function uncountedOf(record: string): number {
  const stamp = record.slice(0, record.indexOf(' '))
  const dash = stamp.indexOf('-')
  return dash < 0 ? 0 : Number(stamp.slice(dash + 1))
}

export interface StoredHead extends Head {
  /** How many entries have one. */
  readonly states: number
  /** How many entries do not count. */
  readonly uncounted: number
  /** seq of the newest entry that does not count; 0 when all do. */
  readonly lastUncounted: number
  /** Whether authors have left `latest` for a record of their own. */
  readonly authorsLeft: boolean
  /** seq of the oldest entry that was not dropped. */
  readonly first: number
  /** How many entries before `first` do not count. */
  readonly uncountedBefore: number
  /** See `level-authors.ts`. */
  readonly latest: string
}

const NO_HEAD: StoredHead = {
  ...EMPTY_HEAD,
  states: 0,
  uncounted: 0,
  lastUncounted: 0,
  authorsLeft: false,
  first: 1,
  uncountedBefore: 0,
  latest: '',
}

/** Every append writes one: what is zero, or the same again, is left out. */
export function headRecord(head: StoredHead): string {
  const changedAt = head.changedAt === head.time ? '' : head.changedAt
  const dropped = head.first > 1 ? ` ${head.first} ${head.uncountedBefore}` : ''
  const isPlain = head.uncounted === 0 && !head.authorsLeft && dropped === ''
  const counts = isPlain ? '' : ` ${head.uncounted} ${head.lastUncounted} ${head.authorsLeft ? 1 : 0}`
  return `${head.seq} ${head.changeSeq} ${head.time} ${changedAt} ${head.states}${counts}${dropped}${head.latest}`
}

export function readHead(record: string | undefined): StoredHead {
  if (record === undefined) return NO_HEAD
  const end = record.indexOf('\n')
  const numbers = (end < 0 ? record : record.slice(0, end)).split(' ')
  // A record of an older format ends earlier.
  const number = (i: number): number => Number(numbers[i] ?? 0)
  return {
    seq: number(0),
    changeSeq: number(1),
    time: number(2),
    changedAt: numbers[3] === '' ? number(2) : number(3),
    states: number(4),
    uncounted: number(5),
    lastUncounted: number(6),
    authorsLeft: number(7) === 1,
    first: number(8) || 1,
    uncountedBefore: number(9),
    latest: end < 0 ? '' : record.slice(end),
  }
}

export const stateRecord = (state: State): string => `${state.changeSeq} ${state.value}`

export function readState(record: string): State {
  const space = record.indexOf(' ')
  return { changeSeq: Number(record.slice(0, space)), value: record.slice(space + 1) }
}

export interface DedupeRecord {
  readonly seq: number
  readonly time: number
  readonly digest: string
}

export const dedupeRecord = (record: DedupeRecord): string => `${record.seq} ${record.time} ${record.digest}`

export function readDedupe(record: string): DedupeRecord {
  const first = record.indexOf(' ')
  const second = record.indexOf(' ', first + 1)
  return {
    seq: Number(record.slice(0, first)),
    time: Number(record.slice(first + 1, second)),
    digest: record.slice(second + 1),
  }
}

/** Entries of one conversation that were dropped: from one seq up to another, that one not included. */
export interface Garbage {
  readonly conversation: string
  readonly from: number
  readonly to: number
}

export const garbageRecord = ({ from, to }: Garbage): string => `${from} ${to}`

export function readGarbage(key: string, record: string): Garbage {
  const [from, to] = record.split(' ').map(Number) as [number, number]
  return { conversation: key.slice(1), from, to }
}

export const outboxRecord = (conversation: string, seq: number, kind: string, value: string): string =>
  `${conversation}\0${seq}\0${kind}\0${value}`

export function readOutbox(key: string, record: string): OutboxEntry {
  const [conversation, seq, kind] = record.split('\0', 3) as [string, string, string]
  const value = record.slice(conversation.length + seq.length + kind.length + 3)
  return { id: key.slice(1), conversation, seq: Number(seq), kind, value }
}
