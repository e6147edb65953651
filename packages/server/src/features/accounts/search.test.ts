import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AccountPage, searchAccounts } from './search.ts'
import type { AccountRow } from './store.ts'

const rowOf = (user_id: string, nick: string): AccountRow => {
  return { sdk_app_id: 1, user_id, nick, tiny_id: '1', face_url: '', sig_not_before: 0, created_at: 1 }
}

/** What the store answers, from a list in the order of ids. */
const storeOf = (rows: readonly AccountRow[]) => ({
  async accountPage(_app: number, { prefix, after, limit }: { prefix: string; after: string; limit: number }) {
    return rows.filter(({ user_id }) => user_id > after && user_id.startsWith(prefix)).slice(0, limit)
  },
})

async function pagesOf(rows: readonly AccountRow[], search: { prefix: string; nick: string; limit: number }) {
  const pages: AccountPage[] = []
  let after: string | undefined = ''
  while (after !== undefined) {
    const page: AccountPage = await searchAccounts(storeOf(rows), 1, { ...search, after })
    pages.push(page)
    after = page.next
  }
  return pages
}

test('the pages together hold every account that fits, once and in order, and none has more than was asked for', async () => {
  const letter = fc.constantFrom('a', 'b', 'c')
  const id = fc.string({ unit: letter, minLength: 1, maxLength: 5 })
  const nick = fc.string({ unit: fc.constantFrom('x', 'Y', 'é'), maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.tuple(id, nick), { selector: ([userId]) => userId, maxLength: 40 }),
      fc.record({
        prefix: fc.string({ unit: letter, maxLength: 2 }),
        nick: fc.constantFrom('', 'x', 'y', 'É'),
        limit: fc.integer({ min: 1, max: 5 }),
      }),
      async (pairs, search) => {
        const rows = pairs.map(([userId, name]) => rowOf(userId, name)).sort((a, b) => (a.user_id < b.user_id ? -1 : 1))
        const pages = await pagesOf(rows, search)
        const fitting = rows.filter(
          (row) => row.user_id.startsWith(search.prefix) && row.nick.toLowerCase().includes(search.nick.toLowerCase()),
        )
        expect(pages.flatMap(({ accounts }) => accounts.map(({ userId }) => userId))).toEqual(
          fitting.map((row) => row.user_id),
        )
        for (const { accounts } of pages) expect(accounts.length).toBeLessThanOrEqual(search.limit)
      },
    ),
    { numRuns: 150 },
  )
})

test('one answer looks at a bounded number of accounts, and says where to go on when none of them fits', async () => {
  const rows = Array.from({ length: 30_000 }, (_, i) =>
    rowOf(`u${String(i).padStart(6, '0')}`, i === 25_000 ? 'Ann' : 'Bob'),
  )
  let read = 0
  const store = {
    async accountPage(_app: number, { after, limit }: { after: string; limit: number }) {
      const from = after === '' ? 0 : Number(after.slice(1)) + 1
      read += Math.min(limit, rows.length - from)
      return rows.slice(from, from + limit)
    },
  }
  const first = await searchAccounts(store, 1, { nick: 'ann', limit: 20 })
  expect([first.accounts, first.next, read]).toEqual([[], 'u019999', 20_000])
  const second = await searchAccounts(store, 1, { nick: 'ann', limit: 20, after: first.next })
  expect([second.accounts.map(({ userId }) => userId), second.next]).toEqual([['u025000'], undefined])
})
