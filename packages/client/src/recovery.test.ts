import { expect, test } from 'vitest'
import { textsOf, type Witness, World } from '../test/world.ts'
import { EVENT } from './event-names.ts'
import { EXTRA_EVENT } from './extra-event-names.ts'

/** What the client is told, in order: `RECOVERED` and `SDK_RELOAD` among the texts that it receives. */
function told({ chat }: Witness): unknown[] {
  const all: unknown[] = []
  chat.on(EVENT.MESSAGE_RECEIVED, ({ data }) => void all.push(...textsOf(data)))
  chat.on(EVENT.SDK_RELOAD, () => void all.push('reload'))
  chat.on(EXTRA_EVENT.RECOVERED, ({ data }) => void all.push(data))
  return all
}

test('[SDK9] after an outage the client says that nothing is missing, once, behind all that was missed', async () => {
  const world = new World()
  const alice = await world.ready('alice')
  const all = told(alice)
  world.server.historyPage = 1
  world.network.weather.isReachable = false
  world.network.cut()
  for (const words of ['1', '2', '3']) world.server.write('bob', 'alice', words)
  world.server.write('carol', 'alice', '4')
  await world.clock.advance(5_000)
  world.network.weather.isReachable = true
  world.network.nudge()
  await world.clock.advance(1_000)
  expect(all.slice(0, 4).sort()).toEqual(['1', '2', '3', '4'])
  expect(all.slice(4)).toEqual([{ recovered: true, outage: expect.any(Number) }])
  expect((all[4] as { outage: number }).outage).toBeGreaterThanOrEqual(5_000)

  all.length = 0
  world.server.write('bob', 'alice', '5')
  await world.clock.advance(60_000)
  expect(all).toEqual(['5'])
})

test('the first login is no recovery, and a login after a kick is none', async () => {
  const world = new World()
  const alice = world.client()
  const all = told(alice)
  const login = alice.chat.login({ userID: 'alice', userSig: 'ticket' })
  await world.clock.advance(1_000)
  await login
  world.network.weather.isReachable = false
  world.network.cut()
  world.network.weather.isReachable = true
  await world.clock.advance(1)
  world.server.tell('alice', { type: 'kicked', reason: 'multipleAccount', message: '' })
  world.server.closeAll(4002)
  await world.clock.advance(60_000)
  all.length = 0
  const again = alice.chat.login({ userID: 'alice', userSig: 'ticket' })
  await world.clock.advance(1_000)
  await again
  expect([alice.chat.isReady(), all]).toEqual([true, []])
})

test('[SDK9] a server that was put back is said to be: reload, and what the app holds may never have happened', async () => {
  const world = new World()
  const alice = await world.ready('alice')
  const all = told(alice)
  world.server.write('bob', 'alice', '1')
  await world.clock.advance(50)
  world.server.restore()
  await world.clock.advance(5_000)
  expect(all).toEqual(['1', 'reload', { recovered: false, outage: expect.any(Number) }])
})

test('[SDK9] a server that was put back by less than its mark tells is found out by a conversation that has become shorter', async () => {
  const world = new World()
  const alice = await world.ready('alice')
  const all = told(alice)
  for (const words of ['1', '2', '3']) world.server.write('bob', 'alice', words)
  await world.clock.advance(50)
  world.server.restore({ isNoticed: false })
  world.server.write('bob', 'alice', 'other 1')
  await world.clock.advance(5_000)
  expect(all).toEqual(['1', '2', '3', 'reload', { recovered: false, outage: expect.any(Number) }])
  world.server.write('bob', 'alice', 'other 2')
  await world.clock.advance(50)
  expect(all.at(-1)).toBe('other 2')
})
