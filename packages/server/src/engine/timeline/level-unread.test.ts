import type { ClassicLevel } from 'classic-level'
import { expect, test } from 'vitest'
import { headRecord, readHead, type StoredHead } from './level-keys.ts'
import type { LevelStore } from './level-store.ts'
import { countUnread } from './level-unread.ts'

const head = (seq: number, more: Partial<StoredHead> = {}): StoredHead => ({ ...readHead(undefined), seq, ...more })
const query = { conversation: 'c', after: 3, author: 'alice' }

/** A store of which only these records are there. */
const storeOf = (records: Readonly<Record<string, string>>): LevelStore => ({
  read: (work) =>
    work({ getMany: async (keys: string[]) => keys.map((key) => records[key]) } as unknown as ClassicLevel),
  ready: async () => undefined,
  write: async () => undefined,
  clear: async () => undefined,
  close: async () => undefined,
})

test('[TL15] an author who wrote and left the head after it was read is counted from a head of then', async () => {
  const store = storeOf({ 'ac\0alice': '12' })
  const before = head(10, { authorsLeft: true })
  const after = readHead(headRecord(head(15, { authorsLeft: true, uncounted: 1, lastUncounted: 2 })))
  const parts = { store, heads: async () => [before, before], storedHeads: async () => [after] }
  const other = { ...query, author: 'bob' }
  expect(await countUnread(parts, [query, other])).toEqual([3, 7])
})

test('[TL15] a position beyond the head that was read asks for nothing more', async () => {
  const parts = { store: storeOf({ 'ac\0alice': '12' }), heads: async () => [head(10, { authorsLeft: true })] }
  const storedHeads = (): never => expect.fail('the head was asked for again')
  expect(await countUnread({ ...parts, storedHeads }, [{ ...query, after: 14 }])).toEqual([0])
})
