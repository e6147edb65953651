import { expect, test } from 'vitest'
import { World } from '../test/world.ts'
import { renewalDelay } from './ticket-renewal.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

test('a ticket is replaced five minutes before it ends, a short one when a tenth of it is left', () => {
  expect(renewalDelay(60 * MINUTE, false)).toBe(55 * MINUTE)
  expect(renewalDelay(10 * MINUTE, false)).toBe(9 * MINUTE)
  expect(renewalDelay(0, false)).toBe(1_000)
})

test('a try that failed is repeated when half of what was left has passed', () => {
  expect(renewalDelay(4 * MINUTE, true)).toBe(2 * MINUTE)
})

test('a ticket that is about to end is replaced on the living connection, again and again', async () => {
  const world = new World()
  world.server.ticketMs = HOUR
  let count = 0
  const reasons: string[] = []
  const { chat, events } = await world.ready('alice', {
    getUserSig: ({ reason }) => {
      reasons.push(reason)
      if (count++ === 0) throw new Error('the backend is away')
      return `ticket ${count}`
    },
  })
  const renewals = () => world.server.requests.filter(({ op }) => op === 'session.renew').map(({ data }) => data)
  await world.clock.advance(HOUR - 6 * MINUTE)
  expect(renewals()).toEqual([])
  await world.clock.advance(6 * MINUTE)
  expect(renewals()).toEqual([{ userSig: 'ticket 2' }])
  await world.clock.advance(HOUR)
  expect(renewals()).toHaveLength(2)
  expect(new Set(reasons)).toEqual(new Set(['expiring']))
  expect(world.network.connects).toBe(1)
  expect(events.filter((event) => event.startsWith('kickedOut') || event.startsWith('error'))).toEqual([])
  const left = chat.logout()
  await world.clock.advance(3 * HOUR)
  await left
  expect(renewals()).toHaveLength(2)
})

test('a connection that is lost takes the newer ticket', async () => {
  const world = new World()
  world.server.ticketMs = HOUR
  await world.ready('alice', { getUserSig: () => 'newer' })
  await world.clock.advance(HOUR - 4 * MINUTE)
  world.network.cut()
  await world.clock.advance(MINUTE)
  const tickets = world.server.requests.flatMap((request) => (request.op === 'login' ? [request.data.userSig] : []))
  expect(tickets).toEqual(['ticket', 'newer'])
})
