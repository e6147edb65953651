import { describe, expect, test } from 'vitest'
import { outcome, text, textsOf, World } from '../test/world.ts'
import { EVENT } from './event-names.ts'
import { refusal } from './testing/model-server.ts'
import { TYPES } from './type-constants.ts'

const READY = ['netStateChange:connecting', 'netStateChange:connected', 'sdkStateReady', 'onConversationListUpdated']

describe('the life of a client', () => {
  test('login resolves before SDK_READY, which fires once', async () => {
    const world = new World()
    const { chat, events } = world.client()
    const login = chat.login({ userID: 'alice', userSig: 'ticket' }).then((result) => {
      events.push('login resolved')
      return result
    })
    await world.clock.advance(50)
    expect(await login).toEqual({ code: 0, data: { actionStatus: 'OK', errorCode: 0, errorInfo: '' } })
    expect(events).toEqual([...READY.slice(0, 2), 'login resolved', ...READY.slice(2)])
    expect(chat.isReady()).toBe(true)
    expect(chat.getLoginUser()).toBe('alice')
  })

  test('before login calls are refused with 2024, between login and SDK_READY with 2999', async () => {
    const world = new World()
    const { chat } = world.client()
    await expect(chat.getConversationList()).rejects.toMatchObject({ code: 2024 })
    await expect(chat.getMessageList({ conversationID: 'C2Cbob' })).rejects.toMatchObject({ code: 2024 })
    expect(() => text(chat, 'bob', 'hi')).toThrow(expect.objectContaining({ code: 2024 }))
    expect([chat.findMessage('1-2-3'), chat.isReady(), chat.getLoginUser()]).toEqual([null, false, ''])
    const login = chat.login({ userID: 'alice', userSig: 'ticket' })
    world.server.faults = { ...world.server.faults, loseAnswer: (op) => op === 'sync' }
    await world.clock.advance(50)
    await login
    const message = text(chat, 'bob', 'too early')
    await expect(chat.sendMessage(message)).rejects.toMatchObject({ code: 2999 })
    expect(message.status).toBe('fail')
  })

  test('a second login while the first is in flight is refused with 2025', async () => {
    const world = new World()
    const { chat } = world.client()
    const first = chat.login({ userID: 'alice', userSig: 'ticket' })
    await expect(chat.login({ userID: 'alice', userSig: 'ticket' })).rejects.toMatchObject({ code: 2025 })
    await world.clock.advance(50)
    await first
  })

  test('a login of the user who is logged in says so, and fires no second SDK_READY', async () => {
    const world = new World()
    const { chat, events } = await world.ready('alice')
    const { data } = await chat.login({ userID: 'alice', userSig: 'ticket' })
    await world.clock.advance(50)
    expect(data).toMatchObject({ actionStatus: 'OK', repeatLogin: true })
    expect(events).toEqual(READY)
  })

  test('a login of another user logs out the first', async () => {
    const world = new World()
    const { chat, events } = await world.ready('alice')
    events.length = 0
    const login = chat.login({ userID: 'bob', userSig: 'ticket' })
    await world.clock.advance(50)
    await login
    expect(events).toEqual(['sdkStateNotReady', ...READY])
    expect(chat.getLoginUser()).toBe('bob')
    expect(world.server.online).toBe(1)
  })

  test.each([
    [{ userID: '', userSig: 'ticket' }, 2002],
    [{ userID: 'alice', userSig: '' }, 2003],
    [{ userID: 'alice' }, 2003],
  ])('login with %j is refused with %i and asks nobody', async (options, code) => {
    const world = new World()
    await expect(world.client().chat.login(options)).rejects.toMatchObject({ code })
    expect(world.network.connects).toBe(0)
  })

  test('login without a server address is refused with advice', async () => {
    const { chat } = new World().client({ proxyServer: '' })
    await expect(chat.login({ userID: 'alice', userSig: 'ticket' })).rejects.toMatchObject({ code: 2905 })
    await expect(chat.login({ userID: 'alice', userSig: 'ticket' })).rejects.toMatchObject({ code: 2905 })
  })

  test('logout goes offline, forgets the messages and keeps the handlers', async () => {
    const world = new World()
    const { chat, events } = await world.ready('alice')
    const message = text(chat, 'bob', 'hi')
    const sent = chat.sendMessage(message)
    await world.clock.advance(50)
    await sent
    expect(chat.findMessage(message.ID)).toBe(message)
    events.length = 0
    const logout = chat.logout()
    await world.clock.advance(50)
    expect(await logout).toEqual({ code: 0, data: {} })
    expect(events).toEqual(['sdkStateNotReady'])
    expect([chat.isReady(), chat.getLoginUser(), chat.findMessage(message.ID)]).toEqual([false, '', null])
    await expect(chat.getConversationList()).rejects.toMatchObject({ code: 3005 })
    expect(world.server.online).toBe(0)
    await world.clock.advance(120_000)
    expect(world.network.connects).toBe(1)
    const again = chat.login({ userID: 'alice', userSig: 'ticket' })
    await world.clock.advance(50)
    await again
    expect(events.slice(1)).toEqual(READY)
  })

  test('logout resolves although the server is silent, and when nobody is logged in', async () => {
    const world = new World()
    const { chat } = await world.ready('alice')
    world.network.weather.isSilent = true
    const logout = chat.logout()
    await world.clock.advance(3_000)
    expect(await logout).toEqual({ code: 0, data: {} })
    expect(await chat.logout()).toEqual({ code: 0, data: {} })
    expect(world.clock.pending).toBe(0)
  })

  test.each([0, 2])('logout %i ms after a login rejects that login with 3005, and nothing follows', async (wait) => {
    const world = new World()
    const { chat, events } = world.client()
    const login = outcome(chat.login({ userID: 'alice', userSig: 'ticket' }))
    await world.clock.advance(wait)
    await chat.logout()
    expect(await login).toMatchObject({ error: { code: 3005 } })
    await world.clock.advance(60_000)
    expect(events).toEqual(['netStateChange:connecting'])
  })

  test('destroy logs out, says SDK_DESTROY, and leaves no timer and no handler', async () => {
    const world = new World()
    const { chat, events } = await world.ready('alice')
    events.length = 0
    const destroyed = chat.destroy()
    await world.clock.advance(3_000)
    await destroyed
    expect(events).toEqual(['sdkStateNotReady', 'sdkDestroy'])
    expect([world.clock.pending, world.network.watchers]).toEqual([0, 0])
  })

  test.each([
    ['multipleAccount', 'multipleAccount', 3003],
    ['multipleDevice', 'multipleDevice', 3002],
    ['REST_API_Kick', 'REST_API_Kick', 3006],
    ['userSigExpired', 'userSigExpired', 3004],
    ['keyRevoked', 'userSigExpired', 3004],
  ] as const)(
    'a kick by %s tells the app %s, refuses calls with %i, and the client stays away',
    async (reason, type, code) => {
      const world = new World()
      const { chat, events } = await world.ready('alice')
      const waiting = text(chat, 'bob', 'on its way')
      world.server.faults = { ...world.server.faults, loseAnswer: () => true }
      const sent = outcome(chat.sendMessage(waiting))
      events.length = 0
      world.server.tell('alice', { type: 'kicked', reason, message: 'because' })
      world.server.closeAll(4002)
      await world.clock.advance(120_000)
      expect(events).toEqual([`kickedOut:${type}`, 'sdkStateNotReady'])
      expect(await sent).toMatchObject({ error: { code } })
      expect(waiting.status).toBe('fail')
      await expect(chat.getConversationList()).rejects.toMatchObject({ code })
      expect(world.network.connects).toBe(1)
    },
  )

  test('a kick rejects also the many messages that were not on their way yet', async () => {
    const world = new World()
    const { chat } = await world.ready('alice')
    const sent = Array.from({ length: 20_000 }, () => outcome(chat.sendMessage(text(chat, 'bob', 'hi'))))
    world.server.tell('alice', { type: 'kicked', reason: 'multipleDevice', message: '' })
    await world.clock.advance(1)
    const codes = (await Promise.all(sent)).map((result) => ('error' in result ? result.error.code : 0))
    expect(codes.at(-1)).toBe(3002)
    expect(new Set(codes).size).toBeLessThanOrEqual(2)
  })

  test('a ticket that is replaced under many messages loses none of them', async () => {
    const world = new World()
    const { chat } = await world.ready('alice', { getUserSig: () => 'new' })
    const sent = Array.from({ length: 20_000 }, () => chat.sendMessage(text(chat, 'bob', 'hi')))
    world.server.tell('alice', { type: 'kicked', reason: 'userSigExpired', message: '' })
    await world.clock.advance(5_000)
    await Promise.all(sent)
    expect(world.server.log('alice', 'bob')).toHaveLength(sent.length)
    expect(world.network.connects).toBe(2)
  })

  test('a server that was put back to an older state is read anew, without a second SDK_READY', async () => {
    const world = new World()
    const { chat, events, received } = await world.ready('alice')
    for (const words of ['1', '2', '3']) world.server.write('bob', 'alice', words)
    await world.clock.advance(50)
    world.server.restore()
    world.server.write('bob', 'alice', 'first again')
    await world.clock.advance(5_000)
    expect(chat.isReady()).toBe(true)
    expect(events.filter((event) => event === 'sdkStateReady')).toHaveLength(1)
    world.server.write('bob', 'alice', 'second')
    await world.clock.advance(50)
    expect(textsOf(received)).toEqual(['1', '2', '3', 'second'])
    const { data } = await reading(world, chat.getMessageList({ conversationID: 'C2Cbob' }))
    expect(textsOf(data.messageList)).toEqual(['first again', 'second'])
  })

  test('a socket closed as kicked without a word ends the login too', async () => {
    const world = new World()
    const { events } = await world.ready('alice')
    world.server.closeAll(4002)
    await world.clock.advance(120_000)
    expect(events.slice(-2)).toEqual(['kickedOut:multipleAccount', 'sdkStateNotReady'])
    expect(world.network.connects).toBe(1)
  })

  test('after a kick the same user logs in again and receives what came meanwhile, once', async () => {
    const world = new World()
    const { chat, events, received } = await world.ready('alice')
    world.server.write('bob', 'alice', 'before')
    await world.clock.advance(50)
    world.server.tell('alice', { type: 'kicked', reason: 'userSigExpired', message: '' })
    await world.clock.advance(50)
    world.server.write('bob', 'alice', 'meanwhile')
    events.length = 0
    const login = chat.login({ userID: 'alice', userSig: 'new ticket' })
    await world.clock.advance(50)
    await login
    expect(events.filter((name) => name === EVENT.SDK_READY)).toHaveLength(1)
    expect(received.map(({ sequence }) => sequence)).toEqual([1, 2])
  })

  test('the server time is that of the server, in seconds', async () => {
    const world = new World()
    const { chat } = await world.ready('alice')
    expect(chat.getServerTime()).toBe(Math.floor(world.clock.now() / 1000))
  })

  test.each([
    ['netStateChange:disconnected', undefined],
    ['netStateChange:connecting', undefined],
    ['error:2800', () => Promise.reject(new Error('backend away'))],
    ['kickedOut:userSigExpired', () => undefined],
  ])('a logout from inside a handler of %s is the end', async (last, getUserSig) => {
    const world = new World()
    const { chat, events } = await world.ready('alice', getUserSig && { getUserSig })
    let logouts = 0
    for (const name of Object.values(EVENT)) {
      chat.on(name, () => void (events.at(-1) === last && logouts++ === 0 && chat.logout()))
    }
    if (getUserSig) {
      const refuse = (op: string) => (op === 'login' ? refusal(70001, 'X') : undefined)
      world.server.faults = { ...world.server.faults, refuse }
    }
    world.network.cut()
    await world.clock.advance(120_000)
    expect(events).toContain(last)
    expect([world.clock.pending, world.server.online]).toEqual([0, 0])
    expect([chat.isReady(), chat.getLoginUser()]).toEqual([false, ''])
  })

  test('a handler that throws or destroys the client harms nothing', async () => {
    const world = new World()
    const { chat, received } = world.client()
    chat.on(EVENT.SDK_READY, () => {
      throw new Error('from the app')
    })
    chat.once(EVENT.MESSAGE_RECEIVED, () => void chat.destroy())
    const login = chat.login({ userID: 'alice', userSig: 'ticket' })
    await world.clock.advance(50)
    await login
    for (const words of ['one', 'two', 'three']) world.server.write('bob', 'alice', words)
    await world.clock.advance(3_000)
    expect(received).toHaveLength(1)
    expect(world.printed.join('\n')).toContain('from the app')
    expect(world.clock.pending).toBe(0)
  })

  test('setLogLevel 4 prints nothing, and no ticket is ever printed', async () => {
    const world = new World()
    const { chat } = world.client()
    chat.setLogLevel(0)
    world.server.faults = { ...world.server.faults, refuse: (op) => (op === 'login' ? refusal(70009, 'X') : undefined) }
    const login = outcome(chat.login({ userID: 'alice', userSig: 'secret-ticket' }))
    await world.clock.advance(1_000)
    expect(await login).toMatchObject({ error: { code: 70009 } })
    expect(world.printed.join('\n')).not.toContain('secret-ticket')
    world.printed.length = 0
    chat.setLogLevel(4)
    chat.on(TYPES.NET_STATE_CONNECTED, () => {})
    const again = outcome(chat.login({ userID: 'alice', userSig: 'secret-ticket' }))
    await world.clock.advance(1_000)
    await again
    expect(world.printed).toEqual([])
  })
})

/** What a call answers, with the clock turned until it does. */
async function reading<T>(world: World, call: Promise<T>): Promise<T> {
  await world.clock.advance(50)
  return call
}
