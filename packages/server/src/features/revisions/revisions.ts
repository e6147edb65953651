import type { ChangedEntries, Revised } from '@signet/protocol/revisions'
import type { Transaction } from 'kysely'
import type { Registry } from '../../engine/realtime/registry.ts'
import type { Database } from '../../engine/storage/database.ts'
import { type Change, mergeChanges } from './rules.ts'
import { type RevisionTables, raiseRevisions, revisionsOf } from './store.ts'

/** Rows of one statement: databases bound what it may hold. */
const CHUNK = 500

export type Revisions = ReturnType<typeof createRevisions>

/**
 * How all devices of a user stay in step: what they share has a revision that is raised in the commit of every change (REV1) and then
 * pushed to all sessions of the user. A device that missed a push sees at its next `revisions` that its copy is old.
 */
export function createRevisions({
  db,
  registry,
}: {
  readonly db: Database<RevisionTables>
  readonly registry: Registry
}) {
  /** Pushed after the commit: a session that asks at once reads the new state. */
  const announce = (sdkAppId: number, { userId, what, data }: Change, revision: number): void => {
    const packet = { type: 'changed', what, revision, ...(data === undefined ? {} : { data }) }
    registry.push(sdkAppId, userId, JSON.stringify(packet))
  }

  return {
    /**
     * Raises the revision durably, then tells every session of the user. For what is stored elsewhere; a change in the database belongs
     * into `transaction`.
     *
     * @returns the new revision
     */
    async changed(sdkAppId: number, userId: string, what: Revised, data?: ChangedEntries): Promise<number> {
      const [raised] = await db.write([raiseRevisions(db.read, sdkAppId, [{ userId, what }])])
      const revision = Number(raised?.rows[0]?.['revision'])
      announce(sdkAppId, { userId, what, data }, revision)
      return revision
    },

    /**
     * A transaction that changes what devices share: whatever the work gives to `mark` gets its next revision in the same commit, and
     * is pushed after it. Nothing is pushed when the work throws.
     *
     * @param tables the same database, as the caller sees its own tables in it
     * @example
     * await revisions.transaction(db, sdkAppId, async (trx, mark) => {
     *   await removeFriend(trx, …)
     *   mark({ userId: 'alice', what: REVISED.friends, data: { userIds: ['bob'] } })
     * })
     */
    async transaction<T, R>(
      tables: Database<T>,
      sdkAppId: number,
      work: (trx: Transaction<T>, mark: (change: Change) => void) => Promise<R>,
    ): Promise<R> {
      const raised: { change: Change; revision: number }[] = []
      const result = await tables.transaction(async (trx) => {
        const changes: Change[] = []
        const value = await work(trx, (change) => changes.push(change))
        const q = trx as unknown as Transaction<RevisionTables>
        const merged = mergeChanges(changes)
        for (let at = 0; at < merged.length; at += CHUNK) {
          const chunk = merged.slice(at, at + CHUNK)
          const rows = await raiseRevisions(q, sdkAppId, chunk).execute()
          const revisions = new Map(rows.map((row) => [`${row.what}/${row.user_id}`, Number(row.revision)]))
          for (const change of chunk) {
            raised.push({ change, revision: revisions.get(`${change.what}/${change.userId}`)! })
          }
        }
        return value
      })
      for (const { change, revision } of raised) announce(sdkAppId, change, revision)
      return result
    },

    /** All revisions of a user; what never changed is absent. */
    async all(sdkAppId: number, userId: string): Promise<Record<string, number>> {
      const rows = await revisionsOf(db.read, sdkAppId, userId)
      return Object.fromEntries(rows.map(({ what, revision }) => [what, Number(revision)]))
    },

    /** 0 when it never changed. Read it before the list that it belongs to: a change between the two is then seen again, never missed. */
    async of(sdkAppId: number, userId: string, what: Revised): Promise<number> {
      return (await this.all(sdkAppId, userId))[what] ?? 0
    },
  }
}
