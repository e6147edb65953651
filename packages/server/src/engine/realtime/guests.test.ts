import { expect, it } from 'vitest'
import { GuestsByNetwork } from './guests.ts'
import type { Session } from './session.ts'

const guest = (ip: string) => ({ ip, state: { kind: 'guest' } }) as Session

it('[SES18] a network is full of guests until one logs in or goes; others are not', () => {
  const guests = new GuestsByNetwork(2)
  const [one, two] = [guest('192.0.2.1'), guest('192.0.2.1')]
  guests.add(one)
  expect(guests.isFull('192.0.2.1')).toBe(false)
  guests.add(two)
  expect([guests.isFull('192.0.2.1'), guests.isFull('192.0.2.2')]).toEqual([true, false])
  one.state = { kind: 'entering' }
  expect(guests.isFull('192.0.2.1')).toBe(true)
  one.state = { kind: 'live', identity: {} as never }
  expect(guests.isFull('192.0.2.1')).toBe(false)
  guests.add(guest('192.0.2.1'))
  expect(guests.isFull('192.0.2.1')).toBe(true)
  guests.remove(two)
  expect(guests.isFull('192.0.2.1')).toBe(false)
})

it('[SES18] the addresses that one IPv6 client can take are one network', () => {
  const guests = new GuestsByNetwork(2)
  guests.add(guest('2001:db8:1:2::1'))
  guests.add(guest('2001:db8:1:2::2'))
  expect([guests.isFull('2001:db8:1:2:ffff::9'), guests.isFull('2001:db8:1:3::1')]).toEqual([true, false])
})

it('[SES18] remembers no network whose guests have all logged in or gone', () => {
  const guests = new GuestsByNetwork(1000)
  const sessions = Array.from({ length: 100 }, (_, i) => guest(`192.0.2.${i}`))
  for (const session of sessions) guests.add(session)
  for (const session of sessions.slice(0, 50)) guests.remove(session)
  expect(guests.networks).toBe(50)
  for (const session of sessions) session.state = { kind: 'closed', identity: undefined }
  guests.tidy()
  expect(guests.networks).toBe(0)
})
