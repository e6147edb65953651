/**
 * The key spaces of the LevelDB engine. LevelDB sorts by bytes; U+0000 cannot occur in a conversation, so it ends one, and every
 * number has a fixed width, so that the order of keys is the order of numbers.
 *
 * | key | value |
 * |---|---|
 * | `e` conversation U+0000 seq | time, space, value |
 * | `c` conversation U+0000 changeSeq | time, space, value |
 * | `s` conversation U+0000 seq | changeSeq, space, the entry's state |
 * | `h` conversation | seq, changeSeq, time of the newest entry, changedAt, number of states: separated by spaces |
 * | `d` day, name = conversation U+0000 dedupe key | seq, time, digest: separated by spaces |
 * | `o` outbox id | conversation, seq, kind, value: separated by U+0000 |
 * | `m` name | facts about the whole store |
 */
import type { Head, OutboxEntry, State } from './timeline.ts'

/** Enough base-36 digits for every safe integer. */
const WIDTH = 11
const DAY_WIDTH = 6
const DAY = 86_400_000

const fixed = (number: number, width = WIDTH): string => number.toString(36).padStart(width, '0')

export const FORMAT_KEY = 'mformat'
/** Of everything in the table above. */
export const FORMAT = '2'
/** Without states; all else is the same, so it is read, and becomes the present one. */
export const FORMAT_BEFORE_STATES = '1'
export const OUTBOX_COUNTER_KEY = 'moutbox'

export const entryKey = (conversation: string, seq: number): string => `e${conversation}\0${fixed(seq)}`
export const changeKey = (conversation: string, changeSeq: number): string => `c${conversation}\0${fixed(changeSeq)}`
export const stateKey = (conversation: string, seq: number): string => `s${conversation}\0${fixed(seq)}`
export const headKey = (conversation: string): string => `h${conversation}`
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
  return { time: Number(record.slice(0, space)), value: record.slice(space + 1) }
}

export interface StoredHead extends Head {
  /** How many entries have one. */
  readonly states: number
}

export const headRecord = (head: StoredHead): string =>
  `${head.seq} ${head.changeSeq} ${head.time} ${head.changedAt} ${head.states}`

export function readHead(record: string | undefined): StoredHead {
  if (record === undefined) return { seq: 0, changeSeq: 0, time: 0, changedAt: 0, states: 0 }
  // A record from before there were states ends at `changedAt`.
  const [seq, changeSeq, time, changedAt, states = 0] = record.split(' ').map(Number) as [
    number,
    number,
    number,
    number,
  ]
  return { seq, changeSeq, time, changedAt, states }
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

export const outboxRecord = (conversation: string, seq: number, kind: string, value: string): string =>
  `${conversation}\0${seq}\0${kind}\0${value}`

export function readOutbox(key: string, record: string): OutboxEntry {
  const [conversation, seq, kind] = record.split('\0', 3) as [string, string, string]
  const value = record.slice(conversation.length + seq.length + kind.length + 3)
  return { id: key.slice(1), conversation, seq: Number(seq), kind, value }
}
