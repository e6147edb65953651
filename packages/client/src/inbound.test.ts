import { describe, expect, test } from 'vitest'
import { textsOf, World } from '../test/world.ts'
import { messageFromWire } from './inbound.ts'
import { textBody } from './testing/model-server.ts'

const wire = {
  seq: 7,
  time: 5_000_000,
  from: 'bob',
  to: 'alice',
  tinyId: '1',
  random: 1,
  clientTime: 1,
  msgSeq: 1,
  body: textBody('hi'),
}

describe('imported messages', () => {
  test('an imported message has the time at which it was sent elsewhere', () => {
    expect(messageFromWire('C2Cbob', wire, 'alice').time).toBe(5_000)
    expect(messageFromWire('C2Cbob', { ...wire, sentAt: 3_000_000 }, 'alice').time).toBe(3_000)
  })

  test('history that was imported meanwhile is in the conversation, and no news', async () => {
    const world = new World()
    const { chat, received } = await world.ready('alice')
    world.network.cut()
    Object.assign(world.server.write('bob', 'alice', 'long ago'), { sentAt: 3_000_000, noUnread: true })
    Object.assign(world.server.write('bob', 'alice', 'as new'), { sentAt: 4_000_000 })
    world.server.write('bob', 'alice', 'now')
    await world.clock.advance(2_000)
    expect(textsOf(received)).toEqual(['as new', 'now'])
    const reading = chat.getMessageList({ conversationID: 'C2Cbob' })
    await world.clock.advance(50)
    const { messageList } = (await reading).data
    expect(textsOf(messageList)).toEqual(['long ago', 'as new', 'now'])
    expect(messageList.slice(0, 2).map(({ time }) => time)).toEqual([3_000, 4_000])
  })
})
