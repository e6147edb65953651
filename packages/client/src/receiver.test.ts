import { describe, expect, test } from 'vitest'
import { text, textsOf, World } from '../test/world.ts'
import { refusal } from './testing/model-server.ts'

const asked = (world: World, op: string) => world.server.requests.filter((request) => request.op === op)
const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => String(from + index))

describe('receiving', () => {
  test('[SDK2] history is not news, what follows is', async () => {
    const world = new World()
    for (const words of numbers(1, 5)) world.server.write('bob', 'alice', words)
    const { received } = await world.ready('alice')
    expect(received).toEqual([])
    world.server.write('bob', 'alice', '6')
    await world.clock.advance(50)
    expect(textsOf(received)).toEqual(['6'])
    expect(asked(world, 'history')).toEqual([])
  })

  test('[SDK2] what is pushed before the first sync is answered comes after SDK_READY, once', async () => {
    const world = new World()
    world.server.write('bob', 'alice', 'old')
    const { chat, events, received } = world.client()
    const login = chat.login({ userID: 'alice', userSig: 'ticket' })
    await world.clock.advance(2)
    world.server.write('bob', 'alice', 'new')
    await world.clock.advance(50)
    await login
    expect(textsOf(received)).toEqual(['new'])
    expect(events.indexOf('onMessageReceived')).toBeGreaterThan(events.indexOf('sdkStateReady'))
  })

  test('[SDK1] a gap is repaired by asking for what follows the last message', async () => {
    const world = new World()
    const { received } = await world.ready('alice')
    world.server.isToldDirty = false
    world.server.write('bob', 'alice', '1')
    world.server.faults = { ...world.server.faults, losePush: () => true }
    for (const words of numbers(2, 250)) world.server.write('bob', 'alice', words)
    world.server.faults = { ...world.server.faults, losePush: () => false }
    world.server.write('bob', 'alice', '251')
    await world.clock.advance(100)
    expect(textsOf(received)).toEqual(numbers(1, 251))
    expect(asked(world, 'history').map(({ data }) => (data as { after: number }).after)).toEqual([1, 101, 201])
  })

  test('[SDK1] after dirty, exactly what is missing is pulled, also of conversations never seen', async () => {
    const world = new World()
    const { received } = await world.ready('alice')
    world.server.write('bob', 'alice', 'b1')
    await world.clock.advance(50)
    world.server.faults = { ...world.server.faults, losePush: () => true }
    world.server.write('bob', 'alice', 'b2')
    world.server.write('carol', 'alice', 'c1')
    world.server.write('carol', 'alice', 'c2')
    await world.clock.advance(50)
    expect(textsOf(received).sort()).toEqual(['b1', 'b2', 'c1', 'c2'])
    const after = asked(world, 'sync').map(({ data }) => (data as { since?: number }).since)
    expect(after[0]).toBeUndefined()
    expect(after.slice(1).every((since) => typeof since === 'number')).toBe(true)
  })

  test('[SDK1] messages of an outage arrive after the reconnect, once, in order', async () => {
    const world = new World()
    const { received, events } = await world.ready('alice')
    world.server.write('bob', 'alice', '1')
    await world.clock.advance(50)
    world.network.cut()
    for (const words of numbers(2, 4)) world.server.write('bob', 'alice', words)
    await world.clock.advance(2_000)
    world.server.write('bob', 'alice', '5')
    await world.clock.advance(50)
    expect(textsOf(received)).toEqual(numbers(1, 5))
    expect(events.filter((event) => event === 'sdkStateReady')).toHaveLength(1)
  })

  test('own messages from another device arrive with flow out, own messages from here do not', async () => {
    const world = new World()
    world.server.echoesOwn = true
    const phone = await world.ready('alice')
    const laptop = await world.ready('alice')
    const sent = phone.chat.sendMessage(text(phone.chat, 'bob', 'hi'))
    await world.clock.advance(50)
    await sent
    expect(phone.received).toEqual([])
    expect(laptop.received).toMatchObject([
      { flow: 'out', from: 'alice', to: 'bob', conversationID: 'C2Cbob', status: 'success' },
    ])
  })

  test('[SDK4] an acknowledged own message fills the gap before the next one, and nobody is asked', async () => {
    const world = new World()
    const { chat, received } = await world.ready('alice')
    const sent = chat.sendMessage(text(chat, 'bob', '1'))
    await world.clock.advance(50)
    await sent
    world.server.write('bob', 'alice', '2')
    await world.clock.advance(50)
    expect(textsOf(received)).toEqual(['2'])
    expect(asked(world, 'history')).toEqual([])
  })

  test('a message to oneself is sent once and not received', async () => {
    const world = new World()
    world.server.echoesOwn = true
    const { chat, received } = await world.ready('alice')
    const sent = chat.sendMessage(text(chat, 'alice', 'note'))
    await world.clock.advance(50)
    expect((await sent).data.message.status).toBe('success')
    expect(received).toEqual([])
  })

  test('a first sync that breaks off starts again, over all pages, and then the client is ready', async () => {
    const world = new World()
    for (let user = 0; user < 25; user++) world.server.write(`user${user}`, 'alice', 'old')
    world.server.syncPage = 10
    const { chat, events, received } = world.client()
    const login = chat.login({ userID: 'alice', userSig: 'ticket' })
    await world.clock.advance(6)
    await login
    world.network.cut()
    world.server.write('user0', 'alice', 'during the outage')
    expect(chat.isReady()).toBe(false)
    await world.clock.advance(2_000)
    expect(events.filter((event) => event === 'sdkStateReady')).toHaveLength(1)
    expect((await chat.getConversationList()).data.conversationList).toHaveLength(25)
    expect(textsOf(received)).toEqual(['during the outage'])
  })

  test('[SDK1] the word that pushes were lost counts also while a sync is under way', async () => {
    const world = new World()
    world.server.syncPage = 1
    for (const user of ['bob', 'carol', 'dave']) world.server.write(user, 'alice', 'old')
    const { received } = await world.ready('alice')
    world.server.faults = { ...world.server.faults, losePush: () => true }
    world.network.weather.delay = () => 10
    world.network.cut()
    for (const user of ['bob', 'carol', 'dave']) world.server.write(user, 'alice', 'new')
    while (asked(world, 'sync').length < 5) await world.clock.advance(10)
    world.server.write('bob', 'alice', 'newer')
    await world.clock.advance(300)
    expect(textsOf(received).sort()).toEqual(['new', 'new', 'new', 'newer'])
  })

  test('[SDK1] what changes while a sync of many pages is under way is found by the next one', async () => {
    const world = new World()
    world.server.syncPage = 1
    for (const user of ['bob', 'carol', 'dave']) world.server.write(user, 'alice', 'old')
    const { received } = await world.ready('alice')
    world.server.faults = { ...world.server.faults, losePush: () => true }
    world.server.isToldDirty = false
    world.network.weather.delay = () => 10
    world.network.cut()
    for (const user of ['bob', 'carol', 'dave']) world.server.write(user, 'alice', 'new')
    while (asked(world, 'sync').length < 5) await world.clock.advance(10)
    world.server.write('bob', 'alice', 'newer')
    await world.clock.advance(200)
    expect(textsOf(received)).toEqual(['new', 'new', 'new'])
    world.network.cut()
    await world.clock.advance(2_000)
    expect(textsOf(received)).toEqual(['new', 'new', 'new', 'newer'])
  })

  test.each([
    ['refused for now', refusal(20005, 'INTERNAL', { retryable: true }), 0],
    ['refused', refusal(60017, 'FORBIDDEN'), 3],
  ])('a sync or repair that is %s is tried again', async (_how, error, reported) => {
    const world = new World()
    const { chat, events, received } = world.client()
    let left = 3
    world.server.faults = { ...world.server.faults, refuse: (op) => (op === 'sync' && left-- > 0 ? error : undefined) }
    const login = chat.login({ userID: 'alice', userSig: 'ticket' })
    await world.clock.advance(10_000)
    await login
    expect(chat.isReady()).toBe(true)
    expect(events.filter((event) => event.startsWith('error'))).toHaveLength(reported)
    left = 3
    world.server.faults = {
      ...world.server.faults,
      losePush: () => true,
      refuse: (op) => (op === 'history' && left-- > 0 ? error : undefined),
    }
    world.server.write('bob', 'alice', '1')
    world.server.write('bob', 'alice', '2')
    await world.clock.advance(20_000)
    expect(textsOf(received)).toEqual(['1', '2'])
  })

  test('many conversations that are behind are repaired a few at a time', async () => {
    const world = new World()
    world.network.weather.delay = () => 10
    const { received } = await world.ready('alice')
    world.network.cut()
    for (let user = 0; user < 30; user++) {
      for (const words of ['1', '2', '3']) world.server.write(`user${user}`, 'alice', words)
    }
    let most = 0
    const open = (): number => asked(world, 'history').length
    let seen = 0
    for (let turn = 0; turn < 300; turn++) {
      await world.clock.advance(20)
      most = Math.max(most, open() - seen)
      seen = open()
    }
    expect(received).toHaveLength(90)
    expect(most).toBeLessThanOrEqual(8)
  })
})
