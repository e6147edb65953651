import { expect, test } from 'vitest'
import { messageFromWire } from './inbound.ts'
import { MessageStore } from './message-store.ts'
import { textBody } from './testing/model-server.ts'

const message = (seq: number, text = 'hi') =>
  messageFromWire(
    'C2Cbob',
    {
      seq,
      time: 1,
      from: 'bob',
      to: 'alice',
      tinyId: '1',
      random: seq,
      clientTime: 1,
      msgSeq: seq,
      body: textBody(text),
    },
    'alice',
  )

test('the instance that is known stays, whatever comes under its ID', () => {
  const store = new MessageStore()
  const first = store.keep(message(1))
  expect(store.keep(message(1, 'a copy'))).toBe(first)
  expect(store.find('1-1-1')).toBe(first)
  expect(store.find('1-1-2')).toBeUndefined()
})

test('the oldest messages go when there are too many', () => {
  const store = new MessageStore(2)
  const [, second, third] = [1, 2, 3].map((seq) => store.keep(message(seq)))
  expect(['1-1-1', '1-1-2', '1-1-3'].map((id) => store.find(id))).toEqual([undefined, second, third])
})
