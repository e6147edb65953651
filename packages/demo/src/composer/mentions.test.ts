import { expect, test } from 'vitest'
import { mentionable, mentionQuery, named, withMention } from './mentions.ts'

const people = [
  { userID: 'u1', name: 'Alice Liddell' },
  { userID: 'u2', name: 'Bob' },
  { userID: 'abel', name: '阿贝' },
]

test('somebody is being named after an @ at the beginning of a word', () => {
  expect(mentionQuery('@', 1)).toBe('')
  expect(mentionQuery('hi @al there', 6)).toBe('al')
  expect(mentionQuery('hi @al there', 12)).toBeUndefined()
  expect(mentionQuery('a@b', 3)).toBeUndefined()
  expect(mentionQuery('hi @al', 2)).toBeUndefined()
})

test('who fits is found by name and UserID, names that begin so first', () => {
  expect(mentionable('b', people).map(({ userID }) => userID)).toEqual(['u2', 'abel'])
  expect(mentionable('阿', people).map(({ userID }) => userID)).toEqual(['abel'])
  expect(mentionable('', people)).toHaveLength(3)
})

test('a name takes the place of what was typed, and ends with a space', () => {
  expect(withMention('hi @al there', 6, 'Alice Liddell')).toEqual({ text: 'hi @AliceLiddell there', caret: 17 })
})

test('only who still stands in the text is named', () => {
  expect(named('hi @AliceLiddell', people)).toEqual(['u1'])
  expect(named('hi', people)).toEqual([])
})
