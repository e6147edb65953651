import type { Word } from './matcher.ts'

/** How often a word was found on this node since the start. */
export interface Hits {
  readonly hits: number
  /** ms */
  readonly lastHitAt?: number
}

const NONE: Hits = { hits: 0 }
const nameOf = ({ text, isPattern }: Word): string => `${isPattern ? 'pattern' : 'word'} ${text}`

/** Counts by word: no more of them than there are words. */
export function createHits(now: () => number) {
  const counts = new Map<number, Map<string, Hits>>()
  return {
    count(sdkAppId: number, word: Word): void {
      const ofApp = counts.get(sdkAppId) ?? new Map<string, Hits>()
      counts.set(sdkAppId, ofApp)
      const name = nameOf(word)
      ofApp.set(name, { hits: (ofApp.get(name)?.hits ?? 0) + 1, lastHitAt: now() })
    },
    of: (sdkAppId: number, word: Word): Hits => counts.get(sdkAppId)?.get(nameOf(word)) ?? NONE,
    /** Forgets the words that are no more. */
    keep(sdkAppId: number, words: readonly Word[]): void {
      const there = new Set(words.map(nameOf))
      const ofApp = counts.get(sdkAppId)
      for (const name of ofApp?.keys() ?? []) if (!there.has(name)) ofApp?.delete(name)
    },
  }
}
