import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matcher, pageOf } from './keywords.ts'

test('one keyword is enough, unless all are wanted; case does not count', () => {
  const texts = ['Lunch at Noon', 'bob']
  expect(matcher({ keywordList: ['dinner', 'noon'] })(texts)).toBe(true)
  expect(matcher({ keywordList: ['dinner', 'noon'], keywordListMatchType: 'and' })(texts)).toBe(false)
  expect(matcher({ keywordList: ['BOB', 'lunch'], keywordListMatchType: 'and' })(texts)).toBe(true)
  expect(matcher({ keywordList: ['dinner'] })(texts)).toBe(false)
  expect(matcher({})([])).toBe(true)
})

test('more than five keywords, or what is no list of texts, is refused', () => {
  for (const keywordList of [['1', '2', '3', '4', '5', '6'], 'word', [1]]) {
    const wrong = { keywordList: keywordList as string[] }
    expect(() => matcher(wrong)).toThrow(expect.objectContaining({ code: 2905 }))
  }
})

test('the pages of a list have all of it, once and in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 10 }), (all, count) => {
      const seen: number[] = []
      let cursor = ''
      do {
        const page = pageOf(all, cursor, count)
        seen.push(...page.searchResultList)
        cursor = page.cursor
      } while (cursor !== '')
      expect(seen).toEqual(all)
    }),
  )
})
