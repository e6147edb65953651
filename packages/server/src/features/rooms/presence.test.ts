import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Presence } from './presence.ts'

describe('[ROOM5] who is in a room', () => {
  it('counts a user once however many sessions, and each guest', () => {
    const presence = new Presence()
    presence.enter('alice', 1)
    presence.enter('alice', 2)
    presence.enter('', 3)
    presence.enter('', 4)
    expect(presence.online(0)).toBe(3)
    presence.leave('alice')
    presence.leave('')
    expect([presence.online(0), presence.has('alice')]).toEqual([2, true])
    presence.leave('alice')
    expect([presence.online(0), presence.has('alice')]).toEqual([1, false])
  })

  it('tells who came and who went since it was last told, at most 20 names of each', () => {
    const presence = new Presence()
    for (let i = 0; i < 50; i++) presence.enter(`u${i}`, i)
    expect(presence.takeMovement()).toEqual({ came: Array.from({ length: 20 }, (_, i) => `u${i}`), went: [] })
    presence.leave('u3')
    presence.leave('u4')
    presence.enter('u4', 99)
    presence.enter('new', 99)
    presence.leave('new')
    expect(presence.takeMovement()).toEqual({ came: [], went: ['u3'] })
    expect(presence.takeMovement()).toEqual({ came: [], went: [] })
  })

  it('knows who came last, at most 30 and newest first, those of other nodes included', () => {
    const presence = new Presence()
    for (let i = 0; i < 40; i++) presence.enter(`u${i}`, i)
    presence.sawCome('elsewhere', 40)
    presence.leave('u39')
    const recent = presence.recent()
    expect(recent.map(({ userId }) => userId).slice(0, 3)).toEqual(['elsewhere', 'u38', 'u37'])
    expect(recent.length).toBeLessThanOrEqual(30)
    expect(presence.list()[0]).toEqual({ userId: 'u38', joinedAt: 38 })
  })

  it('[ROOM8] adds what the other nodes said, until one has been silent for long', () => {
    const presence = new Presence()
    presence.enter('alice', 0)
    presence.heardCount('b', 5, 0)
    presence.heardCount('c', 7, 4000)
    expect(presence.online(5000)).toBe(13)
    expect(presence.online(12_000)).toBe(8)
    presence.heardCount('c', 0, 12_000)
    expect(presence.online(12_000)).toBe(1)
  })

  it('counts as brute force does, whatever happens', () => {
    const event = fc.record({ user: fc.constantFrom('', 'a', 'b', 'c'), comes: fc.boolean() })
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const presence = new Presence()
        const sessions: string[] = []
        for (const { user, comes } of events) {
          const at = sessions.indexOf(user)
          if (comes) {
            sessions.push(user)
            presence.enter(user, 0)
          } else if (at >= 0) {
            sessions.splice(at, 1)
            presence.leave(user)
          }
        }
        const users = new Set(sessions.filter((user) => user !== ''))
        expect(presence.online(0)).toBe(users.size + sessions.filter((user) => user === '').length)
        expect(
          presence
            .list()
            .map(({ userId }) => userId)
            .sort(),
        ).toEqual([...users].sort())
      }),
    )
  })
})
