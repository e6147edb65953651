/** A value under a key. Values are plain data. */
export type Entry = readonly [key: string, value: unknown]

/**
 * Where an outbox or a cache keeps what it has. Bring your own for a platform that has something else: a file, a database.
 *
 * @example `create({ SDKAppID, outbox: offlineOutbox({ storage: myStorage }) })`
 */
export interface OfflineStorage {
  /** Every entry whose key begins with `prefix`, in any order. */
  read(prefix: string): Promise<Entry[]>
  /** All of it or nothing. Resolves when it would survive the end of the process. */
  write(changes: { readonly put?: readonly Entry[]; readonly drop?: readonly string[] }): Promise<void>
}

/** Keeps everything until the process ends; several clients may share one. For Node and for tests. */
export function memoryStorage(): OfflineStorage {
  const entries = new Map<string, string>()
  return {
    read: async (prefix) =>
      [...entries].filter(([key]) => key.startsWith(prefix)).map(([key, json]): Entry => [key, JSON.parse(json)]),
    write: async ({ put = [], drop = [] }) => {
      for (const key of drop) entries.delete(key)
      for (const [key, value] of put) entries.set(key, JSON.stringify(value))
    },
  }
}

/** A prefix of keys: its parts cannot run into each other. */
export const prefixOf = (...parts: readonly (string | number)[]): string =>
  parts.map((part) => `${encodeURIComponent(part)}/`).join('')
