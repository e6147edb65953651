/**
 * The newest entry of each of the latest authors of a conversation, as text: a line break, the author, U+0000 and the base-36 seq for
 * each, the latest last. It rides in the record of the head, so that an append to a private chat writes no further record; authors
 * who do not fit leave for a record of their own.
 */
const MOST_AUTHORS = 8

export interface Latest {
  readonly latest: string
  /** Who did not fit, with the seq of the newest entry. */
  readonly left: readonly (readonly [author: string, seq: number])[]
}

/** `newestIn('\nalice\u00007', 'alice')` → 7; nothing when the author is not among the latest. */
export function newestIn(latest: string, author: string): number | undefined {
  const at = latest.indexOf(`\n${author}\0`)
  if (at < 0) return undefined
  return Number.parseInt(latest.slice(at + author.length + 2, endOfLine(latest, at)), 36)
}

/** `withNewest('', new Map([['alice', 7]]))` → `{ latest: '\nalice\u00007', left: [] }` */
export function withNewest(latest: string, newest: ReadonlyMap<string, number>): Latest {
  const left: [string, number][] = []
  for (const [author, seq] of newest) {
    latest = `${without(latest, author)}\n${author}\0${seq.toString(36)}`
    if (lines(latest) <= MOST_AUTHORS) continue
    const end = endOfLine(latest, 0)
    const [oldest, oldestSeq] = latest.slice(1, end).split('\0') as [string, string]
    left.push([oldest, Number.parseInt(oldestSeq, 36)])
    latest = latest.slice(end)
  }
  return { latest, left }
}

function without(latest: string, author: string): string {
  const at = latest.indexOf(`\n${author}\0`)
  return at < 0 ? latest : latest.slice(0, at) + latest.slice(endOfLine(latest, at))
}

/** Of the line whose break is at `at`. */
function endOfLine(latest: string, at: number): number {
  const end = latest.indexOf('\n', at + 1)
  return end < 0 ? latest.length : end
}

function lines(latest: string): number {
  let count = 0
  for (let at = latest.indexOf('\n'); at >= 0; at = latest.indexOf('\n', at + 1)) count++
  return count
}
