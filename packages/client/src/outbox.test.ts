import { describe, expect, test } from 'vitest'
import { outcome, text, textsOf, World } from '../test/world.ts'
import { EVENT } from './event-names.ts'
import { refusal } from './testing/model-server.ts'
import { TYPES } from './type-constants.ts'

const sends = (world: World) => world.server.requests.filter(({ op }) => op === 'send').map(({ data }) => data)

describe('sending', () => {
  test('the same instance comes back with status, time and sequence, under the ID it had before', async () => {
    const world = new World()
    const { chat, events, received } = await world.ready('alice')
    events.length = 0
    const message = text(chat, 'bob', 'hi')
    const { ID } = message
    expect(ID).toMatch(/^\d+-\d+-\d+$/)
    expect(message).toMatchObject({ status: 'unSend', flow: 'out', from: 'alice', to: 'bob', conversationID: 'C2Cbob' })
    const sent = chat.sendMessage(message)
    await world.clock.advance(50)
    const { code, data } = await sent
    expect([code, data.message]).toEqual([0, message])
    expect(data.message).toBe(message)
    expect(message).toMatchObject({ ID, status: 'success', sequence: 1, clientSequence: 1 })
    expect(chat.findMessage(ID)).toBe(message)
    expect([events, received]).toEqual([['onConversationListUpdated'], []])
  })

  test('a custom message travels with all of its parts', async () => {
    const world = new World()
    const { chat } = await world.ready('alice')
    const bob = await world.ready('bob')
    const payload = { data: '{"dice":6}', description: 'dice' }
    const message = chat.createCustomMessage({
      to: 'bob',
      conversationType: TYPES.CONV_C2C,
      payload,
      cloudCustomData: 'c',
    })
    const sent = chat.sendMessage(message)
    await world.clock.advance(50)
    await sent
    expect(bob.received[0]).toMatchObject({
      ID: message.ID,
      type: 'TIMCustomElem',
      payload: { data: '{"dice":6}', description: 'dice', extension: '' },
      cloudCustomData: 'c',
      flow: 'in',
      conversationID: 'C2Calice',
    })
  })

  test('the same message sent twice at once is one message', async () => {
    const world = new World()
    const { chat } = await world.ready('alice')
    const message = text(chat, 'bob', 'hi')
    const both = Promise.all([chat.sendMessage(message), chat.resendMessage(message)])
    await world.clock.advance(50)
    expect((await both).map(({ data }) => data.message === message)).toEqual([true, true])
    expect((await chat.sendMessage(message)).data.message).toBe(message)
    expect(sends(world)).toHaveLength(1)
  })

  test('a message whose answer was lost is tried again to the letter, and stored once', async () => {
    const world = new World()
    const { chat } = await world.ready('alice')
    const bob = await world.ready('bob')
    world.server.faults = { ...world.server.faults, loseAnswer: (op) => op === 'send' }
    const message = text(chat, 'bob', 'hi')
    const sent = chat.sendMessage(message)
    await world.clock.advance(5)
    message.payload.text = 'edited too late'
    world.network.cut()
    await world.clock.advance(10_000)
    world.server.faults = { ...world.server.faults, loseAnswer: () => false }
    await world.clock.advance(5_000)
    await sent
    expect(new Set(sends(world).map((data) => JSON.stringify(data))).size).toBe(1)
    expect(world.server.log('alice', 'bob')).toHaveLength(1)
    expect(textsOf(bob.received)).toEqual(['hi'])
    expect(message).toMatchObject({ status: 'success', sequence: 1 })
  })

  test('messages written while offline go out in their order after the reconnect', async () => {
    const world = new World()
    const { chat } = await world.ready('alice')
    world.network.weather.isReachable = false
    world.network.cut()
    const sent = Promise.all(['one', 'two', 'three'].map((words) => chat.sendMessage(text(chat, 'bob', words))))
    await world.clock.advance(3_000)
    world.network.weather.isReachable = true
    await world.clock.advance(20_000)
    await sent
    expect(world.server.log('alice', 'bob').map(({ body }) => body[0]?.MsgContent)).toEqual([
      { Text: 'one' },
      { Text: 'two' },
      { Text: 'three' },
    ])
  })

  test('a message that cannot be sent in time fails with 2801, and resending keeps its ID', async () => {
    const world = new World()
    const { chat } = await world.ready('alice')
    world.network.weather.isReachable = false
    world.network.cut()
    const message = text(chat, 'bob', 'hi')
    const { ID } = message
    const sent = outcome(chat.sendMessage(message))
    await world.clock.advance(29_900)
    expect(message.status).toBe('unSend')
    await world.clock.advance(200)
    expect(await sent).toMatchObject({ error: { code: 2801, name: 'TIMEOUT', retryable: true } })
    expect(message.status).toBe('fail')
    world.network.weather.isReachable = true
    await world.clock.advance(31_000)
    expect(sends(world)).toEqual([])
    const again = chat.resendMessage(message)
    await world.clock.advance(50)
    await again
    expect(message).toMatchObject({ ID, status: 'success', sequence: 1 })
  })

  test('a message that failed but was stored turns to success when it is seen, and the app is told', async () => {
    const world = new World()
    const { chat, events, received } = await world.ready('alice')
    world.server.faults = { ...world.server.faults, loseAnswer: (op) => op === 'send' }
    const message = text(chat, 'bob', 'hi')
    const sent = outcome(chat.sendMessage(message))
    await world.clock.advance(30_000)
    expect(await sent).toMatchObject({ error: { code: 2801 } })
    events.length = 0
    world.network.cut()
    await world.clock.advance(5_000)
    expect(message).toMatchObject({ status: 'success', sequence: 1 })
    expect(events).toContain('onMessageModified')
    expect(received).toEqual([])
    expect((await chat.resendMessage(message)).data.message).toBe(message)
    expect(world.server.log('alice', 'bob')).toHaveLength(1)
  })

  test('a thousand messages at once go out in order, a window of them at a time', async () => {
    const world = new World()
    const { chat } = await world.ready('alice')
    const sent = Promise.all(
      Array.from({ length: 1000 }, (_, index) => chat.sendMessage(text(chat, 'bob', `${index}`))),
    )
    await world.clock.advance(1)
    expect(sends(world)).toHaveLength(64)
    await world.clock.advance(100)
    expect((await sent).map(({ data }) => data.message.sequence)).toEqual(Array.from({ length: 1000 }, (_, i) => i + 1))
    expect(sends(world)).toHaveLength(1000)
  })

  test('a connection that breaks under thousands of messages does not matter, even if the app sends on', async () => {
    const world = new World()
    const { chat } = await world.ready('alice')
    const sent = Array.from({ length: 10_000 }, () => chat.sendMessage(text(chat, 'bob', 'hi')))
    chat.on(EVENT.NET_STATE_CHANGE, () => void sent.push(chat.sendMessage(text(chat, 'bob', 'more'))))
    await world.clock.advance(1)
    world.network.cut()
    await world.clock.advance(5_000)
    await Promise.all(sent)
    expect(world.server.log('alice', 'bob')).toHaveLength(sent.length)
    expect(world.printed.filter((line) => line.includes('failed'))).toEqual([])
  })

  test('what the server refuses for now is tried again after the time it asks for', async () => {
    const world = new World()
    const { chat } = await world.ready('alice')
    const busy = refusal(60007, 'TOO_FREQUENT', { retryable: true, retryAfter: 2_000 })
    world.server.faults = {
      ...world.server.faults,
      refuse: (op) => (op === 'send' && sends(world).length < 3 ? busy : undefined),
    }
    const sent = chat.sendMessage(text(chat, 'bob', 'hi'))
    await world.clock.advance(1_990)
    expect(sends(world)).toHaveLength(1)
    await world.clock.advance(5_000)
    await sent
    expect(sends(world)).toHaveLength(3)
  })

  test('what the server refuses for good fails at once with its code', async () => {
    const world = new World()
    const { chat } = await world.ready('alice')
    world.server.faults = {
      ...world.server.faults,
      refuse: (op) => (op === 'send' ? refusal(20003, 'RECEIVER_INVALID') : undefined),
    }
    const message = text(chat, 'nobody', 'hi')
    const sent = outcome(chat.sendMessage(message))
    await world.clock.advance(50)
    expect(await sent).toMatchObject({ error: { code: 20003, name: 'RECEIVER_INVALID' } })
    expect(message.status).toBe('fail')
    expect(world.clock.pending).toBe(1)
  })

  test('a message that is too long is refused here, since the server would close the socket', async () => {
    const world = new World()
    const { chat } = await world.ready('alice')
    const message = text(chat, 'bob', '中'.repeat(4_100))
    await expect(chat.sendMessage(message)).rejects.toMatchObject({ code: 80002 })
    expect([message.status, sends(world)]).toEqual(['fail', []])
  })

  test('what is not a message, or comes from another user, is refused', async () => {
    const world = new World()
    const alice = await world.ready('alice')
    const bob = await world.ready('bob')
    await expect(alice.chat.sendMessage({} as never)).rejects.toMatchObject({ code: 2105 })
    await expect(alice.chat.sendMessage(text(bob.chat, 'carol', 'hi'))).rejects.toMatchObject({ code: 2905 })
    expect(sends(world)).toEqual([])
  })

  test.each([
    [{ to: '', payload: { text: 'hi' } }, 2905],
    [{ to: 'x'.repeat(33), payload: { text: 'hi' } }, 2905],
    [{ payload: {} }, 2905],
    [{ payload: undefined }, 2905],
    [{ payload: { text: 7 } }, 2905],
    [{ conversationType: 'TOPIC' }, 2106],
    [{ conversationType: 'GROUP', to: '' }, 2905],
    [{ receiverList: ['carol'] }, 2905],
    [{ cloudCustomData: {} }, 2905],
  ])('createTextMessage with %j is refused with %i', async (options, code) => {
    const world = new World()
    const { chat } = await world.ready('alice')
    const good = { to: 'bob', conversationType: TYPES.CONV_C2C, payload: { text: 'hi' } }
    const create = () => chat.createTextMessage({ ...good, ...options } as never)
    expect(create).toThrow(expect.objectContaining({ code }))
  })

  test('a message that waits is cancelled; one that was tried may have arrived, and if so that is told', async () => {
    const world = new World()
    const { chat, events } = await world.ready('alice')
    world.network.weather.isReachable = false
    world.network.cut()
    const waiting = text(chat, 'bob', 'waits')
    const sent = outcome(chat.sendMessage(waiting))
    expect(chat.getUnsentMessages()).toEqual([waiting])
    expect((await chat.cancelSend(waiting)).data.mayHaveArrived).toBe(false)
    expect([await sent, chat.getUnsentMessages()]).toMatchObject([{ error: { code: 2990 } }, []])
    world.network.weather.isReachable = true
    world.network.nudge()
    await world.clock.advance(1_000)
    const tried = text(chat, 'bob', 'tried')
    const failed = outcome(chat.sendMessage(tried))
    expect((await chat.cancelSend(tried)).data.mayHaveArrived).toBe(true)
    expect(await failed).toMatchObject({ error: { code: 2990 } })
    await world.clock.advance(1_000)
    expect(sends(world)).toHaveLength(1)
    expect([tried.status, waiting.status]).toEqual(['success', 'fail'])
    expect(events).toContain('onMessageModified')
  })

  test('what the server takes later holds up the messages behind it in its conversation', async () => {
    const world = new World()
    const { chat } = await world.ready('alice')
    let refusals = 1
    const busy = refusal(60007, 'TOO_FREQUENT', { retryable: true, retryAfter: 500 })
    const refuse = (op: string) => (op === 'send' && refusals-- > 0 ? busy : undefined)
    world.server.faults = { ...world.server.faults, refuse }
    const first = chat.sendMessage(text(chat, 'bob', '1'))
    await world.clock.advance(10)
    const others = ['2', '3'].map((words) => chat.sendMessage(text(chat, 'bob', words)))
    const elsewhere = chat.sendMessage(text(chat, 'carol', 'at once'))
    await world.clock.advance(100)
    await elsewhere
    expect(world.server.log('alice', 'bob')).toEqual([])
    await world.clock.advance(2_000)
    await Promise.all([first, ...others])
    const words = world.server.log('alice', 'bob').map(({ body }) => body[0]?.MsgContent)
    expect(words).toEqual([{ Text: '1' }, { Text: '2' }, { Text: '3' }])
  })
})
