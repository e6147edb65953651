import { describe, expect, test } from 'vitest'
import { text, textsOf, World } from '../test/world.ts'
import type { MessageList } from './history.ts'

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => String(from + index))

async function worldWith(count: number) {
  const world = new World()
  for (const words of numbers(1, count)) world.server.write('bob', 'alice', words)
  const witness = await world.ready('alice')
  const page = async (nextReqMessageID?: string, count?: number): Promise<MessageList> => {
    const options = { conversationID: 'C2Cbob', ...(nextReqMessageID && { nextReqMessageID }), ...(count && { count }) }
    const reading = witness.chat.getMessageList(options)
    await world.clock.advance(50)
    return (await reading).data
  }
  return { world, page, ...witness }
}

describe('getMessageList', () => {
  test('pages go back in time, 15 messages each, until the conversation begins', async () => {
    const { page } = await worldWith(40)
    const first = await page()
    expect(textsOf(first.messageList)).toEqual(numbers(26, 40))
    expect(first).toMatchObject({ isCompleted: false, nextReqMessageID: first.messageList[0]?.ID })
    const second = await page(first.nextReqMessageID)
    expect(textsOf(second.messageList)).toEqual(numbers(11, 25))
    const third = await page(second.nextReqMessageID)
    expect(textsOf(third.messageList)).toEqual(numbers(1, 10))
    expect(third).toMatchObject({ isCompleted: true, nextReqMessageID: '' })
  })

  test('a page that ends exactly at the beginning is the last', async () => {
    const { page } = await worldWith(15)
    expect(await page()).toMatchObject({ isCompleted: true, nextReqMessageID: '' })
  })

  test('a page that is shorter than asked for is not the end, backwards and in a repair', async () => {
    const { world, page, received } = await worldWith(20)
    world.server.historyPage = 4
    const first = await page()
    expect(textsOf(first.messageList)).toEqual(numbers(17, 20))
    expect(textsOf((await page(first.nextReqMessageID)).messageList)).toEqual(numbers(13, 16))
    world.network.cut()
    for (const words of numbers(21, 40)) world.server.write('bob', 'alice', words)
    await world.clock.advance(2_000)
    expect(textsOf(received)).toEqual(numbers(21, 40))
  })

  test('a conversation without messages is an empty last page', async () => {
    const { page } = await worldWith(0)
    expect(await page()).toEqual({ messageList: [], nextReqMessageID: '', isCompleted: true })
  })

  test('every message is the same instance in lists, events, sending and findMessage', async () => {
    const { world, page, chat, received } = await worldWith(3)
    const sending = text(chat, 'bob', 'mine')
    const sent = chat.sendMessage(sending)
    world.server.write('bob', 'alice', 'yours')
    const first = (await page()).messageList
    await sent
    const second = (await page()).messageList
    expect(textsOf(second)).toEqual(['1', '2', '3', 'yours', 'mine'])
    for (const [index, message] of second.entries()) expect(first[index] ?? message).toBe(message)
    expect(second[3]).toBe(received[0])
    expect(second[4]).toBe(sending)
    expect(chat.findMessage(second[0]?.ID ?? '')).toBe(second[0])
  })

  test('a message is in the first page or comes as an event later, never both', async () => {
    const { world, page, received } = await worldWith(20)
    world.server.isToldDirty = false
    world.server.faults = { ...world.server.faults, losePush: () => true }
    for (const words of numbers(21, 40)) world.server.write('bob', 'alice', words)
    const { messageList } = await page()
    expect(textsOf(messageList)).toEqual(numbers(6, 20))
    expect(textsOf(received)).toEqual(numbers(21, 40))
  })

  test('count asks for another page size, within bounds', async () => {
    const { page } = await worldWith(120)
    expect(textsOf((await page('', 2)).messageList)).toEqual(['119', '120'])
    expect((await page('', 1000)).messageList).toHaveLength(100)
    expect((await page('', -1)).messageList).toHaveLength(1)
  })

  test.each(['', 'bob', 'C2C', undefined])('the conversation %j is refused with 2503', async (conversationID) => {
    const { chat } = await worldWith(0)
    await expect(chat.getMessageList({ conversationID } as never)).rejects.toMatchObject({ code: 2503 })
  })

  test('an invented nextReqMessageID is refused', async () => {
    const { chat } = await worldWith(20)
    const options = { conversationID: 'C2Cbob', nextReqMessageID: '1-2-3' }
    await expect(chat.getMessageList(options)).rejects.toMatchObject({ code: 2905 })
  })
})

describe('getConversationList', () => {
  test('the list has the newest message of each conversation, newest first, and follows what happens', async () => {
    const world = new World()
    world.server.write('bob', 'alice', 'from bob')
    await world.clock.advance(2_000)
    world.server.write('carol', 'alice', 'from carol')
    const { chat } = await world.ready('alice')
    const list = async () => (await chat.getConversationList()).data.conversationList
    const before = await list()
    expect(before).toMatchObject([
      { conversationID: 'C2Ccarol', type: 'C2C', lastMessage: { messageForShow: 'from carol', fromAccount: 'carol' } },
      {
        conversationID: 'C2Cbob',
        lastMessage: { type: 'TIMTextElem', payload: { text: 'from bob' }, lastSequence: 1 },
      },
    ])
    await world.clock.advance(2_000)
    const updates: string[][] = []
    chat.on(
      'onConversationListUpdated',
      ({ data }) => void updates.push(data.map(({ conversationID }) => conversationID)),
    )
    const sent = chat.sendMessage(text(chat, 'bob', 'answer'))
    await world.clock.advance(50)
    await sent
    const after = await list()
    expect(after[0]).toBe(before[1])
    expect(after[0]?.lastMessage).toMatchObject({ messageForShow: 'answer', fromAccount: 'alice', lastSequence: 2 })
    expect(updates).toEqual([['C2Cbob', 'C2Ccarol']])
  })

  test('a filter takes IDs or a type', async () => {
    const world = new World()
    world.server.write('bob', 'alice', 'hi')
    world.server.write('carol', 'alice', 'hi')
    const { chat } = await world.ready('alice')
    const ids = async (filter: never) =>
      (await chat.getConversationList(filter)).data.conversationList.map(({ conversationID }) => conversationID)
    expect(await ids(['C2Cbob', 'C2Cnobody'] as never)).toEqual(['C2Cbob'])
    expect(await ids([] as never)).toEqual([])
    expect(await ids({ type: 'C2C' } as never)).toHaveLength(2)
    expect(await ids({ type: 'GROUP' } as never)).toEqual([])
  })
})
