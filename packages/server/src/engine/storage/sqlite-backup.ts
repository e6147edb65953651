import { backup, DatabaseSync } from 'node:sqlite'

/** A database as it was at a moment, while others go on writing to it. */
export interface FrozenDatabase {
  /** Writes it into a file that does not exist. */
  copyTo(file: string): Promise<void>
  release(): void
}

/** @example const frozen = freezeSqlite('data/signet.db'); await frozen.copyTo('backup/signet.db'); frozen.release() */
export function freezeSqlite(file: string): FrozenDatabase {
  const db = new DatabaseSync(file, { readOnly: true })
  // The first read of a transaction says what all of it sees.
  db.exec('begin')
  db.prepare('select count(*) from schema_migration').get()
  return {
    async copyTo(target) {
      await backup(db, target)
      // One file by itself: who looks into it later makes no others beside it.
      const copy = new DatabaseSync(target)
      copy.exec('pragma journal_mode = delete')
      copy.close()
    },
    release() {
      db.close()
    },
  }
}

/** What is wrong with a database file; nothing when it is whole. */
export function sqliteProblem(file: string): string | undefined {
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    const row = db.prepare('pragma integrity_check').get() as { integrity_check?: string } | undefined
    return row?.integrity_check === 'ok' ? undefined : (row?.integrity_check ?? 'it cannot be read')
  } finally {
    db.close()
  }
}
