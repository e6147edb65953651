import type { MessageView } from '@signet/chat/react'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quoteData, quoteOf } from './quote.ts'

test('what was quoted is read again, shortened', () => {
  const message = { ID: 'id-1', type: 'TIMTextElem', time: 1, sequence: 2 } as MessageView
  const cloudCustomData = quoteData(message, 'x'.repeat(200), 'Bob')
  expect(quoteOf({ cloudCustomData })).toEqual({ messageID: 'id-1', abstract: `${'x'.repeat(100)}…`, sender: 'Bob' })
})

test('data of any other kind is no quote and breaks nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (cloudCustomData) => {
      expect(quoteOf({ cloudCustomData })).toBeUndefined()
    }),
  )
  for (const messageReply of [null, 1, 'x', [], {}, { messageID: 1 }, { messageID: '' }])
    expect(quoteOf({ cloudCustomData: JSON.stringify({ messageReply }) })).toBeUndefined()
})
