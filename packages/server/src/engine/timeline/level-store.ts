import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { type Failure, fail } from '../failure.ts'

/** A LevelDB folder with one writer. After a write that failed it is opened anew before the next one. */
export interface LevelStore {
  /** @throws Failure STORE_UNAVAILABLE when closed, or when the folder cannot be opened again */
  read<T>(work: (db: ClassicLevel) => Promise<T>): Promise<T>
  /** Makes sure that a write may be tried, and repairs what a failed one left. Call it before reading what the write depends on. */
  ready(): Promise<void>
  /** One atomic, synced batch. Never call it while another one is under way. */
  write(batch: WriteBatch): Promise<void>
  /** Deletes every key of a range; not synced. Never call it while a write is under way. */
  clear(range: KeyRange): Promise<void>
  close(): Promise<void>
}

export interface WriteBatch {
  /** Key, value, key, value … */
  readonly puts: readonly string[]
  readonly deletes: readonly string[]
}

export interface KeyRange {
  readonly gte: string
  readonly lt: string
}

export interface LevelStoreOptions {
  /** Reads what is kept in memory, at the start and when the folder was opened anew: it may differ from what was there before. */
  readonly onOpen: (db: ClassicLevel) => Promise<void>
  /** Runs every write; tests make it fail. */
  readonly aroundWrite: (write: () => Promise<void>) => Promise<void>
}

/** Measured: less makes more small files, more is slower to sort; 1.8 CPU-s for 100,000 appends instead of 2.3 with half of it. */
const WRITE_BUFFER = 16 * 1024 * 1024
/** What must be free before a folder is closed to be opened anew. */
const ROOM = WRITE_BUFFER + 4 * 1024 * 1024
const RETRY_REPAIR_AFTER = 250
const SETTLED_AFTER = 1000
const OPTIONS = { writeBufferSize: WRITE_BUFFER, cacheSize: 16 * 1024 * 1024 } as const

type Condition =
  | { readonly kind: 'open'; readonly db: ClassicLevel }
  /** A write failed. The folder can be read, and not written before it is opened anew. */
  | { readonly kind: 'suspect'; readonly db: ClassicLevel; readonly retryAt: number }
  /** It was closed to be opened anew, and that failed. */
  | { readonly kind: 'down'; readonly retryAt: number }
  | { readonly kind: 'closed' }

/**
 * @throws Error with `code: 'TIMELINE_LOCKED'` when another process (or another timeline of this one) has the folder open
 */
export async function openLevelStore(path: string, options: LevelStoreOptions): Promise<LevelStore> {
  let condition: Condition = { kind: 'open', db: await openLevel(path, options.onOpen) }
  let repairing: Promise<void> | undefined
  let repairedAt = Number.NEGATIVE_INFINITY
  let readers = 0
  let lastReaderLeft: (() => void) | undefined

  async function read<T>(work: (db: ClassicLevel) => Promise<T>): Promise<T> {
    while (repairing !== undefined || condition.kind === 'down') {
      if (repairing !== undefined) await repairing.catch(() => undefined)
      else if (condition.kind === 'down') await repair(condition.retryAt).catch(throwUnavailable)
    }
    if (condition.kind === 'closed') throw unavailable()
    readers++
    try {
      return await work(condition.db)
    } finally {
      if (--readers === 0) lastReaderLeft?.()
    }
  }

  async function write(batch: WriteBatch): Promise<void> {
    if (condition.kind !== 'open') throw unavailable()
    const { db } = condition
    const chained = db.batch()
    try {
      for (let i = 0; i < batch.puts.length; i += 2) chained.put(batch.puts[i]!, batch.puts[i + 1]!)
      for (const key of batch.deletes) chained.del(key)
      await options.aroundWrite(() => chained.write({ sync: true }))
    } catch (error) {
      await chained.close()
      throw suspected(db, error)
    }
  }

  async function clear(range: KeyRange): Promise<void> {
    if (condition.kind !== 'open') throw unavailable()
    const { db } = condition
    try {
      await options.aroundWrite(() => db.clear(range))
    } catch (error) {
      throw suspected(db, error)
    }
  }

  function suspected(db: ClassicLevel, error: unknown): unknown {
    // The first repair comes at once; when that did not help, the next ones are kept apart.
    const retryAt = performance.now() < repairedAt + SETTLED_AFTER ? performance.now() + RETRY_REPAIR_AFTER : 0
    condition = { kind: 'suspect', db, retryAt }
    return error
  }

  /**
   * A failed write may have left half a record at the end of the log, and one that failed in its sync may turn up later. Writing
   * on behind it could make acked records unreadable. So: make sure that there is room, then open the folder anew, which starts a
   * new log and tells what is really stored.
   */
  async function repair(retryAt: number): Promise<void> {
    if (performance.now() < retryAt) throw unavailable()
    repairing ??= reopen().finally(() => {
      repairing = undefined
    })
    await repairing
  }

  async function reopen(): Promise<void> {
    const old = condition
    try {
      await assertRoom(path)
    } catch (error) {
      if (old.kind === 'suspect') condition = { ...old, retryAt: performance.now() + RETRY_REPAIR_AFTER }
      throw error
    }
    if (readers > 0) await new Promise<void>((resolve) => (lastReaderLeft = resolve))
    lastReaderLeft = undefined
    try {
      if (old.kind === 'suspect') await old.db.close()
      condition = { kind: 'open', db: await openLevel(path, options.onOpen) }
      repairedAt = performance.now()
    } catch (error) {
      condition = { kind: 'down', retryAt: performance.now() + RETRY_REPAIR_AFTER }
      throw error
    }
  }

  return {
    read,
    write,
    clear,
    async ready() {
      if (condition.kind === 'closed') throw unavailable()
      if (condition.kind !== 'open') await repair(condition.retryAt)
    },
    async close() {
      if (repairing !== undefined) await repairing.catch(() => undefined)
      const old = condition
      condition = { kind: 'closed' }
      if (readers > 0) await new Promise<void>((resolve) => (lastReaderLeft = resolve))
      if (old.kind === 'open' || old.kind === 'suspect') await old.db.close()
    },
  }
}

const unavailable = (): Failure => fail('STORE_UNAVAILABLE')

function throwUnavailable(cause: unknown): never {
  throw Object.assign(unavailable(), { cause })
}

async function openLevel(path: string, onOpen: (db: ClassicLevel) => Promise<void>): Promise<ClassicLevel> {
  const db = new ClassicLevel(path, OPTIONS)
  try {
    await db.open()
    await onOpen(db)
    return db
  } catch (error) {
    await db.close()
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code !== 'LEVEL_LOCKED') throw new Error(`The timeline in ${path} cannot be opened: ${cause}`, { cause })
    const text = `The timeline in ${path} is open in another process. Stop that process, or use another data folder.`
    throw Object.assign(new Error(text, { cause }), { code: 'TIMELINE_LOCKED' })
  }
}

/** Opening a folder writes up to one write buffer: without room for it the folder would be closed and stay so. */
async function assertRoom(path: string): Promise<void> {
  const name = join(path, 'room.tmp')
  const file = await open(name, 'w')
  try {
    const block = Buffer.alloc(ROOM / 16, 1)
    for (let written = 0; written < ROOM; written += block.length) await file.write(block)
    await file.sync()
  } finally {
    await file.close()
    await rm(name, { force: true })
  }
}
