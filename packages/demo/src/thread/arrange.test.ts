import { TYPES } from '@signet/chat'
import type { MessageView } from '@signet/chat/react'
import { expect, test } from 'vitest'
import { arrange, firstUnread } from './arrange.ts'

const noon = new Date(2026, 10, 23, 12).getTime() / 1000
const said = (ID: string, from: string, time: number, more: object = {}) =>
  ({
    ID,
    from,
    time,
    flow: from === 'me' ? 'out' : 'in',
    type: TYPES.MSG_TEXT,
    isRevoked: false,
    ...more,
  }) as MessageView

const shape = (messages: MessageView[], unreadFrom?: string) =>
  arrange(messages, unreadFrom).map((line) =>
    line.kind === 'message' ? `${line.isFirst ? '<' : ''}${line.key}${line.isLast ? '>' : ''}` : line.kind,
  )

test('what one person says in a row stands together, until a pause, a day or somebody else', () => {
  const messages = [
    said('a', 'bob', noon - 86_400),
    said('b', 'bob', noon),
    said('c', 'bob', noon + 60),
    said('d', 'me', noon + 70),
    said('e', 'me', noon + 1000),
  ]
  expect(shape(messages)).toEqual(['day', '<a>', 'day', '<b', 'c>', '<d>', '<e>'])
})

test('tips and messages that were taken back end a row', () => {
  const messages = [
    said('a', 'bob', noon),
    said('b', 'bob', noon, { isRevoked: true }),
    said('c', 'bob', noon),
    said('d', 'bob', noon, { type: TYPES.MSG_GRP_TIP }),
  ]
  expect(shape(messages)).toEqual(['day', '<a>', 'tip', '<c>', 'tip'])
})

test('the line above what is new counts only what others wrote', () => {
  const messages = [said('a', 'bob', noon), said('b', 'me', noon), said('c', 'bob', noon), said('d', 'bob', noon)]
  expect(firstUnread(messages, 0)).toBeUndefined()
  expect(firstUnread(messages, 2)).toBe('c')
  expect(firstUnread(messages, 3)).toBe('a')
  expect(firstUnread(messages, 99)).toBeUndefined()
  expect(firstUnread([], 1)).toBeUndefined()
  expect(shape(messages, 'd')).toEqual(['day', '<a>', '<b>', '<c>', 'unread', '<d>'])
})
