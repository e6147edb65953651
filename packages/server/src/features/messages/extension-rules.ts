/** Decisions about the keys and values beside a message: no I/O, no clock. Numbers are those of docs/rules.md. */
import type { WireExtension } from '@signet/protocol/realtime/changes'
import { fail } from '../../engine/failure.ts'

/** What is kept beside one message. */
export interface Extensions {
  readonly list: readonly WireExtension[]
  /** The newest `seq` that a value got; every value gets the next one. */
  readonly latestSeq: number
  /** Everything with a `seq` up to this was cleared. */
  readonly clearSeq: number
  /** Writes within the minute that began at `since` (ms). */
  readonly rate: { readonly since: number; readonly writes: number }
}

export const NO_EXTENSIONS: Extensions = { list: [], latestSeq: 0, clearSeq: 0, rate: { since: 0, writes: 0 } }

export const EXTENSION_LIMITS = {
  keyBytes: 100,
  valueBytes: 1_000,
  keys: 300,
  totalBytes: 16_384,
  writesPerMinute: 200,
} as const

/** What became of one key: 0, or 23001 with what is there. */
export interface ExtensionResult extends WireExtension {
  readonly code: 0 | 23001
}

export interface ExtensionOutcome {
  readonly extensions: Extensions
  readonly results: readonly ExtensionResult[]
}

/**
 * Sets keys; each only when the caller names the `seq` that the key has (0: it is new).
 * @throws Failure BAD_PARAMETER, EXTENSION_LIMIT, EXTENSION_RATE
 */
export function setExtensions(old: Extensions, wanted: readonly WireExtension[], now: number): ExtensionOutcome {
  for (const { key, value } of wanted) {
    checkBytes('key', key, EXTENSION_LIMITS.keyBytes)
    checkBytes('value', value, EXTENSION_LIMITS.valueBytes)
  }
  const byKey = keyed(old)
  let { latestSeq } = old
  const results = wanted.map(({ key, value, seq }): ExtensionResult => {
    const current = byKey.get(key)
    if ((current?.seq ?? 0) !== seq) return conflict(key, current)
    const next = { key, value, seq: ++latestSeq }
    byKey.set(key, next)
    return { code: 0, ...next }
  })
  return { extensions: counted({ ...old, list: listed(byKey), latestSeq }, results, now), results }
}

/** Deletes keys; each only when the caller names the `seq` that the key has. @throws Failure EXTENSION_RATE */
export function deleteExtensions(
  old: Extensions,
  wanted: readonly Pick<WireExtension, 'key' | 'seq'>[],
  now: number,
): ExtensionOutcome {
  const byKey = keyed(old)
  const results = wanted.map(({ key, seq }): ExtensionResult => {
    const current = byKey.get(key)
    if (current === undefined || current.seq !== seq) return conflict(key, current)
    byKey.delete(key)
    return { code: 0, ...current }
  })
  return { extensions: counted({ ...old, list: listed(byKey) }, results, now), results }
}

/** Deletes everything that there is. @throws Failure EXTENSION_RATE */
export function clearExtensions(old: Extensions, now: number): ExtensionOutcome {
  const results = old.list.map((extension): ExtensionResult => ({ code: 0, ...extension }))
  return { extensions: counted({ ...old, list: [], clearSeq: old.latestSeq }, results, now), results }
}

const keyed = ({ list }: Extensions) => new Map(list.map((extension) => [extension.key, extension]))

const listed = (byKey: ReadonlyMap<string, WireExtension>) => [...byKey.values()].sort((a, b) => a.seq - b.seq)

const conflict = (key: string, current: WireExtension | undefined): ExtensionResult => ({
  code: 23001,
  ...(current ?? { key, value: '', seq: 0 }),
})

function counted(next: Extensions, results: readonly ExtensionResult[], now: number): Extensions {
  if (next.list.length > EXTENSION_LIMITS.keys) throw fail('EXTENSION_LIMIT')
  if (Buffer.byteLength(JSON.stringify(next.list)) > EXTENSION_LIMITS.totalBytes) throw fail('EXTENSION_LIMIT')
  const isSameMinute = now < next.rate.since + 60_000
  const writes = (isSameMinute ? next.rate.writes : 0) + results.filter((result) => result.code === 0).length
  if (writes > EXTENSION_LIMITS.writesPerMinute) throw fail('EXTENSION_RATE')
  return { ...next, rate: { since: isSameMinute ? next.rate.since : now, writes } }
}

function checkBytes(field: string, text: string, most: number): void {
  const bytes = Buffer.byteLength(text)
  if (bytes > most) throw fail('BAD_PARAMETER', `The ${field} has ${bytes} bytes; at most ${most}.`)
}
