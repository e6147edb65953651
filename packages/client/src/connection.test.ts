import { describe, expect, test } from 'vitest'
import { outcome, text, textsOf, World } from '../test/world.ts'
import { EVENT } from './event-names.ts'
import { refusal } from './testing/model-server.ts'

const logins = (world: World) => world.server.requests.filter(({ op }) => op === 'login')
const tickets = (world: World) => logins(world).map(({ data }) => (data as { userSig: string }).userSig)

describe('the connection of a client', () => {
  test('a lost connection comes back by itself, without a second SDK_READY', async () => {
    const world = new World()
    const { chat, events } = await world.ready('alice')
    events.length = 0
    world.network.cut()
    await world.clock.advance(2_000)
    const net = events.filter((event) => event.startsWith('netStateChange'))
    expect(net).toEqual(['netStateChange:disconnected', 'netStateChange:connecting', 'netStateChange:connected'])
    expect(events.filter((event) => event.startsWith('sdk'))).toEqual([])
    expect(chat.isReady()).toBe(true)
  })

  test('a lost connection says in how long it is tried again', async () => {
    const world = new World()
    const { chat } = await world.ready('alice')
    const told: { state: string; retryIn?: number }[] = []
    chat.on(EVENT.NET_STATE_CHANGE, ({ data }) => void told.push(data))
    world.network.weather.isReachable = false
    world.network.cut()
    const { retryIn } = told.at(-1)!
    expect(told).toEqual([{ state: 'disconnected', retryIn: expect.any(Number) }])
    await world.clock.advance(retryIn! + 1)
    expect(told[1]).toEqual({ state: 'connecting' })
  })

  test('every reconnect names the same instance, so that it does not kick itself', async () => {
    const world = new World()
    await world.ready('alice')
    world.network.cut()
    await world.clock.advance(2_000)
    const instances = logins(world).map(({ data }) => (data as { instance: string }).instance)
    expect(instances).toHaveLength(2)
    expect(new Set(instances).size).toBe(1)
  })

  test('tries become rarer while the server is away, and never end', async () => {
    const world = new World()
    await world.ready('alice')
    world.network.weather.isReachable = false
    world.network.cut()
    await world.clock.advance(60_000)
    const early = world.network.connects
    await world.clock.advance(600_000)
    const late = world.network.connects - early
    expect(early).toBeGreaterThan(4)
    expect(late / 10).toBeLessThan(early / 1.5)
    expect(late).toBeGreaterThan(600 / 30)
    world.network.weather.isReachable = true
    await world.clock.advance(31_000)
    expect(world.server.online).toBe(1)
  })

  test('a server that accepts and drops at once is not hammered', async () => {
    const world = new World()
    await world.ready('alice')
    for (let second = 0; second < 60; second++) {
      world.network.cut()
      await world.clock.advance(1_000)
    }
    expect(world.network.connects).toBeLessThan(30)
  })

  test('a server that leaves is left alone for as long as it asks', async () => {
    const world = new World()
    await world.ready('alice')
    world.server.tell('alice', { type: 'leaving', retryAfter: 9_000 })
    await world.clock.advance(10)
    world.server.closeAll(4006)
    world.network.nudge()
    await world.clock.advance(8_900)
    expect(world.network.connects).toBe(1)
    await world.clock.advance(2_000)
    expect(world.server.online).toBe(1)
  })

  test('a login that is refused for now waits for the time given, then succeeds', async () => {
    const world = new World()
    const busy = refusal(60008, 'OVERLOADED', { retryable: true, retryAfter: 3_000 })
    world.server.faults = {
      ...world.server.faults,
      refuse: (op) => (op === 'login' && logins(world).length < 3 ? busy : undefined),
    }
    const { chat } = world.client()
    const login = outcome(chat.login({ userID: 'alice', userSig: 'ticket' }))
    await world.clock.advance(2_900)
    expect(logins(world)).toHaveLength(1)
    await world.clock.advance(10_000)
    expect(await login).toMatchObject({ value: { code: 0 } })
  })

  test.each([
    [70009, 70009],
    [70020, 70020],
    [70051, 70051],
  ])('a first login refused with %i rejects with it at once, and calls answer 3001 or 3004', async (code) => {
    const world = new World()
    world.server.faults = { ...world.server.faults, refuse: (op) => (op === 'login' ? refusal(code, 'NO') : undefined) }
    const { chat, events } = world.client()
    const login = outcome(chat.login({ userID: 'alice', userSig: 'ticket' }))
    await world.clock.advance(60_000)
    expect(await login).toMatchObject({ error: { code } })
    expect(world.network.connects).toBe(1)
    expect(events).toEqual(['netStateChange:connecting'])
    await expect(chat.getConversationList()).rejects.toMatchObject({ code: code === 70009 ? 3004 : 3001 })
  })

  test('a first login to a server that is away is tried for a while, then rejects with a network error', async () => {
    const world = new World()
    world.network.weather.isReachable = false
    const { chat } = world.client()
    const login = outcome(chat.login({ userID: 'alice', userSig: 'ticket' }))
    await world.clock.advance(20_000)
    expect(await login).toMatchObject({ error: { code: 2800, retryable: true } })
    const { connects } = world.network
    await world.clock.advance(60_000)
    expect([world.network.connects, world.clock.pending]).toEqual([connects, 0])
  })

  test('a socket that is opened by nobody is given up in time', async () => {
    const world = new World()
    world.network.weather.delay = () => 1e9
    const { chat } = world.client({ timeouts: { login: 15_000 } })
    const login = outcome(chat.login({ userID: 'alice', userSig: 'ticket' }))
    await world.clock.advance(12_000)
    expect(world.network.connects).toBe(2)
    await world.clock.advance(3_000)
    expect(await login).toMatchObject({ error: { code: 2800 } })
  })

  test('an expired ticket at a reconnect ends the login, and the app is told why', async () => {
    const world = new World()
    const { chat, events } = await world.ready('alice')
    world.server.faults = { ...world.server.faults, refuse: (op) => (op === 'login' ? refusal(70001, 'X') : undefined) }
    world.network.cut()
    await world.clock.advance(60_000)
    expect(events.slice(-2)).toEqual(['kickedOut:userSigExpired', 'sdkStateNotReady'])
    expect(logins(world)).toHaveLength(2)
    await expect(chat.getConversationList()).rejects.toMatchObject({ code: 3004 })
  })

  test('an account blocked meanwhile ends the login with an ERROR', async () => {
    const world = new World()
    const { events } = await world.ready('alice')
    world.server.faults = { ...world.server.faults, refuse: (op) => (op === 'login' ? refusal(70051, 'X') : undefined) }
    world.network.cut()
    await world.clock.advance(60_000)
    expect(events.slice(-2)).toEqual(['error:70051', 'sdkStateNotReady'])
  })

  describe('with getUserSig', () => {
    const expired = (world: World, good: (userSig: string) => boolean): void => {
      world.server.faults = {
        ...world.server.faults,
        refuse: (op) =>
          op === 'login' && !good(tickets(world).at(-1) ?? '') ? refusal(70001, 'USERSIG_EXPIRED') : undefined,
      }
    }

    test('an expired ticket is replaced, and the user stays logged in', async () => {
      const world = new World()
      const asked: unknown[] = []
      const getUserSig = (request: unknown): string => {
        asked.push(request)
        return 'new'
      }
      const { chat, events } = await world.ready('alice', { getUserSig })
      expired(world, (userSig) => userSig === 'new')
      world.server.tell('alice', { type: 'kicked', reason: 'userSigExpired', message: '' })
      world.server.closeAll(4002)
      await world.clock.advance(2_000)
      expect(asked).toEqual([{ userID: 'alice', reason: 'refused' }])
      expect(tickets(world)).toEqual(['ticket', 'new'])
      expect(events.filter((event) => /kickedOut|NotReady/.test(event))).toEqual([])
      expect(chat.isReady()).toBe(true)
    })

    test.each([undefined, '', 'ticket', 'also expired'])(
      'an answer of %j does not help: the login ends',
      async (answer) => {
        const world = new World()
        const { events } = await world.ready('alice', { getUserSig: () => answer })
        expired(world, () => false)
        world.network.cut()
        await world.clock.advance(60_000)
        expect(events.slice(-2)).toEqual(['kickedOut:userSigExpired', 'sdkStateNotReady'])
        expect(logins(world).length).toBeLessThan(4)
      },
    )

    test('a backend whose new tickets are refused too is asked once, not for ever', async () => {
      const world = new World()
      let calls = 0
      const { events } = await world.ready('alice', { getUserSig: () => `ticket ${++calls}` })
      expired(world, () => false)
      world.network.cut()
      await world.clock.advance(60_000)
      expect(calls).toBe(1)
      expect(events.slice(-2)).toEqual(['kickedOut:userSigExpired', 'sdkStateNotReady'])
    })

    test.each([
      [
        'throws',
        () => {
          throw new Error('backend away')
        },
      ],
      ['rejects', () => Promise.reject(new Error('backend away'))],
      ['never answers', () => new Promise<string>(() => {})],
    ])('while the app backend %s it is asked again', async (_how, failing) => {
      const world = new World()
      let calls = 0
      const getUserSig = () => (++calls < 3 ? failing() : 'new')
      const { chat, events } = await world.ready('alice', { getUserSig })
      expired(world, (userSig) => userSig === 'new')
      world.network.cut()
      await world.clock.advance(60_000)
      expect(calls).toBe(3)
      expect(events.filter((event) => event === 'error:2800')).toHaveLength(2)
      expect([chat.isReady(), world.server.online]).toEqual([true, 1])
    })

    test('a ticket that was fetched and expired while the server was busy is replaced again', async () => {
      const world = new World()
      let calls = 0
      const { chat } = await world.ready('alice', { getUserSig: () => `ticket ${++calls}` })
      const busy = refusal(60008, 'OVERLOADED', { retryable: true, retryAfter: 1_000 })
      const answers = [refusal(70001, 'X'), busy, refusal(70001, 'X')]
      world.server.faults = { ...world.server.faults, refuse: (op) => (op === 'login' ? answers.shift() : undefined) }
      world.network.cut()
      await world.clock.advance(10_000)
      expect(tickets(world)).toEqual(['ticket', 'ticket', 'ticket 1', 'ticket 1', 'ticket 2'])
      expect([chat.isReady(), world.server.online]).toEqual([true, 1])
    })

    test('login without a ticket fetches the first one', async () => {
      const world = new World()
      const { chat } = world.client({ getUserSig: ({ userID, reason }) => `${userID} ${reason}` })
      const login = chat.login({ userID: 'alice' })
      await world.clock.advance(50)
      await login
      expect(tickets(world)).toEqual(['alice login'])
    })
  })

  test('heartbeats are sent well within the interval that the server asks for', async () => {
    const world = new World()
    world.server.heartbeat = 10_000
    await world.ready('alice')
    await world.clock.advance(60_000)
    const pings = world.server.requests.filter(({ op }) => op === 'ping').length
    expect(pings).toBeGreaterThanOrEqual(6)
    expect(pings).toBeLessThanOrEqual(8)
    expect(world.network.connects).toBe(1)
  })

  test('a connection that went silent is found dead and replaced', async () => {
    const world = new World()
    const { received } = await world.ready('alice')
    world.network.weather.isSilent = true
    world.server.write('bob', 'alice', 'into the void')
    await world.clock.advance(20_000)
    expect(world.network.connects).toBe(1)
    await world.clock.advance(11_000)
    world.network.weather.isSilent = false
    await world.clock.advance(40_000)
    expect(world.network.connects).toBeGreaterThan(1)
    expect(textsOf(received)).toEqual(['into the void'])
  })

  test('a request that is not answered raises suspicion at once, long before the next heartbeat', async () => {
    const world = new World()
    const { chat } = await world.ready('alice')
    world.network.weather.isSilent = true
    const sent = outcome(chat.sendMessage(text(chat, 'bob', 'hi')))
    await world.clock.advance(14_100)
    world.network.weather.isSilent = false
    await world.clock.advance(1_000)
    expect(await sent).toMatchObject({ value: { code: 0 } })
  })

  test('the word that the network is back ends the wait at once, and doubts a connection that stands', async () => {
    const world = new World()
    const { received } = await world.ready('alice')
    world.network.weather.isReachable = false
    world.network.cut()
    await world.clock.advance(300_000)
    world.network.weather.isReachable = true
    world.network.nudge()
    await world.clock.advance(50)
    expect(world.server.online).toBe(1)
    await world.clock.advance(5_000)
    world.network.weather.isSilent = true
    world.network.nudge()
    await world.clock.advance(4_100)
    world.network.weather.isSilent = false
    world.server.write('bob', 'alice', 'hi')
    await world.clock.advance(2_000)
    expect(textsOf(received)).toEqual(['hi'])
  })

  test.each(['not json', '{}', 'null', '[null]', '[{"type":"message"}]', '[{"type":"fail","id":1}]'])(
    'a frame that is %s is reported, and the connection starts anew without losing a message',
    async (frame) => {
      const world = new World()
      const { events, received } = world.client()
      const { chat } = await world.ready('bob')
      const witness = await world.ready('alice')
      witness.events.length = 0
      world.server.tellText('alice', frame)
      world.server.write('bob', 'alice', 'after')
      await world.clock.advance(5_000)
      expect(textsOf(witness.received)).toEqual(['after'])
      expect(witness.events.filter((event) => event.startsWith('error')).length).toBeGreaterThanOrEqual(
        frame.includes('fail') ? 0 : 1,
      )
      expect([events, received, chat.isReady()]).toEqual([[], [], true])
    },
  )

  test('packets of a kind that is not known yet are passed over', async () => {
    const world = new World()
    const { events, received } = await world.ready('alice')
    events.length = 0
    world.server.tellText('alice', '[{"type":"typing","from":"bob"}]')
    world.server.write('bob', 'alice', 'hi')
    await world.clock.advance(1_000)
    expect(textsOf(received)).toEqual(['hi'])
    expect(world.network.connects).toBe(1)
  })

  test('a request that the server cannot read is reported as ERROR', async () => {
    const world = new World()
    const { events } = await world.ready('alice')
    world.server.tell('alice', { type: 'fail', id: 0, error: refusal(20001, 'FRAME_MALFORMED') })
    await world.clock.advance(50)
    expect(events.at(-1)).toBe('error:20001')
  })

  test('reads during an outage reject with 2800, unanswered ones with 2801, and both may be repeated', async () => {
    const world = new World()
    const { chat } = await world.ready('alice')
    const page = () => outcome(chat.getMessageList({ conversationID: 'C2Cbob' }))
    world.server.faults = { ...world.server.faults, loseAnswer: (op) => op === 'history' }
    const unanswered = page()
    await world.clock.advance(11_000)
    expect(await unanswered).toMatchObject({ error: { code: 2801, retryable: true } })
    const cutOff = page()
    await world.clock.advance(5)
    world.network.cut()
    expect(await cutOff).toMatchObject({ error: { code: 2800, retryable: true } })
    expect(await page()).toMatchObject({ error: { code: 2800 } })
  })

  test('a repeated login hands over a newer ticket for the next reconnect', async () => {
    const world = new World()
    const { chat } = await world.ready('alice')
    await chat.login({ userID: 'alice', userSig: 'newer' })
    world.network.cut()
    await world.clock.advance(2_000)
    expect(tickets(world)).toEqual(['ticket', 'newer'])
    const sent = chat.sendMessage(text(chat, 'bob', 'still here'))
    await world.clock.advance(50)
    await sent
  })
})
