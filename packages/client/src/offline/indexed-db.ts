import { type Entry, memoryStorage, type OfflineStorage } from './storage.ts'

const STORE = 'entries'

/** The parts of IndexedDB that are used. */
interface Request<T> {
  readonly result: T
  readonly error: unknown
  onsuccess: (() => void) | null
  onerror: (() => void) | null
}
interface Database {
  onclose: (() => void) | null
  onversionchange: (() => void) | null
  close(): void
  createObjectStore(name: string): unknown
  transaction(name: string, mode?: 'readwrite'): Transaction
}
interface Transaction {
  readonly error: unknown
  oncomplete: (() => void) | null
  onabort: (() => void) | null
  objectStore(name: string): {
    getAll(range: unknown): Request<unknown[]>
    getAllKeys(range: unknown): Request<unknown[]>
    put(value: unknown, key: string): unknown
    delete(key: string): unknown
  }
}
interface Platform {
  readonly indexedDB: {
    open(name: string, version: number): Request<Database> & { onupgradeneeded: (() => void) | null }
  }
  readonly IDBKeyRange: { bound(from: string, to: string): unknown }
}

const platform = globalThis as unknown as Platform

/**
 * Keeps everything in the browser, for all tabs of the page's origin. Where there is no IndexedDB, or it cannot be opened (a private
 * window, no space left), calls reject, and the client goes on without.
 *
 * @param name of the database
 * @example `offlineOutbox({ storage: indexedDbStorage('my-app') })`
 */
export function indexedDbStorage(name = 'signet-chat'): OfflineStorage {
  let opening: Promise<Database> | undefined
  const database = (): Promise<Database> => {
    opening ??= open(name, () => {
      opening = undefined
    })
    return opening
  }
  return {
    async read(prefix) {
      const store = (await database()).transaction(STORE).objectStore(STORE)
      const range = platform.IDBKeyRange.bound(prefix, `${prefix}\uffff`)
      const [keys, values] = await Promise.all([answer(store.getAllKeys(range)), answer(store.getAll(range))])
      return keys.map((key, index): Entry => [String(key), values[index]])
    },
    async write({ put = [], drop = [] }) {
      const transaction = (await database()).transaction(STORE, 'readwrite')
      const store = transaction.objectStore(STORE)
      const written = new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve()
        transaction.onabort = () => reject(transaction.error)
      })
      for (const key of drop) store.delete(key)
      for (const [key, value] of put) store.put(value, key)
      await written
    },
  }
}

/** IndexedDB where there is one, else memory. */
export const platformStorage = (): OfflineStorage => ('indexedDB' in globalThis ? indexedDbStorage() : memoryStorage())

function open(name: string, lost: () => void): Promise<Database> {
  return new Promise((resolve, reject) => {
    const failed = (error: unknown): void => {
      lost()
      reject(error)
    }
    try {
      const request = platform.indexedDB.open(name, 1)
      request.onupgradeneeded = () => request.result.createObjectStore(STORE)
      request.onerror = () => failed(request.error)
      request.onsuccess = () => {
        const database = request.result
        database.onclose = lost
        // Another tab has a newer version of the page: it must not wait for this one.
        database.onversionchange = () => {
          lost()
          database.close()
        }
        resolve(database)
      }
    } catch (error) {
      failed(error)
    }
  })
}

const answer = <T>(request: Request<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
