/// <reference lib="es2024.string" />
/** Decisions about conversations: no I/O, no clock. Numbers are those of docs/rules.md. */
import { CONVERSATION_LIMITS, MARK } from '@signet/protocol/conversation'

/** More than any time in ms, and less than what JavaScript counts exactly. */
const ABOVE_ALL_TIMES = 2 ** 50

/** CNV2: pinned ones first, then the newest. */
export const orderKey = (isPinned: boolean, time: number): number => (isPinned ? ABOVE_ALL_TIMES + time : time)

/** Seqs from `from` to `to`, both included. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** The same seqs as spans that ascend and touch nowhere. */
export function joinSpans(spans: readonly Span[]): Span[] {
  const joined: { from: number; to: number }[] = []
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    if (last !== undefined && from <= last.to + 1) last.to = Math.max(last.to, to)
    else joined.push({ from, to })
  }
  return joined
}

/** What of the spans lies above a seq. */
export const spansAbove = (spans: readonly Span[], floor: number): Span[] =>
  spans.filter(({ to }) => to > floor).map(({ from, to }) => ({ from: Math.max(from, floor + 1), to }))

/** @param spans as `joinSpans` gives them */
export function isWithin(spans: readonly Span[], seq: number): boolean {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (spans[middle]!.to < seq) low = middle + 1
    else high = middle
  }
  return spans[low] !== undefined && spans[low]!.from <= seq
}

/** CNV6: the bits that mean something. */
export const isMark = (bit: number): boolean =>
  Number.isInteger(bit) && ((bit >= MARK.star && bit <= MARK.hide) || (bit >= MARK.firstOwn && bit <= MARK.lastOwn))

/** Marks after some were set and others cleared; what is in both is cleared. Ascending. */
export function remark(marks: readonly number[], set: readonly number[], clear: readonly number[]): number[] {
  const kept = new Set([...marks, ...set])
  for (const bit of clear) kept.delete(bit)
  return [...kept].sort((a, b) => a - b)
}

/** What is wrong with a text of a user's own, in words. */
export function textProblem(what: string, text: string, maxBytes: number): string | undefined {
  if (!text.isWellFormed()) return `${what} is not well-formed Unicode.`
  return Buffer.byteLength(text) > maxBytes ? `${what} has more than ${maxBytes} bytes.` : undefined
}

/** CNV7: what is wrong with the name of a group of conversations, in words. */
export function groupNameProblem(name: string): string | undefined {
  if (name === '') return 'The name is empty.'
  return textProblem('The name', name, CONVERSATION_LIMITS.groupNameBytes)
}

/** Where a walk through the conversations of a user goes on: in which source, behind which id. */
export interface Position {
  readonly source: number
  readonly after: string
}
export const BEGINNING: Position = { source: 0, after: '' }

export const positionText = ({ source, after }: Position): string => `${source}/${after}`

/** What is no position is the beginning: repeating is harmless, missing is not. */
export function positionOf(cursor: string | undefined): Position {
  const found = /^(\d)\/(.*)$/s.exec(cursor ?? '')
  return found === null ? BEGINNING : { source: Number(found[1]), after: found[2]! }
}

/** `byKey(['ab', 'c', 'de'], (text) => text.length)` → `Map { 2 → ['ab', 'de'], 1 → ['c'] }` */
export function byKey<K, V>(values: readonly V[], keyOf: (value: V) => K): Map<K, V[]> {
  const found = new Map<K, V[]>()
  for (const value of values) {
    const key = keyOf(value)
    const same = found.get(key)
    if (same === undefined) found.set(key, [value])
    else same.push(value)
  }
  return found
}
