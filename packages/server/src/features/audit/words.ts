import type { MsgBody } from '@signet/protocol/message'
import type { Bus } from '../../engine/cluster/bus.ts'
import { fail } from '../../engine/failure.ts'
import type { Database } from '../../engine/storage/database.ts'
import { CLEAN, filterBody } from './filter.ts'
import { createHits } from './hits.ts'
import { compilePattern, createMatcher, type Matcher, type Word, type WordAction } from './matcher.ts'
import { type AuditRow, type AuditTables, createAuditStore } from './store.ts'

/** Of one application. A pattern costs by itself, words do not. */
const MOST_WORDS = 10_000
const MOST_PATTERNS = 100
const WORD_BYTES = 200
/** Instructions of all patterns together: a text costs about that much for each of its characters, and everybody waits meanwhile. */
const MOST_INSTRUCTIONS = 2_000

/** The list that replaces or blocks as each word says; the other list is a library whose words block. */
export const LOCAL = 'local'
export const LIBRARY = 'words'

export interface NewWord {
  readonly keyword: string
  readonly isPattern: boolean
  readonly blocks: boolean
  /** Only counted: the message goes as it is. Before `blocks`. */
  readonly reports?: boolean | undefined
  readonly replaced?: string | undefined
  readonly label?: string | undefined
}

/** A word as operators see it. */
export interface DescribedWord {
  readonly keyword: string
  readonly isPattern: boolean
  readonly library: string
  readonly action: 'replace' | 'block' | 'report'
  readonly replaced: string
  /** ms */
  readonly updatedAt: number
  /** Messages of this node with it since the start; ms of the last one. */
  readonly hits: number
  readonly lastHitAt?: number
}

/** What would become of a text, and of which words. */
export interface Preview {
  readonly outcome: 'passes' | 'replaced' | 'blocked'
  /** As it would be sent; empty when it would not. */
  readonly text: string
  readonly words: readonly { readonly keyword: string; readonly action: DescribedWord['action'] }[]
}

/** What was found in a text. */
export interface Moderated {
  readonly result: 'Pass' | 'Review' | 'Block'
  readonly words: readonly string[]
}

export interface AuditWords {
  /**
   * What is sent in place of a body: the same one when nothing is to be replaced. Asked for every message: answers from memory.
   * @throws Failure MESSAGE_FILTERED
   */
  filter(sdkAppId: number, body: MsgBody): MsgBody
  moderate(sdkAppId: number, text: string): Moderated
  /** @throws Failure AUDIT_PARAMETER */
  put(sdkAppId: number, library: string, words: readonly NewWord[]): Promise<void>
  /** @returns for each whether it was there */
  remove(
    sdkAppId: number,
    library: string,
    words: readonly { keyword: string; isPattern: boolean }[],
  ): Promise<boolean[]>
  list(sdkAppId: number, library: string): Promise<AuditRow[]>
  /** All words of an application, in the order of the alphabet. */
  describe(sdkAppId: number): Promise<DescribedWord[]>
  /** Counts nothing. */
  preview(sdkAppId: number, text: string): Preview
  /** For words that were written or taken away behind its back. */
  reread(sdkAppId: number): Promise<void>
  close(): void
}

/** All nodes hear of changed words. */
const CHANGED_WORDS = 'words'

/** Opens the words of all applications: from then on they are in memory, and no message waits for them. */
export async function openAuditWords(parts: {
  readonly db: Database<AuditTables>
  readonly bus: Bus
  readonly onFailure: (error: unknown) => void
  makeId(): string
  now(): number
}): Promise<AuditWords> {
  const store = createAuditStore(parts.db)
  const matchers = new Map<number, Matcher>()
  // By themselves: a word that is only counted must not stand in the way of one that blocks.
  const reporters = new Map<number, Matcher>()
  const hits = createHits(parts.now)

  const use = (sdkAppId: number, rows: readonly AuditRow[]): void => {
    const [counted, acting] = [rows.filter(isReport), rows.filter((row) => !isReport(row))]
    for (const [map, some] of [[matchers, acting] as const, [reporters, counted] as const]) {
      if (some.length === 0) map.delete(sdkAppId)
      else map.set(sdkAppId, createMatcher(some.map(wordOf)))
    }
    hits.keep(sdkAppId, rows.map(wordOf))
  }
  const byApp = new Map<number, AuditRow[]>()
  for (const row of await store.all()) byApp.set(row.sdk_app_id, [...(byApp.get(row.sdk_app_id) ?? []), row])
  for (const [sdkAppId, rows] of byApp) use(sdkAppId, rows)

  const load = async (sdkAppId: number): Promise<void> => use(sdkAppId, await store.ofApp(sdkAppId))
  const end = parts.bus.subscribe(CHANGED_WORDS, (payload) => {
    load(Number(payload)).catch(parts.onFailure)
  })

  /** Who adds words waits for who does so at the same time: each counts what the other added. */
  let adding: Promise<unknown> = Promise.resolve()

  /** Here at once, on other nodes soon. */
  const changed = async (sdkAppId: number): Promise<void> => {
    await load(sdkAppId)
    parts.bus.publish(CHANGED_WORDS, String(sdkAppId))
  }

  async function add(sdkAppId: number, library: string, words: readonly NewWord[]): Promise<void> {
    for (const word of words) checkWord(word)
    const there = await store.ofApp(sdkAppId)
    const known = new Set(there.map((row) => `${row.library} ${row.word_type} ${row.keyword}`))
    const added = words.filter((word) => !known.has(`${library} ${typeOf(word)} ${word.keyword}`))
    const patterns = [...there.filter((row) => row.word_type === 2), ...added.filter(({ isPattern }) => isPattern)]
    if (there.length + added.length > MOST_WORDS || patterns.length > MOST_PATTERNS) {
      throw fail(
        'AUDIT_PARAMETER',
        `An application has at most ${MOST_WORDS} words, ${MOST_PATTERNS} of them patterns.`,
      )
    }
    const texts = patterns.map((row) => row.keyword)
    if (texts.reduce((sum, text) => sum + compilePattern(text).programSize(), 0) > MOST_INSTRUCTIONS) {
      throw fail('AUDIT_PARAMETER', 'The patterns take too much work together: repeat less, or have fewer of them.')
    }
    await store.put(
      words.map((word) => ({
        sdk_app_id: sdkAppId,
        word_id: parts.makeId(),
        library,
        keyword: word.keyword,
        word_type: typeOf(word),
        filter_type: word.reports === true ? REPORT : word.blocks ? 2 : 1,
        replaced: word.replaced ?? '***',
        label: word.label ?? '',
        updated_at: parts.now(),
      })),
    )
    await changed(sdkAppId)
  }

  return {
    filter(sdkAppId, body) {
      const found = (word: Word): void => hits.count(sdkAppId, word)
      const reporter = reporters.get(sdkAppId)
      if (reporter !== undefined) filterBody(reporter, body, found)
      const matcher = matchers.get(sdkAppId)
      if (matcher === undefined) return body
      const filtered = filterBody(matcher, body, found)
      if (filtered.kind === 'blocked') throw fail('MESSAGE_FILTERED')
      return filtered.kind === 'replaced' ? filtered.body : body
    },

    moderate(sdkAppId, text) {
      const found = matchers.get(sdkAppId)?.find(text) ?? []
      const words = [...new Set(found.map(({ word }) => word.text))]
      if (found.length === 0) return { result: 'Pass', words }
      return { result: found.some(({ word }) => word.action.kind === 'block') ? 'Block' : 'Review', words }
    },

    put(sdkAppId, library, words) {
      const put = adding.then(() => add(sdkAppId, library, words))
      adding = put.catch(() => undefined)
      return put
    },

    async remove(sdkAppId, library, words) {
      const named = words.map((word) => ({ keyword: word.keyword, wordType: typeOf(word) }))
      const results = named.length === 0 ? [] : await store.remove(sdkAppId, library, named)
      await changed(sdkAppId)
      return results.map((result) => result.changed > 0)
    },

    // The server API has no word for what is only counted.
    list: async (sdkAppId, library) =>
      (await store.ofApp(sdkAppId)).filter((row) => row.library === library && !isReport(row)),

    async describe(sdkAppId) {
      const rows = await store.ofApp(sdkAppId)
      const order = new Intl.Collator(undefined, { numeric: true })
      return rows
        .map((row) => ({ ...described(row), ...hits.of(sdkAppId, wordOf(row)) }))
        .sort((a, b) => order.compare(a.keyword, b.keyword))
    },

    preview(sdkAppId, text) {
      const body: MsgBody = [{ MsgType: 'TIMTextElem', MsgContent: { Text: text } }]
      const seen = new Map<string, DescribedWord['action']>()
      const found = (word: Word): void => void seen.set(word.text, word.action.kind)
      for (const matcher of [reporters.get(sdkAppId), matchers.get(sdkAppId)]) {
        if (matcher !== undefined) filterBody(matcher, body, found)
      }
      const matcher = matchers.get(sdkAppId)
      const filtered = matcher === undefined ? CLEAN : filterBody(matcher, body)
      const words = [...seen].map(([keyword, action]) => ({ keyword, action }))
      if (filtered.kind === 'blocked') return { outcome: 'blocked', text: '', words }
      if (filtered.kind === 'clean') return { outcome: 'passes', text, words }
      return {
        outcome: 'replaced',
        text: (filtered.body[0] as { MsgContent: { Text: string } }).MsgContent.Text,
        words,
      }
    },

    reread: changed,
    close: end,
  }
}

const typeOf = ({ isPattern }: { readonly isPattern: boolean }): number => (isPattern ? 2 : 1)

function checkWord({ keyword, isPattern, replaced = '' }: NewWord): void {
  const bytes = Buffer.byteLength(keyword)
  if (keyword.trim() === '' || bytes > WORD_BYTES || Buffer.byteLength(replaced) > WORD_BYTES) {
    throw fail('AUDIT_PARAMETER', `A word has 1–${WORD_BYTES} bytes, and so has what replaces it at most.`)
  }
  if (!isPattern) return
  try {
    compilePattern(keyword)
  } catch (error) {
    throw fail('AUDIT_PARAMETER', `The pattern cannot be read: ${(error as Error).message}`.slice(0, 200))
  }
}

/** Of `filter_type`: only counted. */
const REPORT = 3
const isReport = (row: Pick<AuditRow, 'filter_type'>): boolean => row.filter_type === REPORT

const actionOf = (row: AuditRow): WordAction => {
  if (isReport(row)) return { kind: 'report' }
  return row.filter_type === 2 ? { kind: 'block' } : { kind: 'replace', by: row.replaced }
}

const wordOf = (row: AuditRow): Word => ({
  text: row.keyword,
  isPattern: row.word_type === 2,
  action: actionOf(row),
})

const described = (row: AuditRow): Omit<DescribedWord, 'hits'> => ({
  keyword: row.keyword,
  isPattern: row.word_type === 2,
  library: row.library,
  action: actionOf(row).kind,
  replaced: row.replaced,
  updatedAt: row.updated_at,
})
