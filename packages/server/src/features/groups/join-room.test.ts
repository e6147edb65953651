import { describe, expect, it } from 'vitest'
import type { Session } from '../../engine/realtime/session.ts'
import { joinRoom, watchRoom } from './join-room.ts'
import type { Seat } from './seats.ts'

const member: Seat = {
  type: 'AVChatRoom',
  standing: 'Member',
  isMuteAll: false,
  mutedUntil: 0,
  floor: 0,
  topicsOnly: false,
}
const banned: Seat = { ...member, standing: 'Outsider' }
const session = {} as Session
const self = { sdkAppId: 1, userId: 'bob' }

/** A room that remembers who is in it, and seats that are asked for one after the other. */
function parts(...seats: (Seat | undefined)[]) {
  const inside = new Set<string>()
  return {
    inside,
    seats: { of: async () => (seats.length > 1 ? seats.shift() : seats[0]) },
    rooms: {
      enter: async (_: Session, { userId }: { userId: string }) => {
        inside.add(userId)
        return { isNew: true, room: { online: 1, recent: '[]' } }
      },
      leave: () => inside.clear(),
    },
  }
}

describe('[ROOM6] coming into a live room', () => {
  it('is undone by a ban that came meanwhile and found nobody to put out', async () => {
    const room = parts(member, banned)
    await expect(joinRoom(room, session, self, 'live')).rejects.toMatchObject({ errorName: 'GROUP_BANNED' })
    expect(room.inside.size).toBe(0)
  })

  it('is undone when the room was dissolved meanwhile', async () => {
    const room = parts(member, undefined)
    await expect(joinRoom(room, session, self, 'live')).rejects.toMatchObject({ errorName: 'GROUP_NOT_FOUND' })
    expect(room.inside.size).toBe(0)
  })

  it('is for live rooms alone', async () => {
    const room = parts({ ...member, type: 'Public' })
    expect(await joinRoom(room, session, self, 'team')).toBeUndefined()
    await expect(watchRoom(room, session, 1, 'team')).rejects.toMatchObject({ errorName: 'GROUP_NOT_FOUND' })
    expect(room.inside.size).toBe(0)
  })
})
