import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { readCsv, writeCsv } from './read-csv.ts'

test('columns are taken by the names of the first row, in any order and writing', () => {
  expect(readCsv('\ufeffNick Name,USER_ID,Avatar URL,age\nAlice,alice,https://x/a.png,7\n').rows).toEqual([
    { row: 2, userId: 'alice', nick: 'Alice', faceUrl: 'https://x/a.png' },
  ])
  expect(readCsv('nick,UserID\nAlice,alice').rows).toEqual([{ row: 2, userId: 'alice', nick: 'Alice' }])
})

test('without names the order is UserID, nick, avatar URL, and what is empty is left out', () => {
  expect(readCsv('alice,Alice\r\n\r\nbob,,https://x/b.png\r\n').rows).toEqual([
    { row: 1, userId: 'alice', nick: 'Alice' },
    { row: 2, userId: 'bob', faceUrl: 'https://x/b.png' },
  ])
})

test('rows without a UserID, and those that say one again, are refused with their number', () => {
  expect(readCsv('userId,nick\n,Nobody\nalice,A\nalice,B')).toEqual({
    rows: [{ row: 3, userId: 'alice', nick: 'A' }],
    refused: [
      { row: 2, userId: '', why: 'noUserId' },
      { row: 4, userId: 'alice', why: 'twice' },
    ],
  })
})

test('whatever the cells hold, they come back as they were written', () => {
  const cell = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .map((text) => text.trim())
    .filter((text) => text !== '')
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(cell, cell), { selector: ([userId]) => userId, maxLength: 20 }), (pairs) => {
      const text = Papa.unparse([['UserID', 'nick'], ...pairs])
      const read = readCsv(text)
      expect(read.rows.map(({ userId, nick }) => [userId, nick])).toEqual(pairs)
    }),
    { numRuns: 100 },
  )
})

test('a report has no cell that a spreadsheet would calculate', () => {
  const text = writeCsv([{ row: 1, UserID: '=HYPERLINK("https://evil.example")', reason: '+1' }])
  expect(text).not.toMatch(/(^|[,"\n])[=+]/m)
})
