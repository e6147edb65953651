import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newestIn, withNewest } from './level-authors.ts'

test('[TL15] one author of a private chat replaces only their own newest entry', () => {
  const { latest } = withNewest('', new Map([['alice', 1]]))
  const both = withNewest(latest, new Map([['bob', 40]]))
  expect(both).toEqual({ latest: '\nalice\x001\nbob\x0014', left: [] })
  expect(withNewest(both.latest, new Map([['alice', 41]])).latest).toBe('\nbob\x0014\nalice\x0015')
})

test('[TL15] the ninth author drives out the one who has been silent longest', () => {
  let latest = ''
  for (let seq = 1; seq <= 8; seq++) latest = withNewest(latest, new Map([[`user${seq}`, seq]])).latest
  latest = withNewest(latest, new Map([['user1', 9]])).latest
  const { latest: after, left } = withNewest(latest, new Map([['new', 10]]))
  expect(left).toEqual([['user2', 2]])
  expect(newestIn(after, 'user2')).toBeUndefined()
  expect(newestIn(after, 'user1')).toBe(9)
})

test('[TL15] whoever left last or is here still is known with the newest entry, whatever the names are', () => {
  const author = fc.constantFrom('7', 'a', 'a 7', 'lice', 'alice', '\u001f', '你好', 'x'.repeat(128), ...'bcdefghij')
  fc.assert(
    fc.property(fc.array(fc.array(author, { minLength: 1, maxLength: 20 }), { maxLength: 20 }), (commits) => {
      const known = new Map<string, number>()
      const gone = new Map<string, number>()
      let latest = ''
      let seq = 0
      for (const authors of commits) {
        const newest = new Map(authors.map((author) => [author, ++seq]))
        for (const [author, at] of newest) known.set(author, at)
        const next = withNewest(latest, newest)
        latest = next.latest
        for (const [author, at] of next.left) gone.set(author, at)
      }
      for (const [author, at] of known) expect(newestIn(latest, author) ?? gone.get(author)).toBe(at)
      expect(latest.split('\n').length - 1).toBeLessThanOrEqual(8)
    }),
  )
})
