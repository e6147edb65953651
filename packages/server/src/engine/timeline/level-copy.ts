import { ClassicLevel } from 'classic-level'
import type { FrozenLog } from './archive.ts'
import type { LevelStore } from './level-store.ts'

const PAGE = 1000

/** Holds a LevelDB folder as it is now, while others go on writing to it. */
export async function freezeLevel(store: LevelStore): Promise<FrozenLog> {
  const snapshot = await store.read(async (db) => db.snapshot())
  return {
    async copyTo(folder, onProgress = () => {}) {
      const copy = new ClassicLevel(folder, { errorIfExists: true })
      await copy.open()
      let count = 0
      try {
        for (let gt = ''; ; ) {
          const rows = await store.read((db) => db.iterator({ gt, limit: PAGE, snapshot }).all())
          const isLast = rows.length < PAGE
          const batch = rows.map(([key, value]) => ({ type: 'put' as const, key, value }))
          // Synced once, at the end: a copy that was broken off is none.
          await copy.batch(batch, { sync: isLast })
          count += rows.length
          onProgress(count)
          if (isLast) return count
          gt = rows.at(-1)![0]
        }
      } finally {
        await copy.close()
      }
    },
    release: () => snapshot.close(),
  }
}
