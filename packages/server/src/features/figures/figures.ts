import type { Compilable } from 'kysely'
import type { Tallies, Tally } from '../../engine/realtime/tally.ts'
import type { Database } from '../../engine/storage/database.ts'
import { type Counts, isNothing, joined, NOTHING, type Point, together } from './points.ts'
import { FINE_SECONDS, MOST_APPS, MOST_FINE, NODE, RANGES, type Range, STEPS, startOf } from './rules.ts'
import { createFigureStore, type FigureTables } from './store.ts'

/** How much there is of something that grows slowly. */
export interface Stock {
  readonly accounts: number
  readonly groups: number
  readonly bytes: number
}

export interface FigureParts {
  readonly db: Database<FigureTables>
  readonly tallies: Tallies
  /** Webhook calls of an application since the start. */
  hooks(sdkAppId: number): { readonly calls: number; readonly failed: number; readonly ms: number }
  /** What is no doing of its people, and does not count. */
  apart(sdkAppId: number): { readonly messages: number; readonly deliveries: number; readonly sessions: number }
  /** Counts what there is; of the node for application 0. Asked about once an hour, and when somebody looks. */
  stock(sdkAppId: number): Promise<Stock>
  /** ms */
  now(): number
  onFailure(error: unknown): void
}

/** What happened over time, for each application and for the node. */
export interface Figures {
  /** Oldest first; the last one may still be going on. @param sdkAppId 0: the whole node */
  series(sdkAppId: number, range: Range): Promise<Point[]>
  /** Of the last moments: for figures that move while somebody looks. */
  current(sdkAppId: number): Promise<Point & Stock>
  /** Counts what happened since the last time. A timer does it. */
  tick(): Promise<void>
  /** An application is gone, with its tally: what was counted of it and is not stored yet is nothing. */
  forget(sdkAppId: number): void
  close(): Promise<void>
}

/** What was counted of one application. */
interface Book {
  /** The tally when it was last looked at. */
  seen: { messages: number; deliveries: number; hooks: number; hooksFailed: number; hooksMs: number }
  readonly fine: Point[]
  /** What belongs to the stretch of each step that is going on. */
  readonly open: Counts[]
  stock: Stock & { readonly at: number }
}

const STOCK_MS = 3_600_000
/** Somebody looks: not older than this, ms. */
const LOOK_MS = 30_000
const UNKNOWN = { accounts: 0, groups: 0, bytes: 0, at: 0 }
const FRESH: Book['seen'] = { messages: 0, deliveries: 0, hooks: 0, hooksFailed: 0, hooksMs: 0 }

/**
 * Counts every 15 s what the tallies say, keeps an hour of that in memory, and stores stretches of five minutes and of an hour.
 * @example
 * const figures = createFigures({ db, tallies: registry.tallies, … })
 * await figures.series(1400000001, '24h')
 */
export function createFigures(parts: FigureParts): Figures {
  const { tallies, now } = parts
  const store = createFigureStore(parts.db)
  const books = new Map<number, Book>()
  let countedAt = now()
  const starts: number[] = STEPS.map(({ seconds }) => startOf(countedAt, seconds))
  let underWay: Promise<void> = Promise.resolve()

  function bookOf(sdkAppId: number): Book {
    let book = books.get(sdkAppId)
    if (book === undefined) {
      book = { seen: FRESH, fine: [], open: STEPS.map(() => NOTHING), stock: UNKNOWN }
      books.set(sdkAppId, book)
    }
    return book
  }

  /** What happened since the book was last written; nothing of it is counted twice. */
  function countsOf(sdkAppId: number, tally: Tally, book: Book): { counts: Counts; seen: Book['seen'] } {
    const { calls, failed, ms } = parts.hooks(sdkAppId)
    const apart = parts.apart(sdkAppId)
    const messages = tally.messages - apart.messages
    const deliveries = tally.deliveries - apart.deliveries
    const seen = { messages, deliveries, hooks: calls, hooksFailed: failed, hooksMs: ms }
    // What was forgotten elsewhere begins anew at zero.
    const since = (key: keyof Book['seen']): number => Math.max(0, seen[key] - book.seen[key])
    const counts = {
      messages: since('messages'),
      deliveries: since('deliveries'),
      hooks: since('hooks'),
      hooksFailed: since('hooksFailed'),
      hooksMs: since('hooksMs'),
      sessions: Math.max(0, tally.sessions - apart.sessions),
      users: Math.max(0, tally.users - apart.sessions),
    }
    return { counts, seen }
  }

  function write(book: Book, counts: Counts, at: number, seconds: number): void {
    book.fine.push({ ...counts, at, seconds })
    if (book.fine.length > MOST_FINE) book.fine.shift()
    for (const i of STEPS.keys()) book.open[i] = joined(book.open[i]!, counts)
  }

  async function tick(): Promise<void> {
    const at = now()
    const seconds = Math.max(1, Math.round((at - countedAt) / 1000))
    let all = NOTHING
    for (const [sdkAppId, tally] of tallies.entries()) {
      const book = bookOf(sdkAppId)
      const { counts, seen } = countsOf(sdkAppId, tally, book)
      book.seen = seen
      all = together(all, counts)
      if (book.fine.length > 0 || !isNothing(counts)) write(book, counts, countedAt, seconds)
    }
    write(bookOf(NODE), all, countedAt, seconds)
    countedAt = at
    for (const [i, { seconds: step }] of STEPS.entries()) {
      const start = startOf(at, step)
      if (start === starts[i]) continue
      const ended = starts[i]!
      starts[i] = start
      await settle(i, ended)
    }
    for (const [sdkAppId, { fine, open }] of books) {
      if (sdkAppId !== NODE && fine.every(isQuiet) && open.every(isNothing)) books.delete(sdkAppId)
    }
  }

  const isQuiet = ({ at: _at, seconds: _seconds, ...counts }: Point): boolean => isNothing(counts as Counts)

  /** A stretch has ended: it is stored, and what is too old goes. */
  async function settle(i: number, at: number): Promise<void> {
    const { seconds, keepMs } = STEPS[i]!
    const busiest = [...books]
      .filter(([sdkAppId, { open }]) => sdkAppId === NODE || !isNothing(open[i]!))
      .sort(
        ([one, a], [other, b]) =>
          Number(other === NODE) - Number(one === NODE) || b.open[i]!.messages - a.open[i]!.messages,
      )
      .slice(0, MOST_APPS + 1)
    const statements: Compilable[] = []
    for (const [sdkAppId, book] of busiest) {
      const { accounts, groups, bytes } = await stockOf(sdkAppId, book, STOCK_MS)
      statements.push(store.add(sdkAppId, { ...book.open[i]!, at, seconds, accounts, groups, bytes }))
    }
    for (const book of books.values()) book.open[i] = NOTHING
    await store.write([...statements, store.removeBefore(seconds, now() - keepMs)])
  }

  async function stockOf(sdkAppId: number, book: Book, maxAge: number): Promise<Stock> {
    if (now() - book.stock.at >= maxAge) book.stock = { ...(await parts.stock(sdkAppId)), at: now() }
    return book.stock
  }

  const timer = setInterval(() => {
    underWay = underWay.then(tick).catch(parts.onFailure)
  }, FINE_SECONDS * 1000)
  timer.unref()

  return {
    async series(sdkAppId, range) {
      const { ms, seconds } = RANGES[range]
      const from = now() - ms
      const book = books.get(sdkAppId)
      const fine = (book?.fine ?? []).filter((point) => point.at + point.seconds * 1000 > from)
      if (seconds !== FINE_SECONDS) {
        const i = STEPS.findIndex((step) => step.seconds === seconds)
        const stored = await store.since(sdkAppId, seconds, startOf(from, seconds))
        const open = book?.open[i]
        if (open === undefined || isNothing(open)) return stored
        return [
          ...stored,
          {
            ...open,
            ...withoutAge(book!.stock),
            at: starts[i]!,
            seconds: Math.max(1, Math.round((countedAt - starts[i]!) / 1000)),
          },
        ]
      }
      // After a restart memory begins late: what was stored stands for the time before.
      const begins = fine[0]?.at ?? now()
      const before = await store.since(sdkAppId, STEPS[0].seconds, from - STEPS[0].seconds * 1000)
      return [...before.filter((point) => point.at + point.seconds * 1000 <= begins), ...fine]
    },

    async current(sdkAppId) {
      const book = bookOf(sdkAppId)
      const seconds = Math.max(1, (now() - countedAt) / 1000)
      let counts = NOTHING
      if (sdkAppId !== NODE) counts = countsOf(sdkAppId, tallies.of(sdkAppId), book).counts
      else
        for (const [id, tally] of tallies.entries()) counts = together(counts, countsOf(id, tally, bookOf(id)).counts)
      const last = book.fine.at(-1)
      // A moment after the count there is next to nothing to divide by.
      const whole =
        last === undefined ? counts : { ...joined(counts, last), sessions: counts.sessions, users: counts.users }
      const { accounts, groups, bytes } = await stockOf(sdkAppId, book, LOOK_MS)
      return { ...whole, at: countedAt, seconds: seconds + (last?.seconds ?? 0), accounts, groups, bytes }
    },

    tick: () => {
      underWay = underWay.then(tick)
      return underWay
    },

    forget(sdkAppId) {
      tallies.forget(sdkAppId)
      books.delete(sdkAppId)
    },

    async close() {
      clearInterval(timer)
      await underWay.catch(() => undefined)
      // What was counted so far in the stretches that are going on would be lost.
      await tick().catch(parts.onFailure)
      for (const i of STEPS.keys()) await settle(i, starts[i]!).catch(parts.onFailure)
    },
  }
}

const withoutAge = ({ accounts, groups, bytes }: Stock): Stock => ({ accounts, groups, bytes })
